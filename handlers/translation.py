"""/translate, and the button that translates the whole of a summarised article."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace

from telegram import InlineKeyboardMarkup

from bot.botapi import sending
from bot.botapi.audience import LONG
from bot.botapi.buttons import ShowSummary, ShowTranslation, keyboard, parse_action
from bot.botapi.limits import TextUse
from bot.botapi.long_jobs import Job
from bot.botapi.progress import Watch
from bot.botapi.sending import showing_progress
from bot.domain.article import Article
from bot.domain.incoming import SentFile
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation
from bot.errors import ModelMissing, NoArticle
from bot.rendering.layout import notes, translation_text
from bot.rendering.splitting import MESSAGE_UNITS
from bot.rendering.words import INTERFACE_LANGUAGES
from bot.service.documents import TranslatedFile
from bot.storage import KeptDocument, RecentArticle
from bot.translating import translated_body
from handlers.arguments import parse_translation_arguments
from handlers.articles import find_article
from handlers.callbacks import (
    asking_for_language,
    may_download,
    offer_download,
    pressed,
    pressed_before,
)
from handlers.files import downloaded
from handlers.routes import Routes
from handlers.turn import Turn

# In characters. What takes longer would keep the rest of the chat waiting.
_LONGEST_AT_ONCE = 6_000
# In UTF-16 units: more than fits one message, whatever part of it is done first.
_ENOUGH = 2 * MESSAGE_UNITS


async def translate_command(turn: Turn) -> None:
    """Answer /translate [language]."""
    languages = turn.services.articles.languages
    # Off the loop: a word may be a language in any other, and all are looked through.
    arguments = await asyncio.to_thread(
        parse_translation_arguments, turn.incoming.after_command, languages
    )
    language = arguments.language or turn.person.target
    article = await find_article(turn, arguments.text, language)
    if arguments.source is not None:
        known = replace(article.article, language=arguments.source)
        article = replace(article, article=known)
    if not await translate(turn, article, ShowTranslation(article.id, language)):
        await turn.say("working-on-it")


async def press_translation(turn: Turn) -> None:
    """Send the full translation as an answer to the article, and remove its button."""
    found = await pressed(turn, ShowTranslation)
    if found is None:
        return
    article, action = found
    is_long = _is_long(turn, article)
    is_begun = str(action) in await pressed_before(turn)
    if is_begun or (is_long and not await translate(turn, article, action)):
        await turn.toast("working-on-it")
        return
    await turn.acknowledge()
    if not is_long:
        await _answer(turn, article, action)


def _is_long(turn: Turn, article: RecentArticle) -> bool:
    if turn.elsewhere:  # no more is translated than fits one message
        return False
    return article.document is not None or len(article.article.body.text) > _LONGEST_AT_ONCE


async def translate(turn: Turn, article: RecentArticle, action: ShowTranslation) -> bool:
    """Translate an article, a long one in a job. False if the same job has been begun already."""
    if not _is_long(turn, article):
        await _answer(turn, article, action)
        return True
    job = Job(turn.incoming.update, str(action), article.article.language)
    return await turn.services.jobs.start(job, turn.person.id)


async def translation_of(turn: Turn, article: Article, target: str) -> RichText | None:
    """Return a short text in another language; None where no sentence could be translated."""
    services = turn.services
    await services.limits.count_text(turn.person.id, len(article.body), TextUse.TRANSLATED)
    article, translation = await services.articles.translate(
        article, target, glossary=await turn.glossary()
    )
    if translation.kept_sentences == len(translation.sentences):
        return None
    return translated_body(article, translation, turn.person.preferences.bilingual)


async def carry_out(turn: Turn, job: Job) -> None:
    """Translate a long article, in a job that `translate` has started."""
    action = parse_action(job.task)
    assert isinstance(action, ShowTranslation)
    article = await turn.services.store.article(action.article_id)
    if article is None:
        raise NoArticle
    known = replace(article, article=replace(article.article, language=job.language))
    await _answer(turn, known, action)


async def _answer(turn: Turn, article: RecentArticle, action: ShowTranslation) -> None:
    characters = len(article.article.body)
    if turn.elsewhere:
        characters = min(characters, _ENOUGH)
    await turn.services.limits.count_text(article.person_id, characters, TextUse.TRANSLATED)
    is_whole = False
    try:
        async with asking_for_language(turn, article, action):
            if turn.elsewhere:
                translation = await _answer_elsewhere(turn, article, action)
            elif article.document is not None and article.document.file_id:
                translation = await _answer_with_file(turn, article, article.document, action)
            else:
                translation = await _answer_with_text(turn, article, action)
            is_whole = not translation.left
    except ModelMissing as missing:
        if not may_download(turn):
            raise
        explained = RichText(turn.words.explain(missing))
        offered = await offer_download(turn, None, action, missing)
        await sending.reply(turn.destination, explained, offered, to=article.message_id)
    if turn.incoming.button and is_whole and not turn.elsewhere:
        await _remove_button(turn, action)


async def _remove_button(turn: Turn, action: ShowTranslation) -> None:
    before = turn.keyboard
    rows = [[each for each in row if each.callback_data != str(action)] for row in before]
    if sum(map(len, rows)) < sum(map(len, before)):
        await sending.edit_keyboard(turn.message, keyboard(*rows))


async def _answer_elsewhere(
    turn: Turn, recent: RecentArticle, action: ShowTranslation
) -> Translation:
    """Answer with as much of a translation as fits one message."""
    articles, stop, units = turn.services.articles, asyncio.Event(), 0

    def report(done: int, total: int, new: Sequence[Pair]) -> None:
        nonlocal units
        units += sum(pair.target.utf16_length for pair in new)
        if units > _ENOUGH:
            stop.set()

    article, translation = await articles.translate(
        recent.article, action.language, report, await turn.glossary(), stop
    )
    chosen, extent = turn.person.preferences, turn.person.length.extent
    text = await asyncio.to_thread(translation_text, article, translation, turn.words, chosen)
    say, targets = turn.words.say, articles.targets(article.language or "")
    others = [
        (
            say("button-translate-to", language=turn.words.language_title(code)),
            str(replace(action, language=code)),
        )
        for code in INTERFACE_LANGUAGES
        if code in targets and code != action.language
    ]
    summary = [(say("button-summary"), str(ShowSummary(recent.id, extent, action.language)))]
    below = keyboard(others, summary if len(article.body) >= LONG else [])
    await sending.reply(turn.destination, text, below)
    return translation


async def _answer_with_text(
    turn: Turn, recent: RecentArticle, action: ShowTranslation
) -> Translation:
    articles, glossary = turn.services.articles, await turn.glossary()

    def work(watch: Watch) -> Awaitable[tuple[Article, Translation]]:
        return articles.translate(
            recent.article, action.language, watch.report, glossary, watch.stop
        )

    async with showing_progress(turn.message):
        article, translation = await turn.services.progress.watched(
            turn.incoming, turn.message, turn.words, work
        )
    # Off the loop, since putting a book together takes long.
    chosen = turn.person.preferences
    text = await asyncio.to_thread(translation_text, article, translation, turn.words, chosen)
    below = _go_on_button(turn, translation, action)
    await sending.reply(turn.message, text, below, to=recent.message_id)
    return translation


async def _answer_with_file(
    turn: Turn, recent: RecentArticle, document: KeptDocument, action: ShowTranslation
) -> Translation:
    """Answer a file with a file of the same layout."""
    file, glossary = SentFile(document.file_id, name=document.name), await turn.glossary()
    async with showing_progress(turn.message), downloaded(file, turn.bot) as path:

        def work(watch: Watch) -> Awaitable[TranslatedFile]:
            return turn.services.documents.translate(
                path,
                document.name,
                action.language,
                path.with_name("translated"),
                watch.report,
                recent.article.language,
                bilingual=turn.person.preferences.bilingual,
                glossary=glossary,
                stop=watch.stop,
            )

        translated = await turn.services.progress.watched(
            turn.incoming, turn.message, turn.words, work
        )
        translation = translated.translation
        names = (translation.source_language, translation.target_language)
        languages = " → ".join(map(turn.words.language_name, names))
        if turn.person.preferences.details:
            languages = " · ".join([languages, *translation.models])
        caption = "\n\n".join([languages, *(n.text for n in notes(translation, turn.words))])
        below, to = _go_on_button(turn, translation, action), recent.message_id
        if not translation.sentences and translation.left:
            await sending.reply(turn.message, RichText(caption), below, to=to)
        else:
            await sending.reply_with_file(
                turn.message, translated.path, translated.name, caption, below, to=to
            )
    return translation


def _go_on_button(
    turn: Turn, translation: Translation, action: ShowTranslation
) -> InlineKeyboardMarkup | None:
    """Return a button that goes on with what was stopped; the memory has what is done."""
    label = turn.words.say("button-translation")
    return keyboard([(label, str(action))] if translation.left else [])


ROUTES = Routes(
    commands={"translate": translate_command},
    buttons={"t": press_translation},
    jobs={"t": carry_out},
)
