"""The buttons below a reply.

All that a button needs stands in its callback data, so that it works after a restart, and whatever
came in between.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.rich_text import utf16_length
from bot.errors import UnknownLanguage
from bot.languages import language_code
from bot.rendering.layout import sharing_address, shown_sentences
from bot.rendering.places import Place
from bot.rendering.words import INTERFACE_LANGUAGES, Words
from bot.service.articles import SummaryResult
from bot.summarizing import MOST_PERCENT, Length, Method, Percent, parse_length

# How many sentences the shorter and longer summaries have: each step is one that a reader feels.
LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34)
CHAPTERS_A_PAGE = 8
PLACES_A_PAGE = 24
_MOST_IN_A_ROW = 8
EDITING = frozenset({"s", "c", "p", "w"})
"""How the data of buttons begins that change the message in place."""
ELSEWHERE = frozenset({"s", "n", "t", "l"})
"""How those begin that work below a message in a chat that the bot may not be in."""
_LONGEST_LABEL = 60
_LONGEST_COPIED = 256
"""UTF-16 units."""

_LARGEST_ID = 2**31 - 1
_MOST_SENTENCES = 99_999


_Button = InlineKeyboardButton | tuple[str, str]
"""A button, or what is written on one and its callback data."""


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
        data = f"{action}:{self.article_id}:{self.length}:{self.language}"
        return data if self.method is Method.READER else f"{data}:{self.method}"


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
        data = f"w:{self.article_id}:{self.first}:{self.length}"
        return data if self.method is Method.READER else f"{data}:{self.method}"


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

Action = ArticleAction | ShowChapters | ShowChapter | ShowPlaces | ShowPlace
"""What a button does; its text is the button's callback data."""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The article is in this language: go on with what was asked."""

    language: str
    action: ArticleAction

    def __str__(self) -> str:
        return f"l:{self.language}:{self.action}"


@dataclass(frozen=True, slots=True)
class DownloadModels:
    """Download the models that are lacking, and go on with what was asked."""

    KIND: ClassVar[str] = "d"

    action: ArticleAction

    def __str__(self) -> str:
        return f"{self.KIND}:{self.action}"


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
        case ["s" | "n" as kind, id, length, language, *method] if len(method) <= 1:
            code, chosen = language_code(language), Method(*method or [Method.READER])
            return ShowSummary(_number(id), _length(length), code, kind == "n", chosen)
        case ["w", id, first, length, *method] if len(method) <= 1:
            chosen = Method(*method or [Method.READER])
            return ShowPlaces(_number(id), _number(first), _length(length), chosen)
        case ["q", id, number, start, end]:
            return ShowPlace(_number(id), _number(number, 1), _number(start), _number(end))
        case ["t", id, language]:
            return ShowTranslation(_number(id), language_code(language))
        case ["c", id, page]:
            return ShowChapters(_number(id), _number(page))
        case ["k", id, number]:
            return ShowChapter(_number(id), _number(number))
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


def parse_choice(data: str) -> LanguageChoice | None:
    """Return the choice of a button of `language_buttons`; None for any other."""
    _, _, rest = data.partition(":")
    language, _, what = rest.partition(":")
    action = parse_action(what)
    choice = LanguageChoice(language, action) if isinstance(action, ArticleAction) else None
    return choice if str(choice) == data else None


def parse_download(data: str) -> DownloadModels | None:
    """Return what a button of `with_download` does; None for any other."""
    action = parse_action(data.partition(":")[2])
    found = DownloadModels(action) if isinstance(action, ArticleAction) else None
    return found if str(found) == data else None


def article_of(data: str) -> int | None:
    """Return the id of the article that a button is about; None for any other data."""
    choice = parse_choice(data) or parse_download(data)
    action = choice.action if choice else parse_action(data)
    return action.article_id if action else None


def language_buttons(
    languages: Iterable[str], action: ArticleAction, words: Words
) -> InlineKeyboardMarkup | None:
    """Return the languages to choose from before `action` can be done."""
    return _keyboard(
        [
            (_capitalized(words.language_name(code)), str(LanguageChoice(code, action)))
            for code in languages
        ]
    )


def with_download(
    keyboard: InlineKeyboardMarkup | None, action: ArticleAction, megabytes: int, words: Words
) -> InlineKeyboardMarkup:
    """Return the keyboard below a button that downloads models, so much, and goes on."""
    label = words.say("button-download", megabytes=megabytes)
    button = InlineKeyboardButton(label, callback_data=str(DownloadModels(action)))
    return InlineKeyboardMarkup([[button], *(keyboard.inline_keyboard if keyboard else ())])


