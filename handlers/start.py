"""/start and /help."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.botapi import sending
from handlers.context import Context, message_of, reader_of


async def start(update: Update, context: Context) -> None:
    reader = await reader_of(update, context)
    await sending.say(message_of(update), reader.words.say("start"))


async def explain(update: Update, context: Context) -> None:
    reader = await reader_of(update, context)
    await sending.say(message_of(update), reader.words.say("help"))


HANDLERS = [
    CommandHandler("start", start, filters.UpdateType.MESSAGE),
    CommandHandler("help", explain, filters.UpdateType.MESSAGE),
]
