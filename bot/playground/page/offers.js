// Inline mode: what the bot offers above the editor while one types its name and some words.

import { byId, make } from "./dom.js";

const PAUSE_MS = 250;
const list = byId("offers");
let handlers = null;
let asked = 0;
let timer = 0;

/** `handlers`: name() -> the bot's @name, ask(words) -> answer, choose(id), openChat(button). */
export function openOffers(given) {
  handlers = given;
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#offers, #editor")) hideOffers();
  });
}

/** Ask the bot about what is typed, if that begins with its name; what came before is forgotten. */
export function offerFor(text) {
  hideOffers();
  const name = `${handlers.name()} `.toLowerCase();
  const typed = text.replaceAll("\u00a0", " ").trimStart();
  if (!typed.toLowerCase().startsWith(name)) return;
  const number = asked;
  timer = setTimeout(async () => {
    const answer = await handlers.ask(typed.slice(name.length)).catch(() => null);
    if (answer && number === asked) show(answer);
  }, PAUSE_MS);
}

/** Whether the open list has used this key. */
export function offerKey(event) {
  if (list.hidden) return false;
  if (event.key === "Escape") hideOffers();
  else if (event.key === "Enter") list.querySelector("button")?.click();
  else if (event.key === "ArrowUp" || event.key === "Tab") list.querySelector("button")?.focus();
  else return false;
  event.preventDefault();
  return true;
}

export function hideOffers() {
  asked += 1;
  clearTimeout(timer);
  list.hidden = true;
}

function show({ results, button }) {
  const options = results.map(({ id, title, description }) =>
    option("offer", [make("strong", "", title), make("span", "", description)], () => handlers.choose(id)),
  );
  if (button) {
    options.unshift(option("offer-button", [button.text], () => handlers.openChat(button)));
  }
  list.replaceChildren(...options);
  list.style.bottom = `${byId("composer").offsetHeight}px`;
  list.hidden = options.length === 0;
}

function option(kind, content, run) {
  const element = make("button", kind);
  element.type = "button";
  element.append(...content);
  element.addEventListener("click", () => {
    hideOffers();
    run();
  });
  return element;
}
