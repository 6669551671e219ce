"""Whatever no other feature takes gets a friendly line on what can be sent. Registered last."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.botapi import sending
from handlers.context import Context, message_of, reader_of
from handlers.presses import acknowledge


async def say_what_i_read(update: Update, context: Context) -> None:
    """A sticker, a photo without a caption, a voice message, a contact, …"""
    reader = await reader_of(update, context)
    await sending.say(message_of(update), reader.words.say("what-i-read"))


async def explain_commands(update: Update, context: Context) -> None:
    """A command that this bot does not have."""
    reader = await reader_of(update, context)
    await sending.say(message_of(update), reader.words.say("help"))


async def answer_stray_press(update: Update, context: Context) -> None:
    """A button that is none of ours any more."""
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    await acknowledge(query, reader.words.say("article-gone"))


_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

HANDLERS = [
    MessageHandler(_PRIVATE & filters.COMMAND, explain_commands),
    MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL, say_what_i_read),
    CallbackQueryHandler(answer_stray_press),
]
