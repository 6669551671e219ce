"""A message that was edited after it was answered: the new answer is offered, not sent."""

from bot.botapi import sending
from bot.botapi.buttons import ShowSummary, keyboard
from bot.domain.article import Article
from bot.domain.incoming import UpdateKind
from bot.domain.rich_text import RichText
from bot.reading import post_of
from bot.storage import RecentArticle
from handlers.articles import keep, keep_file, read_text
from handlers.files import readable_file
from handlers.routes import Routes
from handlers.turn import Turn


async def offer_new_summary(turn: Turn) -> None:
    """Offer a summary of an edited article, if its words have changed."""
    article = await turn.services.gathering.article(
        lambda: _changed_article(turn), "changed article"
    )
    if article is None:
        return
    person, words = turn.person, turn.words
    language = person.language_for(article.article)
    action = ShowSummary(article.id, person.length.extent, language, anew=True)
    button = (words.say("button-anew"), str(action))
    await sending.reply(turn.message, RichText(words.say("text-edited")), keyboard([button]))


async def _changed_article(turn: Turn) -> RecentArticle | None:
    message = turn.incoming
    answered = await turn.services.store.article_in(message.chat_id, message.message_id)
    if answered is None:
        return None
    file = readable_file(turn, message)
    if file is not None:
        # Its caption may be what was edited, but a file can be replaced too.
        kept = await keep_file(turn, message, file)
        return None if _words(kept.article) == _words(answered.article) else kept
    book = await read_text(turn, message, post_of(message))
    if _words(book.article) == _words(answered.article):
        return None
    return await keep(turn, message, book)


def _words(article: Article) -> tuple[str, str]:
    return article.title.text, article.body.text


def _is_edited_article(turn: Turn) -> bool:
    incoming = turn.incoming
    is_edited = incoming.kind is UpdateKind.EDIT and incoming.in_private_chat
    return is_edited and incoming.has_content and not incoming.command


ROUTES = Routes(messages=[(_is_edited_article, offer_new_summary)])
