"""A message that was edited after it was answered: the new answer is offered, not sent."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import MessageHandler, filters

from bot.botapi import sending
from bot.botapi.entities import rich_text
from bot.botapi.keyboards import ShowSummary
from bot.domain.article import Article
from bot.domain.rich_text import RichText
from handlers.asking import keep, keep_file
from handlers.captions import CAPTION_COMMAND
from handlers.context import Context, message_of, reader_of
from handlers.files import attached_file
from handlers.posts import read_message


async def offer_anew(update: Update, context: Context) -> None:
    """A button for the article as it is now, if its words have changed."""
    message = message_of(update)
    reader = await reader_of(update, context)

    async def changed_article() -> int | None:
        answered = await context.bot_data.store.article_in(message.chat_id, message.message_id)
        if answered is None:
            return None
        file = attached_file(message)
        if file is not None:
            # Its caption may be what was edited, but a file can be replaced too.
            kept = await keep_file(message, file, reader, context)
            return None if _words(kept.article) == _words(answered.article) else kept.id
        book = await read_message(message, rich_text(message), reader, context)
        if _words(book.article) == _words(answered.article):
            return None
        return (await keep(message, book, reader, context)).id

    article_id = await context.bot_data.workflows.step("changed article", changed_article)
    if article_id is None:
        return
    press = ShowSummary(article_id, reader.length.extent, reader.language, anew=True)
    button = InlineKeyboardButton(reader.words.say("button-anew"), callback_data=str(press))
    text = RichText(reader.words.say("text-edited"))
    await sending.reply(message, text, InlineKeyboardMarkup([[button]]))


def _words(article: Article) -> tuple[str, str]:
    return article.title.text, article.body.text


HANDLERS = [
    MessageHandler(
        filters.UpdateType.EDITED_MESSAGE
        & filters.ChatType.PRIVATE
        & (filters.TEXT | filters.CAPTION | filters.Document.ALL)
        & ~filters.COMMAND
        & ~CAPTION_COMMAND,
        offer_anew,
    ),
]
