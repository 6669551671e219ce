"""Which article a command is about."""

from telegram import Message

from bot.botapi.entities import rich_text
from bot.botapi.keyboards import article_of
from bot.domain.rich_text import RichText
from bot.errors import NoArticle
from bot.storage import RecentArticle
from handlers.articles import keep, keep_file, keep_for, recorded
from handlers.files import attached_file
from handlers.posts import read_message, read_quote, read_typed, source_of
from handlers.turn import Turn, topic_of

_MOST_IN_ALBUM = 10

READING = "f"
"""The kind of a job that reads a document."""


def after_command(message: Message) -> RichText:
    """Return what stands after the command in a message, with its formatting."""
    text = rich_text(message)
    parts = text.text.split(maxsplit=1)
    return text[text.text.index(parts[1], len(parts[0])) :] if len(parts) > 1 else RichText()


async def asked_article(turn: Turn, text: RichText, target: str | None = None) -> RecentArticle:
    """Return the article that a command asks for.

    That is the text after the command, else the file or album in whose caption it stands, else what
    the message quotes, else the replied-to article, else the last one in the chat. `target` is the
    language that it will be translated into. Raises NoArticle.
    """
    if text or turn.message.media_group_id:
        text = await turn.services.gathering.whole_text(turn.message, text)
    return await _asked_article(turn, text, target)


@recorded("article")
async def _asked_article(turn: Turn, text: RichText, target: str | None) -> RecentArticle:
    message = turn.message
    if text:
        return await keep(turn, message, await read_typed(turn, text), target)
    if message.caption:
        return await _captioned(turn, target)
    replied = message.reply_to_message
    quote = message.quote
    if quote is not None and (quote.is_manual or replied is None):
        return await keep(turn, message, await read_quote(turn, quote))
    if message.external_reply is not None:
        raise NoArticle  # Telegram does not say what stands there, unless it is quoted
    if replied is not None and not replied.forum_topic_created:
        return await _replied_to(turn, replied, target)
    return await _last(turn)


async def _captioned(turn: Turn, target: str | None) -> RecentArticle:
    """Read what a message has beside the command in its caption."""
    file = attached_file(turn)
    if file is not None:
        return await keep_file(turn, turn.message, file)
    # The captions of the other pictures in an album; without any, there is nothing to read.
    return await keep(turn, turn.message, await read_typed(turn, RichText()), target)


async def _replied_to(turn: Turn, replied: Message, target: str | None) -> RecentArticle:
    file = attached_file(turn, turn.incoming.replied)
    if file is not None:
        return await keep_file(turn, replied, file)
    kept = await _behind_buttons(turn) or await _album(turn, replied)
    if kept is not None:
        return kept
    return await keep(turn, replied, await read_message(turn, replied, rich_text(replied)), target)


async def _last(turn: Turn) -> RecentArticle:
    # A file that is just being read is what was sent last.
    await turn.services.jobs.wait_for(READING, turn.person.id, turn.incoming.update_id)
    last = await turn.services.store.last_article(turn.message.chat_id, topic_of(turn.message))
    if last is None:
        raise NoArticle
    return await keep_for(turn, last)


async def _behind_buttons(turn: Turn) -> RecentArticle | None:
    """Return the article that an answer of ours is about, as its buttons say."""
    replied = turn.incoming.replied
    if replied is None or replied.person_id != turn.bot.id:
        return None
    for article_id in filter(None, map(article_of, replied.buttons)):
        article = await turn.services.store.article(article_id)
        if article is not None and article.chat_id == replied.chat_id:
            return await keep_for(turn, article)
    return None


async def _album(turn: Turn, replied: Message) -> RecentArticle | None:
    """Return the article that was made of the whole album of a message, if it was stored.

    It is stored with the first message of the album, which stands shortly before the others.
    """
    if replied.media_group_id is None:
        return None
    source = source_of(replied)
    for message_id in range(replied.message_id, replied.message_id - _MOST_IN_ALBUM, -1):
        kept = await turn.services.store.article_in(replied.chat_id, message_id)
        if kept is None:
            continue
        own = kept.article.source
        same = (own.origin, own.name, own.date) == (source.origin, source.name, source.date)
        return await keep_for(turn, kept) if same else None
    return None
