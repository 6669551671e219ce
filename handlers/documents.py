"""A file in a private chat is summarised; the chapters of a book are offered by buttons."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.botapi import sending
from bot.botapi.keyboards import (
    ShowChapter,
    ShowChapters,
    ShowSummary,
    chapter_buttons,
    parse_press,
)
from bot.domain.rich_text import RichText
from bot.jobs.jobs import Job
from bot.reading.documents.articles import chapter_article
from bot.storage import KeptDocument, RecentArticle
from handlers.asking import READING, found_once, keep_file, pressed_button
from handlers.captions import CAPTION_COMMAND
from handlers.context import Context, Reader, message_of, reader_of
from handlers.files import attached_file
from handlers.presses import acknowledge
from handlers.questions import asking_for_language
from handlers.summary import answer_with_summary

_LONGEST_TITLE = 100


async def summarize_file(update: Update, context: Context) -> None:
    """A document in a private chat, sent or forwarded: it is read beside the chat."""
    reader = await reader_of(update, context)
    await context.bot_data.jobs.start(Job(update.to_dict(), READING), reader.id)


async def carry_out(update: Update, _: Job, context: Context) -> None:
    """Read the document of a message, and answer with its summary."""
    message = message_of(update)
    reader = await reader_of(update, context)
    file = attached_file(message)
    assert file is not None
    article = await found_once(context, lambda: keep_file(message, file, reader, context))
    press = ShowSummary(article.id, reader.length.extent, reader.language)
    async with asking_for_language(message, article, press, reader):
        await answer_with_summary(message, article, press, reader, context)


async def press_chapters(update: Update, context: Context) -> None:
    """Chapters: a list of them as an answer, whose pages turn in place."""
    pressed = await pressed_button(update, context)
    if pressed is None:
        return
    query, message, press, article, reader = pressed
    document = await context.bot_data.store.document(article.id)
    if document is None or not document.chapters:
        return
    await acknowledge(query)
    if isinstance(press, ShowChapters):
        await _show_chapters(message, article, document, press.page, reader)
    elif isinstance(press, ShowChapter) and press.number < len(document.chapters):
        pressed_before = await context.bot_data.inbox.pressed_before(update.update_id, reader.id)
        if str(press) not in pressed_before:
            await _summarize_chapter(message, article, document, press, reader, context)


async def _show_chapters(
    message: Message, article: RecentArticle, document: KeptDocument, page: int, reader: Reader
) -> None:
    titles = [chapter.title for chapter in document.chapters]
    keyboard = chapter_buttons(article.id, titles, page)
    shown = message.reply_markup
    pressed_in_list = shown is not None and any(
        isinstance(parse_press(str(button.callback_data)), ShowChapter)
        for row in shown.inline_keyboard
        for button in row
    )
    if pressed_in_list:
        await message.edit_reply_markup(keyboard)
        return
    title = (article.article.title.text or document.name)[:_LONGEST_TITLE]
    question = RichText(reader.words.say("chapters-of", title=title))
    await sending.reply(message, question, keyboard, to=article.message_id)


async def _summarize_chapter(
    message: Message,
    article: RecentArticle,
    document: KeptDocument,
    press: ShowChapter,
    reader: Reader,
    context: Context,
) -> None:
    chapter = chapter_article(article.article, document.chapters[press.number])
    kept = await context.bot_data.store.keep(
        article.chat_id, reader.id, article.message_id, chapter
    )
    show = ShowSummary(kept.id, reader.length.extent, reader.language)
    await answer_with_summary(message, kept, show, reader, context)


class _Readable(filters.MessageFilter):
    """Messages with a document that is read here, or with a picture alone."""

    def filter(self, message: Message) -> bool:
        return attached_file(message) is not None


HANDLERS = [
    MessageHandler(
        filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & _Readable() & ~CAPTION_COMMAND,
        summarize_file,
    ),
    CallbackQueryHandler(press_chapters, pattern=r"^[ck]:"),
]
