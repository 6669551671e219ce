// What is said beside the chat: toasts, alerts, and the menu of one message.

import { byId, icon, make } from "./dom.js";

const TOAST_MS = 4_000;

export function toast(text) {
  const note = make("p", "toast", text);
  byId("toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), TOAST_MS);
  setTimeout(() => note.remove(), TOAST_MS + 300);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

const menu = byId("message-menu");
let opener = null;

document.addEventListener("pointerdown", (event) => {
  if (!menu.contains(event.target)) closeMenu();
});
addEventListener("resize", closeMenu);
byId("thread").addEventListener("scroll", closeMenu);
menu.addEventListener("keydown", (event) => {
  const items = [...menu.querySelectorAll("button")];
  const place = items.indexOf(document.activeElement);
  if (event.key === "ArrowDown") items[(place + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(place + items.length - 1) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
    opener?.focus();
  } else return;
  event.preventDefault();
});

/** Show `items` ({sign, text, run}) at a place of the window, below `reactions` ({emoji, …}). */
export function openMenu(items, { x, y }, reactions) {
  opener = document.activeElement;
  const row = make("div", "menu-reactions");
  for (const { emoji, chosen, run } of reactions) {
    const reaction = make("button", "menu-reaction", emoji);
    reaction.type = "button";
    reaction.setAttribute("role", "menuitemcheckbox");
    reaction.setAttribute("aria-checked", String(chosen));
    reaction.addEventListener("click", () => {
      closeMenu();
      run();
    });
    row.append(reaction);
  }
  menu.replaceChildren(
    row,
    ...items.map(({ sign, text, run }) => {
      const item = make("button", "menu-item");
      item.type = "button";
      item.setAttribute("role", "menuitem");
      item.append(icon(sign), make("span", "", text));
      item.addEventListener("click", () => {
        closeMenu();
        run();
      });
      return item;
    }),
  );
  menu.hidden = false;
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  menu.querySelector(".menu-item").focus({ focusVisible: false });
}

function closeMenu() {
  menu.hidden = true;
}
