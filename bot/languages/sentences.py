"""Where sentences end. Every line feed ends one, and so does what the rules of its language say.

The rules only propose places to cut a line at, so no text can be lost or changed, whatever they do.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.languages import abbreviations
from bot.languages.boundaries import boundaries
from bot.languages.other_languages import other_boundaries
from bot.languages.passages import language_of

# A bullet or number before a list item is no part of its sentence; an em dash opens direct speech.
_LIST_MARKER = re.compile(r"\s*(?:[•·‣◦▪▫●○■□–-]\ufe0f?|\d{1,3}[.)])\s+(?=\S)")


class _Place(NamedTuple):
    """A sentence in the body, and the language that its letters say."""

    paragraph: int
    start: int
    end: int
    language: str


def split_sentences(body: RichText, language: str) -> tuple[Sentence, ...]:
    """The sentences of a body: `body[s.start:s.end] == s.text`, without white space around them.

    `language` is what most of the body is in; lines and sentences of another are noticed. Between
    two sentences stand white space and list markers only. Takes time that grows with the length of
    the body only.
    """
    places = [
        _Place(paragraph, start, end, sentence_language)
        for paragraph, (line_start, line) in enumerate(_lines(body.text))
        for start, end, sentence_language in _places(line, line_start, language)
    ]
    texts = body.slices((place.start, place.end) for place in places)
    return tuple(
        Sentence(
            index,
            place.paragraph,
            place.start,
            text,
            place.language if place.language != language else None,
        )
        for index, (place, text) in enumerate(zip(places, texts, strict=True))
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, without their list markers, and where they start."""
    start = 0
    for line in text.split("\n"):
        marker = _LIST_MARKER.match(line)
        content_start = marker.end() if marker else 0
        if content := line[content_start:].rstrip():
            yield start + content_start, content
        start += len(line) + 1


def _places(line: str, line_start: int, language: str) -> Iterator[tuple[int, int, str]]:
    line_language = language_of(line, language)
    cuts = (0, *_boundaries(line, line_language), len(line))
    for start, end in pairwise(cuts):
        sentence = line[start:end].strip()
        sentence_start = line_start + start + len(line[start:end]) - len(line[start:end].lstrip())
        is_whole_line = len(cuts) == 2
        own = line_language if is_whole_line else language_of(sentence, line_language)
        yield sentence_start, sentence_start + len(sentence), own


def _boundaries(line: str, language: str) -> Iterator[int]:
    if language in abbreviations.LANGUAGES:
        return boundaries(line, abbreviations.abbreviations(language))
    return other_boundaries(line, language)
