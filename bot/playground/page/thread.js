// The list of messages: order, date chips, groups of one sender, drafts, scrolling.

import { bubble } from "./bubbles.js";
import { byId, make } from "./dom.js";
import { measureQuotes, renderText } from "./entities.js";
import { currentLanguage, labelFor } from "./labels.js";

const NEAR_BOTTOM = 120;
const ONE_GROUP_SECONDS = 600;
const DRAFT_SECONDS = 30;

const thread = byId("thread");
const toBottom = byId("to-bottom");
let context = null;
let draftTimer = 0;

// Whether new messages are followed. A person who scrolls up stops that; a smooth scroll down that
// is still under way does not.
let following = true;
let lastTop = 0;

thread.addEventListener("scroll", () => {
  if (isNearBottom()) following = true;
  else if (thread.scrollTop < lastTop) following = false;
  lastTop = thread.scrollTop;
  toBottom.hidden = following;
});
toBottom.addEventListener("click", () => scrollDown("smooth"));
new ResizeObserver(() => {
  measureQuotes(thread);
  if (following) scrollDown("instant");
}).observe(thread);

/** Show a chat from scratch. `welcome` is an element for an empty one. */
export function showThread(messages, newContext, welcome) {
  context = newContext;
  thread.replaceChildren();
  for (const message of messages) thread.append(bubble(message, context));
  if (!messages.length && welcome) thread.append(welcome);
  arrange();
  scrollDown("instant");
}

/** Put in a message that is new, or has changed. */
export function putMessage(message) {
  const before = byId(`m${message.message_id}`);
  const stick = following || (!before && message.author === context.visitor);
  const element = bubble(message, context);
  if (before) {
    keepOpenQuotes(before, element);
    before.replaceWith(element);
  } else {
    thread.querySelector(".welcome")?.remove();
    if (message.author !== context.visitor) dropDraft();
    element.classList.add("new");
    thread.insertBefore(element, thread.querySelector(".draft"));
  }
  arrange();
  if (stick) scrollDown(before ? "instant" : "smooth");
  else toBottom.hidden = false;
}

export function removeMessage(id) {
  byId(`m${id}`)?.remove();
  arrange();
}

/** A text that the bot is still writing, and a button to stop it where it allows that. */
export function showDraft({ text, entities, can_stop: canStop }) {
  let draft = thread.querySelector(".draft");
  if (!draft) {
    draft = make("article", "message others draft last");
    const column = make("div", "column");
    column.append(make("div", "bubble"));
    draft.append(column);
    thread.append(draft);
  }
  const words = make("div", "text");
  words.append(text ? renderText(text, entities) : "…");
  draft.querySelector(".bubble").replaceChildren(words);
  const stop = draft.querySelector(".keyboard");
  if (canStop && !stop) draft.querySelector(".column").append(stopButton());
  else if (!canStop) stop?.remove();
  clearTimeout(draftTimer);
  draftTimer = setTimeout(dropDraft, DRAFT_SECONDS * 1000);
  if (following) scrollDown("instant");
}

function stopButton() {
  const row = make("div", "keyboard");
  const button = make("button", "inline-button", labelFor("stop"));
  button.type = "button";
  button.addEventListener("click", context.on.stop);
  row.append(button);
  return row;
}

export function dropDraft() {
  clearTimeout(draftTimer);
  thread.querySelector(".draft")?.remove();
}

/** Scroll to a message, or to the place in it that is quoted, and let it flash. */
export function jumpTo(id, quote) {
  const target = byId(`m${id}`);
  if (!target) return;
  const words = target.querySelector(".text");
  const place = quote && words ? findQuote(words, quote) : null;
  CSS.highlights?.delete("quote");
  if (place && CSS.highlights) {
    const closed = place.startContainer.parentElement.closest(".expandable:not(.open, .short)");
    closed?.querySelector(".quote-toggle").click();
    const { top, height } = place.getBoundingClientRect();
    const middle = thread.getBoundingClientRect().top + thread.clientHeight / 2;
    thread.scrollBy({ top: top + height / 2 - middle, behavior: motion("smooth") });
    CSS.highlights.set("quote", new Highlight(place));
    return;
  }
  target.scrollIntoView({ block: "center", behavior: motion("smooth") });
  target.classList.remove("flash");
  void target.offsetWidth;
  target.classList.add("flash");
}

/** The words of a quote as a range, where they stand nearest to its position. */
function findQuote(container, { text, position }) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: whole.length });
    whole += walker.currentNode.data;
  }
  let best = -1;
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    if (best < 0 || Math.abs(at - position) < Math.abs(best - position)) best = at;
  }
  if (best < 0) return null;
  const range = document.createRange();
  const first = nodes.findLast(({ start }) => start <= best);
  const last = nodes.findLast(({ start }) => start < best + text.length);
  range.setStart(first.node, best - first.start);
  range.setEnd(last.node, best + text.length - last.start);
  return range;
}

export function scrollDown(behavior) {
  thread.scrollTo({ top: thread.scrollHeight, behavior: motion(behavior) });
  following = true;
  toBottom.hidden = true;
}

function motion(behavior) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : behavior;
}

function isNearBottom() {
  return thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_BOTTOM;
}

function keepOpenQuotes(before, after) {
  const quotes = [...before.querySelectorAll("blockquote.expandable")];
  const renewed = after.querySelectorAll("blockquote.expandable");
  quotes.forEach((quote, index) => {
    if (quote.classList.contains("open")) renewed[index]?.querySelector(".quote-toggle").click();
  });
}

function arrange() {
  for (const chip of thread.querySelectorAll(".date")) chip.remove();
  let previous = null;
  let day = "";
  for (const message of [...thread.querySelectorAll(".message[data-date]")]) {
    const date = new Date(Number(message.dataset.date) * 1000);
    if (date.toDateString() !== day) {
      day = date.toDateString();
      message.before(make("p", "date", dayName(date)));
      previous?.classList.add("last");
      previous = null;
    }
    const joined =
      previous !== null &&
      previous.dataset.sender === message.dataset.sender &&
      message.dataset.date - previous.dataset.date < ONE_GROUP_SECONDS;
    message.classList.toggle("first", !joined);
    previous?.classList.toggle("last", !joined);
    message.classList.add("last");
    previous = message;
  }
  measureQuotes(thread);
}

function dayName(date) {
  const today = new Date();
  const days = Math.round((today.setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return labelFor("today");
  if (days === 1) return labelFor("yesterday");
  return date.toLocaleDateString(currentLanguage(), { day: "numeric", month: "long" });
}
