"""/settings: what is chosen for a person, group, topic or channel, in one message of pages."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from telegram import Chat, ChatFullInfo, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.botapi import sending
from bot.domain.incoming import ChatType
from bot.domain.preferences import REACTIONS_TO_CHOOSE, Automatic, Bilingual, Preferences
from bot.domain.rich_text import Kind, RichText
from bot.rendering.words import INTERFACE_LANGUAGES, words_in
from bot.summarizing import Extent
from handlers.callbacks import may_act_for, refuse_channel
from handlers.routes import Routes
from handlers.turn import Turn

LENGTHS = (1, 2, 3, 5, 8)

_GROUP_MODES = (Automatic.OFF, Automatic.FORWARDS, Automatic.FOREIGN, Automatic.ARTICLES)
_CHANNEL_MODES = (
    Automatic.OFF,
    Automatic.SUMMARY_IN_COMMENTS,
    Automatic.TRANSLATION_IN_COMMENTS,
    Automatic.SUMMARY_IN_CHANNEL,
    Automatic.TRANSLATION_IN_CHANNEL,
)
_AUTOMATIC = "auto"
_NO_SUMMARY, _NO_TRANSLATION = "no-summary", "no-translation"
_CHANNEL = "c"
# A keyboard has room for a hundred buttons.
_MOST_LANGUAGES = 60
_LANGUAGES_A_ROW = 3


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


_OVERVIEW = (
    _Page.LANGUAGE,
    _Page.TARGET,
    _Page.READ,
    _Page.LENGTH,
    _Page.BILINGUAL,
    _Page.MODE,
    _Page.REACTIONS,
)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose settings they are: a person's, or a chat's or topic's, which has a negative id."""

    chat_id: int
    topic_id: int = 0
    is_channel: bool = False

    @property
    def is_person(self) -> bool:
        return self.chat_id >= 0

    def data(self, page: _Page, value: str = "") -> str:
        """Return the data of the button that opens a page, or chooses a value on it."""
        place = _CHANNEL if self.is_channel else self.topic_id
        return f"p:{self.chat_id}:{place}:{page}" + (f":{value}" if value else "")


_DATA = re.compile(
    rf"p:(?P<chat>-?\d{{1,18}}):(?P<place>{_CHANNEL}|\d{{1,10}})"
    rf":(?P<page>{'|'.join(_Page)})(?::(?P<value>[^\s:]{{1,24}}))?"
)


async def show_settings(turn: Turn) -> None:
    """Answer /settings, in a group only to its administrators."""
    await _show(turn, _Page.ALL)


async def show_bilingual(turn: Turn) -> None:
    """Answer /bilingual: the page of /settings that it names."""
    await _show(turn, _Page.BILINGUAL)


async def _show(turn: Turn, page: _Page) -> None:
    if await refuse_channel(turn):
        return
    incoming, person_id = turn.incoming, turn.person.id
    chat_id = incoming.chat_id or 0
    if incoming.chat_type is ChatType.PRIVATE:
        owner = _Owner(person_id)
    elif person_id < 0 and person_id != chat_id:
        owner = _Owner(person_id, is_channel=True)
    else:
        is_channel = incoming.chat_type is ChatType.CHANNEL
        owner = _Owner(chat_id, incoming.topic_id, is_channel)
    if not await may_act_for(turn, owner.chat_id):
        await turn.say("settings-for-administrators")
        return
    text, keyboard = await _view(turn, owner, page)
    await sending.reply(turn.message, text, keyboard)


async def channel_page(turn: Turn) -> tuple[RichText, InlineKeyboardMarkup]:
    """Return the first page of the settings of the channel that an update is about."""
    return await _view(turn, _Owner(turn.chat_id, is_channel=True), _Page.ALL)


async def press_setting(turn: Turn) -> None:
    """Open a page, or keep what was chosen, in place."""
    match = _DATA.fullmatch(turn.incoming.button)
    owner = _owner_in(match) if match else None
    if match is None or owner is None:
        await turn.alert("settings-outdated")
        return
    if not await may_act_for(turn, owner.chat_id):
        why = "settings-outdated" if owner.is_person else "settings-for-administrators"
        await turn.alert(why)
        return
    page, value = _Page(match["page"]), match["value"] or ""
    if not await _apply(turn, owner, page, value):
        await turn.alert("settings-outdated")
        return
    turn.services.audience.changed(owner.chat_id)
    await turn.acknowledge()
    is_page = page not in (_Page.DETAILS, _Page.AS_GROUP)
    text, keyboard = await _view(turn, owner, page if is_page else _Page.ALL)
    await sending.edit(turn.message, text, keyboard)


