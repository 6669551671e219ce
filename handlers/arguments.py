"""What stands after /summary and /translate: a length, a language, a method, a text or link."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from bot.domain.rich_text import RichText
from bot.errors import (
    DragomanError,
    LengthOutOfRange,
    SummaryUsage,
    TranslateUsage,
    UnknownLanguage,
)
from bot.languages import language_code, words_around, words_of_origin
from bot.languages.data import words_of_all
from bot.reading.pages import link_in
from bot.summarizing import MOST_SENTENCES, Length, Method, is_out_of_range, parse_length

_FEWEST_WORDS = 3
_LONGEST_NUMBER = 3
_MOST_WORDS_OF_ARGUMENTS = 10
_LONGEST_NAME = 4

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# "en-ru", "en → ru", "English/Russian".
_PAIR = re.compile(r"(\S+?)\s*(?:[-=]?>|→|[/_–—-])\s*(\S+)")
# What people put around an argument, as the help puts brackets around what may be there.
_AROUND = "[]<>()«»“”„\"'.,;:!?"


@dataclass(frozen=True, slots=True)
class Arguments:
    """None and empty text for what was not given."""

    length: Length | None = None
    language: str | None = None
    method: Method = Method.READER
    text: RichText = field(default_factory=RichText)
    source: str | None = None
    """The language that the text is in."""


class Word(NamedTuple):
    """A word or a language's name with its preposition, and where it ends in its line."""

    text: str
    end: int


Reading = Mapping[str, Callable[[str], object]]
"""For each argument a function that gives what a word means there, or None."""


def parse_summary_arguments(text: RichText, languages: Collection[str]) -> Arguments:
    """Read what stands after /summary: length, language and method in any order, then the text.

    Arguments alone on their line may be anything that names something ("20%", "коротко", "uk",
    "Ukrainian", "на английском", "lexrank"). With a text behind them on the same line only numbers
    and lower-case codes out of `languages` are arguments, so that "Russian troops…", "Short of…"
    and "It is…" stay text. Raises SummaryUsage with the word that it does not know, and
    LengthOutOfRange.
    """
    pair = _pair_out_of(languages)
    alone = {"length": parse_length, "method": _method, "pair": pair, "language": _any_language}
    before_text = {"length": _number, "pair": pair, "language": _code_out_of(languages)}
    _refuse_out_of_range(text, alone)
    return _parsed(text, alone, before_text, SummaryUsage)


def parse_translation_arguments(text: RichText, languages: Collection[str]) -> Arguments:
    """Read what stands after /translate: a language, then the text, as after /summary.

    Alone on their line there may be two: "en ru" and "from English into Russian" say what the text
    is in too, and so does "en-ru". A text may be a word, but only behind a language. Raises
    TranslateUsage.
    """
    pair = _pair_out_of(languages)
    alone = {
        "pair": pair,
        "source": _language_of_text,
        "language": _any_language,
        "second": _any_language,
    }
    before_text = {"pair": pair, "language": _code_out_of(languages)}
    return _parsed(text, alone, before_text, TranslateUsage)


def _refuse_out_of_range(text: RichText, alone: Reading) -> None:
    """Raise LengthOutOfRange for a number that can be nothing but a length."""
    first_line, _, following = text.text.partition("\n")
    arguments = _joined(_before_address(_words(first_line)))
    wrong = next((word for word in arguments if is_out_of_range(word.text)), None)
    if wrong is None:
        return
    arguments.remove(wrong)
    word = wrong.text
    # Alone above a text, "1998" is its title.
    is_title = bool(following.strip()) and len(word.strip("+-−%")) > _LONGEST_NUMBER
    is_argument = _read(arguments, alone)[1] == len(arguments) and not is_title
    is_too_short_for_text = len(text.text.split()) < _FEWEST_WORDS and text.text.startswith(word)
    if is_argument or is_too_short_for_text:
        raise LengthOutOfRange(word=word, limit=MOST_SENTENCES)


