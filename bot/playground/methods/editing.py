"""Methods that change or take away what is already in a chat."""

import time

from bot.playground.chats import Message
from bot.playground.cloud import Cloud
from bot.playground.methods.reading import (
    read_caption,
    read_keyboard,
    read_preview,
    read_text,
)
from bot.playground.parameters import Parameters
from bot.playground.wire import Json, bad_request

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_DELETABLE_FOR = 48 * 3600
"""Seconds after which a bot can no longer delete a message."""
# The list in the Bot API's documentation of ReactionTypeEmoji.
_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 "
    "🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 "
    "😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 "
)


async def edit_message_text(cloud: Cloud, parameters: Parameters) -> Json:
    content = read_text(parameters)
    markup = read_keyboard(parameters)
    message = _own(cloud, parameters)
    if message.media or message.service:
        raise bad_request("there is no text in the message to edit")
    if (content, markup) == (message.content, message.markup):
        raise bad_request(_NOT_MODIFIED)
    message.content, message.markup = content, markup
    message.preview = read_preview(parameters)
    return _edited(cloud, message)


async def edit_message_caption(cloud: Cloud, parameters: Parameters) -> Json:
    content = read_caption(parameters)
    markup = read_keyboard(parameters)
    message = _own(cloud, parameters)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    if (content, markup) == (message.content, message.markup):
        raise bad_request(_NOT_MODIFIED)
    message.content, message.markup = content, markup
    return _edited(cloud, message)


async def edit_message_reply_markup(cloud: Cloud, parameters: Parameters) -> Json:
    markup = read_keyboard(parameters)
    message = _own(cloud, parameters)
    if markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    message.markup = markup
    return _edited(cloud, message)


def _own(cloud: Cloud, parameters: Parameters) -> Message:
    if parameters.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    message = cloud.message(chat, parameters.integer("message_id"), "message to edit")
    if message.sender is not cloud.bot or message.forward_origin:
        raise bad_request("message can't be edited")
    return message


def _edited(cloud: Cloud, message: Message) -> Json:
    message.edit_date = max(int(time.time()), message.date)
    cloud.show("edited", message)
    return message.to_json()


async def delete_message(cloud: Cloud, parameters: Parameters) -> bool:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    message = cloud.message(chat, parameters.integer("message_id"), "message to delete")
    if not _may_delete(cloud, message):
        raise bad_request("message can't be deleted for everyone")
    cloud.delete_message(message)
    return True


async def delete_messages(cloud: Cloud, parameters: Parameters) -> bool:
    """Delete those that can be; the others are skipped in silence, as on Telegram's server."""
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    ids = parameters.decoded("message_ids", "message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        message = chat.messages.get(message_id) if isinstance(message_id, int) else None
        if message is not None and _may_delete(cloud, message):
            cloud.delete_message(message)
    return True


def _may_delete(cloud: Cloud, message: Message) -> bool:
    if time.time() - message.date > _DELETABLE_FOR:
        return False
    chat = message.chat
    return message.sender is cloud.bot or chat.is_private or chat.bot_status == "administrator"


async def set_message_reaction(cloud: Cloud, parameters: Parameters) -> bool:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    message = cloud.message(chat, parameters.integer("message_id"), "message to react")
    reactions = parameters.decoded("reaction", "reaction types") or []
    if not isinstance(reactions, list):
        raise bad_request("expected an Array of ReactionType")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad_request("can't parse ReactionType: invalid reaction type specified")
        if reaction.get("emoji") not in _REACTIONS.split():
            raise bad_request("REACTION_INVALID")
    message.reactions[cloud.bot.id] = reactions
    cloud.show("edited", message)
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
}
