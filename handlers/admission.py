"""Before any feature: whether this person may have one more article read. Counts it."""

from bot.botapi import sending
from bot.errors import TooManyArticles
from handlers.turn import Turn


async def admit(turn: Turn) -> bool:
    """Return whether a feature may answer; where there were too many articles, say so instead."""
    incoming = turn.incoming
    key = incoming.article_key(turn.bot.id) if incoming.is_article else None
    if key is None:
        return True
    try:
        await turn.services.limits.count_article(turn.person.id, key)
    except TooManyArticles as refusal:
        await sending.say(turn.message, turn.words.explain(refusal))
        return False
    return True
