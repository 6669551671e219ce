"""Methods that change what is already in a chat: edit, delete, react."""

import time
from collections.abc import Mapping

from bot.playground.calls import Json, Parameters, bad_request
from bot.playground.chats import Message
from bot.playground.cloud import Cloud, Method
from bot.playground.reading import read_keyboard, read_message, read_preview, read_text

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_DELETABLE_FOR = 48 * 3600
"""Seconds after which a bot can no longer delete a message."""
# The list in the Bot API's documentation of ReactionTypeEmoji.
REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 "
    "🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 "
    "😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 "
)


async def edit_message_text(cloud: Cloud, parameters: Parameters) -> Json | bool:
    content = read_text(parameters)
    markup = read_keyboard(parameters)
    message = _read_editable(cloud, parameters)
    if message.media or message.service:
        raise bad_request("there is no text in the message to edit")
    if (content, markup) == (message.content, message.markup):
        raise bad_request(_NOT_MODIFIED)
    message.content, message.markup = content, markup
    message.preview = read_preview(parameters)
    return _edited(cloud, message, parameters)


async def edit_message_reply_markup(cloud: Cloud, parameters: Parameters) -> Json | bool:
    markup = read_keyboard(parameters)
    message = _read_editable(cloud, parameters)
    if markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    message.markup = markup
    return _edited(cloud, message, parameters)


def _read_editable(cloud: Cloud, parameters: Parameters) -> Message:
    """Return the message to edit: one of the bot, sent through it, or in a channel that it runs."""
    if _is_inline(parameters):
        if not parameters.has("inline_message_id"):
            raise bad_request("message identifier is not specified")
        inline = cloud.inline_messages.get(parameters.text("inline_message_id"))
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    message = read_message(cloud, parameters, "message to edit")
    chat = message.chat
    is_own = message.sender is cloud.bot
    runs_channel = chat.type == "channel" and chat.bot_status == "administrator"
    if message.forward_origin or not (is_own or runs_channel):
        raise bad_request("message can't be edited")
    return message


def _is_inline(parameters: Parameters) -> bool:
    # As on Telegram's server, an inline_message_id counts only where no other message is named.
    return not parameters.has("chat_id") and not parameters.integer("message_id")


def _edited(cloud: Cloud, message: Message, parameters: Parameters) -> Json | bool:
    message.mark_edited()
    cloud.publish("edited", message)
    cloud.discuss(message)
    return True if _is_inline(parameters) else message.to_json()


async def delete_message(cloud: Cloud, parameters: Parameters) -> bool:
    message = read_message(cloud, parameters, "message to delete")
    if not _may_delete(cloud, message):
        raise bad_request("message can't be deleted for everyone")
    cloud.delete_message(message)
    return True


def _may_delete(cloud: Cloud, message: Message) -> bool:
    if time.time() - message.date > _DELETABLE_FOR:
        return False
    chat = message.chat
    return message.sender is cloud.bot or chat.is_private or chat.bot_status == "administrator"


async def set_message_reaction(cloud: Cloud, parameters: Parameters) -> bool:
    message = read_message(cloud, parameters, "message to react")
    reactions = parameters.decoded("reaction", "reaction types") or []
    if not isinstance(reactions, list):
        raise bad_request("expected an Array of ReactionType")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji":
            raise bad_request("can't parse ReactionType: invalid reaction type specified")
        if reaction.get("emoji") not in REACTIONS.split():
            raise bad_request("REACTION_INVALID")
    message.reactions[cloud.bot.id] = reactions
    cloud.publish("edited", message)
    return True


METHODS: Mapping[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "setMessageReaction": set_message_reaction,
}
