"""Before any feature: whether this person may have one more article read. Counts it."""

from bot.botapi import sending
from bot.errors import TooManyArticles
from handlers.turn import Turn


async def admit(turn: Turn) -> bool:
    """Return whether a feature may answer; where there were too many articles, say so instead."""
    if not turn.incoming.is_article:
        return True
    try:
        await turn.services.limits.count_article(turn.person.id)
    except TooManyArticles as refusal:
        await sending.say(turn.message, turn.words.explain(refusal))
        return False
    return True
