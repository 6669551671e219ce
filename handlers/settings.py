"""/settings: what is chosen for a person, group, topic or channel, in one message of pages."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from telegram import Chat, ChatFullInfo, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.botapi import sending
from bot.botapi.buttons import in_rows
from bot.domain.incoming import ChatType
from bot.domain.preferences import REACTIONS_TO_CHOOSE, Automatic, Bilingual, Preferences, Reactions
from bot.domain.rich_text import Kind, RichText
from bot.rendering.words import INTERFACE_LANGUAGES, words_in
from bot.summarizing import Extent
from handlers.routes import Routes
from handlers.turn import Turn

LENGTHS = (1, 2, 3, 5, 8)

_AUTOMATIC = "auto"
_NO_SUMMARY, _NO_TRANSLATION = "no-summary", "no-translation"
_CHANNEL = "c"
# A keyboard has room for a hundred buttons.
_MOST_LANGUAGES = 60


class _Page(StrEnum):
    """A page of the message, by its name in the data of buttons."""

    ALL = "all"
    LANGUAGE = "language"
    TARGET = "target"
    READ = "read"
    LENGTH = "length"
    BILINGUAL = "bilingual"
    MODE = "mode"
    REACTIONS = "react"
    DETAILS = "details"
    """No page, but a button that turns them on or off."""
    AS_GROUP = "group"
    """No page either: takes away what a topic has of its own."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose settings they are: a person's, or a chat's or topic's, which has a negative id."""

    chat_id: int
    topic_id: int = 0
    is_channel: bool = False

    @property
    def is_person(self) -> bool:
        return self.chat_id >= 0

    @property
    def modes(self) -> Sequence[Automatic]:
        """What may be answered there without being asked."""
        modes = (m for m in Automatic if (m.is_comment or m.is_post) == self.is_channel)
        return () if self.is_person else tuple(dict.fromkeys((Automatic.OFF, *modes)))

    def data(self, page: _Page, value: str = "") -> str:
        """Return the data of the button that opens a page, or chooses a value on it."""
        place = _CHANNEL if self.is_channel else self.topic_id
        return f"p:{self.chat_id}:{place}:{page}" + (f":{value}" if value else "")


_DATA = re.compile(
    rf"p:(?P<chat>-?\d{{1,18}}):(?P<place>{_CHANNEL}|\d{{1,10}})"
    rf":(?P<page>{'|'.join(_Page)})(?::(?P<value>[^\s:]{{1,24}}))?"
)


async def show_settings(turn: Turn, page: _Page = _Page.ALL) -> None:
    """Answer /settings, in a group only to its administrators."""
    if await turn.refuse_channel():
        return
    incoming, person_id = turn.incoming, turn.person.id
    if incoming.in_private_chat:
        owner = _Owner(person_id)
    elif person_id < 0 and person_id != turn.chat_id:
        owner = _Owner(person_id, is_channel=True)
    else:
        owner = _Owner(turn.chat_id, incoming.topic_id, incoming.chat_type is ChatType.CHANNEL)
    if not await turn.may_act_for(owner.chat_id):
        await turn.say("settings-for-administrators")
        return
    view = await _view(turn, owner)
    await sending.reply(turn.message, *await view.page(page))


async def channel_page(turn: Turn) -> tuple[RichText, InlineKeyboardMarkup]:
    """Return the first page of the settings of the channel that an update is about."""
    view = await _view(turn, _Owner(turn.chat_id, is_channel=True))
    return await view.page(_Page.ALL)


async def press_setting(turn: Turn) -> None:
    """Open a page, or keep what was chosen, in place."""
    asked = _parsed(turn.incoming.button)
    if asked is None:
        await turn.alert("settings-outdated")
        return
    owner, page, value = asked
    if not await turn.may_act_for(owner.chat_id):
        await turn.alert("settings-outdated" if owner.is_person else "settings-for-administrators")
        return
    view = await _pressed(await _view(turn, owner), page, value)
    if view is None:
        await turn.alert("settings-outdated")
        return
    turn.services.audience.changed(owner.chat_id)
    await turn.acknowledge()
    await sending.edit(turn.message, *await view.page(page))


