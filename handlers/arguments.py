"""What stands after /summary and /translate: a number of sentences, a language, a text or link."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from bot.errors import DragomanError, UnknownLanguage
from bot.language import language_code
from bot.reading.pages import link_in
from bot.text import RichText

MOST_SENTENCES = 50

_FEWEST_WORDS = 3

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arguments:
    """None and empty text for what was not given."""

    sentences: int | None = None
    language: str | None = None
    text: RichText = field(default_factory=RichText)


def parse_arguments(
    text: RichText, languages: Collection[str], usage: type[DragomanError], *, count: bool
) -> Arguments:
    """Read what stands after a command; `count` says whether it takes a number of sentences.

    Arguments alone on their line may be anything that names a language ("uk", "Ukrainian"). With a
    text behind them on the same line only lower-case codes out of `languages` are arguments, so
    that "Russian troops…" and "It is…" stay text. Raises `usage` with the word
    that it does not know.
    """
    first_line, _, _ = text.text.partition("\n")
    tokens = list(_TOKEN.finditer(first_line))
    words_given = sum(not _ADDRESS.match(token.group()) for token in tokens)
    alone = words_given <= (2 if count else 1)
    found = Arguments()
    end = 0
    for token in tokens:
        word = token.group()
        if count and found.sentences is None and _is_count(word):
            found = replace(found, sentences=int(word))
        elif found.language is None and (code := _language(word, languages, any_name=alone)):
            found = replace(found, language=code)
        else:
            break
        end = token.end()
    rest = text[end:].strip()
    words = rest.text.split()
    # So few words are a mistake in the arguments rather than something to work on.
    fewest = _FEWEST_WORDS if count or found.language is None else 1
    if 0 < len(words) < fewest and link_in(rest) is None:
        raise usage(word=words[0][:50])
    return replace(found, text=rest)


def _is_count(word: str) -> bool:
    return word.isdecimal() and len(word) < 9 and 1 <= int(word) <= MOST_SENTENCES


def _language(word: str, languages: Collection[str], *, any_name: bool) -> str | None:
    if not any_name:
        return word if word in languages else None
    try:
        return language_code(word)
    except UnknownLanguage:
        return None
