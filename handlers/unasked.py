"""Answers that a group or a channel has chosen to get without asking."""

import logging
from dataclasses import replace

from bot.botapi import sending
from bot.botapi.audience import is_foreign
from bot.botapi.limits import TextUse
from bot.domain.article import Article
from bot.domain.preferences import Automatic, Preferences
from bot.domain.rich_text import RichText
from bot.domain.trace import Outcome, set_outcome
from bot.errors import DragomanError
from bot.reading.posts import Post, post_of
from bot.rendering.layout import notes, shown_sentences
from bot.storage import RecentArticle
from handlers.articles import keep, read_text
from handlers.routes import Routes
from handlers.summary import summarize
from handlers.translation import translation_of
from handlers.turn import Turn

log = logging.getLogger(__name__)


async def answer_unasked(turn: Turn) -> None:
    """Answer a message as its chat has chosen; where that is impossible, nobody is told."""
    chosen = await turn.services.audience.chosen_for(turn.incoming)
    mode, turn = chosen.automatic, turn.in_chat(chosen)
    if mode is Automatic.OFF:  # since it came
        return
    try:
        if mode.is_comment or mode.is_post:
            await _answer_post(turn, mode)
        elif turn.services.audience.is_long(turn.incoming):
            await _summarize(turn, chosen)
        elif (text := await _translated(turn, turn.incoming.text)) is not None:
            await sending.reply(turn.message, text)
    except DragomanError as error:
        set_outcome(Outcome.REFUSED, error)
        log.info("A message was not answered, which nobody had asked for: %s", type(error).__name__)


async def _summarize(turn: Turn, chosen: Preferences) -> None:
    """Answer a long message, or a link to a page, that is in another language."""
    article = await turn.services.gathering.article(lambda: _foreign_article(turn, chosen))
    if article is not None:
        await summarize(turn, article)


async def _foreign_article(turn: Turn, chosen: Preferences) -> RecentArticle | None:
    message, articles = turn.incoming, turn.services.articles
    book = await read_text(turn, message, post_of(message))
    article = await articles.identified(book.article, turn.person.target)
    if not is_foreign(article.language, chosen, turn.person.target, articles):
        return None
    return await keep(turn, message, replace(book, article=article))


async def _translated(turn: Turn, text: RichText) -> RichText | None:
    """Return the translation of a short text for the chat; None where it needs none."""
    target = turn.person.target
    article = await turn.services.articles.identified(Article(RichText(), text), target)
    if turn.person.language_for(article) != target:
        return None
    return await translation_of(turn, article, target)


async def _answer_post(turn: Turn, mode: Automatic) -> None:
    """Answer a channel's post, or change the answer where the post was changed."""
    message, store = turn.incoming, turn.services.store
    known: list[int] = []
    if message.is_edit:
        post = post_of(message)
        known = await store.answers(message.chat_id, message.message_id)
        if not known:
            return
    else:
        post = await turn.services.gathering.whole_post(message, message.text)
    answer = await _answer_to(turn, post, mode) if post.text else None
    if answer is None:
        return
    if known:
        ids = await sending.replace_reply(turn.message, known, answer)
    else:
        ids = await sending.reply(turn.message, answer)
    # An edit brings the words of one message only, which must not replace those of others.
    ends = [*(part.start for part in post.parts[1:]), len(post.text)]
    numbers = [p.number for p, end in zip(post.parts, ends, strict=True) if p.start < end]
    if len(numbers) == 1:
        await store.keep_answers(message.chat_id, numbers[0], ids)


async def _answer_to(turn: Turn, post: Post, mode: Automatic) -> RichText | None:
    """Return the translation or summary of a post; None where it needs neither."""
    articles, person = turn.services.articles, turn.person
    if mode.is_translation:
        return await _translated(turn, post.text)
    book = await read_text(turn, turn.incoming, post)
    await turn.services.limits.count_text(person.id, len(book.article.body), TextUse.READ)
    article = await articles.identified(book.article)
    result = await articles.summarize(
        article,
        person.length.extent,
        person.language_for(article),
        medium=person.length.medium,
        glossary=await turn.glossary(),
    )
    if result.summary.is_whole and result.translation is None:
        return None
    said = notes(result.translation, turn.words) if result.translation else []
    return RichText("\n\n").join([*shown_sentences(result, person.preferences.bilingual), *said])


def _is_unasked(turn: Turn) -> bool:
    incoming = turn.incoming
    return incoming.is_shared and incoming.has_words and not incoming.command


ROUTES = Routes(messages=[(_is_unasked, answer_unasked)])
