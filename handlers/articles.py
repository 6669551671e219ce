"""Articles: found for a command or a reaction, read, counted, identified, and stored.

They are stored so that their buttons work later.
"""

from dataclasses import replace

from bot.botapi.buttons import parse_action
from bot.botapi.limits import TextUse
from bot.botapi.sending import showing_progress
from bot.domain.article import Book
from bot.domain.incoming import IncomingMessage, SentFile
from bot.domain.parts import Part
from bot.domain.rich_text import RichText
from bot.errors import LanguageUnclear, NoArticle, NothingMentioned
from bot.reading import Post, post_of, read_post
from bot.reading.pages import link_in
from bot.storage import KeptDocument, RecentArticle
from handlers.files import read_file, readable_file
from handlers.turn import Turn

_MOST_IN_ALBUM = 10

READING = "f"
"""The kind of a job that reads a document."""


async def find_article(turn: Turn, text: RichText, target: str | None = None) -> RecentArticle:
    """Return the article that a command asks for.

    That is the text after the command, else the file or album in whose caption it stands, else what
    the message quotes, else the replied-to article, else the last one in the chat. `target` is the
    language that it will be translated into. Raises NoArticle, elsewhere NothingMentioned.
    """
    post, gathering = Post(text), turn.services.gathering
    if text or turn.incoming.album:
        post = await gathering.whole_post(turn.incoming, text)
    try:
        return await gathering.article(lambda: _find_article(turn, post, target))
    except NoArticle:
        raise NothingMentioned(bot=turn.bot.username) if turn.elsewhere else NoArticle from None


async def _find_article(turn: Turn, post: Post, target: str | None) -> RecentArticle:
    message = turn.incoming
    file = readable_file(turn, message)
    if not post.text and file is not None:
        return await keep_file(turn, message, file)
    if post.text or message.is_caption:
        return await keep_text(turn, message, post, target)
    if message.quote:
        return await keep_text(turn, message, _quoted(message))
    if message.quoted_from is not None:
        raise NoArticle  # Telegram does not give the text of a message in another chat
    if message.replied is not None:
        return await _replied_to(turn, message.replied, target)
    return await _last(turn)


def _quoted(message: IncomingMessage) -> Post:
    replied = message.replied
    source = message.quoted_from or (replied or message).source
    if replied is None:
        return Post(message.quote, source=source)
    parts = (Part(0, replied.message_id, message.quote_position),)
    return Post(message.quote, parts=parts, source=source)


async def _replied_to(turn: Turn, replied: IncomingMessage, target: str | None) -> RecentArticle:
    file = readable_file(turn, replied)
    if file is not None:
        return await keep_file(turn, replied, file)
    kept = await _of_answer(turn, replied) or await _album(turn, replied)
    return kept or await keep_text(turn, replied, post_of(replied), target)


async def article_below(turn: Turn) -> RecentArticle | None:
    """Return the article in the message that was reacted to, if it was stored.

    An article in several messages is stored with the first of them.
    """
    message, services = turn.incoming, turn.services
    # The message may have a file that is just being read.
    await services.jobs.wait_for(READING, turn.person.id, message.update_id)
    number = message.message_id
    kept = await _nearest(turn, message)
    if kept is None:
        return None
    is_in_it = kept.document is None and number in (p.number for p in kept.article.parts)
    return await keep_for(turn, kept) if kept.message_id == number or is_in_it else None


async def _nearest(turn: Turn, message: IncomingMessage) -> RecentArticle | None:
    """Return the article that is stored with a message, or with one shortly before it."""
    last = message.message_id
    for message_id in range(last, last - _MOST_IN_ALBUM, -1):
        kept = await turn.services.store.article_in(message.chat_id, message_id)
        if kept is not None:
            return kept
    return None


async def _last(turn: Turn) -> RecentArticle:
    # The last article may be in a file that is just being read.
    message, services = turn.incoming, turn.services
    if turn.elsewhere:
        raise NoArticle
    await services.jobs.wait_for(READING, turn.person.id, message.update_id)
    last = await services.store.last_article(message.chat_id, message.topic_id)
    if last is None:
        raise NoArticle
    return await keep_for(turn, last)


async def _of_answer(turn: Turn, replied: IncomingMessage) -> RecentArticle | None:
    """Return the article that an answer of the bot is about, as its buttons say."""
    if replied.person_id != turn.bot.id:
        return None
    for action in [found for data in replied.buttons if (found := parse_action(data))]:
        article = await turn.services.store.article(action.article_id)
        if article is not None and (turn.elsewhere or article.chat_id == replied.chat_id):
            return await keep_for(turn, article)
    return None


async def _album(turn: Turn, replied: IncomingMessage) -> RecentArticle | None:
    """Return the article that was made of the whole album of a message, if it was stored.

    It is stored with the first message of the album.
    """
    kept = await _nearest(turn, replied) if replied.album else None
    if kept is None:
        return None
    own, source = kept.article.source, replied.source
    is_same = (own.origin, own.name, own.date) == (source.origin, source.name, source.date)
    return await keep_for(turn, kept) if is_same else None


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
