"""Where sentences end: the best splitter that is known for each language, made safe.

A splitter only proposes places to cut a line at, so no text can be lost or changed, whatever it
does. It never sees a line feed, and a line that would take it too long is cut by a faster one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from bot.article import Sentence
from bot.text import RichText, Span

Splitter = Callable[[str], Iterable[int]]
"""Offsets in a line at which a sentence starts, in any order."""

# A bullet or a number before a list item is no part of its sentence; an em dash is, in a dialogue.
_LIST_MARKER = re.compile(r"\s*(?:[•·‣◦▪▫●○■□–-]\ufe0f?|\d{1,3}[.)])\s+(?=\S)")

# tokenize-uk takes seconds a megabyte; longer texts than this go to razdel, many times faster.
_SLOW_LIMIT = 200_000

# Longer than people write: an unbalanced quotation mark has swallowed a paragraph.
_SWALLOWED = 600
_QUOTES = re.compile("[\"'«»„“”‘’‹›()\\[\\]]")


def split_sentences(body: RichText, language: str) -> tuple[Sentence, ...]:
    """The sentences of a body: `body[s.start:s.end] == s.text`, white space trimmed.

    Between two of them stand white space and list markers only. Every line feed ends a sentence.
    """
    splitter = _splitter(language, len(body))
    places = tuple(_places(body.text, splitter))
    texts = _slices(body, tuple((start, end) for _, start, end in places))
    return tuple(
        Sentence(index, paragraph, start, text)
        for index, ((paragraph, start, _), text) in enumerate(zip(places, texts, strict=True))
    )


def _places(text: str, splitter: Splitter) -> Iterator[tuple[int, int, int]]:
    """Paragraph, start and end of every sentence."""
    paragraph = 0
    line_start = 0
    for line in text.split("\n"):
        marker = _LIST_MARKER.match(line)
        content_start = marker.end() if marker else 0
        found = False
        for start, end in _sentences_of(line[content_start:], splitter):
            offset = line_start + content_start
            yield paragraph, offset + start, offset + end
            found = True
        paragraph += found
        line_start += len(line) + 1


def _sentences_of(line: str, splitter: Splitter) -> Iterator[tuple[int, int]]:
    if not line.strip():
        return
    cuts = sorted({0, len(line), *(cut for cut in splitter(line) if 0 < cut < len(line))})
    for start, end in pairwise(cuts):
        sentence = line[start:end]
        trimmed = sentence.strip()
        if trimmed:
            start += len(sentence) - len(sentence.lstrip())
            yield start, start + len(trimmed)


def _slices(body: RichText, places: tuple[tuple[int, int], ...]) -> Iterator[RichText]:
    """`body[start:end]` for places in order, in one pass over the spans."""
    waiting = list(reversed(body.spans))
    open_spans: list[Span] = []
    for start, end in places:
        while waiting and waiting[-1].start < end:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if span.end > start]
        yield RichText(body.text[start:end], tuple(span.moved(-start) for span in open_spans))


def _splitter(language: str, length: int) -> Splitter:
    if language == "uk":
        return _split_ukrainian if length <= _SLOW_LIMIT else _split_russian
    if language == "ru":
        return _split_russian
    return lambda line: _split_by_sentencex(line, language)


def _split_ukrainian(line: str) -> Iterable[int]:
    from tokenize_uk import tokenize_sents_with_spans

    return [start for _, start, _ in tokenize_sents_with_spans(line, language_code="uk_one")]


def _split_russian(line: str) -> Iterable[int]:
    from razdel import sentenize

    return [sentence.start for sentence in sentenize(line)]


def _split_by_sentencex(line: str, language: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries

    for found in get_sentence_boundaries(language, line):
        start, end = found["start_index"], found["end_index"]
        yield start
        if end - start > _SWALLOWED:
            unquoted = _QUOTES.sub(" ", line[start:end])
            for inner in get_sentence_boundaries(language, unquoted):
                yield start + inner["start_index"]
