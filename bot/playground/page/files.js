// Sending files: chosen, dropped, or pasted; with a caption; as they are, or as photos.

import { byId, make } from "./dom.js";
import { labelFor } from "./labels.js";

const input = byId("file");
const dialog = byId("files");
const drop = byId("drop");
const caption = byId("caption");
let chosen = [];

/** `onFiles(files, {caption, asPhoto})` is called with what the person decided to send. */
export function openFiles(onFiles) {
  byId("attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    ask(input.files);
    input.value = "";
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "send") return;
    onFiles(chosen, { caption: caption.value.trim(), asPhoto: byId("as-photo").checked });
  });
  // Enter in a dialog would press its first button, which cancels.
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    dialog.close("send");
  });
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.hidden = false;
    });
  }
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  addEventListener("drop", (event) => {
    drop.hidden = true;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    ask(event.dataTransfer.files);
  });
  byId("editor").addEventListener("paste", (event) => {
    if (!event.clipboardData.types.includes("text/plain")) ask(event.clipboardData.files);
  });
}

function ask(files) {
  if (!files.length) return;
  chosen = [...files];
  byId("files-title").textContent = labelFor("sendFile", chosen.length);
  byId("file-names").replaceChildren(...chosen.map(({ name }) => make("li", "", name)));
  const hasPictures = chosen.some(({ type }) => /^image\/(png|jpeg|gif)$/.test(type));
  byId("as-photo-row").hidden = !hasPictures;
  byId("as-photo").checked = hasPictures;
  caption.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  caption.focus();
}
