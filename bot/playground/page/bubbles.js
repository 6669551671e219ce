// One message as an element: header, quote, media, text, time, reactions, buttons.

import { fileUrl } from "./api.js";
import { icon, make } from "./dom.js";
import { renderText, safeUrl } from "./entities.js";
import { currentLanguage, labelFor } from "./labels.js";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** Return who a message is from, as its chat shows it: a user or, for what is posted there, a chat. */
export function senderOf({ from, sender_chat: chat }) {
  if (chat) return { id: chat.id, name: chat.title };
  return { id: from.id, name: [from.first_name, from.last_name].filter(Boolean).join(" ") };
}

/** `context` has: visitor, bot (its @name), inGroup, hasBot, on.{command,press,jump,menu,copy,stop}. */
export function bubble(message, context) {
  if (message.new_chat_members) return serviceNote(message);
  const own = message.author === context.visitor;
  const sender = senderOf(message);
  const article = make("article", `message ${own ? "own" : "others"}`);
  article.id = `m${message.message_id}`;
  article.dataset.sender = String(message.author);
  article.dataset.date = String(message.date);
  article.setAttribute("aria-label", own ? labelFor("you") : sender.name);

  const body = make("div", "bubble");
  if (context.inGroup && !own) body.append(senderName(sender));
  if (message.via_bot) body.append(make("div", "forwarded", `@${message.via_bot.username}`));
  if (message.forward_origin) body.append(forwardedFrom(message.forward_origin));
  if (message.reply_to_message) body.append(replyHeader(message, context));
  const media = mediaOf(message);
  if (media) body.append(media);
  const text = message.text ?? message.caption;
  if (text !== undefined) {
    const words = make("div", "text");
    words.dir = "auto";
    words.append(renderText(text, message.entities ?? message.caption_entities, context.on.command));
    body.append(words);
  }
  if (message.reactions.length) body.append(reactions(message.reactions, meta(message, own)));
  else body.append(meta(message, own));
  body.append(menuButton(message, context));
  const column = make("div", "column");
  column.append(body);
  if (own && context.hasBot && !message.seen_by_bot) {
    const unseen = make("p", "unseen-by-bot", labelFor("unseen", context.bot));
    unseen.prepend(icon("hidden"));
    column.append(unseen);
  }
  const keyboard = message.reply_markup?.inline_keyboard;
  if (keyboard) column.append(buttons(message, keyboard, context));
  article.append(column);
  article.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img")) return;
    event.preventDefault();
    context.on.menu(message, { x: event.clientX, y: event.clientY });
  });
  return article;
}

function serviceNote(message) {
  const names = message.new_chat_members.map((user) => user.first_name).join(", ");
  const note = make("p", "note", labelFor("joined", names));
  note.id = `m${message.message_id}`;
  return note;
}

function senderName(sender) {
  const name = make("div", "sender", sender.name);
  name.dataset.color = String(Math.abs(sender.id) % 7);
  return name;
}

function forwardedFrom(origin) {
  const line = make("div", "forwarded", `${labelFor("forwardedFrom")} `);
  const user = origin.sender_user;
  const chat = origin.chat ?? origin.sender_chat;
  const name =
    chat?.title ?? origin.sender_user_name ?? [user.first_name, user.last_name].filter(Boolean).join(" ");
  const username = chat?.username ?? user?.username;
  const post = origin.message_id ? `/${origin.message_id}` : "";
  const href = username ? safeUrl(`https://t.me/${username}${post}`) : null;
  const shown = make(href ? "a" : "strong", "origin", name);
  if (href) Object.assign(shown, { href, target: "_blank", rel: "noopener noreferrer" });
  line.append(shown);
  if (origin.author_signature) line.append(` (${origin.author_signature})`);
  return line;
}

