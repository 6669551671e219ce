"""Methods that put something new into a chat: messages, files, drafts, "typing…".

And getFile, by which the bot gets the files that others have sent.
"""

import time
from collections.abc import Mapping
from typing import Any

from bot.playground.calls import Json, Parameters, bad_request
from bot.playground.chats import Chat, Message
from bot.playground.cloud import Cloud, Draft, Method
from bot.playground.files import File, document
from bot.playground.formatting import FormattedText
from bot.playground.reading import (
    read_caption,
    read_chat,
    read_draft,
    read_keyboard,
    read_preview,
    read_reply,
    read_text,
    read_topic,
)

MAX_DOWNLOAD = 20 * 2**20
MAX_UPLOAD = 50 * 2**20

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)


async def send_message(cloud: Cloud, parameters: Parameters) -> Json:
    chat = read_chat(cloud, parameters)
    content = read_text(parameters)
    return _send(cloud, chat, parameters, content, preview=read_preview(parameters)).to_json()


async def send_document(cloud: Cloud, parameters: Parameters) -> Json:
    chat = read_chat(cloud, parameters)
    caption = read_caption(parameters)
    file = _read_document(cloud, parameters)
    if file.size > MAX_UPLOAD:
        raise bad_request("file is too big")
    return _send(cloud, chat, parameters, caption, media=document(file)).to_json()


async def send_message_draft(cloud: Cloud, parameters: Parameters) -> bool:
    """Show a text that is still being written. It disappears once a message is sent."""
    chat = read_chat(cloud, parameters)
    draft_id = parameters.integer("draft_id")
    if not chat.is_private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    if draft_id == 0:
        raise bad_request("RANDOM_ID_INVALID")
    can_stop = "stopped_message_generation" not in cloud.updates.lacking
    draft = Draft(
        draft_id,
        read_draft(parameters),
        time.monotonic(),
        can_stop=can_stop and parameters.boolean("can_stop"),
        keep_on_stop=parameters.boolean("keep_on_stop"),
        topic_id=read_topic(chat, parameters),
    )
    cloud.show_draft(chat, draft)
    return True


async def send_chat_action(cloud: Cloud, parameters: Parameters) -> bool:
    chat = read_chat(cloud, parameters)
    action = parameters.text("action")
    if action not in _ACTIONS.split():
        raise bad_request("wrong parameter action in request")
    _check_may_write(chat, read_topic(chat, parameters))
    cloud.events.send({"kind": "action", "chat_id": chat.id, "action": action})
    return True


async def get_file(cloud: Cloud, parameters: Parameters) -> Json:
    if not parameters.has("file_id"):
        raise bad_request("file_id not specified")
    file = cloud.files.get(parameters.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file.to_json() | {"file_path": file.path}


def _send(
    cloud: Cloud, chat: Chat, parameters: Parameters, content: FormattedText, **fields: Any
) -> Message:
    """Add a message of the bot, with what every method of sending takes: topic, reply, buttons."""
    topic_id = read_topic(chat, parameters)
    reply_to, quote = read_reply(chat, parameters)
    markup = read_keyboard(parameters)
    _check_may_send(cloud, chat, topic_id)
    message = cloud.add_message(
        chat,
        cloud.bot,
        content,
        markup=markup,
        reply_to=reply_to,
        quote=quote,
        topic_id=topic_id,
        **fields,
    )
    cloud.discuss(message)
    return message


def _check_may_send(cloud: Cloud, chat: Chat, topic_id: int) -> None:
    _check_may_write(chat, topic_id)
    if chat.type == "channel" and chat.bot_status != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    cloud.flood.check(chat.id, is_group=not chat.is_private)


def _check_may_write(chat: Chat, topic_id: int) -> None:
    if chat.bot_status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    if topic_id in chat.closed_topics and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")


def _read_document(cloud: Cloud, parameters: Parameters) -> File:
    """Return the uploaded file, or the known one that is named by its id."""
    upload = parameters.upload("document")
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return cloud.files.add(upload.data, "documents", upload.name, upload.content_type)
    reference = parameters.text("document")
    if not reference or reference.startswith("attach://"):
        raise bad_request("there is no document in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("the playground does not fetch files by HTTP URL")
    known = cloud.files.get(reference)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}
