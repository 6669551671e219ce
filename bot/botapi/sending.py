"""Sends texts as Telegram messages: long ones in parts, in order, and without link previews."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from telegram import InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

from bot.botapi.entities import message_entities
from bot.domain.rich_text import RichText
from bot.rendering.splitting import split

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "not modified"
# A file that has arrived and is asked for again comes twice. In seconds.
_PATIENCE_WITH_FILES = 120.0


async def reply(
    message: Message,
    text: RichText,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    to: int | None = None,
) -> None:
    """Answer in the chat and topic of a message, with the keyboard below the last part.

    Each part is a reply to the message with the id `to`, else to this one. Where that was deleted
    meanwhile, the answer comes all the same.
    """
    answered = to or message.message_id
    parts = await asyncio.to_thread(split, text)
    for part in parts:
        send = partial(
            message.get_bot().send_message,
            message.chat_id,
            reply_parameters=ReplyParameters(answered, allow_sending_without_reply=True),
            message_thread_id=message.message_thread_id if message.is_topic_message else None,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard if part is parts[-1] else None,
        )
        await _formatted_or_plain(send, part)


async def edit(message: Message, text: RichText, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put another text of one part in place of a message of ours."""
    (part,) = split(text)
    change = partial(message.edit_text, link_preview_options=_NO_PREVIEW, reply_markup=keyboard)
    try:
        await _formatted_or_plain(change, part)
    except BadRequest as error:
        # The same button pressed twice; the message is as it should be.
        if _UNCHANGED not in error.message:
            raise


async def _formatted_or_plain(send: Callable[..., Awaitable[object]], part: RichText) -> None:
    """Where Telegram does not take a text as it is formatted, the words are what matters."""
    entities = message_entities(part)
    try:
        await send(text=part.text, entities=entities)
    except BadRequest as error:
        if not entities or _UNCHANGED in error.message:
            raise
        await send(text=part.text)


async def reply_with_file(
    message: Message, file: Path, name: str, caption: str, *, to: int | None = None
) -> None:
    """Answer with a file, as `reply` answers with a text. The file is at most 50 MB."""
    content = await asyncio.to_thread(file.read_bytes)
    await message.get_bot().send_document(
        message.chat_id,
        InputFile(content, filename=name),
        caption=caption,
        reply_parameters=ReplyParameters(
            to or message.message_id, allow_sending_without_reply=True
        ),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        disable_content_type_detection=True,
        read_timeout=_PATIENCE_WITH_FILES,
        write_timeout=_PATIENCE_WITH_FILES,
    )


def fits_one_message(text: RichText) -> bool:
    return len(split(text)) == 1


async def say(message: Message, text: str) -> None:
    """Answer a message with plain words."""
    await reply(message, RichText(text))
