"""Whatever no other feature accepts gets a friendly line on what can be sent. Comes last."""

from telegram.ext import filters

from bot.botapi import sending
from handlers.callbacks import acknowledge
from handlers.routes import Routes
from handlers.turn import Turn


async def say_what_i_read(turn: Turn) -> None:
    """Answer a sticker, a photo without a caption, a voice message, a contact, …"""
    await sending.say(turn.message, turn.words.say("what-i-read"))


async def explain_commands(turn: Turn) -> None:
    """Answer a command that this bot does not have."""
    command = turn.incoming.text.split(maxsplit=1)[0][:_LONGEST_COMMAND]
    unknown = turn.words.say("unknown-command", command=command)
    await sending.say(turn.message, f"{unknown}\n\n{turn.words.say('help')}")


async def answer_stray_press(turn: Turn) -> None:
    """Answer the press of a button that is none of ours any more."""
    await acknowledge(turn.query, turn.words.say("article-gone"))


_LONGEST_COMMAND = 40
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

ROUTES = Routes(
    buttons={"": answer_stray_press},
    messages=[
        (_PRIVATE & filters.COMMAND, explain_commands),
        (_PRIVATE & ~filters.StatusUpdate.ALL, say_what_i_read),
    ],
)
