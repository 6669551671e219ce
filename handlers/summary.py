"""/summary, and what happens to an article that comes without any command: it is summarised."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from telegram import InlineKeyboardMarkup

from bot.botapi import sending
from bot.botapi.keyboards import (
    ShowSummary,
    parse_action,
    summary_buttons,
)
from bot.botapi.sending import showing_progress
from bot.domain.rich_text import RichText
from bot.errors import DragomanError, ModelMissing
from bot.rendering.layout import summary_text
from bot.rendering.words import Words
from bot.service.articles import SummaryResult
from bot.storage import RecentArticle
from bot.summarizing import MOST_PERCENT, Percent
from handlers.arguments import parse_summary_arguments
from handlers.article_lookup import asked_article
from handlers.articles import keep_text, recorded
from handlers.callbacks import (
    acknowledge,
    asking_for_language,
    may_download,
    offer_download,
    pressed_article,
)
from handlers.routes import Routes
from handlers.turn import Turn

Result = TypeVar("Result")

# Characters whose words are counted in less time than the way to another thread takes.
_SHORT = 10_000


async def summarize_command(turn: Turn) -> None:
    """Answer /summary [length] [language] [method]."""
    languages = turn.services.articles.languages
    # Off the loop: a word may be a language in any other, and all are looked through.
    arguments = await asyncio.to_thread(
        parse_summary_arguments, turn.incoming.after_command, languages
    )
    article = await asked_article(turn, arguments.text)
    action = ShowSummary(
        article.id,
        arguments.length or turn.person.length.extent,
        arguments.language or turn.person.language_for(article.article),
        method=arguments.method,
    )
    is_asked_for = arguments.language is not None
    async with asking_for_language(turn, article, action):
        await answer_with_summary(turn, article, action, is_translation_asked_for=is_asked_for)


async def summarize_message(turn: Turn) -> None:
    """Answer an article in a private chat, forwarded or pasted."""
    post = await turn.services.gathering.whole_post(turn.incoming, turn.incoming.text)
    article = await recorded(turn, "article", lambda: keep_text(turn, turn.incoming, post))
    action = ShowSummary(
        article.id, turn.person.length.extent, turn.person.language_for(article.article)
    )
    async with asking_for_language(turn, article, action):
        await answer_with_summary(turn, article, action)


async def press_summary(turn: Turn) -> None:
    """Change the message in place: shorter, longer, original, translated."""
    action = parse_action(turn.incoming.button)
    article = await pressed_article(turn, action)
    if article is None or not isinstance(action, ShowSummary):
        return
    await acknowledge(turn.query)
    result = await _summarize(turn, article, action)
    chosen = turn.person.preferences
    text = await _laid_out(article, summary_text, result, turn.words, None, chosen)
    if action.anew or not sending.fits_one_message(text):
        await _send(turn, article, action, result, text)
        return
    await sending.edit(turn.place, text, _buttons(turn, article, action, result))


async def answer_with_summary(
    turn: Turn,
    article: RecentArticle,
    action: ShowSummary,
    *,
    is_translation_asked_for: bool = False,
) -> None:
    """Send the summary that `action` asks for, as an answer to the article.

    Who has not asked for a translation is told only once that there can be none.
    """
    async with showing_progress(turn.place):
        result = await _summarize(turn, article, action)
    explain = turn.words.explain
    missing = result.obstacle if isinstance(result.obstacle, ModelMissing) else None
    if missing is not None and not is_translation_asked_for:
        limits, update_id = turn.services.limits, turn.incoming.update_id
        if await limits.is_first_untranslated(turn.person.id, update_id):
            explain = partial(_say_not_set_up, turn.words)
        else:
            result = replace(result, obstacle=None)
    is_in_the_original = result.translation is None and result.obstacle is None
    # Whoever asks for all of it gets it.
    is_wanted = action.length == Percent(MOST_PERCENT) or not result.summary.is_whole
    is_repetition = is_in_the_original and not is_wanted
    if is_repetition:
        count = await _laid_out(article, lambda: article.article.word_count)
        words = turn.words.say("words", count=count)
        text = RichText(turn.words.say("nothing-to-shorten", words=words))
    else:
        chosen = turn.person.preferences
        text = await _laid_out(article, summary_text, result, turn.words, explain, chosen)
    is_shown = not is_repetition
    await _send(turn, article, action, result, text, is_shown=is_shown, missing=missing)


async def _laid_out(
    article: RecentArticle, work: Callable[..., Result], *arguments: object
) -> Result:
    """Return what work finds that counts the article's words: off the loop for a long one."""
    if len(article.article.body) <= _SHORT:
        return work(*arguments)
    return await asyncio.to_thread(work, *arguments)


def _say_not_set_up(words: Words, missing: DragomanError) -> str:
    return words.say("not-set-up", **missing.details)


async def _summarize(turn: Turn, article: RecentArticle, action: ShowSummary) -> SummaryResult:
    is_translated = action.language not in (None, article.article.language)
    return await turn.services.articles.summarize(
        article.article,
        action.length,
        action.language,
        action.method,
        turn.person.length.medium,
        await turn.glossary() if is_translated else (),
    )


async def _send(
    turn: Turn,
    article: RecentArticle,
    action: ShowSummary,
    result: SummaryResult,
    text: RichText,
    *,
    is_shown: bool = True,
    missing: ModelMissing | None = None,
) -> None:
    anew = not turn.elsewhere and not sending.fits_one_message(text)
    keyboard = _buttons(turn, article, action, result, anew=anew, is_shown=is_shown)
    if missing is not None and may_download(turn):
        keyboard = await offer_download(turn, keyboard, action, missing)
    await sending.reply(turn.place, text, keyboard, to=article.message_id)


def _buttons(
    turn: Turn,
    article: RecentArticle,
    action: ShowSummary,
    result: SummaryResult,
    *,
    anew: bool = False,
    is_shown: bool = True,
) -> InlineKeyboardMarkup | None:
    # Elsewhere nothing can be quoted, and no chapters or files be sent.
    document = None if turn.elsewhere else article.document
    return summary_buttons(
        action,
        result,
        turn.person.target,
        turn.services.articles.targets(result.summary.article.language or ""),
        turn.words,
        anew=anew,
        is_file=document is not None,
        chapters=len(document.chapters) if document else 0,
        is_shown=is_shown and not turn.elsewhere,
    )


def _is_article(turn: Turn) -> bool:
    """Whether the words of a message are an article; in an album they may stand below another."""
    incoming = turn.incoming
    is_command = bool(incoming.command) and not incoming.is_caption
    return incoming.is_private and incoming.has_words and not is_command


ROUTES = Routes(
    commands={"summary": summarize_command},
    buttons={"s": press_summary, "n": press_summary},
    messages=[(_is_article, summarize_message)],
)
