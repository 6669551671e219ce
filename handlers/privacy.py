"""/privacy: what is kept and for how long. /forget: deletes what is kept about a person."""

import re
from dataclasses import replace

from bot.botapi import sending
from bot.botapi.buttons import Button, keyboard
from bot.config import Settings
from bot.domain.rich_text import Kind, RichText
from bot.jobs.retention import forget_person
from bot.rendering.words import Words
from bot.storage import Forgotten
from handlers.callbacks import pressed_before
from handlers.routes import Routes
from handlers.turn import Turn, begin_turn

_DELETE, _KEEP = "delete", "keep"
_DATA = re.compile(rf"f:(-?\d{{1,18}}):({_DELETE}|{_KEEP})")


async def explain_privacy(turn: Turn) -> None:
    """Answer /privacy."""
    text = _privacy(turn.services.settings, turn.words, is_shared=turn.incoming.is_shared)
    await sending.reply(turn.message, text)


def _privacy(settings: Settings, words: Words, *, is_shared: bool) -> RichText:
    kept = [
        words.say("privacy-articles", time=words.say("days", count=settings.keep_articles_days))
    ]
    if settings.translation_memory_sentences:
        time = words.say("days", count=settings.translation_memory_days)
    else:
        # Until the work that needs them is done, and the hourly deletion after that.
        time = words.say("hours", count=2)
    kept.append(words.say("privacy-translations", time=time))
    kept.append(words.say("privacy-settings"))
    if is_shared:
        kept.append(words.say("privacy-chat"))
    if settings.articles_per_hour or settings.characters_per_day:
        kept.append(words.say("privacy-usage"))
    hours = words.say("hours", count=settings.keep_updates_hours)
    kept.append(words.say("privacy-updates", time=hours))
    paragraphs = [*map(_listed, kept), words.say("privacy-machine")]
    if settings.open_links:
        paragraphs.append(words.say("privacy-links"))
    paragraphs.append(words.say("privacy-forget"))
    if settings.operator:
        paragraphs.append(words.say("privacy-operator", operator=settings.operator))
    if settings.contact:
        paragraphs.append(words.say("privacy-contact", contact=settings.contact))
    heading = RichText.styled(words.say("privacy"), Kind.BOLD)
    return RichText("\n\n").join([heading, *map(RichText, paragraphs)])


async def ask_to_forget(turn: Turn) -> None:
    """Ask once before anything is deleted, since nothing brings it back."""
    if await turn.refuse_channel():
        return
    person_id, chat_id = turn.person.id, turn.chat_id
    rows = [[_button(turn, answer, person_id, answer) for answer in (_DELETE, _KEEP)]]
    if turn.incoming.is_shared and person_id >= 0 and await turn.may_act_for(chat_id):
        rows.insert(1, [_button(turn, "chat", chat_id, _DELETE)])
    question = RichText(turn.words.say("forget"))
    await sending.reply(turn.message, question, keyboard(*rows))


def _button(turn: Turn, label: str, owner_id: int, answer: str) -> Button:
    return turn.words.say(f"forget-{label}"), f"f:{owner_id}:{answer}"


async def press_answer(turn: Turn) -> None:
    """Delete what is kept about the person, or keep it."""
    match = _DATA.fullmatch(turn.incoming.button)
    if match is None or not await turn.may_act_for(int(match[1])):
        await turn.alert("forget-not-yours")
        return
    if match[2] == _KEEP:
        await turn.acknowledge()
        await sending.edit(turn.message, RichText(turn.words.say("forget-kept")), None)
        return
    if turn.incoming.button in await pressed_before(turn):
        await turn.toast("working-on-it")
        return
    # A chat's administrators act for it, in its words.
    owner = replace(turn.incoming, person_id=int(match[1]))
    await _delete(await begin_turn(owner, turn.update, turn.services))


async def _delete(turn: Turn) -> None:
    words, services = turn.words, turn.services
    forgotten = await forget_person(services.workflows, services.store, turn.person.id)
    services.audience.changed(turn.person.id)
    deleted = _named(forgotten, words)
    hours = words.say("hours", count=services.settings.keep_updates_hours)
    last = words.say("forget-last", time=hours)
    if not deleted:
        # Perhaps a second tap; the answer to the first one stays.
        await turn.acknowledge(f"{words.say('forget-nothing')} {last}", show_alert=True)
        await sending.edit_keyboard(turn.message, None)
        return
    await turn.acknowledge()
    paragraphs = [
        "\n".join([words.say("forget-done"), *map(_listed, deleted)]),
        words.say("forget-messages"),
        last,
    ]
    await sending.edit(turn.message, RichText("\n\n".join(paragraphs)), None)


def _named(forgotten: Forgotten, words: Words) -> list[str]:
    """Name what was deleted; nothing where there were only records of asking for this."""
    named = []
    if forgotten.articles:
        named.append(words.say("articles", count=forgotten.articles))
    if forgotten.settings:
        named.append(words.say("forget-settings"))
    if forgotten.glossary:
        named.append(words.say("forget-glossary"))
    return [*named, words.say("forget-records")] if named else []


def _listed(text: str) -> str:
    return f"• {text}"


ROUTES = Routes(
    commands={"privacy": explain_privacy, "forget": ask_to_forget},
    buttons={"f": press_answer},
)
