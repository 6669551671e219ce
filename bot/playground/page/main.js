// The page: what is known, what is shown, and what happens when somebody does something.

import * as api from "./api.js";
import { textOf } from "./bubbles.js";
import { clearEditor, focusEditor, openComposer, startEdit, startReply, stop } from "./composer.js";
import { commandKey, filterCommands, openCommands, setCommands } from "./commands.js";
import { byId, icon, make, paintAvatar } from "./dom.js";
import { openFiles } from "./files.js";
import { openForwarding, showForwarding } from "./forwarding.js";
import { hideOffers, offerFor, offerKey, openOffers } from "./offers.js";
import { alertBox, openMenu, toast } from "./notices.js";
import { dropDraft, jumpTo, putMessage, removeMessage, showDraft, showThread } from "./thread.js";
import { currentLanguage, labelFor, setLanguage } from "./labels.js";

const TYPING_MS = 5_500;
const REACTIONS = ["👍", "❤", "🔥", "⚡", "✍", "👀", "🤓", "🤔"];
const known = { state: null, messages: new Map(), current: "private" };
let waiting = null;
let typing = 0;
let lost = false;

const chat = () => known.state.chats.find(({ key }) => key === known.current);
const messagesOf = (id) => known.messages.get(id);
const inGroup = () => known.current !== "private";

/** Wait for an action, show its error if it fails, and return whether it worked. */
async function attempt(promise) {
  try {
    await promise;
    return true;
  } catch (error) {
    toast(labelFor(error.message) ?? error.message);
    return false;
  }
}

const on = {
  command: (text) => sendText({ text, entities: [] }),
  jump: (id, quote) => jumpTo(id, quote),
  copy: (text) => copy(text),
  async press(message, data) {
    const details = { chat: known.current, message_id: message.message_id, data };
    await attempt(
      api.act("press", details).then((answer) => {
        if (answer.text) (answer.show_alert ? alertBox : toast)(answer.text);
      }),
    );
  },
  stop: () => attempt(api.act("stop", { chat: known.current })),
  menu(message, place) {
    const selected = String(getSelection()).trim();
    const words = message.text ?? message.caption ?? "";
    const items = [{ sign: "reply", text: labelFor("reply"), run: () => startReply(message) }];
    if (selected && words.includes(selected)) {
      items.push({ sign: "reply", text: labelFor("quote"), run: () => startReply(message, selected) });
    }
    if (words) items.push({ sign: "copy", text: labelFor("copy"), run: () => copy(words) });
    if (isEditable(message)) {
      items.push({ sign: "edit", text: labelFor("edit"), run: () => startEdit(message) });
    }
    openMenu(items, place, reactionsTo(message));
  },
};

/** The reactions that somebody can put under a message; the one that stands there is taken away. */
function reactionsTo(message) {
  const reacted = message.reacted_by.includes(known.state.visitor);
  return REACTIONS.map((emoji) => {
    const chosen = reacted && message.reactions.includes(emoji);
    const details = { chat: known.current, message_id: message.message_id, emoji: chosen ? "" : emoji };
    return { emoji, chosen, run: () => attempt(api.act("react", details)) };
  });
}

async function copy(text) {
  if (await attempt(navigator.clipboard.writeText(text))) toast(labelFor("copied"));
}

function isEditable(message) {
  return message.author === known.state.visitor && message.text && !message.forward_origin;
}

function sendText(formatted, mode = { kind: "write" }) {
  const details = { chat: known.current, ...formatted };
  if (mode.kind === "edit") {
    return attempt(api.act("edit", { ...details, message_id: mode.message.message_id }));
  }
  if (mode.kind === "reply") {
    Object.assign(details, { message_id: mode.message.message_id, quote: mode.quote });
  }
  return attempt(api.act("send", details));
}

// What is shown.

function show(state) {
  known.state = state;
  known.messages = new Map(
    state.chats.map(({ id, messages }) => [id, new Map(messages.map((one) => [one.message_id, one]))]),
  );
  setLanguage(state.language);
  byId("languages").querySelector(`[value="${state.language}"]`).checked = true;
  showChat();
}

function showChat() {
  const { id, key, title, commands } = chat();
  const { bot, visitor, privacy_mode: privacy } = known.state;
  byId("app").dataset.chat = known.current;
  byId("title").textContent = inGroup() ? title : bot.name;
  showStatus();
  paintAvatar(byId("avatar"), inGroup() ? title : bot.name, inGroup() ? id : bot.id);
  byId("privacy-banner").hidden = key !== "group";
  byId("privacy").checked = privacy;
  byId("privacy-text").textContent = privacy ? labelFor("privacyOn", `@${bot.username}`) : labelFor("privacyOff");
  setCommands(commands.map((one) => commandFor(one, bot.username)));
  showThread(
    [...messagesOf(id).values()],
    { visitor, bot: `@${bot.username}`, inGroup: inGroup(), hasBot: key !== "friends", on },
    welcome(bot),
  );
  showChats();
  showStart();
}

function commandFor(command, username) {
  return inGroup() ? { ...command, command: `${command.command}@${username}` } : command;
}

function showStart() {
  const starting = !inGroup() && messagesOf(chat().id).size === 0;
  byId("start").hidden = !starting;
  byId("writing").hidden = starting;
}

