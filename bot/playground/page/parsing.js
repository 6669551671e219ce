// What a person wrote or pasted, as plain text with Telegram's entities. Reads DOM, changes none.

import { safeUrl } from "./entities.js";

const INLINE = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  U: "underline",
  INS: "underline",
  S: "strikethrough",
  STRIKE: "strikethrough",
  DEL: "strikethrough",
  CODE: "code",
  TT: "code",
};
const HEADINGS = new Set(["H1", "H2", "H3", "H4", "H5", "H6"]);
const PARAGRAPHS = new Set([
  ...HEADINGS, "P", "UL", "OL", "BLOCKQUOTE", "PRE", "TABLE", "FIGURE", "SECTION", "ARTICLE",
]);
const LINES = new Set(["DIV", "LI", "TR", "HEADER", "FOOTER", "MAIN", "ASIDE", "FIGCAPTION"]);
const IGNORED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "TITLE", "SVG", "BUTTON"]);

/** The formatted text of an editor, where line breaks are as they stand. */
export function readEditor(root) {
  return trimmed(read(root, true));
}

/** The formatted text of an HTML string from the clipboard. Nothing in it is run or loaded. */
export function readHtml(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return trimmed(read(page.body, false));
}

function read(root, keepSpace) {
  const reader = { text: "", entities: [], keepSpace, depth: 0 };
  walk(root, reader);
  return reader;
}

function walk(parent, reader) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) appendWords(node.data, reader);
    else if (node.nodeType === Node.ELEMENT_NODE && !IGNORED.has(node.tagName.toUpperCase())) {
      element(node, reader);
    }
  }
}

function appendWords(words, reader) {
  if (reader.keepSpace || reader.depth > 0) {
    reader.text += words.replaceAll("\u00a0", " ");
    return;
  }
  const text = words.replace(/[ \t\r\n\f]+/g, " ");
  const atLineStart = reader.text === "" || reader.text.endsWith("\n");
  reader.text += atLineStart || reader.text.endsWith(" ") ? text.trimStart() : text;
}

function element(node, reader) {
  const tag = node.tagName;
  if (tag === "BR") {
    reader.text += "\n";
    return;
  }
  if (PARAGRAPHS.has(tag)) startLine(reader, reader.keepSpace ? 1 : 2);
  else if (LINES.has(tag)) startLine(reader, 1);
  if (tag === "LI") reader.text += bullet(node);
  const start = reader.text.length;
  if (tag === "PRE") reader.depth += 1;
  walk(node, reader);
  if (tag === "PRE") reader.depth -= 1;
  for (const entity of formats(node)) {
    const length = reader.text.trimEnd().length - start;
    if (length > 0) reader.entities.push({ ...entity, offset: start, length });
  }
  if (PARAGRAPHS.has(tag)) startLine(reader, reader.keepSpace ? 1 : 2);
  else if (LINES.has(tag)) startLine(reader, 1);
}

function startLine(reader, breaks) {
  if (reader.text === "") return;
  const has = reader.text.length - reader.text.replace(/\n+$/, "").length;
  reader.text = reader.text.replace(/ +$/, "");
  reader.text += "\n".repeat(Math.max(0, breaks - has));
}

function bullet(item) {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "• ";
  const items = [...list.children].filter((child) => child.tagName === "LI");
  return `${(list.start || 1) + items.indexOf(item)}. `;
}

function formats(node) {
  const found = [];
  const tag = node.tagName;
  if (INLINE[tag] && !(tag === "B" && node.style.fontWeight === "normal")) {
    found.push({ type: INLINE[tag] });
  }
  if (HEADINGS.has(tag)) found.push({ type: "bold" });
  if (tag === "SPAN") {
    const { fontWeight, fontStyle } = node.style;
    if (fontWeight === "bold" || Number(fontWeight) >= 600) found.push({ type: "bold" });
    if (fontStyle === "italic") found.push({ type: "italic" });
  }
  if (tag === "PRE") found.push({ type: "pre" });
  if (tag === "BLOCKQUOTE") found.push({ type: "blockquote" });
  if (tag === "A") {
    const url = safeUrl(node.getAttribute("href") ?? "");
    if (url !== null && !node.getAttribute("href").startsWith("#")) {
      found.push({ type: "text_link", url });
    }
  }
  return found;
}

function trimmed({ text, entities }) {
  const tidy = text.replace(/\n+$/, "");
  const kept = entities
    .map((entity) => ({ ...entity, length: Math.min(entity.length, tidy.length - entity.offset) }))
    .filter((entity) => entity.length > 0)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return { text: tidy, entities: kept };
}