def _owner_in(match: re.Match[str]) -> _Owner | None:
    """Return whose settings a button is about; None where no button is."""
    place = match["place"]
    is_channel = place == _CHANNEL
    owner = _Owner(int(match["chat"]), 0 if is_channel else int(place), is_channel)
    is_known = owner.data(_Page(match["page"]), match["value"] or "") == match[0]
    return owner if is_known and not (owner.is_person and (is_channel or owner.topic_id)) else None


async def _apply(turn: Turn, owner: _Owner, page: _Page, value: str) -> bool:
    """Do what a button asks for. False for what no button does."""
    store = turn.services.store
    if page is _Page.AS_GROUP:
        if owner.topic_id and not value:
            await store.forget_preferences(owner.chat_id, owner.topic_id)
        return bool(owner.topic_id) and not value
    if not value:
        return page is not _Page.DETAILS and page not in _missing(turn, owner)
    chosen = await store.preferences(owner.chat_id, owner.topic_id)
    changed = _changed(turn, owner, chosen, page, value)
    if changed is not None:
        await store.prefer(owner.chat_id, changed, owner.topic_id)
    return changed is not None


def _changed(
    turn: Turn, owner: _Owner, chosen: Preferences, page: _Page, value: str
) -> Preferences | None:
    """Return the preferences with what was chosen on a page; None for what no button offers."""
    open_value = None if value == _AUTOMATIC else value
    languages = turn.services.articles.languages
    match page:
        case _Page.LANGUAGE if open_value in (None, *INTERFACE_LANGUAGES):
            return replace(chosen, language=open_value)
        case _Page.TARGET if open_value is None or value in languages:
            return replace(chosen, target=open_value)
        case _Page.READ if value in languages:
            return replace(chosen, read=tuple(sorted({*chosen.read} ^ {value})))
        case _Page.LENGTH if value in set(Extent):
            return replace(chosen, length=Extent(value))
        case _Page.LENGTH if value in map(str, LENGTHS):
            return replace(chosen, length=int(value))
        case _Page.LENGTH if open_value is None and not owner.is_person:
            return replace(chosen, length=None)
        case _Page.BILINGUAL if value in set(Bilingual):
            return replace(chosen, bilingual=Bilingual(value))
        case _Page.MODE if value in _modes(owner):
            # What is done without being asked is done for nobody, who would speak a language.
            target = chosen.target or turn.with_preferences(chosen).person.target
            return replace(chosen, automatic=Automatic(value), target=target)
        case _Page.DETAILS if value in ("on", "off"):
            return replace(chosen, details=value == "on")
        case _Page.REACTIONS if page not in _missing(turn, owner):
            return _with_reaction(chosen, owner, value)
    return None


def _with_reaction(chosen: Preferences, owner: _Owner, value: str) -> Preferences | None:
    """Return the preferences with another reaction, which tells by itself what it asks for."""
    reactions = chosen.reactions_in(private=owner.is_person)
    if value == _NO_SUMMARY or value in {*REACTIONS_TO_CHOOSE.summary}:
        reactions = reactions._replace(summary="" if value == _NO_SUMMARY else value)
    elif value == _NO_TRANSLATION or value in {*REACTIONS_TO_CHOOSE.translation}:
        reactions = reactions._replace(translation="" if value == _NO_TRANSLATION else value)
    else:
        return None
    return replace(chosen, reactions=reactions)


def _missing(turn: Turn, owner: _Owner) -> frozenset[_Page]:
    """Return the pages that somebody's settings do not have.

    Reactions in channels are nobody's, and Telegram does not say in which topic they are.
    """
    has_reactions = turn.services.settings.reactions and not (owner.is_channel or owner.topic_id)
    return frozenset(
        page
        for page, is_there in (
            (_Page.MODE, bool(_modes(owner))),
            (_Page.REACTIONS, has_reactions),
        )
        if not is_there
    )


def _modes(owner: _Owner) -> tuple[Automatic, ...]:
    if owner.is_person:
        return ()
    return _CHANNEL_MODES if owner.is_channel else _GROUP_MODES


async def _view(turn: Turn, owner: _Owner, page: _Page) -> tuple[RichText, InlineKeyboardMarkup]:
    """Return a page as it is now."""
    chosen = await turn.services.store.preferences(owner.chat_id, owner.topic_id)
    view = _View(turn.with_preferences(chosen), owner, chosen)
    heading = RichText.styled(await _title(view.turn, owner), Kind.BOLD)
    lines = [RichText(line) for line in view.lines(page)]
    return RichText("\n").join([heading, *lines]), InlineKeyboardMarkup(view.buttons(page))


