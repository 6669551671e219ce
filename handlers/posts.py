"""A Telegram message as an article: its text, and whose it is where it was forwarded.

A message that is a link stands for the page or the book that it leads to.
"""

from dataclasses import replace

from telegram import (
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    TextQuote,
)

from bot.botapi.entities import formatted
from bot.botapi.sending import showing_progress
from bot.domain.article import Origin, Source
from bot.domain.book import Book
from bot.domain.rich_text import RichText
from bot.reading import Post, read_post
from bot.reading.pages import link_in
from handlers.turn import Turn


async def read_message(turn: Turn, message: Message, text: RichText) -> Book:
    """Return the article in a message with this text, or on the page that it is a link to.

    Raises what `read_post` and `Pages.read` raise.
    """
    options = message.link_preview_options
    preview = options.url if options else None
    linked = await _read_link(turn, message, text, preview if isinstance(preview, str) else "")
    if linked is not None:
        return linked
    article = _read_text(turn, text, source_of(message)).article
    signature = getattr(message.forward_origin, "author_signature", None)
    return Book(replace(article, author=article.author or signature or ""))


async def read_typed(turn: Turn, text: RichText) -> Book:
    """Return the article in a part of the message, such as what stands after a command."""
    linked = await _read_link(turn, turn.message, text)
    return linked or _read_text(turn, text, Source(Origin.TYPED, date=turn.message.date))


async def read_quote(turn: Turn, quote: TextQuote) -> Book:
    """Return the article in what the message quotes of another one, maybe of another chat."""
    text = formatted(quote.text, quote.entities)
    linked = await _read_link(turn, turn.message, text)
    return linked or _read_text(turn, text, _quoted_source(turn.message))


def _read_text(turn: Turn, text: RichText, source: Source) -> Book:
    return Book(read_post(Post(text, source), turn.services.settings.article_characters))


async def _read_link(
    turn: Turn, message: Message, text: RichText, preview: str = ""
) -> Book | None:
    services = turn.services
    address = link_in(text, preview) if services.settings.open_links else None
    if address is None:
        return None
    async with showing_progress(message, turn.words):
        return await services.pages.read(address, services.settings.article_characters)


def _quoted_source(message: Message) -> Source:
    if message.external_reply is not None:
        return _forward_source(message.external_reply.origin)
    return source_of(message.reply_to_message or message)


def source_of(message: Message) -> Source:
    """Return where the text of a message is from: a forwarded one's author, else its sender."""
    if message.forward_origin is None:
        return Source(Origin.TYPED, date=message.date)
    return _forward_source(message.forward_origin)


def _forward_source(origin: MessageOrigin) -> Source:
    match origin:
        case MessageOriginChannel():
            link = _post_link(origin.chat, origin.message_id)
            return Source(Origin.CHANNEL, origin.chat.title or "", link, origin.date)
        case MessageOriginChat():
            chat = origin.sender_chat
            return Source(Origin.CHAT, chat.title or "", chat.link or "", origin.date)
        case MessageOriginUser():
            user = origin.sender_user
            return Source(Origin.USER, user.full_name, user.link or "", origin.date)
        case MessageOriginHiddenUser():
            return Source(Origin.HIDDEN_USER, origin.sender_user_name, date=origin.date)
        case _:  # an origin that Telegram has added since
            return Source(Origin.CHAT, date=origin.date)


def _post_link(channel: Chat, message_id: int) -> str:
    if channel.username:
        return f"https://t.me/{channel.username}/{message_id}"
    # Links to posts of private channels work for members; the id in them lacks the -100.
    return f"https://t.me/c/{str(channel.id).removeprefix('-100')}/{message_id}"
