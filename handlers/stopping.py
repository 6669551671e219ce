"""Long work is stopped by the button below its message or draft."""

import re

from bot.botapi.progress import STOP, remove_progress
from bot.domain.incoming import UpdateKind
from handlers.routes import Routes
from handlers.turn import Turn

_DATA = re.compile(rf"{STOP}:(\d{{1,12}}):(-?\d{{1,18}})")


async def press_stop(turn: Turn) -> None:
    """Stop what the pressed button is below, for who has asked for it or an administrator."""
    match = _DATA.fullmatch(turn.incoming.button)
    if match is None or turn.incoming.button not in turn.incoming.buttons:
        await turn.alert("nothing-to-stop")
        return
    update_id, person_id = map(int, match.groups())
    if not (await turn.may_act_for(person_id) or await turn.may_act_for(turn.chat_id)):
        await turn.alert("not-yours-to-stop")
        return
    if await turn.services.inbox.stop(update_id, person_id):
        await turn.acknowledge()
        return
    await turn.alert("nothing-to-stop")
    # What was forgotten while it was going on leaves its message behind.
    await remove_progress(turn.message, turn.message.message_id)


async def stop_draft(turn: Turn) -> None:
    """Stop what a draft in a private chat shows."""
    await turn.services.inbox.stop(turn.incoming.draft_id, turn.person.id)


ROUTES = Routes(buttons={STOP: press_stop}, kinds={UpdateKind.STOP: stop_draft})
