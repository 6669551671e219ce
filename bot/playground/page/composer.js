// Where a person writes: the editor, what it replies to or edits, formatted pasting, keys.

import { senderOf, textOf } from "./bubbles.js";
import { byId, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { readEditor, readHtml } from "./parsing.js";
import { labelFor } from "./labels.js";

const editor = byId("editor");
const about = byId("about");
let mode = { kind: "write" };
let handlers = null;

/** `handlers`: send(formatted, mode), lastOwn() -> message | null, typed(text), key(event) -> handled. */
export function openComposer(given) {
  handlers = given;
  makeRich(editor);
  editor.addEventListener("input", changed);
  editor.addEventListener("keydown", onKey);
  byId("send").addEventListener("click", send);
  byId("about-close").addEventListener("click", () => stop());
}

/** Let an editable element take pasted HTML as formatted text, and nothing else of it. */
export function makeRich(element) {
  element.addEventListener("paste", (event) => {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
    const { text, entities } = html ? readHtml(html) : { text: plain, entities: [] };
    insert(text ? renderText(text, entities) : document.createTextNode(plain));
    element.dispatchEvent(new Event("input"));
  });
  element.addEventListener("drop", (event) => {
    if (event.dataTransfer?.types.includes("text/html")) event.preventDefault();
  });
}

function insert(nodes) {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  range.deleteContents();
  range.insertNode(nodes);
  range.collapse(false);
  selection.removeAllRanges();
  selection.addRange(range);
}

export function startReply(message, quote = "") {
  mode = { kind: "reply", message, quote };
  const { name } = senderOf(message);
  showAbout("reply", labelFor("replyTo", name), quote || textOf(message));
}

export function startEdit(message) {
  mode = { kind: "edit", message };
  showAbout("edit", labelFor("editing"), message.text);
  editor.replaceChildren(renderText(message.text, message.entities));
  changed();
}

/** Forget the reply or edit that was under way. */
export function stop() {
  if (mode.kind === "edit") editor.replaceChildren();
  mode = { kind: "write" };
  about.hidden = true;
  changed();
}

function showAbout(sign, title, text) {
  byId("about-icon").setAttribute("href", `#i-${sign}`);
  byId("about-title").textContent = title;
  byId("about-text").textContent = text.replace(/\s+/g, " ");
  about.hidden = false;
  focusEditor();
}

export function focusEditor() {
  editor.focus();
  getSelection().selectAllChildren(editor);
  getSelection().collapseToEnd();
}

export function clearEditor() {
  editor.replaceChildren();
  changed();
}

async function send() {
  const formatted = readEditor(editor);
  if (!formatted.text.trim()) return;
  const sent = mode;
  if (await handlers.send(formatted, sent)) {
    editor.replaceChildren();
    if (mode === sent) stop();
  }
  editor.focus();
}

function onKey(event) {
  if (event.isComposing || handlers.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    void send();
  } else if (event.key === "Enter") {
    event.preventDefault();
    document.execCommand("insertLineBreak");
  } else if (event.key === "Escape" && mode.kind !== "write") {
    stop();
  } else if (event.key === "ArrowUp" && !editor.textContent) {
    const message = handlers.lastOwn();
    if (message) {
      event.preventDefault();
      startEdit(message);
    }
  }
}

function changed() {
  // A browser leaves a line break behind in an editor that looks empty.
  if (!editor.textContent && !editor.querySelector("br + br")) editor.replaceChildren();
  const empty = !editor.textContent.trim();
  byId("send").classList.toggle("ready", !empty);
  byId("send").querySelector("svg").replaceWith(icon(mode.kind === "edit" ? "seen" : "send"));
  byId("open-forward").classList.toggle("narrow", !empty);
  handlers.typed(editor.textContent);
}
