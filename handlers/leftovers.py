"""Whatever no other feature accepts gets a friendly line on what can be sent. Comes last."""

from telegram.ext import filters

from bot.botapi import sending
from bot.domain.incoming import ChatType
from handlers.callbacks import acknowledge
from handlers.routes import Routes
from handlers.start import help_text
from handlers.turn import Turn


async def say_what_i_read(turn: Turn) -> None:
    """Answer a sticker, a photo without a caption, a voice message, a contact, …"""
    await sending.say(turn.message, turn.words.say("what-i-read"))


async def explain_commands(turn: Turn) -> None:
    """Answer a command that this bot does not have."""
    command = turn.incoming.text.text.split(maxsplit=1)[0][:_LONGEST_COMMAND]
    unknown = turn.words.say("unknown-command", command=command)
    await sending.say(turn.message, f"{unknown}\n\n{help_text(turn)}")


async def answer_stray_press(turn: Turn) -> None:
    """Answer the press of a button that is none of ours, or below a message that is lost."""
    why = "message-too-old" if turn.incoming.is_lost else "article-gone"
    await acknowledge(turn.query, turn.words.say(why))


_LONGEST_COMMAND = 40


def _is_command(turn: Turn) -> bool:
    is_private = turn.incoming.chat_type is ChatType.PRIVATE
    return is_private and bool(turn.incoming.command)


def _is_no_notice(turn: Turn) -> bool:
    """Return whether a person has sent it; service messages are by Telegram itself."""
    return turn.incoming.is_private and not filters.StatusUpdate.ALL.check_update(turn.update)


ROUTES = Routes(
    buttons={"": answer_stray_press},
    messages=[(_is_command, explain_commands), (_is_no_notice, say_what_i_read)],
)
