"""Articles that were read: counted, identified, and stored so that their buttons work later."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from telegram import Message

from bot.botapi.progress import showing_progress
from bot.domain.article import Article
from bot.errors import LanguageUnclear, NoArticle
from bot.reading.documents.articles import Book
from bot.storage import KeptDocument, RecentArticle
from handlers.files import Attached, read_attached
from handlers.turn import Turn

P = ParamSpec("P")
Find = Callable[Concatenate[Turn, P], Coroutine[Any, Any, RecentArticle]]


def recorded(find: Find[P]) -> Find[P]:
    """Record which article a function returns: a turn that is begun again gets the same one."""

    @wraps(find)
    async def find_once(turn: Turn, /, *arguments: P.args, **named: P.kwargs) -> RecentArticle:
        found: RecentArticle | None = None

        async def find_id() -> int:
            nonlocal found
            found = await find(turn, *arguments, **named)
            return found.id

        article_id = await turn.services.workflows.step("article", find_id)
        article = found or await turn.services.store.article(article_id)
        if article is None:  # deleted since, with everything else of this person
            raise NoArticle
        return article

    return find_once


async def keep(
    turn: Turn, message: Message, book: Book, target: str | None = None
) -> RecentArticle:
    """Store what was read in a message.

    `target` is the language that it will be translated into. Raises TooManyCharacters and
    LanguageUnclear.
    """
    await _count(turn, book.article)
    article = await _identified(turn, book.article, target)
    document = KeptDocument("", article.source.name, book.chapters) if book.chapters else None
    return await _store(turn, message, article, document)


async def keep_file(turn: Turn, message: Message, file: Attached) -> RecentArticle:
    """Read a file of a message and store what it says, with its chapters."""
    async with showing_progress(message, turn.words):
        book = await read_attached(turn, file, message)
        await _count(turn, book.article)
        article = await _identified(turn, book.article)
    if book.recognised:
        message_id = "recognised" if file.name else "recognised-picture"
        name = turn.words.say(message_id, name=file.name)
        article = replace(article, source=replace(article.source, name=name))
    # A picture cannot be translated into a picture.
    document = None if file.is_picture else KeptDocument(file.file_id, file.name, book.chapters)
    return await _store(turn, message, article, document)


async def keep_for(turn: Turn, article: RecentArticle) -> RecentArticle:
    """Return a stored article as one of this person's, whom its buttons then belong to."""
    if article.person_id == turn.person.id:
        return article
    return await turn.services.store.keep(
        article.chat_id, turn.person.id, article.message_id, article.article, article.document
    )


async def _store(
    turn: Turn, message: Message, article: Article, document: KeptDocument | None
) -> RecentArticle:
    return await turn.services.store.keep(
        message.chat_id, turn.person.id, message.message_id, article, document
    )


async def _count(turn: Turn, article: Article) -> None:
    services = turn.services
    characters = len(article.title) + len(article.body)
    once = f"{services.workflows.at_work}, read"
    await services.limits.on_text(turn.person.id, characters, once)


async def _identified(turn: Turn, article: Article, target: str | None = None) -> Article:
    """Fill in the language; leave it open where it may be one of several, to be asked for."""
    try:
        return await turn.services.digest.identified(article, target)
    except LanguageUnclear as unclear:
        if not unclear.languages:
            raise
        return article
