"""Where sentences end. Every line feed ends one, and so does what the rules of the language say.

The rules only propose places to cut a line at, so no text can be lost or changed, whatever they do.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.article import Sentence
from bot.language import abbreviations
from bot.language.boundaries import boundaries
from bot.language.other_languages import other_boundaries
from bot.text import RichText, Span

# A bullet or number before a list item is no part of its sentence; an em dash opens direct speech.
_LIST_MARKER = re.compile(r"\s*(?:[•·‣◦▪▫●○■□–-]\ufe0f?|\d{1,3}[.)])\s+(?=\S)")


def split_sentences(body: RichText, language: str) -> tuple[Sentence, ...]:
    """The sentences of a body: `body[s.start:s.end] == s.text`, without white space around them.

    Between two of them stand white space and list markers only. Takes time that grows with the
    length of the body only.
    """
    places = tuple(
        (paragraph, start, end)
        for paragraph, (line_start, line) in enumerate(_lines(body.text))
        for start, end in _places(line, line_start, language)
    )
    texts = _slices(body, [(start, end) for _, start, end in places])
    return tuple(
        Sentence(index, paragraph, start, text)
        for index, ((paragraph, start, _), text) in enumerate(zip(places, texts, strict=True))
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


def _places(line: str, line_start: int, language: str) -> Iterator[tuple[int, int]]:
    for start, end in pairwise((0, *_boundaries(line, language), len(line))):
        sentence = line[start:end]
        leading_space = len(sentence) - len(sentence.lstrip())
        yield line_start + start + leading_space, line_start + start + len(sentence.rstrip())


def _boundaries(line: str, language: str) -> Iterator[int]:
    if language in abbreviations.LANGUAGES:
        return boundaries(line, abbreviations.abbreviations(language))
    return other_boundaries(line, language)


def _slices(body: RichText, places: Iterable[tuple[int, int]]) -> Iterator[RichText]:
    """`body[start:end]` for places in order, in one pass over the spans."""
    waiting = list(reversed(body.spans))
    open_spans: list[Span] = []
    for start, end in places:
        while waiting and waiting[-1].start < end:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if span.end > start]
        yield RichText(body.text[start:end], tuple(span.moved(-start) for span in open_spans))
