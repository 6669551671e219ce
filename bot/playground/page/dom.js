// The few ways in which this page makes elements. Text always becomes a text node.

export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.append(document.createTextNode(text));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A round picture with the initials of a name, always in the same colour for the same id. */
export function paintAvatar(element, name, id) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("");
  element.textContent = initials.toUpperCase();
  element.dataset.color = String(Math.abs(id) % 7);
}
