"""/start and /help, and what no other feature answers: what can be sent is said. Comes last."""

from telegram.ext import filters

from bot.botapi import sending
from bot.domain.rich_text import RichText
from handlers.routes import Routes
from handlers.turn import Turn

_LONGEST_COMMAND = 40


async def start(turn: Turn) -> None:
    """Answer /start."""
    await turn.say("start")


async def explain(turn: Turn) -> None:
    """Answer /help."""
    await sending.reply(turn.message, RichText(_help(turn)))


async def explain_commands(turn: Turn) -> None:
    """Answer a command that this bot does not have."""
    command = turn.incoming.text.text.split(maxsplit=1)[0][:_LONGEST_COMMAND]
    unknown = turn.words.say("unknown-command", command=command)
    await sending.reply(turn.message, RichText(f"{unknown}\n\n{_help(turn)}"))


async def say_what_i_read(turn: Turn) -> None:
    """Answer a sticker, a photo without a caption, a voice message, a contact, …"""
    await turn.say("what-i-read")


async def answer_stray_press(turn: Turn) -> None:
    """Answer the press of a button that is none of ours, or below a message that is lost."""
    await turn.alert("message-too-old" if turn.incoming.is_lost else "article-gone")


def _help(turn: Turn) -> str:
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


def _is_command(turn: Turn) -> bool:
    return turn.incoming.in_private_chat and bool(turn.incoming.command)


def _is_of_person(turn: Turn) -> bool:
    """Return whether a person has sent a message; service messages are by Telegram itself."""
    is_service = filters.StatusUpdate.ALL.check_update(turn.update)
    return turn.incoming.is_private_message and not is_service


ROUTES = Routes(
    commands={"start": start, "help": explain},
    buttons={"": answer_stray_press},
    messages=[(_is_command, explain_commands), (_is_of_person, say_what_i_read)],
)
