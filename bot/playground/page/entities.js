// Text with Telegram's entities as DOM nodes. Offsets are UTF-16 units, as in JavaScript strings.
// Everything that comes from outside becomes a text node; only safe schemes become links.

import { icon, make } from "./dom.js";
import { labelFor } from "./labels.js";

const SAFE = new Set(["http:", "https:", "tg:", "mailto:"]);
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
};
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const COLLAPSED_QUOTE_LINES = 3;

/** A link that may be followed, or null. */
export function safeUrl(url) {
  try {
    const absolute = new URL(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`);
    return SAFE.has(absolute.protocol) ? absolute.href : null;
  } catch {
    return null;
  }
}

/** The text as a fragment; `onCommand` is called with a bot command that was clicked. */
export function renderText(text, entities = [], onCommand = null) {
  const fragment = document.createDocumentFragment();
  const sorted = entities
    .map((entity) => ({ ...entity, end: entity.offset + entity.length }))
    .sort((one, other) => one.offset - other.offset || other.end - one.end);
  fill(fragment, { text, onCommand }, sorted, 0, text.length);
  return fragment;
}

function fill(parent, whole, entities, start, end) {
  let place = start;
  let waiting = entities;
  while (waiting.length) {
    const [entity, ...others] = waiting;
    const stop = Math.min(entity.end, end);
    appendText(parent, whole.text.slice(place, entity.offset), BLOCKS.has(entity.type));
    const inside = [];
    const after = [];
    for (const other of others) {
      if (other.offset >= stop) after.push(other);
      else {
        inside.push({ ...other, end: Math.min(other.end, stop) });
        // Two entities that cross: the rest of the second one goes on after the first.
        if (other.end > stop) after.push({ ...other, offset: stop });
      }
    }
    const { outer, inner } = element(entity, whole.text.slice(entity.offset, stop), whole);
    fill(inner, whole, inside, entity.offset, stop);
    parent.append(outer);
    place = stop;
    // A block ends its own line.
    if (BLOCKS.has(entity.type) && whole.text[place] === "\n") place += 1;
    waiting = after.sort((one, other) => one.offset - other.offset || other.end - one.end);
  }
  appendText(parent, whole.text.slice(place, end), false);
}

function appendText(parent, text, beforeBlock) {
  const shown = beforeBlock && text.endsWith("\n") ? text.slice(0, -1) : text;
  if (shown) parent.append(document.createTextNode(shown));
}

function element(entity, text, whole) {
  const same = (node) => ({ outer: node, inner: node });
  switch (entity.type) {
    case "text_link":
      return same(anchor(entity.url));
    case "url":
      return same(anchor(text));
    case "email":
      return same(anchor(`mailto:${text}`));
    case "mention":
      return same(anchor(`https://t.me/${text.slice(1)}`));
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return same(make("span", "tag"));
    case "bot_command":
      return same(command(text, whole.onCommand));
    case "spoiler":
      return same(spoiler());
    case "pre":
      return pre(entity.language);
    case "blockquote":
      return same(make("blockquote"));
    case "expandable_blockquote":
      return expandable();
    case "custom_emoji":
      return same(make("span", "custom-emoji"));
    case "date_time":
      return same(make("time"));
    default:
      return same(make(TAGS[entity.type] ?? "span"));
  }
}

function anchor(url) {
  const href = safeUrl(url);
  if (href === null) return make("span", "tag");
  const link = make("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.title = url;
  return link;
}

function command(text, onCommand) {
  if (!onCommand) return make("span", "tag");
  const button = make("button", "command");
  button.type = "button";
  button.addEventListener("click", () => onCommand(text));
  return button;
}

function spoiler() {
  const cover = make("span", "spoiler");
  cover.tabIndex = 0;
  cover.setAttribute("role", "button");
  cover.setAttribute("aria-label", labelFor("spoiler"));
  const reveal = () => {
    cover.classList.add("revealed");
    cover.removeAttribute("role");
    cover.removeAttribute("tabindex");
    cover.removeAttribute("aria-label");
  };
  cover.addEventListener("click", (event) => {
    if (cover.classList.contains("revealed")) return;
    event.preventDefault();
    reveal();
  });
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return cover;
}

function pre(language) {
  const outer = make("pre");
  const inner = make("code");
  if (language) outer.append(make("span", "pre-language", language));
  outer.append(inner);
  return { outer, inner };
}

function expandable() {
  const outer = make("blockquote", "expandable");
  const inner = make("div", "quote-text");
  const toggle = make("button", "quote-toggle");
  toggle.type = "button";
  toggle.append(icon("down"));
  const show = (open) => {
    outer.classList.toggle("open", open);
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", labelFor(open ? "collapse" : "expand"));
  };
  show(false);
  outer.append(inner, toggle);
  outer.addEventListener("click", (event) => {
    const selecting = String(document.getSelection()).length > 0;
    if (event.target.closest("a, .spoiler:not(.revealed), .command") || selecting) return;
    if (!outer.classList.contains("short")) show(!outer.classList.contains("open"));
  });
  return { outer, inner };
}

/** Mark the quotes that are short enough to be shown whole. Needs the nodes to be in the page. */
export function measureQuotes(container) {
  for (const quote of container.querySelectorAll("blockquote.expandable")) {
    const inner = quote.querySelector(".quote-text");
    const line = parseFloat(getComputedStyle(inner).lineHeight);
    const short = inner.scrollHeight <= Math.ceil(line * COLLAPSED_QUOTE_LINES) + 1;
    quote.classList.toggle("short", short);
  }
}
