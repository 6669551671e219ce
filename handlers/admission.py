"""Before any feature: whether this person may have one more article read. Counts it."""

from bot.botapi import sending
from bot.botapi.updates import is_article
from bot.errors import DragomanError, TooManyArticles
from handlers.turn import Turn


async def admit(turn: Turn) -> bool:
    """Return whether a feature may answer; where there were too many articles, say so instead."""
    if not is_article(turn.update_json):
        return True
    services = turn.services

    async def count() -> dict[str, str | int]:
        try:
            await services.limits.on_article(turn.person.id, f"{services.workflows.at_work}")
        except TooManyArticles as error:
            return error.details
        return {}

    # Kept, so that what was refused is refused again.
    if details := await services.workflows.step("count article", count):
        refusal: DragomanError = TooManyArticles(**details)
        await sending.say(turn.message, turn.words.explain(refusal))
        return False
    return True
