"""Before any feature: whether this person may have one more article read. Counts it."""

from bot.botapi import sending
from bot.errors import TooManyArticles
from handlers.turn import Turn

# In words, the command itself included.
_MOST_ARGUMENTS = 4


async def admit(turn: Turn) -> bool:
    """Return whether a feature may answer; where there were too many articles, say so instead."""
    if not turn.incoming.is_article or not turn.incoming.is_worth_counting:
        return True
    try:
        await turn.services.limits.count_article(turn.person.id, _content(turn))
    except TooManyArticles as refusal:
        await sending.say(turn.message, turn.words.explain(refusal))
        return False
    return True


def _content(turn: Turn) -> str:
    """Return what tells one article from another: its words, or else the message it came in."""
    incoming, message = turn.incoming, turn.message
    replied = message.reply_to_message
    if incoming.caption or not incoming.text:
        return ""
    is_command = incoming.text.startswith("/")
    if is_command and replied is not None and len(incoming.text.split()) <= _MOST_ARGUMENTS:
        return f"{incoming.chat_id} {replied.message_id}"
    return incoming.text
