"""/settings: the language of the bot's words and the length of a summary, for each person."""

import re
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.botapi import sending
from bot.domain.rich_text import Kind, RichText
from bot.rendering.words import INTERFACE_LANGUAGES, words_in
from bot.summarizing import Extent
from handlers.callbacks import acknowledge, owners_turn, refuse_channel
from handlers.routes import Routes
from handlers.turn import Person, Turn

LENGTHS = (1, 2, 3, 5, 8)

_AUTOMATIC = "auto"
_DATA = re.compile(
    rf"p:(-?\d{{1,18}}):(?:({'|'.join(INTERFACE_LANGUAGES)}|{_AUTOMATIC})"
    rf"|({'|'.join(Extent)})|({'|'.join(map(str, LENGTHS))}))"
)


async def show_settings(turn: Turn) -> None:
    """Answer /settings."""
    if await refuse_channel(turn):
        return
    text, keyboard = _page(turn)
    await sending.reply(turn.message, text, keyboard)


async def press_setting(turn: Turn) -> None:
    """Keep what was chosen, and show it in place."""
    query = turn.query
    match = _DATA.fullmatch(turn.incoming.button)
    owners = await owners_turn(turn, int(match[1])) if match else None
    if match is None or owners is None:
        await acknowledge(query, turn.words.say("settings-not-yours"))
        return
    turn = owners
    chosen = turn.person.preferences
    if match[2]:
        chosen = replace(chosen, language=None if match[2] == _AUTOMATIC else match[2])
    else:
        chosen = replace(chosen, length=Extent(match[3]) if match[3] else int(match[4]))
    await turn.services.store.prefer(turn.person.id, chosen)
    await acknowledge(query)
    text, keyboard = _page(turn.with_preferences(chosen))
    await sending.edit(turn.message, text, keyboard)


def _page(turn: Turn) -> tuple[RichText, InlineKeyboardMarkup]:
    words, person, chosen = turn.words, turn.person, turn.person.preferences
    language = words.say("language-itself")
    if chosen.language is None:
        language = f"{language} ({words.say('settings-language-automatic')})"
    length = _effective_length(person)
    text = RichText("\n").join(
        [
            RichText.styled(words.say("settings"), Kind.BOLD),
            RichText(words.say("settings-language", language=language)),
            RichText(words.say("settings-length", length=_length_in_words(length, turn))),
        ]
    )

    def button(label: str, value: str | int, *, is_chosen: bool) -> InlineKeyboardButton:
        mark = "✓ " if is_chosen else ""
        return InlineKeyboardButton(mark + label, callback_data=f"p:{person.id}:{value}")

    automatic = button(
        words.say("settings-automatic"), _AUTOMATIC, is_chosen=chosen.language is None
    )
    languages = [
        button(words_in(code).say("language-itself"), code, is_chosen=chosen.language == code)
        for code in INTERFACE_LANGUAGES
    ]
    extents = [
        button(words.say(f"length-{extent}").capitalize(), extent, is_chosen=extent == length)
        for extent in Extent
    ]
    counts = [button(str(count), count, is_chosen=count == length) for count in LENGTHS]
    return text, InlineKeyboardMarkup([[automatic, *languages[:1]], languages[1:], extents, counts])


def _effective_length(person: Person) -> int | Extent:
    """Return what the person has chosen, else what the bot's settings say."""
    return person.preferences.length or person.length.medium or person.length.extent


def _length_in_words(length: int | Extent, turn: Turn) -> str:
    words, medium = turn.words, turn.person.length.medium
    if not isinstance(length, Extent):
        return words.say("sentences", count=length)
    name = words.say(f"length-{length}")
    if length is not Extent.MEDIUM or medium is None:
        return name
    return f"{name} ({words.say('sentences', count=medium)})"


ROUTES = Routes(commands={"settings": show_settings}, buttons={"p": press_setting})