async def _title(turn: Turn, owner: _Owner) -> str:
    if owner.is_channel:
        chat: Chat | ChatFullInfo | None = turn.update.effective_chat
        if chat is None or chat.id != owner.chat_id:
            with suppress(BadRequest, Forbidden):
                chat = await turn.bot.get_chat(owner.chat_id)
        return turn.words.say("settings-of-channel", name=chat.title or "" if chat else "")
    if owner.topic_id:
        return turn.words.say("settings-of-topic")
    return turn.words.say("settings" if owner.is_person else "settings-of-group")


_Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class _View:
    """The words and buttons of the pages, in the language of `turn`."""

    turn: Turn
    owner: _Owner
    chosen: Preferences

    def lines(self, page: _Page) -> list[str]:
        kind = "channel" if self.owner.is_channel else "group"
        lines = {
            _Page.LANGUAGE: self._line("language", language=self._language()),
            _Page.TARGET: self._line("target", language=self._target()),
            _Page.READ: self._line("read", languages=self._read()),
            _Page.LENGTH: self._line("length", length=self._length()),
            _Page.BILINGUAL: self._line("bilingual", way=self._way(self.chosen.bilingual)),
            _Page.MODE: self._line(f"mode-{kind}", mode=self._mode(self.chosen.automatic)),
            _Page.REACTIONS: self._line("reactions", reactions=self._reactions()),
            _Page.DETAILS: self._line(f"details-{'on' if self.chosen.details else 'off'}"),
        }
        if page is _Page.ALL:
            missing = _missing(self.turn, self.owner)
            return [line for page, line in lines.items() if page not in missing]
        hints = {
            _Page.READ: "read-hint",
            _Page.MODE: f"mode-{kind}-hint",
            _Page.REACTIONS: f"reactions-{'person' if self.owner.is_person else 'group'}-hint",
        }
        hint = ["", self._line(hints[page])] if page in hints else []
        return [lines[page], *hint]

    def buttons(self, page: _Page) -> list[_Row]:
        match page:
            case _Page.LANGUAGE:
                rows = self._language_buttons()
            case _Page.TARGET:
                options = [(_AUTOMATIC, self._line("automatic")), *self._named_languages()]
                chosen = self.chosen.target or _AUTOMATIC
                rows = self._options(page, options, {chosen}, a_row=_LANGUAGES_A_ROW)
            case _Page.READ:
                target = self.turn.person.target
                options = [each for each in self._named_languages() if each[0] != target]
                rows = self._options(page, options, {*self.chosen.read}, a_row=_LANGUAGES_A_ROW)
            case _Page.LENGTH:
                rows = self._length_buttons()
            case _Page.BILINGUAL:
                options = [(str(way), self._way(way)) for way in Bilingual]
                rows = self._options(page, options, {str(self.chosen.bilingual)}, a_row=1)
            case _Page.MODE:
                options = [(str(mode), self._mode(mode)) for mode in _modes(self.owner)]
                rows = self._options(page, options, {str(self.chosen.automatic)}, a_row=1)
            case _Page.REACTIONS:
                rows = self._reaction_buttons()
            case _:
                return self._overview_buttons()
        return [*rows, [self._button(self.turn.words.say("button-back"), _Page.ALL)]]

    def _line(self, name: str, **values: str) -> str:
        return self.turn.words.say(f"settings-{name}", **values)

    def _button(self, label: str, page: _Page, value: str = "") -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=self.owner.data(page, value))

    def _options(
        self, page: _Page, options: Sequence[tuple[str, str]], chosen: set[str], *, a_row: int
    ) -> list[_Row]:
        buttons = [
            self._button(("✓ " if value in chosen else "") + label, page, value)
            for value, label in options
        ]
        return [buttons[start : start + a_row] for start in range(0, len(buttons), a_row)]

    def _overview_buttons(self) -> list[_Row]:
        missing = _missing(self.turn, self.owner)
        pages = [page for page in _OVERVIEW if page not in missing]
        buttons = [self._button(self.turn.words.say(f"button-{page}"), page) for page in pages]
        turned = "off" if self.chosen.details else "on"
        label = self.turn.words.say(f"button-details-{turned}")
        buttons.append(self._button(label, _Page.DETAILS, turned))
        rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
        if self.owner.topic_id:
            label = self.turn.words.say("button-as-group")
            rows.append([self._button(label, _Page.AS_GROUP)])
        return rows

    def _language_buttons(self) -> list[_Row]:
        names = [(code, words_in(code).say("language-itself")) for code in INTERFACE_LANGUAGES]
        options = [(_AUTOMATIC, self._line("automatic")), *names]
        chosen = self.chosen.language or _AUTOMATIC
        return self._options(_Page.LANGUAGE, options, {chosen}, a_row=2)

    def _length_buttons(self) -> list[_Row]:
        words, length = self.turn.words, self.chosen.length or _AUTOMATIC
        chosen = {str(self._effective_length() if self.owner.is_person else length)}
        open_ = [] if self.owner.is_person else [(_AUTOMATIC, self._line("automatic"))]
        extents = [(str(each), words.say(f"length-{each}").capitalize()) for each in Extent]
        counts = [(str(count), str(count)) for count in LENGTHS]
        return [
            *self._options(_Page.LENGTH, open_, chosen, a_row=1),
            *self._options(_Page.LENGTH, extents, chosen, a_row=len(extents)),
            *self._options(_Page.LENGTH, counts, chosen, a_row=len(counts)),
        ]

    def _reaction_buttons(self) -> list[_Row]:
        chosen = self.chosen.reactions_in(private=self.owner.is_person)
        rows = []
        for off, emoji, choice in zip(
            (_NO_SUMMARY, _NO_TRANSLATION), chosen, REACTIONS_TO_CHOOSE, strict=True
        ):
            label = self.turn.words.say(f"button-{off}")
            rows += self._options(_Page.REACTIONS, [(off, label)], {emoji or off}, a_row=1)
            options = [(each, each) for each in choice]
            rows += self._options(_Page.REACTIONS, options, {emoji}, a_row=len(options))
        return rows

    def _named_languages(self) -> list[tuple[str, str]]:
        """Return the languages that somebody may ask for: first those that the bot speaks."""
        known = self.turn.services.articles.languages
        others = [(code, self._named(code)) for code in known - {*INTERFACE_LANGUAGES}]
        others.sort(key=lambda language: language[1])
        own = [(code, self._named(code)) for code in INTERFACE_LANGUAGES]
        return [*own, *others][:_MOST_LANGUAGES]

    def _named(self, code: str) -> str:
        name = self.turn.words.language_name(code)
        return name[:1].upper() + name[1:]

    def _language(self) -> str:
        if self.chosen.language is None and not self.owner.is_person:
            return self._line("everyones")
        name = self.turn.words.say("language-itself")
        if self.chosen.language is None:
            return f"{name} ({self._line('language-automatic')})"
        return name

    def _target(self) -> str:
        if self.chosen.target is None and not self.owner.is_person:
            return self._line("everyones")
        return self.turn.words.language_name(self.turn.person.target)

    def _read(self) -> str:
        codes = [code for code in self.chosen.read if code != self.turn.person.target]
        if self.chosen.target or self.owner.is_person:
            codes.insert(0, self.turn.person.target)
        return ", ".join(map(self.turn.words.language_name, codes)) or "–"

    def _way(self, way: Bilingual) -> str:
        return self.turn.words.say(f"bilingual-{way}")

    def _mode(self, mode: Automatic) -> str:
        name = "none" if mode is Automatic.OFF and self.owner.is_channel else mode
        return self.turn.words.say(f"automatic-{name}")

    def _reactions(self) -> str:
        chosen = self.chosen.reactions_in(private=self.owner.is_person)
        said = [
            self._line(f"reaction-{name}", emoji=emoji)
            for name, emoji in chosen._asdict().items()
            if emoji
        ]
        return ", ".join(said) or self._line("reactions-none")

    def _effective_length(self) -> int | Extent:
        """Return what was chosen, else what the bot's settings say."""
        default = self.turn.person.length
        return self.chosen.length or default.medium or default.extent

    def _length(self) -> str:
        if self.chosen.length is None and not self.owner.is_person:
            return self._line("everyones")
        words, length = self.turn.words, self._effective_length()
        if not isinstance(length, Extent):
            return words.say("sentences", count=length)
        name, medium = words.say(f"length-{length}"), self.turn.person.length.medium
        if length is not Extent.MEDIUM or medium is None:
            return name
        return f"{name} ({words.say('sentences', count=medium)})"


ROUTES = Routes(
    commands={"settings": show_settings, "bilingual": show_bilingual}, buttons={"p": press_setting}
)
