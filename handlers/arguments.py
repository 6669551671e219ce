"""What stands after /summary and /translate: a length, a language, a method, a text or link."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from bot.domain.rich_text import RichText
from bot.errors import (
    DragomanError,
    LengthOutOfRange,
    SummaryUsage,
    TranslateUsage,
    UnknownLanguage,
)
from bot.languages import language_code
from bot.reading.pages import link_in
from bot.summarizing import MOST_SENTENCES, Length, Method, is_out_of_range, parse_length

_FEWEST_WORDS = 3
_LONGEST_NUMBER = 3

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arguments:
    """None and empty text for what was not given."""

    length: Length | None = None
    language: str | None = None
    method: Method = Method.READER
    text: RichText = field(default_factory=RichText)


Reading = Mapping[str, Callable[[str], object]]
"""For each field of Arguments a function that gives what a word means there, or None."""


def parse_summary_arguments(text: RichText, languages: Collection[str]) -> Arguments:
    """Read what stands after /summary: length, language and method in any order, then the text.

    Arguments alone on their line may be anything that names something ("20%", "коротко", "uk",
    "Ukrainian", "lexrank"). With a text behind them on the same line only numbers and lower-case
    codes out of `languages` are arguments, so that "Russian troops…", "Short of…" and "It is…" stay
    text. Raises SummaryUsage with the word that it does not know, and LengthOutOfRange.
    """
    alone = {"length": parse_length, "method": _method, "language": _any_language}
    before_text = {"length": _number, "language": _code_out_of(languages)}
    _refuse_out_of_range(text, alone)
    return _parsed(text, alone, before_text, SummaryUsage)


def parse_translation_arguments(text: RichText, languages: Collection[str]) -> Arguments:
    """Read what stands after /translate: a language, then the text, as after /summary.

    A text may be a word, but only behind a language. Raises TranslateUsage.
    """
    alone = {"language": _any_language}
    before_text = {"language": _code_out_of(languages)}
    return _parsed(text, alone, before_text, TranslateUsage)


def _refuse_out_of_range(text: RichText, alone: Reading) -> None:
    """Raise LengthOutOfRange for a number that can be nothing but a length."""
    first_line, _, following = text.text.partition("\n")
    arguments = _before_address(list(_TOKEN.finditer(first_line)))
    wrong = next((token for token in arguments if is_out_of_range(token.group())), None)
    if wrong is None:
        return
    arguments.remove(wrong)
    word = wrong.group()
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
    tokens = list(_TOKEN.finditer(first_line))
    arguments = _before_address(tokens)
    found, taken = _read(arguments, alone)
    if taken < len(arguments):
        found, taken = _read(tokens, before_text)
    rest = text[tokens[taken - 1].end() if taken else 0 :].strip()
    words = rest.text.split()
    # So few words are a mistake in the arguments rather than something to work on.
    enough = 1 if usage is TranslateUsage and found.language is not None else _FEWEST_WORDS
    if 0 < len(words) < enough and link_in(rest) is None:
        raise usage(word=words[0][:50])
    return replace(found, text=rest)


def _before_address(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    return list(takewhile(lambda token: not _ADDRESS.match(token.group()), tokens))


def _read(tokens: list[re.Match[str]], reading: Reading) -> tuple[Arguments, int]:
    """Return the arguments up to the first word that is none, and how many words they are."""
    given: dict[str, object] = {}
    for token in tokens:
        for name, meaning in reading.items():
            if name not in given and (value := meaning(token.group())) is not None:
                given[name] = value
                break
        else:
            break
    return replace(Arguments(), **given), len(given)  # type: ignore[arg-type]


def _number(word: str) -> Length | None:
    return parse_length(word) if word.isdecimal() else None


def _method(word: str) -> Method | None:
    return Method(word.lower()) if word.lower() in set(Method) else None


def _any_language(word: str) -> str | None:
    try:
        return language_code(word)
    except UnknownLanguage:
        return None


def _code_out_of(languages: Collection[str]) -> Callable[[str], str | None]:
    return lambda word: word if word in languages else None