function replyHeader(message, context) {
  const replied = message.reply_to_message;
  const header = make("button", "reply");
  header.type = "button";
  const sender = senderOf(replied);
  header.dataset.color = String(Math.abs(sender.id) % 7);
  const { quote } = message;
  const own = sender.id === context.visitor;
  header.append(make("strong", "", own ? labelFor("you") : sender.name));
  const words = make("span", quote ? "quoted" : "", quote ? "" : textOf(replied).replace(/\s+/g, " "));
  if (quote) words.append(renderText(quote.text, quote.entities));
  header.append(words);
  header.addEventListener("click", () => context.on.jump(replied.message_id, quote));
  return header;
}

/** What stands for a message where there is only one line. */
export function textOf(message) {
  const { text, caption, document, sticker } = message;
  return text ?? caption ?? document?.file_name ?? sticker?.emoji ?? labelFor("photo");
}

function mediaOf(message) {
  if (message.photo) return photo(message.photo.at(-1));
  if (message.sticker) return make("div", "sticker", message.sticker.emoji ?? "🖼");
  if (message.document) return documentLink(message.document);
  return null;
}

function photo(size) {
  const image = make("img", "photo");
  image.src = fileUrl(size.file_id);
  image.alt = labelFor("photo");
  image.width = size.width;
  image.height = size.height;
  return image;
}

function documentLink(file) {
  const link = make("a", "document");
  link.href = fileUrl(file.file_id);
  link.download = file.file_name ?? "";
  const sign = make("span", "document-icon");
  sign.append(icon("file"));
  const about = make("span", "document-about");
  about.append(make("span", "document-name", file.file_name ?? "file"), make("span", "document-size", size(file.file_size)));
  link.append(sign, about);
  return link;
}

function size(bytes) {
  const [value, unit] =
    bytes < 1024 ? [bytes, "byte"] : bytes < 1024 ** 2 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(currentLanguage(), options).format(value);
}

function reactions(emoji, time) {
  const row = make("div", "reactions");
  for (const one of emoji) row.append(make("span", "reaction", one));
  row.append(time);
  return row;
}

function meta(message, own) {
  const line = make("span", "meta");
  if (message.edit_date) line.append(make("span", "edited", labelFor("edited")));
  const date = new Date(message.date * 1000);
  const time = make("time", "", date.toLocaleTimeString(currentLanguage(), CLOCK));
  time.dateTime = date.toISOString();
  time.title = date.toLocaleString(currentLanguage());
  line.append(time);
  if (own) line.append(icon("seen"));
  return line;
}

function menuButton(message, context) {
  const button = make("button", "more");
  button.type = "button";
  button.setAttribute("aria-label", labelFor("actions"));
  button.setAttribute("aria-haspopup", "menu");
  button.append(icon("more"));
  button.addEventListener("click", () => {
    const { left, bottom } = button.getBoundingClientRect();
    context.on.menu(message, { x: left, y: bottom });
  });
  return button;
}

function buttons(message, rows, context) {
  const keyboard = make("div", "keyboard");
  for (const row of rows) {
    const line = make("div", "keyboard-row");
    for (const button of row) line.append(inlineButton(message, button, context));
    keyboard.append(line);
  }
  return keyboard;
}

function inlineButton(message, button, context) {
  const href = button.url ? safeUrl(button.url) : null;
  const element = make(href ? "a" : "button", "inline-button");
  element.append(make("span", "", button.text));
  if (href) {
    Object.assign(element, { href, target: "_blank", rel: "noopener noreferrer" });
    element.append(icon("link"));
    return element;
  }
  element.type = "button";
  if (button.copy_text) {
    element.append(icon("copy"));
    element.addEventListener("click", () => context.on.copy(button.copy_text.text));
  } else if (button.callback_data) {
    element.addEventListener("click", async () => {
      if (element.classList.contains("waiting")) return;
      element.classList.add("waiting");
      element.setAttribute("aria-busy", "true");
      await context.on.press(message, button.callback_data);
      element.classList.remove("waiting");
      element.removeAttribute("aria-busy");
    });
  } else element.disabled = true;
  return element;
}