def _parsed(data: str) -> tuple[_Owner, _Page, str] | None:
    """Return whose settings a button is about, its page and its value; None for no such button."""
    if (match := _DATA.fullmatch(data)) is None:
        return None
    place, is_channel = match["place"], match["place"] == _CHANNEL
    owner = _Owner(int(match["chat"]), 0 if is_channel else int(place), is_channel)
    page, value = _Page(match["page"]), match["value"] or ""
    is_wrong = owner.is_person and (is_channel or owner.topic_id)
    return None if is_wrong or owner.data(page, value) != data else (owner, page, value)


async def _pressed(view: "_View", page: _Page, value: str) -> "_View | None":
    """Do what a button asks for, and return what is shown then; None for what no button does."""
    owner, store = view.owner, view.turn.services.store
    if page is _Page.AS_GROUP:
        if value or not owner.topic_id:
            return None
        await store.forget_preferences(owner.chat_id, owner.topic_id)
        return await _view(view.turn, owner)
    if not value:
        return view if page in (_Page.ALL, *view.pages) else None
    chosen = view.changed(page, value)
    if chosen is None:
        return None
    await store.prefer(owner.chat_id, chosen, owner.topic_id)
    return _View(view.turn.with_preferences(chosen), owner, chosen)


async def _view(turn: Turn, owner: _Owner) -> "_View":
    """Return the settings as they are now."""
    chosen = await turn.services.store.preferences(owner.chat_id, owner.topic_id)
    return _View(turn.with_preferences(chosen), owner, chosen)


_Row = Sequence[tuple[str, str]]
"""Values to choose, with what is written on their buttons."""


