"""/summary, and what happens to an article that comes without any command: it is summarised."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.botapi import sending
from bot.botapi.buttons import (
    Button,
    ShowChapters,
    ShowPlaces,
    ShowSummary,
    ShowTranslation,
    keyboard,
)
from bot.botapi.sending import showing_progress
from bot.domain.rich_text import RichText, utf16_length
from bot.errors import DragomanError, ModelMissing
from bot.rendering.layout import sharing_address, shown_sentences, summary_text
from bot.rendering.words import INTERFACE_LANGUAGES, Words
from bot.service.articles import SummaryResult
from bot.storage import RecentArticle
from bot.summarizing import MOST_PERCENT, Percent
from handlers.arguments import parse_summary_arguments
from handlers.articles import find_article, keep_text
from handlers.callbacks import asking_for_language, may_download, offer_download, pressed
from handlers.routes import Routes
from handlers.turn import Turn

Explain = Callable[[DragomanError], str]
"""Says why there is no translation."""

# Characters whose words are counted in less time than the way to another thread takes.
_SHORT = 10_000
# How many sentences the shorter and longer summaries have: each step is one that a reader feels.
_LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34)
_LONGEST_COPIED = 256
"""UTF-16 units."""


@dataclass(frozen=True, slots=True)
class _SummaryReply:
    """The summary of an article that `action` asks for.

    `is_shown` is False where a text is so short that it is not repeated.
    """

    turn: Turn
    article: RecentArticle
    action: ShowSummary
    result: SummaryResult
    is_shown: bool = True


async def summarize_command(turn: Turn) -> None:
    """Answer /summary [length] [language] [method]."""
    languages = turn.services.articles.languages
    # Off the loop: a word may be a language in any other, and all are looked through.
    arguments = await asyncio.to_thread(
        parse_summary_arguments, turn.incoming.after_command, languages
    )
    article = await find_article(turn, arguments.text)
    action = ShowSummary(
        article.id,
        arguments.length or turn.person.length.extent,
        arguments.language or turn.person.language_for(article.article),
        method=arguments.method,
    )
    is_asked_for = arguments.language is not None
    await answer_with_summary(turn, article, action, is_translation_asked_for=is_asked_for)


async def summarize_message(turn: Turn) -> None:
    """Answer an article in a private chat, forwarded or pasted."""
    gathering = turn.services.gathering
    post = await gathering.whole_post(turn.incoming, turn.incoming.text)
    await summarize(turn, await gathering.article(lambda: keep_text(turn, turn.incoming, post)))


async def press_summary(turn: Turn) -> None:
    """Change the message in place: shorter, longer, original, translated."""
    found = await pressed(turn, ShowSummary)
    if found is None:
        return
    article, action = found
    await turn.acknowledge()
    answer = await _summarized(turn, article, action)
    text = await _laid_out(answer)
    if action.anew or not sending.fits_one_message(text):
        await _send(answer, text)
        return
    await sending.edit(turn.destination, text, _keyboard(answer))


async def summarize(turn: Turn, article: RecentArticle) -> None:
    """Answer an article with its summary, as the person has chosen in /settings."""
    language = turn.person.language_for(article.article)
    action = ShowSummary(article.id, turn.person.length.extent, language)
    await answer_with_summary(turn, article, action)


async def answer_with_summary(
    turn: Turn,
    article: RecentArticle,
    action: ShowSummary,
    *,
    is_translation_asked_for: bool = False,
) -> None:
    """Answer an article with the summary that `action` asks for.

    Who has not asked for a translation is told only once that there can be none.
    """
    async with asking_for_language(turn, article, action):
        async with showing_progress(turn.destination):
            answer = await _summarized(turn, article, action)
        await _show(answer, is_translation_asked_for=is_translation_asked_for)


async def _show(answer: _SummaryReply, *, is_translation_asked_for: bool) -> None:
    turn, action, result = answer.turn, answer.action, answer.result
    explain = turn.words.explain
    missing = result.obstacle if isinstance(result.obstacle, ModelMissing) else None
    if missing is not None and not is_translation_asked_for:
        limits, update_id = turn.services.limits, turn.incoming.update_id
        if await limits.is_first_untranslated(turn.person.id, update_id):
            explain = partial(_say_not_set_up, turn.words)
        else:
            result = replace(result, obstacle=None)
    is_new = result.translation is not None or result.obstacle is not None
    # Whoever asks for all of it gets it.
    is_wanted = action.length == Percent(MOST_PERCENT) or not result.summary.is_whole
    answer = replace(answer, result=result, is_shown=is_new or is_wanted)
    await _send(answer, await _laid_out(answer, explain), missing)


async def _laid_out(answer: _SummaryReply, explain: Explain | None = None) -> RichText:
    """Return the text of an answer, for a long article made off the loop: its words are counted."""
    if len(answer.article.article.body) <= _SHORT:
        return _text(answer, explain)
    return await asyncio.to_thread(_text, answer, explain)


def _text(answer: _SummaryReply, explain: Explain | None) -> RichText:
    words, chosen = answer.turn.words, answer.turn.person.preferences
    if answer.is_shown:
        return summary_text(answer.result, words, explain, chosen)
    count = words.say("words", count=answer.article.article.word_count)
    return RichText(words.say("nothing-to-shorten", words=count))


def _say_not_set_up(words: Words, missing: DragomanError) -> str:
    return words.say("not-set-up", **missing.details)


async def _summarized(turn: Turn, article: RecentArticle, action: ShowSummary) -> _SummaryReply:
    is_translated = action.language not in (None, article.article.language)
    result = await turn.services.articles.summarize(
        article.article,
        action.length,
        action.language,
        action.method,
        turn.person.length.medium,
        await turn.glossary() if is_translated else (),
    )
    return _SummaryReply(turn, article, action, result)


async def _send(answer: _SummaryReply, text: RichText, missing: ModelMissing | None = None) -> None:
    turn, article, action = answer.turn, answer.article, answer.action
    # Several messages cannot be edited as one.
    anew = not turn.elsewhere and not sending.fits_one_message(text)
    below = _keyboard(replace(answer, action=replace(action, anew=anew)))
    if missing is not None and may_download(turn):
        below = await offer_download(turn, below, action, missing)
    await sending.reply(turn.destination, text, below, to=article.message_id)


def _keyboard(answer: _SummaryReply) -> InlineKeyboardMarkup | None:
    turn, article = answer.turn, answer.article
    # Elsewhere nothing can be quoted, and no chapters or files be sent.
    document = None if turn.elsewhere else article.document
    contents = []
    if document is not None and document.chapters:
        label = turn.words.say("button-chapters", count=len(document.chapters))
        contents.append((label, str(ShowChapters(article.id, 0))))
    return keyboard(
        _length_buttons(answer),
        _language_buttons(answer, is_file=document is not None),
        contents,
        _proof_buttons(answer) if answer.is_shown and not turn.elsewhere else [],
    )


def _length_buttons(answer: _SummaryReply) -> list[Button]:
    words, result = answer.turn.words, answer.result
    summary, translation = result.summary, result.translation
    language = translation.target_language if translation else summary.article.language or ""
    shown, buttons = len(summary.sentences), list[Button]()

    def show(sentences: int) -> str:
        return str(replace(answer.action, length=sentences, language=language))

    shortest = summary.stops[0] if summary.stops else 0
    if shorter := max((n for n in _LENGTHS if shortest <= n < shown), default=0):
        buttons.append((words.say("button-shorter"), show(shorter)))
    if following := next((stop for stop in summary.stops if stop > shown), 0):
        longer = min((n for n in _LENGTHS if n >= following), default=max(2 * shown, following))
        buttons.append((words.say("button-longer"), show(longer)))
    return buttons


def _language_buttons(answer: _SummaryReply, *, is_file: bool) -> list[Button]:
    """Return buttons that translate; the full translation of a file is another file."""
    turn, action, result = answer.turn, answer.action, answer.result
    own, target, words = result.summary.article.language or "", turn.person.target, turn.words
    targets, shown = turn.services.articles.targets(own), len(result.summary.sentences)

    def translate(into: str) -> str:
        return str(ShowTranslation(action.article_id, into))

    if target == own:
        return [
            (words.say("button-translate-to", language=words.language_title(code)), translate(code))
            for code in INTERFACE_LANGUAGES
            if code in targets
        ]
    if target not in targets:
        return []
    buttons = list[Button]()
    # What was translated sentence by sentence from the first to the last needs no more.
    if result.translation is None or not result.summary.is_whole or is_file:
        buttons.append((words.say("button-translation"), translate(target)))
    if result.translation is not None:
        label, language = words.say("button-original"), own
    else:
        label = words.say("button-translated", language=words.language_title(target))
        language = target
    return [*buttons, (label, str(replace(action, length=shown, language=language)))]


def _proof_buttons(answer: _SummaryReply) -> list[Button]:
    """Return what can be done with the sentences that are shown."""
    words, action, result = answer.turn.words, answer.action, answer.result
    # The person's default may be another one by the time that it is pressed.
    is_all = action.length == Percent(MOST_PERCENT)
    length = action.length if is_all else len(result.summary.sentences)
    places = ShowPlaces(action.article_id, 0, length, action.method)
    buttons: list[Button] = [(words.say("button-places"), str(places))]
    if address := sharing_address(result):
        buttons.append(InlineKeyboardButton(words.say("button-share"), url=address))
    copied = "\n".join(sentence.text for sentence in shown_sentences(result))
    if utf16_length(copied) <= _LONGEST_COPIED:
        copy = CopyTextButton(copied)
        buttons.append(InlineKeyboardButton(words.say("button-copy"), copy_text=copy))
    return buttons


def _is_article(turn: Turn) -> bool:
    """Return whether a message has the words of an article; in an album another may have them."""
    incoming = turn.incoming
    is_command = bool(incoming.command) and not incoming.is_caption
    return incoming.is_private_message and incoming.has_words and not is_command


ROUTES = Routes(
    commands={"summary": summarize_command},
    buttons={"s": press_summary, "n": press_summary},
    messages=[(_is_article, summarize_message)],
)
