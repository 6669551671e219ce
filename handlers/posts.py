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
from bot.botapi.progress import showing_progress
from bot.domain.article import Origin, Source
from bot.domain.rich_text import RichText
from bot.reading import Post, read_post
from bot.reading.documents.articles import Book
from bot.reading.pages import link_in
from handlers.context import Context, Reader


async def read_message(message: Message, text: RichText, reader: Reader, context: Context) -> Book:
    """The article in a message, whose text this is, or on the page that it is a link to.

    Raises what `read_post` and `Pages.read` raise.
    """
    options = message.link_preview_options
    preview = options.url if options else None
    linked = await _read_link(
        text, preview if isinstance(preview, str) else "", message, reader, context
    )
    if linked is not None:
        return linked
    limit = context.bot_data.settings.article_characters
    article = read_post(Post(text, source_of(message)), limit)
    signature = getattr(message.forward_origin, "author_signature", None)
    return Book(replace(article, author=article.author or signature or ""))


async def read_typed(text: RichText, message: Message, reader: Reader, context: Context) -> Book:
    """The article in a part of a message, such as what stands after a command; or on its page."""
    linked = await _read_link(text, "", message, reader, context)
    if linked is not None:
        return linked
    limit = context.bot_data.settings.article_characters
    return Book(read_post(Post(text, Source(Origin.TYPED, date=message.date)), limit))


async def read_quote(quote: TextQuote, message: Message, reader: Reader, context: Context) -> Book:
    """The article in what a message quotes of another one, which may be of another chat."""
    text = formatted(quote.text, quote.entities)
    linked = await _read_link(text, "", message, reader, context)
    if linked is not None:
        return linked
    limit = context.bot_data.settings.article_characters
    return Book(read_post(Post(text, _quoted_source(message)), limit))


async def _read_link(
    text: RichText, preview: str, message: Message, reader: Reader, context: Context
) -> Book | None:
    services = context.bot_data
    address = link_in(text, preview) if services.settings.open_links else None
    if address is None:
        return None
    async with showing_progress(message, reader.words):
        return await services.pages.read(address, services.settings.article_characters)


def _quoted_source(message: Message) -> Source:
    if message.external_reply is not None:
        return _forward_source(message.external_reply.origin)
    return source_of(message.reply_to_message or message)


def source_of(message: Message) -> Source:
    """Whose text a message holds: that of whom it was forwarded from, else the writer's."""
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
    # A private channel's posts have links too, for its members; its id there lacks the -100.
    return f"https://t.me/c/{str(channel.id).removeprefix('-100')}/{message_id}"
