"""Articles: read, counted, identified, and stored so that their buttons work later."""

from dataclasses import replace

from bot.botapi.limits import TextUse
from bot.botapi.sending import showing_progress
from bot.domain.article import Book
from bot.domain.incoming import IncomingMessage, SentFile
from bot.errors import LanguageUnclear
from bot.reading import Post, read_post
from bot.reading.pages import link_in
from bot.storage import KeptDocument, RecentArticle
from handlers.files import read_file
from handlers.turn import Turn


async def read_text(turn: Turn, message: IncomingMessage, post: Post) -> Book:
    """Return the article in a text of a message, or on the page that it is a link to.

    The page may be a book. Raises what `read_post` and `Pages.read` raise.
    """
    services = turn.services
    limit = services.settings.article_characters
    preview = message.preview if post.source is message.source else ""
    address = link_in(post.text, preview) if services.settings.open_links else None
    if address is not None:
        async with showing_progress(turn.destination):
            return await services.pages.read(address, limit)
    article = read_post(post, limit)
    return Book(replace(article, author=article.author or message.author))


async def keep_text(
    turn: Turn, message: IncomingMessage, post: Post, target: str | None = None
) -> RecentArticle:
    """Read a text of a message, as `read_text` does, and store what it says."""
    return await keep(turn, message, await read_text(turn, message, post), target)


async def keep(
    turn: Turn,
    message: IncomingMessage,
    book: Book,
    target: str | None = None,
    document: KeptDocument | None = None,
) -> RecentArticle:
    """Count what was read in a message, identify its language where that is clear, and store it.

    `target` is the language that it will be translated into. Raises TooManyCharacters and
    LanguageUnclear.
    """
    services, article = turn.services, book.article
    characters = len(article.title) + len(article.body)
    await services.limits.count_text(turn.person.id, characters, TextUse.READ)
    try:
        article = await services.articles.identified(article, target)
    except LanguageUnclear as unclear:
        # The person can choose when it is needed.
        if not unclear.languages:
            raise
    if document is None and book.chapters:
        document = KeptDocument("", article.source.name, book.chapters)
    return await services.store.keep(
        message.chat_id, turn.person.id, message.message_id, article, document, message.topic_id
    )


async def keep_file(turn: Turn, message: IncomingMessage, file: SentFile) -> RecentArticle:
    """Read a file of a message and store what it says, with its chapters."""
    async with showing_progress(turn.destination):
        book = await read_file(turn, file, message.sent_at)
        if book.recognised:
            message_id = "recognised" if file.name else "recognised-picture"
            name = turn.words.say(message_id, name=file.name)
            source = replace(book.article.source, name=name)
            book = replace(book, article=replace(book.article, source=source))
        # A picture cannot be translated into a picture.
        document = None if file.is_picture else KeptDocument(file.id, file.name, book.chapters)
        return await keep(turn, message, book, document=document)


async def keep_for(turn: Turn, article: RecentArticle) -> RecentArticle:
    """Return a stored article as one of this person's, who may then press its buttons."""
    chat_id = turn.chat_id if turn.elsewhere else article.chat_id
    if (article.chat_id, article.person_id) == (chat_id, turn.person.id):
        return article
    return await turn.services.store.keep(
        chat_id,
        turn.person.id,
        article.message_id,
        article.article,
        article.document,
        article.topic_id,
    )