def summary_buttons(
    action: ShowSummary,
    result: SummaryResult,
    language: str,
    targets: tuple[str, ...],
    words: Words,
    *,
    anew: bool = False,
    chapters: int = 0,
    is_file: bool = False,
    is_shown: bool = True,
) -> InlineKeyboardMarkup | None:
    """Return the buttons of a summary that `action` asks for, for somebody who reads `language`.

    `targets` are the languages that the article can be translated into, `chapters` how many it
    has; the full translation of a file is another file. `anew` is for a summary of several
    messages, which cannot be edited as one. `is_shown` is False where a text is so short that it
    is not repeated. None where there is nothing to press.
    """
    summary = result.summary
    own_language = summary.article.language or ""
    shown_language = result.translation.target_language if result.translation else own_language
    shown = len(summary.sentences)

    def show(sentences: int, in_language: str) -> str:
        return str(replace(action, length=sentences, language=in_language, anew=anew))

    def translate(into: str) -> str:
        return str(ShowTranslation(action.article_id, into))

    def named(code: str) -> str:
        return _capitalized(words.language_name(code))

    lengths = []
    shortest = summary.stops[0] if summary.stops else 0
    if shorter := max((n for n in LENGTHS if shortest <= n < shown), default=0):
        lengths.append((words.say("button-shorter"), show(shorter, shown_language)))
    if following := next((stop for stop in summary.stops if stop > shown), 0):
        longer = min((n for n in LENGTHS if n >= following), default=max(2 * shown, following))
        lengths.append((words.say("button-longer"), show(longer, shown_language)))

    languages = []
    if language != own_language and language in targets:
        # What was translated sentence by sentence from the first to the last needs no more.
        if result.translation is None or not summary.is_whole or is_file:
            languages.append((words.say("button-translation"), translate(language)))
        if result.translation is not None:
            languages.append((words.say("button-original"), show(shown, own_language)))
        else:
            label = words.say("button-translated", language=named(language))
            languages.append((label, show(shown, language)))
    elif language == own_language:
        languages += [
            (words.say("button-translate-to", language=named(target)), translate(target))
            for target in INTERFACE_LANGUAGES
            if target in targets
        ]
    contents = []
    if chapters:
        label = words.say("button-chapters", count=chapters)
        contents.append((label, str(ShowChapters(action.article_id, 0))))
    proof = _proof(action, result, words) if is_shown else []
    return _keyboard(lengths, languages, contents, proof)


def translation_buttons(
    action: ShowTranslation,
    targets: tuple[str, ...],
    words: Words,
    summary: ShowSummary | None = None,
) -> InlineKeyboardMarkup | None:
    """Return the other languages of a translation that stands in place of other answers.

    `targets` are the languages that the article can be translated into; `summary` is offered too.
    """
    languages = [
        (
            words.say("button-translate-to", language=_capitalized(words.language_name(code))),
            str(replace(action, language=code)),
        )
        for code in INTERFACE_LANGUAGES
        if code in targets and code != action.language
    ]
    return _keyboard(languages, [(words.say("button-summary"), str(summary))] if summary else [])


def _proof(action: ShowSummary, result: SummaryResult, words: Words) -> list[_Button]:
    """Return what can be done with the sentences that are shown, in a row."""
    # The person's default may be another one by the time that it is pressed.
    is_all = action.length == Percent(MOST_PERCENT)
    length = action.length if is_all else len(result.summary.sentences)
    places = ShowPlaces(action.article_id, 0, length, action.method)
    row: list[_Button] = [(words.say("button-places"), str(places))]
    if address := sharing_address(result):
        row.append(InlineKeyboardButton(words.say("button-share"), url=address))
    copied = "\n".join(sentence.text for sentence in shown_sentences(result))
    if utf16_length(copied) <= _LONGEST_COPIED:
        copy = CopyTextButton(copied)
        row.append(InlineKeyboardButton(words.say("button-copy"), copy_text=copy))
    return row


def with_places(
    keyboard: InlineKeyboardMarkup, action: ShowPlaces, places: Sequence[Place]
) -> InlineKeyboardMarkup:
    """Return the keyboard with a page of numbers, of which each shows a sentence in its place.

    Without them where this page is shown already.
    """
    rows = [list(row) for row in keyboard.inline_keyboard]
    actions = [[parse_action(str(button.callback_data or "")) for button in row] for row in rows]
    above = next(n for n, row in enumerate(actions) if any(isinstance(a, ShowPlaces) for a in row))
    kept = rows[: above + 1]
    page = places[action.first : action.first + PLACES_A_PAGE]
    numbers = [
        (str(number), str(ShowPlace(action.article_id, number, *place)))
        for number, place in enumerate(page, action.first + 1)
    ]
    if numbers[0][1] in (button.callback_data for row in rows for button in row):
        return InlineKeyboardMarkup(kept)
    height = -(-len(numbers) // _MOST_IN_A_ROW)
    width = -(-len(numbers) // height)
    lines = [numbers[n : n + width] for n in range(0, len(numbers), width)]
    turns = _turns(
        action.first,
        len(places),
        PLACES_A_PAGE,
        lambda first: str(replace(action, first=first)),
    )
    below = _keyboard(*lines, turns)
    assert below is not None
    return InlineKeyboardMarkup([*kept, *below.inline_keyboard])


def chapter_buttons(article_id: int, titles: Sequence[str], page: int) -> InlineKeyboardMarkup:
    """Return a page of chapters, and buttons to the pages before and after it."""
    first = page * CHAPTERS_A_PAGE
    rows = [
        [(_shortened(title), str(ShowChapter(article_id, number)))]
        for number, title in enumerate(titles[first : first + CHAPTERS_A_PAGE], first)
    ]
    turns = _turns(
        first,
        len(titles),
        CHAPTERS_A_PAGE,
        lambda place: str(ShowChapters(article_id, place // CHAPTERS_A_PAGE)),
    )
    keyboard = _keyboard(*rows, turns)
    assert keyboard is not None
    return keyboard


def _turns(
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


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_LABEL:
        return title
    return title[: _LONGEST_LABEL - 1].rstrip() + "…"


def without_button(
    keyboard: InlineKeyboardMarkup | None, action: Action
) -> InlineKeyboardMarkup | None:
    """Return the keyboard without the button that does this."""
    if keyboard is None:
        return None
    rows = [
        [button for button in row if button.callback_data != str(action)]
        for row in keyboard.inline_keyboard
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def _capitalized(name: str) -> str:
    return name[:1].upper() + name[1:]


def _keyboard(*rows: Sequence[_Button]) -> InlineKeyboardMarkup | None:
    filled = [[_made(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _made(button: _Button) -> InlineKeyboardButton:
    if isinstance(button, InlineKeyboardButton):
        return button
    label, data = button
    return InlineKeyboardButton(label, callback_data=data)
