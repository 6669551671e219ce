"""/translate, and the button that translates the whole of a summarised article."""

import asyncio
from dataclasses import replace

from bot.botapi import sending
from bot.botapi.keyboards import ShowTranslation, parse_action, without_button
from bot.botapi.limits import TextUse
from bot.botapi.long_jobs import Job
from bot.botapi.sending import showing_progress
from bot.domain.incoming import SentFile
from bot.errors import NoArticle
from bot.rendering.layout import notes, translation_text
from bot.storage import KeptDocument, RecentArticle
from handlers.arguments import parse_translation_arguments
from handlers.article_lookup import asked_article
from handlers.callbacks import acknowledge, asking_for_language, pressed_article, pressed_before
from handlers.files import downloaded
from handlers.routes import Routes
from handlers.turn import Turn

# In characters. What takes longer would keep the rest of the chat waiting.
_LONGEST_AT_ONCE = 6_000


async def translate_command(turn: Turn) -> None:
    """Answer /translate [language]."""
    languages = turn.services.articles.languages
    # Off the loop: a word may be a language in any other, and all are looked through.
    arguments = await asyncio.to_thread(
        parse_translation_arguments, turn.incoming.after_command, languages
    )
    language = arguments.language or turn.person.target
    article = await asked_article(turn, arguments.text, language)
    if arguments.source is not None:
        known = replace(article.article, language=arguments.source)
        article = replace(article, article=known)
    if not await begin(turn, article, ShowTranslation(article.id, language)):
        await sending.say(turn.message, turn.words.say("working-on-it"))


async def press_translation(turn: Turn) -> None:
    """Send the full translation as an answer to the article, and remove its button."""
    action = parse_action(turn.incoming.button)
    article = await pressed_article(turn, action)
    if article is None or not isinstance(action, ShowTranslation):
        return
    is_long = _is_long(article)
    is_begun = str(action) in await pressed_before(turn)
    if is_begun or (is_long and not await begin(turn, article, action)):
        await acknowledge(turn.query, toast=turn.words.say("working-on-it"))
        return
    await acknowledge(turn.query)
    if not is_long:
        await _deliver(turn, article, action)


def _is_long(article: RecentArticle) -> bool:
    return article.document is not None or len(article.article.body.text) > _LONGEST_AT_ONCE


async def begin(turn: Turn, article: RecentArticle, action: ShowTranslation) -> bool:
    """Translate an article at once, or a long one beside its chat. False if that is going on."""
    if not _is_long(article):
        await _deliver(turn, article, action)
        return True
    job = Job(turn.incoming.update, str(action), article.article.language)
    return await turn.services.jobs.start(job, turn.person.id)


async def carry_out(turn: Turn, job: Job) -> None:
    """Do what `begin` has put off."""
    action = parse_action(job.task)
    assert isinstance(action, ShowTranslation)
    article = await turn.services.store.article(action.article_id)
    if article is None:
        raise NoArticle
    known = replace(article, article=replace(article.article, language=job.language))
    await _deliver(turn, known, action)


async def _deliver(turn: Turn, article: RecentArticle, action: ShowTranslation) -> None:
    characters = len(article.article.body)
    await turn.services.limits.count_text(article.person_id, characters, TextUse.TRANSLATED)
    async with asking_for_language(turn, article, action):
        if article.document is not None and article.document.file_id:
            await _answer_with_file(turn, article, article.document, action.language)
        else:
            await _answer_with_text(turn, article, action.language)
    if turn.incoming.button:
        keyboard = without_button(turn.message.reply_markup, action)
        if keyboard != turn.message.reply_markup:
            await sending.edit_keyboard(turn.message, keyboard)


async def _answer_with_text(turn: Turn, recent: RecentArticle, language: str) -> None:
    async with showing_progress(turn.message, turn.words) as progress:
        article, translation = await turn.services.articles.translate(
            recent.article, language, progress, await turn.glossary()
        )
    # Off the loop, since putting a book together takes long.
    chosen = turn.person.preferences
    text = await asyncio.to_thread(translation_text, article, translation, turn.words, chosen)
    await sending.reply(turn.message, text, to=recent.message_id)


async def _answer_with_file(
    turn: Turn, recent: RecentArticle, document: KeptDocument, language: str
) -> None:
    """Answer a file with a file of the same layout."""
    file = SentFile(document.file_id, name=document.name)
    async with (
        showing_progress(turn.message, turn.words) as progress,
        downloaded(file, turn.bot) as path,
    ):
        translated = await turn.services.documents.translate(
            path,
            document.name,
            language,
            path.with_name("translated"),
            progress,
            recent.article.language,
            bilingual=turn.person.preferences.bilingual,
            glossary=await turn.glossary(),
        )
        translation = translated.translation
        names = (translation.source_language, translation.target_language)
        languages = " → ".join(map(turn.words.language_name, names))
        if turn.person.preferences.details:
            languages = " · ".join([languages, *translation.models])
        caption = "\n\n".join([languages, *(n.text for n in notes(translation, turn.words))])
        await sending.reply_with_file(
            turn.message, translated.path, translated.name, caption, to=recent.message_id
        )


ROUTES = Routes(commands={"translate": translate_command}, buttons={"t": press_translation})
