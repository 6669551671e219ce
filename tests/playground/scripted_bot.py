"""A small bot for the tests of the chat page, which answers as it is written here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.playground import Playground
from bot.playground.formatting import utf16_length
from tests.playground.conftest import plain_http

NASTY = (
    "<script>document.title = 'broken'</script><img src=x onerror=\"document.title = 'broken'\">"
)
LONG_QUOTE = "The mill will turn again. " * 30

LONGER = InlineKeyboardButton("Longer", callback_data="longer")
ALERT = InlineKeyboardButton("Alert", callback_data="alert")

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def entity(kind: str, text: str, part: str, **details: Any) -> MessageEntity:
    offset = utf16_length(text[: text.index(part)])
    return MessageEntity(kind, offset, utf16_length(part), **details)


async def answer(update: Update, _context: object) -> None:
    """Answer anything with bold text, an expandable quote, a spoiler, buttons and HTML as text."""
    message = update.effective_message
    assert message is not None
    await message.chat.send_action("typing")
    if message.text == "/start":
        await message.reply_text("Ready.")
        return
    text = f"Summary 🌲\n{LONG_QUOTE}\nHidden. {NASTY} See example.com"
    await message.reply_text(
        text,
        entities=[
            entity("bold", text, "Summary 🌲"),
            entity("expandable_blockquote", text, LONG_QUOTE.strip()),
            entity("spoiler", text, "Hidden."),
            entity("text_link", text, "See", url="https://riverside.example/a"),
        ],
        reply_markup=InlineKeyboardMarkup.from_row([LONGER, ALERT]),
        reply_parameters=ReplyParameters(message.message_id),
    )
    await message.set_reaction("👌")


async def answer_guest(update: Update, _context: object) -> None:
    """Answer a mention with a stub, and complete it."""
    message = update.guest_message
    assert message is not None
    assert message.guest_query_id is not None
    result = InlineQueryResultArticle("1", "Answer", InputTextMessageContent("Reading…"))
    sent = await update.get_bot().answer_guest_query(message.guest_query_id, result)
    replied = message.reply_to_message
    await update.get_bot().edit_message_text(
        f"A summary of: {replied.text if replied else 'nothing'}",
        inline_message_id=sent.inline_message_id,
        reply_markup=InlineKeyboardMarkup.from_button(LONGER),
    )


async def answer_typed(update: Update, _context: object) -> None:
    """Offer what is typed in capitals, or nothing but a button for no words."""
    query = update.inline_query
    assert query is not None
    if not query.query:
        button = InlineQueryResultsButton("Type something", start_parameter="inline")
        await query.answer([], button=button)
        return
    words = query.query.upper()
    content = InputTextMessageContent(words)
    await query.answer([InlineQueryResultArticle("1", words, content, description="Capitals")])


async def pressed(update: Update, _context: object) -> None:
    query = update.callback_query
    assert query is not None
    if query.data == "alert":
        await query.answer("Nothing to translate", show_alert=True)
    else:
        await query.answer("Made longer")
        await query.edit_message_text("A longer summary")


@asynccontextmanager
async def answering(playground: Playground) -> AsyncIterator[AnyApplication]:
    """Run the bot for a while."""
    application = (
        Application.builder()
        .token(playground.token)
        .base_url(playground.base_url)
        .request(plain_http())
        .get_updates_request(plain_http())
        .build()
    )
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(
        MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, answer)
    )
    application.add_handler(InlineQueryHandler(answer_typed))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, answer_guest))
    async with application:
        bot = application.bot
        await bot.set_my_description("Forward me an article.")
        await bot.set_my_commands([("help", "What I can do")])
        await bot.set_my_commands([("help", "Що я вмію")], language_code="uk")
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=5)
        yield application
        await application.updater.stop()
        await application.stop()
