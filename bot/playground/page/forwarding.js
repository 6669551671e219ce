// The dialog in which a person chooses what to forward, and from whom it comes.

import { makeRich } from "./composer.js";
import { byId, make } from "./dom.js";
import { readEditor } from "./parsing.js";

const dialog = byId("forward");
const form = byId("forward-form");
const name = byId("origin-name");
let articles = [];

/** `onForward` gets {article?, text?, entities?, origin, name}. */
export function openForwarding(onForward) {
  makeRich(byId("own-text"));
  form.addEventListener("change", ({ target }) => {
    if (target.name === "what") showWhat();
    if (["what", "article", "origin"].includes(target.name)) suggestName();
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "forward") return;
    const chosen = collect();
    if (chosen) onForward(chosen);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close("cancel");
  });
}

/** Show the dialog; articles in the person's language come first. */
export function showForwarding(given, language) {
  const first = (article) => (article.language === language ? 0 : 1);
  articles = [...given].sort((one, other) => first(one) - first(other));
  byId("articles").replaceChildren(...articles.map(articleOption));
  showWhat();
  suggestName();
  dialog.returnValue = "";
  dialog.showModal();
}

function articleOption(article, index) {
  const label = make("label", "article-option");
  const input = make("input");
  Object.assign(input, { type: "radio", name: "article", value: article.name, checked: index === 0 });
  const words = make("span", "article-words");
  const title = make("strong", "", article.title);
  title.lang = article.language;
  words.append(title, make("span", "", article.channel));
  label.append(input, make("span", "language", article.language), words);
  return label;
}

function value(field) {
  return new FormData(form).get(field);
}

function showWhat() {
  const sample = value("what") === "sample";
  byId("articles").hidden = !sample;
  byId("own").hidden = sample;
}

function suggestName() {
  const article = articles.find((one) => one.name === value("article"));
  const names = { user: "Olha Kravets", hidden: "A. N.", channel: article?.channel ?? "" };
  const own = value("what") === "own" ? "Morning Post" : names.channel;
  name.value = value("origin") === "channel" ? own : names[value("origin")];
}

function collect() {
  const from = { origin: value("origin"), name: name.value.trim() };
  if (value("what") === "sample") return { article: value("article"), ...from };
  const title = byId("own-title").value.trim();
  const body = readEditor(byId("own-text"));
  const start = title ? `${title}\n\n` : "";
  const entities = body.entities.map((entity) => ({ ...entity, offset: entity.offset + start.length }));
  if (title) entities.unshift({ type: "bold", offset: 0, length: title.length });
  const text = start + body.text;
  return text.trim() ? { text, entities, ...from } : null;
}
