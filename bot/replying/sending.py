"""Sends texts as Telegram messages: long ones in parts, in order, and without link previews."""

import asyncio
from pathlib import Path

from telegram import InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

from bot.replying.entities import message_entities
from bot.replying.splitting import split
from bot.text import RichText

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


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
        await message.get_bot().send_message(
            message.chat_id,
            part.text,
            entities=message_entities(part),
            reply_parameters=ReplyParameters(answered, allow_sending_without_reply=True),
            message_thread_id=message.message_thread_id if message.is_topic_message else None,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard if part is parts[-1] else None,
        )


async def edit(message: Message, text: RichText, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put another text of one part in place of a message of ours."""
    (part,) = split(text)
    try:
        await message.edit_text(
            part.text,
            entities=message_entities(part),
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        # The same button pressed twice; the message is as it should be.
        if "not modified" not in error.message:
            raise


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
    )


def fits_one_message(text: RichText) -> bool:
    return len(split(text)) == 1


async def say(message: Message, text: str) -> None:
    """Answer a message with plain words."""
    await reply(message, RichText(text))
