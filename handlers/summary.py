"""/summary, and what happens to an article that comes without any command: it is summarised."""

import asyncio

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.botapi import sending
from bot.botapi.entities import rich_text
from bot.botapi.keyboards import ShowSummary, summary_buttons
from bot.botapi.progress import showing_progress
from bot.domain.rich_text import RichText
from bot.rendering.layout import summary_text
from bot.service.articles import Digested
from bot.storage import RecentArticle
from bot.summarizing import MOST_PERCENT, Percent
from handlers.arguments import parse_summary_arguments
from handlers.asking import after_command, asked_article, found_once, keep, pressed_button
from handlers.captions import CAPTION_COMMAND, CaptionCommand
from handlers.context import Context, Reader, message_of, reader_of
from handlers.parts import whole_text
from handlers.posts import read_message
from handlers.presses import acknowledge
from handlers.questions import asking_for_language


async def summarize_command(update: Update, context: Context) -> None:
    """/summary [length] [language] [method]"""
    message = message_of(update)
    reader = await reader_of(update, context)
    languages = context.bot_data.digest.languages
    # For a word that may be a language in any other, all of them are looked through.
    arguments = await asyncio.to_thread(parse_summary_arguments, after_command(message), languages)
    article = await asked_article(update, context, reader, arguments.text)
    press = ShowSummary(
        article.id,
        arguments.length or reader.length.extent,
        arguments.language or reader.language,
        method=arguments.method,
    )
    async with asking_for_language(message, article, press, reader):
        await answer_with_summary(message, article, press, reader, context)


async def summarize_message(update: Update, context: Context) -> None:
    """An article in a private chat, forwarded or pasted."""
    message = message_of(update)
    reader = await reader_of(update, context)
    text = await whole_text(update, rich_text(message), context)

    async def read() -> RecentArticle:
        book = await read_message(message, text, reader, context)
        return await keep(message, book, reader, context)

    article = await found_once(context, read)
    press = ShowSummary(article.id, reader.length.extent, reader.language)
    async with asking_for_language(message, article, press, reader):
        await answer_with_summary(message, article, press, reader, context)


async def press_summary(update: Update, context: Context) -> None:
    """Shorter, longer, original, translated: the message changes in place."""
    pressed = await pressed_button(update, context)
    if pressed is None:
        return
    query, message, press, article, reader = pressed
    if not isinstance(press, ShowSummary):
        return
    await acknowledge(query)
    digested = await _digest(article, press, reader, context)
    text = await _laid_out(digested, reader)
    if press.anew or not sending.fits_one_message(text):
        await _send(message, article, press, digested, text, reader, context)
        return
    keyboard = summary_buttons(
        press,
        digested,
        reader.language,
        _targets(digested, context),
        reader.words,
        chapters=await _chapter_count(article, context),
    )
    await sending.edit(message, text, keyboard)


async def answer_with_summary(
    message: Message, article: RecentArticle, press: ShowSummary, reader: Reader, context: Context
) -> None:
    """The summary that `press` asks for, as an answer to the article."""
    async with showing_progress(message, reader.words):
        digested = await _digest(article, press, reader, context)
    is_in_the_original = digested.translation is None and digested.obstacle is None
    # Whoever asks for all of it gets it.
    is_repetition = is_in_the_original and press.length != Percent(MOST_PERCENT)
    if digested.summary.is_whole and is_repetition:
        count = await asyncio.to_thread(lambda: article.article.word_count)
        words = reader.words.say("words", count=count)
        text = RichText(reader.words.say("nothing-to-shorten", words=words))
    else:
        text = await _laid_out(digested, reader)
    await _send(message, article, press, digested, text, reader, context)


async def _digest(
    article: RecentArticle, press: ShowSummary, reader: Reader, context: Context
) -> Digested:
    return await context.bot_data.digest.summarize(
        article.article, press.length, press.language, press.method, reader.length.medium
    )


async def _laid_out(digested: Digested, reader: Reader) -> RichText:
    # Counting the words of a book takes longer than the event loop may be kept.
    return await asyncio.to_thread(summary_text, digested, reader.words)


async def _send(
    message: Message,
    article: RecentArticle,
    press: ShowSummary,
    digested: Digested,
    text: RichText,
    reader: Reader,
    context: Context,
) -> None:
    keyboard = summary_buttons(
        press,
        digested,
        reader.language,
        _targets(digested, context),
        reader.words,
        anew=not sending.fits_one_message(text),
        chapters=await _chapter_count(article, context),
    )
    await sending.reply(message, text, keyboard, to=article.message_id)


async def _chapter_count(article: RecentArticle, context: Context) -> int:
    document = await context.bot_data.store.document(article.id)
    return len(document.chapters) if document else 0


def _targets(digested: Digested, context: Context) -> tuple[str, ...]:
    return context.bot_data.digest.targets(digested.summary.article.language or "")


class _OfAlbum(filters.MessageFilter):
    """One of several pictures or videos; the words may stand below another one."""

    def filter(self, message: Message) -> bool:
        return bool(message.media_group_id and not message.document)


_OF_ALBUM = _OfAlbum()

HANDLERS = [
    CommandHandler("summary", summarize_command, filters.UpdateType.MESSAGE),
    MessageHandler(filters.UpdateType.MESSAGE & CaptionCommand("summary"), summarize_command),
    MessageHandler(
        filters.UpdateType.MESSAGE
        & filters.ChatType.PRIVATE
        & (filters.TEXT | filters.CAPTION | filters.POLL | filters.CHECKLIST | _OF_ALBUM)
        & ~filters.COMMAND
        & ~CAPTION_COMMAND,
        summarize_message,
    ),
    CallbackQueryHandler(press_summary, pattern=r"^[sn]:"),
]
