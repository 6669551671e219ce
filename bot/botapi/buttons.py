"""What the buttons below an article's answers ask for, and keyboards of them.

All that a button needs stands in its callback data, so that it works after a restart, and whatever
came in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.errors import UnknownLanguage
from bot.languages import language_code
from bot.summarizing import Length, Method, parse_length

Each = TypeVar("Each")

EDITING = frozenset({"s", "c", "p", "w"})
"""How the data of buttons begins that change the message in place."""
ELSEWHERE = frozenset({"s", "n", "t", "l"})
"""How those begin that work below a message in a chat that the bot may not be in."""
CHAPTERS_A_PAGE = 8

_LARGEST_ID = 2**31 - 1
_MOST_SENTENCES = 99_999

Button = InlineKeyboardButton | tuple[str, str]
"""A button, or its label and callback data."""


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """Show so much of an article in a language, in place of the message or, if `anew`, below it."""

    article_id: int
    length: Length
    language: str
    anew: bool = False
    method: Method = Method.READER

    def __str__(self) -> str:
        action = "n" if self.anew else "s"
        return f"{action}:{self.article_id}:{self.length}:{self.language}{_by(self.method)}"


@dataclass(frozen=True, slots=True)
class ShowTranslation:
    """Translate the whole article into a language."""

    article_id: int
    language: str

    def __str__(self) -> str:
        return f"t:{self.article_id}:{self.language}"


@dataclass(frozen=True, slots=True)
class ShowChapters:
    """Show a page of the book's chapters, counted from 0."""

    article_id: int
    page: int

    @property
    def number(self) -> int:
        """The number of the first chapter on the page."""
        return self.page * CHAPTERS_A_PAGE

    def __str__(self) -> str:
        return f"c:{self.article_id}:{self.page}"


@dataclass(frozen=True, slots=True)
class ShowChapter:
    """Summarise one chapter of the book, counted from 0."""

    article_id: int
    number: int

    def __str__(self) -> str:
        return f"k:{self.article_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class ShowPlaces:
    """Offer to show where the sentences of a summary stand, from the `first` on, counted from 0.

    Removes the offer where it is there already.
    """

    article_id: int
    first: int
    length: Length
    method: Method = Method.READER

    def __str__(self) -> str:
        return f"w:{self.article_id}:{self.first}:{self.length}{_by(self.method)}"


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Show where a sentence of a summary stands: `body[start:end]`; its `number` is from 1 on."""

    article_id: int
    number: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"q:{self.article_id}:{self.number}:{self.start}:{self.end}"


ArticleAction = ShowSummary | ShowTranslation
"""What is done with a whole article, whose language may have to be asked for first."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The article is in this language: go on with what was asked."""

    language: str
    action: ArticleAction

    @property
    def article_id(self) -> int:
        """The article that was asked about."""
        return self.action.article_id

    def __str__(self) -> str:
        return f"l:{self.language}:{self.action}"


@dataclass(frozen=True, slots=True)
class DownloadModels:
    """Download the models that are lacking, and go on with what was asked."""

    action: ArticleAction

    @property
    def article_id(self) -> int:
        """The article that was asked about."""
        return self.action.article_id

    def __str__(self) -> str:
        return f"d:{self.action}"


Action = (
    ArticleAction
    | ShowChapters
    | ShowChapter
    | ShowPlaces
    | ShowPlace
    | ChooseLanguage
    | DownloadModels
)
"""What a button does; its text is the button's callback data."""


def _by(method: Method) -> str:
    return "" if method is Method.READER else f":{method}"


def parse_action(data: str) -> Action | None:
    """Return the action of a button; None for data that no button of ours has."""
    try:
        action = _parsed(data.split(":"))
    except (ValueError, UnknownLanguage):
        return None
    # Numbers and languages can be written in other ways, which no button does.
    return action if str(action) == data else None


def _parsed(values: list[str]) -> Action | None:
    match values:
        case ["w", id, first, length, *method] if len(method) <= 1:
            chosen = Method(*method or [Method.READER])
            return ShowPlaces(_number(id), _number(first), _length(length), chosen)
        case ["q", id, number, start, end]:
            return ShowPlace(_number(id), _number(number, 1), _number(start), _number(end))
        case ["c", id, page]:
            return ShowChapters(_number(id), _number(page))
        case ["k", id, number]:
            return ShowChapter(_number(id), _number(number))
        case ["l", language, *asked] if action := _article_action(asked):
            return ChooseLanguage(language, action)
        case ["d", *asked] if action := _article_action(asked):
            return DownloadModels(action)
    return _article_action(values)


def _article_action(values: list[str]) -> ArticleAction | None:
    match values:
        case ["s" | "n" as kind, id, length, language, *method] if len(method) <= 1:
            code, chosen = language_code(language), Method(*method or [Method.READER])
            return ShowSummary(_number(id), _length(length), code, kind == "n", chosen)
        case ["t", id, language]:
            return ShowTranslation(_number(id), language_code(language))
    return None


def _length(word: str) -> Length:
    length = _number(word, 1, _MOST_SENTENCES) if word.isdecimal() else parse_length(word)
    if length is None:
        raise ValueError(word)
    return length


def _number(word: str, least: int = 0, most: int = _LARGEST_ID) -> int:
    number = int(word)
    if not least <= number <= most:
        raise ValueError(word)
    return number


def page_turns(
    first: int, count: int, a_page: int, action: Callable[[int], str]
) -> list[tuple[str, str]]:
    """Return buttons to the pages before and after the one that begins with the `first`."""
    turns = []
    if first > 0:
        turns.append((f"‹ {first - a_page + 1}–{first}", action(first - a_page)))
    following = first + a_page
    if following < count:
        last = min(following + a_page, count)
        label = f"{following + 1}–{last} ›" if last > following + 1 else f"{last} ›"
        turns.append((label, action(following)))
    return turns


def shortened(label: str, longest: int) -> str:
    """Return a label of at most so many characters."""
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def in_rows(buttons: Sequence[Each], width: int) -> list[Sequence[Each]]:
    """Return buttons, or what will become some, in rows."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]


def keyboard(*rows: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Return a keyboard of the rows that have buttons; None where none has."""
    filled = [
        [
            button
            if isinstance(button, InlineKeyboardButton)
            else InlineKeyboardButton(button[0], callback_data=button[1])
            for button in row
        ]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(filled) if filled else None
