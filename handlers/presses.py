"""Pressed buttons: that the bot has seen the press. Shared by every feature that has buttons."""

from telegram import CallbackQuery
from telegram.error import BadRequest


async def acknowledge(query: CallbackQuery, alert: str = "", *, toast: str = "") -> None:
    """Stop the button's waiting, with an alert or a toast where there is something to say.

    A press that came while the bot was away is too old to be answered, and is worked on all the
    same.
    """
    try:
        await query.answer(alert or toast or None, show_alert=bool(alert))
    except BadRequest as error:
        if "too old" not in error.message:
            raise