def _parsed(
    text: RichText, alone: Reading, before_text: Reading, usage: type[DragomanError]
) -> Arguments:
    first_line, _, _ = text.text.partition("\n")
    words_of_line = _words(first_line)
    arguments = _joined(_before_address(words_of_line))
    given, taken = _read(arguments, alone)
    unknown = arguments[taken].text if taken < len(arguments) else ""
    if unknown:
        arguments = words_of_line
        given, taken = _read(arguments, before_text)
    found = _arguments(given)
    rest = text[arguments[taken - 1].end if taken else 0 :].strip()
    words = rest.text.split()
    # So few words are a mistake in the arguments rather than something to work on.
    enough = 1 if usage is TranslateUsage and found.language is not None else _FEWEST_WORDS
    if 0 < len(words) < enough and link_in(rest) is None:
        raise usage(word=(unknown or words[0])[:50])
    return replace(found, text=rest)


def _words(line: str) -> list[Word]:
    return [Word(token.group(), token.end()) for token in _TOKEN.finditer(line)]


def _before_address(words: list[Word]) -> list[Word]:
    return list(takewhile(lambda word: not _ADDRESS.match(word.text), words))


def _joined(words: list[Word]) -> list[Word]:
    """Return "на английский", "українською мовою", "en → ru" and "5 sentences" as one word each.

    What people put around a word is left out.
    """
    words = [Word(word.text.strip(_AROUND) or word.text, word.end) for word in words]
    if len(words) > _MOST_WORDS_OF_ARGUMENTS:
        return words
    joined: list[Word] = []
    while words:
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            phrase = " ".join(word.text for word in words[:length])
            if length == 1 or (meaning := _meaning_of(phrase)):
                joined.append(Word(phrase if length == 1 else meaning, words[length - 1].end))
                words = words[length:]
                break
    return joined


def _meaning_of(phrase: str) -> str:
    """Return what a phrase of several words means as one argument; empty for other phrases."""
    first, *others, last = phrase.casefold().split()
    if not others and parse_length(first) is not None and last in words_of_all("lengths", "units"):
        return first
    if not others and last == "%" and first.isdecimal():
        return f"{first}%"
    if _is_asked_for(phrase) and _any_language(phrase):
        return phrase
    is_pair = len(others) == 1 and _PAIR.fullmatch(phrase) and _pair_out_of(())(phrase)
    return phrase if is_pair else ""


def _is_asked_for(phrase: str) -> bool:
    """Return whether a phrase begins or ends with what stands around the name of a language."""
    first, *_, last = phrase.casefold().split()
    return first in words_around() or last in words_around() - words_of_origin()


def _read(words: list[Word], reading: Reading) -> tuple[dict[str, object], int]:
    """Return the arguments up to the first word that is none, and how many words they are."""
    given: dict[str, object] = {}
    for word in words:
        for name, meaning in reading.items():
            if name not in given and (value := meaning(word.text)) is not None:
                given[name] = value
                break
        else:
            break
    return given, len(given)


def _arguments(given: dict[str, object]) -> Arguments:
    """Return what was given; of two languages the first is the text's own."""
    pair = given.pop("pair", None)
    if isinstance(pair, dict):
        given |= pair
    second = given.pop("second", None)
    if second is not None:
        given.setdefault("source", given["language"])
        given["language"] = second
    return replace(Arguments(), **given)  # type: ignore[arg-type]


def _number(word: str) -> Length | None:
    return parse_length(word) if word.isdecimal() else None


def _method(word: str) -> Method | None:
    return Method(word.lower()) if word.lower() in set(Method) else None


def _any_language(word: str) -> str | None:
    try:
        return language_code(word)
    except UnknownLanguage:
        return None


def _language_of_text(phrase: str) -> str | None:
    """Return the language in "from English", None for one without such a preposition."""
    return _any_language(phrase) if phrase.casefold().split()[0] in words_of_origin() else None


def _code_out_of(languages: Collection[str]) -> Callable[[str], str | None]:
    return lambda word: word if word in languages else None


def _pair_out_of(languages: Collection[str]) -> Callable[[str], dict[str, str] | None]:
    """Return a function that reads "en-ru": what the text is in, and what it should be in.

    "pt-br" and "uk-UA" are one language each: what follows a hyphen is one of `languages`.
    """

    def pair(phrase: str) -> dict[str, str] | None:
        found = _PAIR.fullmatch(phrase)
        source, language = map(_any_language, found.groups()) if found else (None, None)
        if found is None or source is None or language is None or language == source:
            return None
        if _any_language(phrase) is not None and found.group(2) not in languages:
            return None
        return {"source": source, "language": language}

    return pair
