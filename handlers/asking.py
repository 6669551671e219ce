"""Which article a command or a button is about. Shared by the features that work on articles."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple

from telegram import CallbackQuery, Message, Update

from bot.botapi.entities import rich_text
from bot.botapi.keyboards import Press, parse_press
from bot.botapi.progress import showing_progress
from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.errors import LanguageUnclear, NoArticle
from bot.reading.documents.articles import Book
from bot.storage import KeptDocument, RecentArticle
from handlers.context import Context, Reader, message_of, reader_of
from handlers.files import Attached, attached_file, read_attached
from handlers.parts import whole_text
from handlers.posts import read_message, read_quote, read_typed, source_of
from handlers.presses import acknowledge

_MOST_IN_ALBUM = 10

READING = "f"
"""The task of a job that reads a document."""


def after_command(message: Message) -> RichText:
    """What stands after the command in a message, with its formatting."""
    text = rich_text(message)
    parts = text.text.split(maxsplit=1)
    return text[text.text.index(parts[1], len(parts[0])) :] if len(parts) > 1 else RichText()


async def asked_article(
    update: Update, context: Context, reader: Reader, text: RichText, target: str | None = None
) -> RecentArticle:
    """The text after the command, else the file or album in whose caption it stands, else what the
    message quotes, else the replied-to article, else the last one in the chat. `target` is the
    language that it will be translated into.
    """
    if text or message_of(update).media_group_id:
        text = await whole_text(update, text, context)
    return await found_once(
        context, lambda: _asked_article(message_of(update), context, reader, text, target)
    )


async def found_once(
    context: Context, find: Callable[[], Awaitable[RecentArticle]]
) -> RecentArticle:
    """The article that is found; after a crash the same one, without finding it again."""
    store, workflows = context.bot_data.store, context.bot_data.workflows
    found: RecentArticle | None = None

    async def find_id() -> int:
        nonlocal found
        found = await find()
        return found.id

    article_id = await workflows.step("article", find_id)
    article = found or await store.article(article_id)
    if article is None:  # deleted since, with everything else of this person
        raise NoArticle
    return article


async def _asked_article(
    message: Message, context: Context, reader: Reader, text: RichText, target: str | None
) -> RecentArticle:
    if text:
        book = await read_typed(text, message, reader, context)
        return await keep(message, book, reader, context, target)
    if message.caption:
        return await _captioned(message, reader, context, target)
    replied = message.reply_to_message
    quote = message.quote
    if quote is not None and (quote.is_manual or replied is None):
        return await keep(
            message, await read_quote(quote, message, reader, context), reader, context
        )
    if message.external_reply is not None:
        raise NoArticle  # Telegram does not say what stands there, unless it is quoted
    if replied is not None and not replied.forum_topic_created:
        file = attached_file(replied)
        if file is not None:
            return await keep_file(replied, file, reader, context)
        kept = await _own_article(replied, reader, context) or await _album(
            replied, reader, context
        )
        if kept is not None:
            return kept
        book = await read_message(replied, rich_text(replied), reader, context)
        return await keep(replied, book, reader, context, target)
    # A file that is just being read is what was sent last.
    await context.bot_data.jobs.ended(READING, reader.id)
    last = await context.bot_data.store.last_article(message.chat_id)
    if last is None:
        raise NoArticle
    # The buttons of the answer belong to the person who asks now.
    return await _kept_for(reader, last, context)


async def _captioned(
    message: Message, reader: Reader, context: Context, target: str | None
) -> RecentArticle:
    """What a message has beside the command in its caption."""
    file = attached_file(message)
    if file is not None:
        return await keep_file(message, file, reader, context)
    # The captions of the other pictures in an album; without any, there is nothing to read.
    book = await read_typed(RichText(), message, reader, context)
    return await keep(message, book, reader, context, target)


async def keep(
    message: Message,
    book: Book,
    reader: Reader,
    context: Context,
    target: str | None = None,
) -> RecentArticle:
    """Identify the language of what was read and store it, so that its buttons work later."""
    await _count(book.article, reader, context)
    article = await _identified(book.article, context, target)
    document = KeptDocument("", article.source.name, book.chapters) if book.chapters else None
    return await context.bot_data.store.keep(
        message.chat_id, reader.id, message.message_id, article, document
    )


async def _count(article: Article, reader: Reader, context: Context) -> None:
    services = context.bot_data
    characters = len(article.title) + len(article.body)
    await services.limits.on_text(reader.id, characters, f"{services.workflows.at_work}, read")


async def _identified(article: Article, context: Context, target: str | None = None) -> Article:
    """The article with its language; where that may be one of several, without: to be asked."""
    try:
        return await context.bot_data.digest.identified(article, target)
    except LanguageUnclear as unclear:
        if not unclear.languages:
            raise
        return article


async def keep_file(
    message: Message, file: Attached, reader: Reader, context: Context
) -> RecentArticle:
    """Read a file of a message and store what it says, with its chapters."""
    async with showing_progress(message, reader.words):
        book = await read_attached(file, message, context)
        await _count(book.article, reader, context)
        article = await _identified(book.article, context)
    if book.recognised:
        message_id = "recognised" if file.name else "recognised-picture"
        name = reader.words.say(message_id, name=file.name)
        article = replace(article, source=replace(article.source, name=name))
    # A picture cannot be translated into a picture.
    document = None if file.is_picture else KeptDocument(file.file_id, file.name, book.chapters)
    return await context.bot_data.store.keep(
        message.chat_id, reader.id, message.message_id, article, document
    )


class Pressed(NamedTuple):
    """A button that its person has pressed: below which message, and what it was made to do."""

    query: CallbackQuery
    message: Message
    press: Press
    article: RecentArticle
    reader: Reader


async def pressed_button(update: Update, context: Context) -> Pressed | None:
    """What `pressed_article` lets through, not answered yet."""
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    press = parse_press(query.data or "")
    article = await pressed_article(query, press, reader, context)
    if article is None or press is None:
        return None
    assert isinstance(query.message, Message)
    return Pressed(query, query.message, press, article, reader)


async def pressed_article(
    query: CallbackQuery, press: Press | None, reader: Reader, context: Context
) -> RecentArticle | None:
    """The article whose button was pressed. None, and an alert, where it is not this person's, or
    where the message is so old that Telegram no longer gives it out.
    """
    if query.message is not None and not query.message.is_accessible:
        await acknowledge(query, reader.words.say("message-too-old"))
        return None
    article = await context.bot_data.store.article(press.article_id) if press else None
    if article is None or query.message is None or article.chat_id != query.message.chat.id:
        await acknowledge(query, reader.words.say("article-gone"))
        return None
    if article.person_id != reader.id:
        await acknowledge(query, reader.words.say("not-your-button"))
        return None
    return article


async def _own_article(replied: Message, reader: Reader, context: Context) -> RecentArticle | None:
    """The article behind an answer of ours: its buttons know."""
    if replied.reply_markup is None or replied.from_user is None:
        return None
    if replied.from_user.id != context.bot.id:
        return None
    for row in replied.reply_markup.inline_keyboard:
        for button in row:
            press = parse_press(str(button.callback_data))
            article = await context.bot_data.store.article(press.article_id) if press else None
            if article is not None and article.chat_id == replied.chat_id:
                return await _kept_for(reader, article, context)
    return None


async def _album(replied: Message, reader: Reader, context: Context) -> RecentArticle | None:
    """The article that was made of the whole album of a message, if it was kept.

    It is kept with the first message of the album, which stands shortly before the others.
    """
    if replied.media_group_id is None:
        return None
    store = context.bot_data.store
    source = source_of(replied)
    for message_id in range(replied.message_id, replied.message_id - _MOST_IN_ALBUM, -1):
        kept = await store.article_in(replied.chat_id, message_id)
        if kept is None:
            continue
        own = kept.article.source
        same = (own.origin, own.name, own.date) == (source.origin, source.name, source.date)
        return await _kept_for(reader, kept, context) if same else None
    return None


async def _kept_for(reader: Reader, article: RecentArticle, context: Context) -> RecentArticle:
    if article.person_id == reader.id:
        return article
    store = context.bot_data.store
    document = await store.document(article.id)
    return await store.keep(
        article.chat_id, reader.id, article.message_id, article.article, document
    )
