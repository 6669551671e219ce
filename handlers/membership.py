"""What is said where the bot is added to a chat, and what is deleted where it is removed."""

from contextlib import suppress

from telegram.error import Forbidden

from bot.botapi import sending
from bot.domain.incoming import ChatType, Membership, UpdateKind
from bot.domain.rich_text import RichText
from bot.jobs.retention import forget_person
from handlers.routes import Routes
from handlers.settings import channel_page
from handlers.turn import Turn


async def greet_or_leave(turn: Turn) -> None:
    """Say what is needed, in the words of who has added the bot; or forget the chat."""
    incoming = turn.incoming
    if incoming.now is Membership.GONE:
        await _leave(turn)
    elif incoming.chat_type is ChatType.CHANNEL:
        if incoming.now is Membership.ADMINISTRATOR is not incoming.was:
            await _explain_channel(turn)
    elif incoming.was is Membership.GONE:
        sees_all = turn.bot.can_read_all_group_messages or incoming.now is Membership.ADMINISTRATOR
        said = turn.words.say("added-sees-all" if sees_all else "added-sees-little")
        text = f"{turn.words.say('added')}\n\n{said}"
        await sending.send(turn.bot, turn.chat_id, RichText(text))


async def _explain_channel(turn: Turn) -> None:
    page, keyboard = await channel_page(turn)
    text = RichText(turn.words.say("added-to-channel")) + "\n\n" + page
    # The bot may not write to people who have never written to it.
    with suppress(Forbidden):
        await sending.send(turn.bot, turn.person.id, text, keyboard)


async def _leave(turn: Turn) -> None:
    services, chat_id = turn.services, turn.chat_id
    await services.inbox.cancel_chat(chat_id)
    await services.jobs.cancel_chat(chat_id)
    await forget_person(services.workflows, services.store, chat_id)
    services.audience.changed(chat_id)


async def move(turn: Turn) -> None:
    """Keep what was chosen for a group that has become a supergroup, which has another id."""
    old, new = turn.chat_id, turn.incoming.moved_to
    await turn.services.store.move_preferences(old, new)
    await turn.services.store.glossaries.move(old, new)
    turn.services.audience.changed(new)


def _is_move(turn: Turn) -> bool:
    return turn.incoming.moved_to != 0


ROUTES = Routes(kinds={UpdateKind.MEMBERSHIP: greet_or_leave}, messages=[(_is_move, move)])
