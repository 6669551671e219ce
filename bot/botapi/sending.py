"""Sends texts in parts and in order, and files; edits them; and shows that work is going on."""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.botapi.entities import message_entities
from bot.domain.parts import Quotation
from bot.domain.rich_text import Kind, RichText
from bot.errors import FilesNotAllowed
from bot.rendering.splitting import MESSAGE_ENTITIES, MESSAGE_UNITS, split
from bot.rendering.words import Words

Sent = TypeVar("Sent")

_BLANK_LINE = RichText("\n\n")
_CACHED_SECONDS = 300
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Refusals of edits that are needless: the same button was pressed twice, and the message is as it
# should be; or it was deleted meanwhile.
_FILES_FORBIDDEN = re.compile("rights to send (?!text)|send_[a-z]+_forbidden", re.IGNORECASE)
_NEEDLESS_EDIT = ("not modified", "message to edit not found", "message_id_invalid")
# Seconds; long, since a file whose upload is tried again may come twice.
_FILE_TIMEOUT = 120.0
# Nobody sees "typing…" above an answer that comes sooner.
_FIRST_AFTER_SECONDS = 0.3
# Telegram shows "typing…" for five seconds.
_EVERY_SECONDS = 4.0


class InlineMessage:
    """The one message that answers somebody in a chat that the bot may not be in.

    It is known by its `id`. Where the bot was mentioned there is none yet: the first text that is
    shown answers the mention.
    """

    def __init__(self, bot: Bot, words: Words, id: str = "", guest_query_id: str = "") -> None:
        self.id = id
        self._bot = bot
        self._words = words
        self._guest_query_id = guest_query_id

    async def show(self, text: RichText, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Put a text in place of what the message shows, cut where it does not fit.

        Raises BadRequest for a mention that was answered before, or came too long ago.
        """
        part = await asyncio.to_thread(self._one_message, text)
        call = partial(self._edit if self.id else self._answer_mention, reply_markup=keyboard)
        with _needless_suppressed():
            await _send_formatted_or_plain(call, part)

    def _one_message(self, text: RichText) -> RichText:
        if fits_one_message(text):
            return split(text)[0]
        note = RichText.styled(self._words.say("elsewhere-cut"), Kind.ITALIC)
        room = MESSAGE_UNITS - note.utf16_length - len(_BLANK_LINE)
        first = next(iter(split(text, room, MESSAGE_ENTITIES - 1)))
        return first + _BLANK_LINE + note

    async def _edit(self, **shown: Any) -> None:
        await self._bot.edit_message_text(
            inline_message_id=self.id, link_preview_options=NO_PREVIEW, **shown
        )

    async def _answer_mention(
        self, text: str, reply_markup: InlineKeyboardMarkup | None, **entities: Any
    ) -> None:
        content = InputTextMessageContent(text, link_preview_options=NO_PREVIEW, **entities)
        result = InlineQueryResultArticle(
            "answer", self._bot.username, content, reply_markup=reply_markup
        )
        sent = await self._bot.answer_guest_query(self._guest_query_id, result)
        self.id = sent.inline_message_id


class InlineQuery:
    """What somebody types after the bot's name, to be answered with messages to choose from."""

    def __init__(self, bot: Bot, words: Words, id: str) -> None:
        self._bot = bot
        self._words = words
        self._id = id

    async def show(self, text: RichText, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Say that there is nothing to choose from; why is said in the private chat."""
        await self.offer((), self._words.say("inline-refused"))

    async def offer(self, results: Sequence[InlineQueryResultArticle], instead: str = "") -> None:
        """Offer what can be sent, or say something `instead`, on a button to the private chat."""
        button = InlineQueryResultsButton(instead, start_parameter="inline") if instead else None
        try:
            await self._bot.answer_inline_query(
                self._id,
                results,
                cache_time=_CACHED_SECONDS if results else 0,
                is_personal=True,
                button=button,
            )
        except BadRequest as refusal:
            # Who has typed on by now is waiting for something else.
            if "too old" not in refusal.message.lower():
                raise


Destination = Message | InlineMessage | InlineQuery
"""Where an answer goes."""


async def reply(
    message: Destination,
    text: RichText,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    to: int | None = None,
) -> list[int]:
    """Answer in the chat and topic of a message, with the keyboard below the last part.

    Each part is a reply to the message with the id `to`, else to this one. Where that was deleted
    meanwhile, the answer comes all the same. Return the ids of the parts, which are none where the
    answer is an inline message.
    """
    if not isinstance(message, Message):
        await message.show(text, keyboard)
        return []
    answered = to or message.message_id
    # A book takes long, and a short text less than the way to another thread.
    parts = split(text) if _is_short(text) else await asyncio.to_thread(split, text)
    ids = []
    for part in parts:
        send = partial(
            message.reply_text,
            reply_parameters=ReplyParameters(answered, allow_sending_without_reply=True),
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard if part is parts[-1] else None,
        )
        ids.append((await _send_formatted_or_plain(send, part)).message_id)
    return ids


async def send(
    bot: Bot, chat_id: int, text: RichText, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Send a text of one part to a chat, as no answer to anything."""
    (part,) = split(text)
    post = partial(
        bot.send_message, chat_id, link_preview_options=NO_PREVIEW, reply_markup=keyboard
    )
    await _send_formatted_or_plain(post, part)


async def replace_reply(message: Message, ids: Sequence[int], text: RichText) -> list[int]:
    """Put another text in place of an answer in the chat of a message; return the ids of its parts.

    `ids` are those of the old parts, of which what is too much is deleted.
    """
    bot, chat_id = message.get_bot(), message.chat_id
    parts = await asyncio.to_thread(split, text)
    for id, part in zip(ids, parts, strict=False):
        change = partial(
            bot.edit_message_text,
            chat_id=chat_id,
            message_id=id,
            link_preview_options=NO_PREVIEW,
        )
        with _needless_suppressed():
            await _send_formatted_or_plain(change, part)
    for id in ids[len(parts) :]:
        with suppress(BadRequest):
            await bot.delete_message(chat_id, id)
    added = [id for part in parts[len(ids) :] for id in await reply(message, part)]
    return [*ids[: len(parts)], *added]


@contextmanager
def _needless_suppressed() -> Iterator[None]:
    """Ignore the refusal of a needless edit."""
    try:
        yield
    except BadRequest as error:
        if not _is_needless(error):
            raise


async def reply_with_quote(message: Message, text: str, quoted: Quotation) -> None:
    """Answer the message that words are quoted from. Raises BadRequest where they are gone."""
    await message.reply_text(
        text,
        reply_parameters=ReplyParameters(
            quoted.message_id,
            quote=quoted.text.text,
            quote_entities=message_entities(quoted.text),
            quote_position=quoted.position,
        ),
    )


async def edit(message: Destination, text: RichText, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put another text, of one part, in place of a message of ours."""
    if not isinstance(message, Message):
        await message.show(text, keyboard)
        return
    (part,) = split(text)
    change = partial(message.edit_text, link_preview_options=NO_PREVIEW, reply_markup=keyboard)
    with _needless_suppressed():
        await _send_formatted_or_plain(change, part)


async def edit_if_free(
    message: Message, id: int, text: str, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Put other words into a message of ours in a chat, unless others wait to be sent there."""
    await cast(ExtBot[Any], message.get_bot()).edit_message_text(
        text,
        message.chat_id,
        id,
        reply_markup=keyboard,
        rate_limit_args=True,
    )


async def edit_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put another keyboard below a message of ours, or none."""
    with _needless_suppressed():
        await message.edit_reply_markup(keyboard)


def _is_needless(refusal: BadRequest) -> bool:
    return any(reason in refusal.message.lower() for reason in _NEEDLESS_EDIT)


async def _send_formatted_or_plain(
    send: partial[Coroutine[Any, Any, Sent]], part: RichText
) -> Sent:
    """Send a text, without the formatting or the buttons that Telegram does not accept."""
    entities = message_entities(part)
    try:
        return await send(text=part.text, entities=entities)
    except BadRequest as error:
        if _is_needless(error):
            raise
        keyboard = send.keywords.get("reply_markup")
        if keyboard is not None and "button" in error.message.lower():
            plain = _with_callbacks_only(keyboard)
            if plain != keyboard:
                return await _send_formatted_or_plain(partial(send, reply_markup=plain), part)
        if not entities:
            raise
        return await send(text=part.text)


def _with_callbacks_only(keyboard: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """Return the buttons that every Bot API server knows."""
    rows = [[each for each in row if each.callback_data] for row in keyboard.inline_keyboard]
    return InlineKeyboardMarkup([row for row in rows if row])


async def reply_with_file(
    message: Message,
    file: Path,
    name: str,
    caption: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    to: int | None = None,
) -> None:
    """Answer with a file, as `reply` answers with a text. The file is at most 50 MB.

    Raises FilesNotAllowed.
    """
    content = await asyncio.to_thread(file.read_bytes)
    try:
        await message.reply_document(
            InputFile(content, filename=name),
            caption=caption,
            reply_markup=keyboard,
            reply_parameters=ReplyParameters(
                to or message.message_id, allow_sending_without_reply=True
            ),
            disable_content_type_detection=True,
            read_timeout=_FILE_TIMEOUT,
            write_timeout=_FILE_TIMEOUT,
        )
    except BadRequest as refusal:
        if _FILES_FORBIDDEN.search(refusal.message):
            raise FilesNotAllowed(name=name) from None
        raise


def fits_one_message(text: RichText) -> bool:
    """Return whether a text needs one message only."""
    return _is_short(text) or len(split(text)) == 1


def _is_short(text: RichText) -> bool:
    return text.utf16_length <= MESSAGE_UNITS and len(text.spans) <= MESSAGE_ENTITIES


async def _keep_typing(message: Message, finished: asyncio.Event) -> Forbidden | None:
    """Show "typing…" until an event; return the refusal where the bot may not write at all."""
    while True:
        try:
            await message.get_bot().send_chat_action(
                message.chat_id, ChatAction.TYPING, message_thread_id=message.message_thread_id
            )
        except Forbidden as refusal:
            return refusal
        except TelegramError:
            pass  # what cannot be shown is not worth failing for
        with suppress(TimeoutError):
            await asyncio.wait_for(finished.wait(), _EVERY_SECONDS)
        if finished.is_set():
            return None


@asynccontextmanager
async def showing_progress(message: Destination) -> AsyncIterator[None]:
    """Show in the chat of a message, while this is open, that its answer is being made.

    An inline message says so itself. Raises Forbidden where no answer can be sent.
    """
    if not isinstance(message, Message):
        yield
        return
    finished = asyncio.Event()
    typing: list[asyncio.Task[Forbidden | None]] = []

    def begin() -> None:
        typing.append(asyncio.create_task(_keep_typing(message, finished)))

    timer = asyncio.get_running_loop().call_later(_FIRST_AFTER_SECONDS, begin)
    try:
        yield
    finally:
        timer.cancel()
        finished.set()
        refusals = await asyncio.gather(*typing)
    for refusal in filter(None, refusals):
        raise refusal
