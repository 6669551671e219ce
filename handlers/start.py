"""/start and /help."""

from bot.botapi import sending
from handlers.routes import Routes
from handlers.turn import Turn


async def start(turn: Turn) -> None:
    """Answer /start."""
    await sending.say(turn.message, turn.words.say("start"))


async def explain(turn: Turn) -> None:
    """Answer /help."""
    await sending.say(turn.message, help_text(turn))


def help_text(turn: Turn) -> str:
    """Return how the bot is used, with the reactions that ask for something in this chat."""
    words, paragraphs = turn.words, [turn.words.say("help")]
    chosen = turn.person.preferences.reactions_in(private=not turn.incoming.is_shared)
    if any(chosen) and turn.services.settings.reactions:
        asking = [
            words.say(f"help-reaction-{name}", emoji=emoji)
            for name, emoji in chosen._asdict().items()
            if emoji
        ]
        paragraphs.append("\n".join([words.say("help-reactions"), *asking]))
    return "\n\n".join(paragraphs)


ROUTES = Routes(commands={"start": start, "help": explain})
