// Sending a file: chosen, dropped, or pasted; as it is, or as a photo.

import { byId } from "./dom.js";

const input = byId("file");
const dialog = byId("files");
const drop = byId("drop");
let chosen = null;

/** `onFile(file, asPhoto)` is called with what the person decided to send. */
export function openFiles(onFile) {
  byId("attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    if (input.files.length) ask(input.files[0]);
    input.value = "";
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "send" && chosen) onFile(chosen, byId("as-photo").checked);
    chosen = null;
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
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    ask(file);
  });
  byId("editor").addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (file && !event.clipboardData.types.includes("text/plain")) ask(file);
  });
}

function ask(file) {
  chosen = file;
  byId("file-name").textContent = file.name;
  const isPicture = /^image\/(png|jpeg|gif)$/.test(file.type);
  byId("as-photo-row").hidden = !isPicture;
  byId("as-photo").checked = isPicture;
  dialog.returnValue = "";
  dialog.showModal();
}
