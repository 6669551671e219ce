"""Texts that are still being written, as a private chat shows them, with a button to stop."""

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.botapi.entities import message_entities
from bot.domain.incoming import UpdateKind
from bot.domain.rich_text import RichText

# The draft stays below the button until the answer takes its place.
_WITH_BUTTON = {"can_stop": True, "keep_on_stop": True}


class Drafts:
    """Shows drafts where the server of the Bot API knows them, and how they are stopped.

    Older servers do not, and a refusal is remembered.
    """

    def __init__(self) -> None:
        self._known: bool | None = None

    async def show(
        self, bot: Bot, chat_id: int, topic_id: int, draft_id: int, text: RichText
    ) -> bool:
        """Show a text of one part in place of the one before. False where the server refuses."""
        if self._known is None:
            # It takes an unknown parameter without a word, but no unknown kind of updates.
            asked_for = (await bot.get_webhook_info()).allowed_updates
            self._known = UpdateKind.STOP in asked_for
        if not self._known:
            return False
        try:
            await bot.send_message_draft(
                chat_id,
                draft_id,
                text.text,
                topic_id or None,
                entities=message_entities(text),
                api_kwargs=_WITH_BUTTON,
            )
        except InvalidToken:  # what python-telegram-bot makes of an unknown method
            self._known = False
            return False
        except BadRequest:
            return False
        except NetworkError:
            pass
        return True
