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
    """Return how the bot is used, in other chats too, with the reactions that ask for something."""
    words, paragraphs, settings = turn.words, [turn.words.say("help")], turn.services.settings
    elsewhere = {"help-guest": settings.guest_mode, "help-inline": settings.inline_mode}
    lines = [words.say(name, bot=turn.bot.username) for name, is_on in elsewhere.items() if is_on]
    if lines:
        paragraphs.append(" ".join(lines))
    chosen = turn.person.preferences.reactions_in(private=not turn.incoming.is_shared)
    if any(chosen) and settings.reactions:
        asking = [
            words.say(f"help-reaction-{name}", emoji=emoji)
            for name, emoji in chosen._asdict().items()
            if emoji
        ]
        paragraphs.append("\n".join([words.say("help-reactions"), *asking]))
    return "\n\n".join(paragraphs)


ROUTES = Routes(commands={"start": start, "help": explain})
