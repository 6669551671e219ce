"""Split a text into sentences. Every line feed ends one, and so do the rules of its language.

The rules only propose places to cut a line at, so no text can be lost or changed, whatever they do.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.languages.boundaries import boundaries
from bot.languages.data import sentence_words
from bot.languages.passages import language_of
from bot.languages.stops import EMOJI, MARKER

# What stands before an item of a list is no part of its sentence.
# Without a group for the emoji: Python 3.11 fails on one that is repeated possessively.
_LIST_MARKERS = re.compile(
    rf"(?:\s*+(?:(?:{MARKER}|{EMOJI})\s*+|(?:[‐‑‒–−-]|\d{{1,3}}[.)])\s++))++(?=\S)"
)
_LAST_EMOJI = re.compile(rf"(?:{MARKER}|{EMOJI})\s*+$")
_INNER_MARKER = re.compile(rf"(?:{MARKER}\s*+)++(?=\S)")
_INNER_EMOJI = re.compile(rf"(?:(?:{MARKER}|{EMOJI})\s*+)++(?=\S)")
_EM_DASH = re.compile(r"\s*+[—―]\s++")

# sentencex takes quadratic time on hostile lines, so it never gets a longer piece than this.
_WINDOW = 10_000
# Longer than people write: an unbalanced quotation mark has swallowed the sentences after it.
_SWALLOWED = 600
_SPACE = re.compile(r"\s")
_QUOTES = re.compile("[\"'«»„“”‘’‹›()\\[\\]]")


class _Place(NamedTuple):
    """A sentence in the body, and its language by its letters."""

    paragraph: int
    start: int
    end: int
    language: str


class _Line(NamedTuple):
    """A line without its list marker, where it starts, and whether the marker is an emoji."""

    start: int
    text: str
    is_marked: bool


def split_sentences(body: RichText, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of a body: `body[s.start:s.end] == s.text`, without space around them.

    `language` is what most of the body is in; lines and sentences of another are noticed. Between
    two sentences stand white space and list markers only. Time is linear in the length of the body.
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


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold anything."""
    start = 0
    for line in text.split("\n"):
        markers = _LIST_MARKERS.match(line)
        content_start = markers.end() if markers else _dash_end(line)
        if content := line[content_start:].rstrip():
            is_marked = bool(markers and _LAST_EMOJI.search(markers[0]))
            yield _Line(start + content_start, content, is_marked)
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
        if start and not text[start].isalpha() and (found := inner_marker.match(text, start, end)):
            start = found.end()
        sentence = text[start:end].strip()
        sentence_start = line.start + text.index(sentence, start)
        is_whole_line = len(cuts) == 2
        own = line_language if is_whole_line else language_of(sentence, line_language)
        yield sentence_start, sentence_start + len(sentence), own


def _boundaries(line: _Line, language: str) -> Iterator[int]:
    words = sentence_words(language)
    if words is None:
        return _other_boundaries(line.text, language)
    return boundaries(line.text, words, is_marked=line.is_marked)


def _other_boundaries(line: str, language: str) -> Iterator[int]:
    """Yield the offsets at which a sentence begins, but the first, in a language without a file.

    sentencex knows the abbreviations and the full stops of some two hundred languages.
    """
    start = 0
    while start < len(line):
        window = line[start : start + _WINDOW]
        cuts = [start + cut for cut in sorted(set(_sentencex_cuts(window, language))) if cut]
        yield from cuts
        is_last = start + len(window) == len(line)
        start = cuts[-1] if cuts and not is_last else start + len(window)


def _sentencex_cuts(line: str, language: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries

    # sentencex panics at a space of more than one byte between a letter and a full stop.
    line = _SPACE.sub(" ", line)
    for found in get_sentence_boundaries(language, line):
        start, end = found["start_index"], found["end_index"]
        yield start
        if end - start > _SWALLOWED:
            unquoted = _QUOTES.sub(" ", line[start:end])
            inner = get_sentence_boundaries(language, unquoted)
            yield from (start + piece["start_index"] for piece in inner)
