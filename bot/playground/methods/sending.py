"""Methods that put something new into a chat: messages, forwards, copies, drafts, "typing…"."""

from typing import Any

from bot.playground.chats import Chat, Message
from bot.playground.cloud import Cloud
from bot.playground.formatting import FormattedText
from bot.playground.methods.reading import (
    read_caption,
    read_draft,
    read_keyboard,
    read_preview,
    read_reply,
    read_text,
)
from bot.playground.origins import origin_of
from bot.playground.parameters import Parameters
from bot.playground.wire import Json, bad_request

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)


async def send_message(cloud: Cloud, parameters: Parameters) -> Json:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    content = read_text(parameters)
    return deliver(cloud, chat, parameters, content, preview=read_preview(parameters)).to_json()


def deliver(
    cloud: Cloud, chat: Chat, parameters: Parameters, content: FormattedText, **fields: Any
) -> Message:
    """A new message of the bot with what every sending method takes: reply, buttons, thread."""
    reply = read_reply(cloud, chat, parameters)
    markup = read_keyboard(parameters)
    cloud.flood.check(chat)
    return cloud.add_message(
        chat,
        cloud.bot,
        content,
        markup=markup,
        reply_to=reply.message_id,
        quote=reply.quote,
        thread_id=parameters.integer("message_thread_id"),
        **fields,
    )


async def forward_message(cloud: Cloud, parameters: Parameters) -> Json:
    chat, source = _chat_and_source(cloud, parameters, "message to forward")
    cloud.flood.check(chat)
    forwarded = cloud.add_message(
        chat,
        cloud.bot,
        source.content,
        media=source.media,
        forward_origin=source.forward_origin or origin_of(source),
    )
    return forwarded.to_json()


async def copy_message(cloud: Cloud, parameters: Parameters) -> Json:
    chat, source = _chat_and_source(cloud, parameters, "message to copy")
    content = source.content
    if source.media and "caption" in parameters.values:
        content = read_caption(parameters)
    copied = deliver(cloud, chat, parameters, content, media=source.media)
    return {"message_id": copied.id}


def _chat_and_source(cloud: Cloud, parameters: Parameters, what: str) -> tuple[Chat, Message]:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    from_chat = cloud.chat(parameters.values.get("from_chat_id"))
    source = cloud.message(from_chat, parameters.integer("message_id"), what)
    if source.service:
        raise bad_request(f"the {what.removeprefix('message to ')} is not possible")
    return chat, source


async def send_message_draft(cloud: Cloud, parameters: Parameters) -> bool:
    """Show a text that is still being written. It is gone once a message is sent."""
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    draft_id = parameters.integer("draft_id")
    if not chat.is_private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if draft_id == 0:
        raise bad_request("RANDOM_ID_INVALID")
    content = read_draft(parameters)
    cloud.events.send(
        {
            "kind": "draft",
            "chat_id": chat.id,
            "draft_id": draft_id,
            "text": content.text,
            "entities": content.entities_json(),
        }
    )
    return True


async def send_chat_action(cloud: Cloud, parameters: Parameters) -> bool:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    action = parameters.text("action")
    if action not in _ACTIONS.split():
        raise bad_request("wrong parameter action in request")
    cloud.events.send({"kind": "action", "chat_id": chat.id, "action": action})
    return True


METHODS = {
    "sendMessage": send_message,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
}
