// The bot's commands: the menu beside the editor, and the list that appears when one types "/".

import { byId, make } from "./dom.js";

const list = byId("commands");
const menu = byId("menu");
let commands = [];
let shown = [];
let active = 0;
let choose = () => {};

export function openCommands(onChoose) {
  choose = onChoose;
  menu.addEventListener("click", () => (list.hidden ? show(commands) : hide()));
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#commands, #menu, #editor")) hide();
  });
  menu.addEventListener("keydown", (event) => {
    if (commandKey(event)) event.preventDefault();
  });
}

export function setCommands(given) {
  commands = given;
  menu.hidden = commands.length === 0;
  hide();
}

/** Show the commands that begin with what is typed, if it is the beginning of a command. */
export function filterCommands(text) {
  const typed = /^\/(\w*)$/.exec(text);
  if (!typed) {
    hide();
    return;
  }
  show(commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())));
}

/** Whether the open list has used this key. */
export function commandKey(event) {
  if (list.hidden) return false;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : shown.length - 1;
    activate((active + step) % shown.length);
  } else if (event.key === "Enter" || event.key === "Tab") pick(shown[active]);
  else if (event.key === "Escape") hide();
  else return false;
  event.preventDefault();
  return true;
}

function show(given) {
  shown = given;
  if (!shown.length) {
    hide();
    return;
  }
  list.replaceChildren(
    ...shown.map((command, index) => {
      const option = make("button", "command-option");
      option.type = "button";
      option.id = `command-${index}`;
      option.setAttribute("role", "option");
      option.append(make("strong", "", `/${command.command}`), make("span", "", command.description));
      option.addEventListener("click", () => pick(command));
      option.addEventListener("pointerenter", () => activate(index));
      return option;
    }),
  );
  list.hidden = false;
  menu.setAttribute("aria-expanded", "true");
  activate(0);
}

function hide() {
  list.hidden = true;
  menu.setAttribute("aria-expanded", "false");
  byId("editor").removeAttribute("aria-activedescendant");
}

function activate(index) {
  active = index;
  [...list.children].forEach((option, place) => {
    option.setAttribute("aria-selected", String(place === active));
    if (place === active) option.scrollIntoView({ block: "nearest" });
  });
  byId("editor").setAttribute("aria-activedescendant", `command-${active}`);
}

function pick(command) {
  hide();
  choose(`/${command.command}`);
}
