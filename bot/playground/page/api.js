// The server's small JSON API and its stream of events.

async function ask(path, options = {}) {
  const response = await fetch(`/playground/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

export function getState() {
  return ask("state");
}

/** Do something on the visitor's behalf; rejects with the server's words if it cannot be done. */
export function act(action, details = {}) {
  return ask(action, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Playground": "1" },
    body: JSON.stringify(details),
  });
}

/** Send files, as albums where there are several; pictures as photos where `asPhoto` says so. */
export function attach(chat, files, { caption, asPhoto }) {
  const form = new FormData();
  form.append("chat", chat);
  form.append("as_photo", String(asPhoto));
  form.append("caption", caption);
  files.forEach((file, number) => form.append(`file${number}`, file, file.name));
  return ask("attach", { method: "POST", headers: { "X-Playground": "1" }, body: form });
}

export function fileUrl(id) {
  return `/playground/files/${encodeURIComponent(id)}`;
}

/** Follow what happens. `onOpen` is called on every connection, `onLost` when one breaks. */
export function follow({ onOpen, onEvent, onLost }) {
  const events = new EventSource("/playground/events");
  events.addEventListener("open", onOpen);
  events.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  events.addEventListener("error", onLost);
  addEventListener("pagehide", () => events.close());
}
