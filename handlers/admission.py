"""Before any feature: whether this person may have one more article read. Counts it."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.botapi import sending
from bot.botapi.updates import is_article
from bot.errors import DragomanError, TooManyArticles
from handlers.context import Context, message_of, reader_of


async def admit(update: Update, context: Context) -> None:
    """Answer in place of the features where there have been too many articles."""
    if not is_article(update.to_dict()):
        return
    reader = await reader_of(update, context)
    services = context.bot_data

    async def count() -> dict[str, str | int]:
        try:
            await services.limits.on_article(reader.id, f"{services.workflows.at_work}")
        except TooManyArticles as error:
            return error.details
        return {}

    # Kept, so that what was refused is refused again.
    if details := await services.workflows.step("count article", count):
        refusal: DragomanError = TooManyArticles(**details)
        await sending.say(message_of(update), reader.words.explain(refusal))
        raise ApplicationHandlerStop


HANDLERS = [TypeHandler(Update, admit)]
