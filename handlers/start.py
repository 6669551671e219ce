"""/start and /help."""

from bot.botapi import sending
from handlers.routes import Routes
from handlers.turn import Turn


async def start(turn: Turn) -> None:
    """Answer /start."""
    await sending.say(turn.message, turn.words.say("start"))


async def explain(turn: Turn) -> None:
    """Answer /help."""
    await sending.say(turn.message, turn.words.say("help"))


ROUTES = Routes(commands={"start": start, "help": explain})
