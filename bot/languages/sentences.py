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
from bot.languages.boundaries import EMOJI, MARKER, boundaries
from bot.languages.other_languages import other_boundaries
from bot.languages.passages import language_of

# What stands before an item of a list is no part of its sentence.
_LIST_MARKER = re.compile(
    rf"(?:\s*+(?:(?P<emoji>(?:{MARKER}|{EMOJI})\s*+)|(?:[‐‑‒–−-]|\d{{1,3}}[.)])\s++))++(?=\S)"
)
_INNER_MARKER = re.compile(rf"(?:{MARKER}\s*+)++(?=\S)")
_INNER_EMOJI = re.compile(rf"(?:(?:{MARKER}|{EMOJI})\s*+)++(?=\S)")
_EM_DASH = re.compile(r"\s*+[—―]\s++")


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
        for paragraph, line in enumerate(_lines(body.text))
        for start, end, sentence_language in _places(line, language)
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


class _Line(NamedTuple):
    """A line without its list marker, where it starts, and whether the marker is an emoji."""

    start: int
    text: str
    is_marked: bool


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold anything."""
    start = 0
    for line in text.split("\n"):
        marker = _LIST_MARKER.match(line)
        content_start = marker.end() if marker else _dash_end(line)
        if content := line[content_start:].rstrip():
            yield _Line(start + content_start, content, bool(marker and marker["emoji"]))
        start += len(line) + 1


def _dash_end(line: str) -> int:
    """Return where the text starts behind an em dash that is a list marker, else 0.

    It opens direct speech, unless a small letter follows or the line ends like an item.
    """
    dash = _EM_DASH.match(line)
    if dash is None:
        return 0
    item = line[dash.end() :].rstrip()
    return dash.end() if item[:1].islower() or item[-1:].isalnum() or item[-1:] == ";" else 0


def _places(line: _Line, language: str) -> Iterator[tuple[int, int, str]]:
    text = line.text
    line_language = language_of(text, language)
    cuts = (0, *_boundaries(line, line_language), len(text))
    inner_marker = _INNER_EMOJI if line.is_marked else _INNER_MARKER
    for start, end in pairwise(cuts):
        if start and (marker := inner_marker.match(text, start, end)):
            start = marker.end()
        piece = text[start:end]
        sentence = piece.strip()
        sentence_start = line.start + start + len(piece) - len(piece.lstrip())
        is_whole_line = len(cuts) == 2
        own = line_language if is_whole_line else language_of(sentence, line_language)
        yield sentence_start, sentence_start + len(sentence), own


def _boundaries(line: _Line, language: str) -> Iterator[int]:
    if language in abbreviations.LANGUAGES:
        words = abbreviations.abbreviations(language)
        return boundaries(line.text, words, is_marked=line.is_marked)
    return other_boundaries(line.text, language)