@dataclass(frozen=True, slots=True)
class _View:
    """The pages of somebody's settings, in the language of `turn`."""

    turn: Turn
    owner: _Owner
    chosen: Preferences

    @property
    def pages(self) -> list[_Page]:
        """The pages with something to choose."""
        pages = [_Page.LANGUAGE, _Page.TARGET, _Page.READ, _Page.LENGTH, _Page.BILINGUAL]
        if self.owner.modes:
            pages.append(_Page.MODE)
        # Reactions in channels are nobody's, and Telegram does not say in which topic they are.
        is_told = not (self.owner.is_channel or self.owner.topic_id)
        if is_told and self.turn.services.settings.reactions:
            pages.append(_Page.REACTIONS)
        return pages

    async def page(self, page: _Page) -> tuple[RichText, InlineKeyboardMarkup]:
        """Return a page, or the first one for a button that has none."""
        if page in self.pages:
            lines = [self._line(page), *self._hint(page)]
            buttons = [*self._choice(page), [self._button(self._say("button-back"), _Page.ALL)]]
        else:
            lines = [self._line(each) for each in (*self.pages, _Page.DETAILS)]
            buttons = self._overview_buttons()
        heading = RichText.styled(await self._title(), Kind.BOLD)
        return RichText("\n").join([heading, *map(RichText, lines)]), InlineKeyboardMarkup(buttons)

    def changed(self, page: _Page, value: str) -> Preferences | None:
        """Return what is chosen once a value was, None for one that cannot be chosen there."""
        chosen, open_value = self.chosen, None if value == _AUTOMATIC else value
        is_language = value in self.turn.services.articles.languages
        is_offered = page in self.pages and value in (v for row in self._rows(page) for v, _ in row)
        match page:
            case _Page.LANGUAGE if is_offered:
                return replace(chosen, language=open_value)
            case _Page.TARGET if is_offered or is_language:
                return replace(chosen, target=open_value)
            case _Page.READ if is_language:
                return replace(chosen, read=tuple(sorted({*chosen.read} ^ {value})))
            case _Page.LENGTH if is_offered and open_value is None:
                return replace(chosen, length=None)
            case _Page.LENGTH if is_offered:
                length = int(value) if value.isdecimal() else Extent(value)
                return replace(chosen, length=length)
            case _Page.BILINGUAL if is_offered:
                return replace(chosen, bilingual=Bilingual(value))
            case _Page.MODE if is_offered:
                # What is done without being asked is done for nobody, who would speak a language.
                target = chosen.target or self.turn.person.target
                return replace(chosen, automatic=Automatic(value), target=target)
            case _Page.REACTIONS if is_offered:
                # A reaction tells by itself what it asks for.
                reactions, emoji = self._reactions, "" if value.startswith("no-") else value
                if value == _NO_SUMMARY or value in REACTIONS_TO_CHOOSE.summary:
                    return replace(chosen, reactions=reactions._replace(summary=emoji))
                return replace(chosen, reactions=reactions._replace(translation=emoji))
            case _Page.DETAILS if value in ("on", "off"):
                return replace(chosen, details=value == "on")
        return None

    def _say(self, message_id: str, **values: str | int) -> str:
        return self.turn.words.say(message_id, **values)

    async def _title(self) -> str:
        turn, owner = self.turn, self.owner
        if owner.is_channel:
            chat: Chat | ChatFullInfo | None = turn.update.effective_chat
            if chat is None or chat.id != owner.chat_id:
                with suppress(BadRequest, Forbidden):
                    chat = await turn.bot.get_chat(owner.chat_id)
            return self._say("settings-of-channel", name=chat.title or "" if chat else "")
        if owner.topic_id:
            return self._say("settings-of-topic")
        return self._say("settings" if owner.is_person else "settings-of-group")

    def _hint(self, page: _Page) -> list[str]:
        hint = {
            _Page.READ: "read",
            _Page.MODE: f"mode-{self._kind}",
            _Page.REACTIONS: f"reactions-{'person' if self.owner.is_person else 'group'}",
        }.get(page)
        return ["", self._say(f"settings-{hint}-hint")] if hint else []

    def _line(self, page: _Page) -> str:
        """Return what is chosen on a page."""
        match page:
            case _Page.LANGUAGE:
                return self._say("settings-language", language=self._language())
            case _Page.TARGET:
                return self._say("settings-target", language=self._target())
            case _Page.READ:
                return self._say("settings-read", languages=self._read())
            case _Page.LENGTH:
                return self._say("settings-length", length=self._length())
            case _Page.BILINGUAL:
                way = self._say(f"bilingual-{self.chosen.bilingual}")
                return self._say("settings-bilingual", way=way)
            case _Page.MODE:
                mode = self._mode(self.chosen.automatic)
                return self._say(f"settings-mode-{self._kind}", mode=mode)
            case _Page.REACTIONS:
                said = [
                    self._say(f"settings-reaction-{name}", emoji=emoji)
                    for name, emoji in self._reactions._asdict().items()
                    if emoji
                ]
                reactions = ", ".join(said) or self._say("settings-reactions-none")
                return self._say("settings-reactions", reactions=reactions)
            case _:
                return self._say(f"settings-details-{'on' if self.chosen.details else 'off'}")

    def _language(self) -> str:
        name = self._say("language-itself")
        if self.chosen.language is None and self.owner.is_person:
            return f"{name} ({self._say('settings-language-automatic')})"
        return name if self.chosen.language else self._say("settings-everyones")

    def _target(self) -> str:
        if self.chosen.target is None and not self.owner.is_person:
            return self._say("settings-everyones")
        return self.turn.words.language_name(self.turn.person.target)

    def _read(self) -> str:
        codes = [code for code in self.chosen.read if code != self.turn.person.target]
        if self.chosen.target or self.owner.is_person:
            codes.insert(0, self.turn.person.target)
        return ", ".join(map(self.turn.words.language_name, codes)) or "–"

    def _length(self) -> str:
        if self.chosen.length is None and not self.owner.is_person:
            return self._say("settings-everyones")
        length, medium = self._effective_length, self.turn.person.length.medium
        if not isinstance(length, Extent):
            return self._say("sentences", count=length)
        name = self._say(f"length-{length}")
        if length is not Extent.MEDIUM or medium is None:
            return name
        return f"{name} ({self._say('sentences', count=medium)})"

    @property
    def _effective_length(self) -> int | Extent:
        """What was chosen, else what the bot's settings say."""
        default = self.turn.person.length
        return self.chosen.length or default.medium or default.extent

    @property
    def _kind(self) -> str:
        return "channel" if self.owner.is_channel else "group"

    def _mode(self, mode: Automatic) -> str:
        name = "none" if mode is Automatic.OFF and self.owner.is_channel else mode
        return self._say(f"automatic-{name}")

    @property
    def _reactions(self) -> Reactions:
        return self.chosen.reactions_in(private=self.owner.is_person)

    def _button(self, label: str, page: _Page, value: str = "") -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=self.owner.data(page, value))

    def _overview_buttons(self) -> list[Sequence[InlineKeyboardButton]]:
        buttons = [self._button(self._say(f"button-{page}"), page) for page in self.pages]
        turned = "off" if self.chosen.details else "on"
        buttons.append(self._button(self._say(f"button-details-{turned}"), _Page.DETAILS, turned))
        rows = in_rows(buttons, 2)
        if self.owner.topic_id:
            rows.append([self._button(self._say("button-as-group"), _Page.AS_GROUP)])
        return rows

    def _choice(self, page: _Page) -> list[Sequence[InlineKeyboardButton]]:
        """Return the buttons of a page; what is chosen is marked."""
        chosen, length = self.chosen, self.chosen.length or _AUTOMATIC
        summary, translation = self._reactions
        values = {
            _Page.LANGUAGE: {chosen.language or _AUTOMATIC},
            _Page.TARGET: {chosen.target or _AUTOMATIC},
            _Page.READ: {*chosen.read},
            _Page.LENGTH: {str(self._effective_length if self.owner.is_person else length)},
            _Page.BILINGUAL: {str(chosen.bilingual)},
            _Page.MODE: {str(chosen.automatic)},
            _Page.REACTIONS: {summary or _NO_SUMMARY, translation or _NO_TRANSLATION},
        }
        return [
            [
                self._button(("✓ " if value in values[page] else "") + label, page, value)
                for value, label in row
            ]
            for row in self._rows(page)
        ]

    def _rows(self, page: _Page) -> list[_Row]:
        """Return what can be chosen on a page, in rows."""
        automatic = (_AUTOMATIC, self._say("settings-automatic"))
        match page:
            case _Page.LANGUAGE:
                own = [(c, words_in(c).say("language-itself")) for c in INTERFACE_LANGUAGES]
                return in_rows([automatic, *own], 2)
            case _Page.TARGET:
                return in_rows([automatic, *self._named_languages()], 3)
            case _Page.READ:
                target = self.turn.person.target
                others = [each for each in self._named_languages() if each[0] != target]
                return in_rows(others, 3)
            case _Page.LENGTH:
                extents = [(str(each), self._say(f"length-{each}").capitalize()) for each in Extent]
                counts = [(str(count), str(count)) for count in LENGTHS]
                return [*([] if self.owner.is_person else [[automatic]]), extents, counts]
            case _Page.BILINGUAL:
                return [[(str(way), self._say(f"bilingual-{way}"))] for way in Bilingual]
            case _Page.MODE:
                return [[(str(mode), self._mode(mode))] for mode in self.owner.modes]
            case _:
                emoji = [[(each, each) for each in choice] for choice in REACTIONS_TO_CHOOSE]
                names = (_NO_SUMMARY, _NO_TRANSLATION)
                none = [[(name, self._say(f"button-{name}"))] for name in names]
                return [none[0], emoji[0], none[1], emoji[1]]

    def _named_languages(self) -> list[tuple[str, str]]:
        """Return the languages that somebody may ask for: first those that the bot speaks."""
        title = self.turn.words.language_title
        others = self.turn.services.articles.languages - {*INTERFACE_LANGUAGES}
        named = sorted(((code, title(code)) for code in others), key=lambda language: language[1])
        return [*((code, title(code)) for code in INTERFACE_LANGUAGES), *named][:_MOST_LANGUAGES]


ROUTES = Routes(
    commands={
        "settings": show_settings,
        "bilingual": partial(show_settings, page=_Page.BILINGUAL),
    },
    buttons={"p": press_setting},
)
