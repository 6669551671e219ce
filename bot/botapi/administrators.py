"""Who is an administrator of a group or channel, cached for a moment."""

import time

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

LIFE_SECONDS = 30.0
"""How long an answer is cached: a former administrator can act no longer than that."""

_STATUSES = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Administrators:
    """The administrators of chats that Telegram was asked about lately."""

    def __init__(self) -> None:
        # By chat and user: when the cached answer expires.
        self._known: dict[tuple[int, int], float] = {}

    async def include(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Return whether a user is an administrator of a chat; False where Telegram refuses."""
        now = time.monotonic()
        if now < self._known.get((chat_id, user_id), 0.0):
            return True
        if not await _is_administrator(bot, chat_id, user_id):
            return False
        recent = {who: until for who, until in self._known.items() if now < until}
        self._known = {**recent, (chat_id, user_id): now + LIFE_SECONDS}
        return True


async def _is_administrator(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        try:
            return (await bot.get_chat_member(chat_id, user_id)).status in _STATUSES
        except BadRequest:
            # A group that hides its members tells only its administrators who they are.
            found = await bot.get_chat_administrators(chat_id)
            return any(member.user.id == user_id for member in found)
    except (BadRequest, Forbidden):
        return False