function welcome(bot) {
  const card = make("section", "welcome");
  const picture = make("span", "avatar large");
  paintAvatar(picture, inGroup() ? chat().title : bot.name, inGroup() ? chat().id : bot.id);
  card.append(picture, make("h3", "", inGroup() ? chat().title : labelFor("whatCanItDo")));
  const words = inGroup() ? labelFor(`${known.current}Empty`, `@${bot.username}`) : bot.description || bot.about;
  if (words) card.append(make("p", "", words));
  return card;
}

function showChats() {
  byId("chats").replaceChildren(
    ...known.state.chats.map(({ key, id, title }) => {
      const item = make("button", "chat-item");
      item.type = "button";
      if (key === known.current) item.setAttribute("aria-current", "true");
      const isShared = key !== "private";
      const name = isShared ? title : known.state.bot.name;
      const picture = make("span", "avatar");
      picture.setAttribute("aria-hidden", "true");
      paintAvatar(picture, name, isShared ? id : known.state.bot.id);
      const about = make("span", "chat-about");
      const heading = make("strong", "", name);
      if (isShared) heading.prepend(icon(key === "channel" ? "channel" : "people"));
      about.append(heading, make("span", "", preview([...messagesOf(id).values()].at(-1))));
      item.append(picture, about);
      item.addEventListener("click", () => openChat(key));
      return item;
    }),
  );
}

function preview(message) {
  if (!message) return "";
  const own = message.author === known.state.visitor ? `${labelFor("you")}: ` : "";
  return (own + textOf(message)).replace(/\s+/g, " ").slice(0, 120);
}

function openChat(key) {
  known.current = key;
  hideOffers();
  document.body.classList.remove("show-list");
  stop();
  showChat();
  if (matchMedia("(hover: hover)").matches) focusEditor();
}

// What happens.

function receive(event) {
  if (waiting) {
    waiting.push(event);
    return;
  }
  if (event.kind === "profile") {
    void refresh();
    return;
  }
  const messages = messagesOf(event.chat_id);
  const here = event.chat_id === chat().id;
  if (event.kind === "message" || event.kind === "edited") {
    const { message } = event;
    if (event.kind === "edited" && !messages.has(message.message_id)) return;
    messages.set(message.message_id, message);
    if (here) {
      putMessage(message);
      if (message.author !== known.state.visitor && event.kind === "message") hideTyping();
    }
  } else if (event.kind === "deleted") {
    messages.delete(event.message.message_id);
    if (here) removeMessage(event.message.message_id);
  } else if (event.kind === "draft" && here) showDraft(event);
  else if (event.kind === "draft-gone" && here) dropDraft();
  else if (event.kind === "action" && here) showTyping(event.action);
  showChats();
  showStart();
}

function showTyping(action) {
  const status = byId("status");
  status.textContent = labelFor(action === "typing" ? "typing" : "sendingFile");
  status.classList.add("typing");
  clearTimeout(typing);
  typing = setTimeout(hideTyping, TYPING_MS);
}

function hideTyping() {
  clearTimeout(typing);
  showStatus();
}

function showStatus() {
  const { key, members } = chat();
  const status = byId("status");
  status.classList.remove("typing");
  status.textContent = { private: labelFor("bot"), channel: labelFor("channel") }[key] ?? labelFor("members", members);
}

/** Ask for everything anew; what happens meanwhile is kept for afterwards. */
async function refresh() {
  waiting ??= [];
  const worked = await attempt(api.getState().then(show));
  const missed = waiting;
  waiting = null;
  if (worked) missed.filter(({ kind }) => kind !== "profile").forEach(receive);
}

async function change(action, details) {
  await attempt(api.act(action, details).then(show));
}

openComposer({
  send: sendText,
  lastOwn: () => [...messagesOf(chat().id).values()].filter(isEditable).at(-1) ?? null,
  typed(text) {
    filterCommands(text);
    offerFor(text);
  },
  key: (event) => commandKey(event) || offerKey(event),
});
openOffers({
  name: () => `@${known.state?.bot.username}`,
  ask: (text) => api.act("inline", { chat: known.current, text }),
  choose(id) {
    clearEditor();
    void attempt(api.act("choose", { chat: known.current, id }));
    focusEditor();
  },
  openChat(button) {
    clearEditor();
    openChat("private");
    void sendText({ text: `/start ${button.start_parameter}`, entities: [] });
  },
});
openCommands((text) => {
  clearEditor();
  void sendText({ text, entities: [] });
  focusEditor();
});
openForwarding((chosen) => attempt(api.act("forward", { chat: known.current, ...chosen })));
openFiles((files, how) => attempt(api.attach(known.current, files, how)));

byId("start").addEventListener("click", () => sendText({ text: "/start", entities: [] }));
byId("open-forward").addEventListener("click", () =>
  showForwarding(known.state.articles, currentLanguage()),
);
byId("clear").addEventListener("click", async () => {
  stop();
  await change("clear", { chat: known.current });
  toast(labelFor("cleared"));
});
byId("back").addEventListener("click", () => document.body.classList.add("show-list"));
byId("privacy").addEventListener("change", ({ target }) => change("privacy", { on: target.checked }));
byId("languages").addEventListener("change", ({ target }) => change("language", { language: target.value }));

api.follow({
  onOpen() {
    lost = false;
    void refresh();
  },
  onEvent: receive,
  onLost() {
    if (!lost && known.state) toast(labelFor("offline"));
    lost = true;
  },
});
