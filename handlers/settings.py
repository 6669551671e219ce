"""/settings: the language of the bot's words and the length of a summary, for each person."""

import re
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.botapi import sending
from bot.domain.rich_text import Kind, RichText
from bot.rendering.words import INTERFACE_LANGUAGES, words_in
from bot.storage import Preferences
from bot.summarizing import Extent
from handlers.context import Context, Reader, message_of, reader_of
from handlers.presses import acknowledge

LENGTHS = (1, 2, 3, 5, 8)

_AUTOMATIC = "auto"
_DATA = re.compile(
    rf"p:(\d{{1,18}}):(?:({'|'.join(INTERFACE_LANGUAGES)}|{_AUTOMATIC})"
    rf"|({'|'.join(Extent)})|(\d{{1,2}}))"
)


async def show_settings(update: Update, context: Context) -> None:
    reader = await reader_of(update, context)
    chosen = await context.bot_data.store.preferences(reader.id)
    text, keyboard = _page(reader, chosen)
    await sending.reply(message_of(update), text, keyboard)


async def press_setting(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    match = _DATA.fullmatch(query.data or "")
    if match is None or int(match[1]) != reader.id or not isinstance(query.message, Message):
        await acknowledge(query, reader.words.say("not-your-button"))
        return
    chosen = await context.bot_data.store.preferences(reader.id)
    if match[2]:
        chosen = replace(chosen, language=None if match[2] == _AUTOMATIC else match[2])
    else:
        chosen = replace(chosen, length=Extent(match[3]) if match[3] else int(match[4]))
    await context.bot_data.store.prefer(reader.id, chosen)
    await acknowledge(query)
    text, keyboard = _page(await reader_of(update, context), chosen)
    await sending.edit(query.message, text, keyboard)


def _page(reader: Reader, chosen: Preferences) -> tuple[RichText, InlineKeyboardMarkup]:
    words = reader.words
    language = words.say("language-itself")
    if chosen.language is None:
        language = f"{language} ({words.say('settings-language-automatic')})"
    length = _effective_length(reader, chosen)
    text = RichText("\n").join(
        [
            RichText.styled(words.say("settings"), Kind.BOLD),
            RichText(words.say("settings-language", language=language)),
            RichText(words.say("settings-length", length=_length_in_words(length, reader))),
        ]
    )

    def button(label: str, value: str | int, *, is_chosen: bool) -> InlineKeyboardButton:
        mark = "✓ " if is_chosen else ""
        return InlineKeyboardButton(mark + label, callback_data=f"p:{reader.id}:{value}")

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
    return text, InlineKeyboardMarkup([[automatic], languages, extents, counts])


def _effective_length(reader: Reader, chosen: Preferences) -> int | Extent:
    """What the person has chosen, else what the bot's settings say."""
    return chosen.length or reader.length.medium or reader.length.extent


def _length_in_words(length: int | Extent, reader: Reader) -> str:
    words = reader.words
    if not isinstance(length, Extent):
        return words.say("sentences", count=length)
    name = words.say(f"length-{length}")
    medium = reader.length.medium
    if length is not Extent.MEDIUM or medium is None:
        return name
    return f"{name} ({words.say('sentences', count=medium)})"


HANDLERS = [
    CommandHandler("settings", show_settings, filters.UpdateType.MESSAGE),
    CallbackQueryHandler(press_setting, pattern=r"^p:"),
]
