"""/translate, and the button that translates the whole of a summarised article."""

import asyncio
from dataclasses import replace

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.botapi import sending
from bot.botapi.keyboards import ShowTranslation, parse_press, without_button
from bot.botapi.progress import showing_progress
from bot.errors import NoArticle
from bot.jobs.jobs import Job
from bot.rendering.layout import translation_text
from bot.storage import KeptDocument, RecentArticle
from handlers.arguments import parse_translation_arguments
from handlers.asking import after_command, asked_article, pressed_button
from handlers.captions import CaptionCommand
from handlers.context import Context, Reader, message_of, reader_of
from handlers.files import Attached, downloaded
from handlers.presses import acknowledge
from handlers.questions import asking_for_language

# In characters. What takes longer would keep the rest of the chat waiting.
_LONGEST_AT_ONCE = 6_000


async def translate_command(update: Update, context: Context) -> None:
    """/translate [language]"""
    message = message_of(update)
    reader = await reader_of(update, context)
    languages = context.bot_data.digest.languages
    # For a word that may be a language in any other, all of them are looked through.
    arguments = await asyncio.to_thread(
        parse_translation_arguments, after_command(message), languages
    )
    language = arguments.language or reader.language
    article = await asked_article(update, context, reader, arguments.text, language)
    press = ShowTranslation(article.id, language)
    if not await begin(update, article, press, reader, context):
        await sending.say(message, reader.words.say("working-on-it"))


async def press_translation(update: Update, context: Context) -> None:
    """Full translation: comes as an answer to the article, and its button goes."""
    pressed = await pressed_button(update, context)
    if pressed is None:
        return
    query, _, press, article, reader = pressed
    if not isinstance(press, ShowTranslation):
        return
    pressed_before = await context.bot_data.inbox.pressed_before(update.update_id, reader.id)
    if str(press) in pressed_before:
        await acknowledge(query, toast=reader.words.say("working-on-it"))
        return
    await acknowledge(query)
    await begin(update, article, press, reader, context)


async def begin(
    update: Update, article: RecentArticle, press: ShowTranslation, reader: Reader, context: Context
) -> bool:
    """Translate an article at once, or a long one beside its chat. False if that is going on."""
    document = await context.bot_data.store.document(article.id)
    if document is None and len(article.article.body.text) <= _LONGEST_AT_ONCE:
        await _deliver(update, article, press, reader, context)
        return True
    job = Job(update.to_dict(), str(press), article.article.language)
    return await context.bot_data.jobs.start(job, reader.id)


async def carry_out(update: Update, job: Job, context: Context) -> None:
    """What `begin` has put off."""
    press = parse_press(job.task)
    assert isinstance(press, ShowTranslation)
    reader = await reader_of(update, context)
    article = await context.bot_data.store.article(press.article_id)
    if article is None:
        raise NoArticle
    known = replace(article, article=replace(article.article, language=job.language))
    await _deliver(update, known, press, reader, context)


async def _deliver(
    update: Update, article: RecentArticle, press: ShowTranslation, reader: Reader, context: Context
) -> None:
    message, services = message_of(update), context.bot_data
    characters, at_work = len(article.article.body), services.workflows.at_work
    await services.limits.on_text(reader.id, characters, f"{at_work}, translated")
    async with asking_for_language(message, article, press, reader):
        await _answer(message, article, press.language, reader, context)
    if update.callback_query is not None:
        keyboard = without_button(message.reply_markup, press)
        if keyboard != message.reply_markup:
            await message.edit_reply_markup(keyboard)


async def _answer(
    message: Message, recent: RecentArticle, language: str, reader: Reader, context: Context
) -> None:
    """The translation of an article, or of the file that it was read from, as an answer to it."""
    document = await context.bot_data.store.document(recent.id)
    if document is not None and document.file_id:
        await _answer_with_file(message, recent, document, language, reader, context)
        return
    async with showing_progress(message, reader.words) as progress:
        article, translation = await context.bot_data.digest.translate(
            recent.article, language, progress
        )
    # Putting a book together takes longer than the event loop may be kept.
    text = await asyncio.to_thread(translation_text, article, translation, reader.words)
    await sending.reply(message, text, to=recent.message_id)


async def _answer_with_file(
    message: Message,
    recent: RecentArticle,
    document: KeptDocument,
    language: str,
    reader: Reader,
    context: Context,
) -> None:
    """A file is answered with a file of the same layout."""
    file = Attached(document.file_id, document.name, size=0)
    async with (
        showing_progress(message, reader.words) as progress,
        downloaded(file, context.bot) as path,
    ):
        translated = await context.bot_data.documents.translate(
            path,
            document.name,
            language,
            path.with_name("translated"),
            progress,
            recent.article.language,
        )
        names = (translated.source_language, translated.language)
        caption = " → ".join(map(reader.words.language_name, names))
        await sending.reply_with_file(
            message, translated.path, translated.name, caption, to=recent.message_id
        )


HANDLERS = [
    CommandHandler("translate", translate_command, filters.UpdateType.MESSAGE),
    MessageHandler(filters.UpdateType.MESSAGE & CaptionCommand("translate"), translate_command),
    CallbackQueryHandler(press_translation, pattern=r"^t:"),
]
