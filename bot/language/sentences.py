"""Where sentences end: the best splitter that is known for each language, made safe.

A splitter only proposes places to cut a line at, so no text can be lost or changed, whatever it
does. It never sees a line feed, and a text that would take it too long goes to a faster one.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.article import Sentence
from bot.language.splitters import splitter_for
from bot.text import RichText, Span

# A bullet or number before a list item is no part of its sentence; an em dash opens direct speech.
_LIST_MARKER = re.compile(r"\s*(?:[•·‣◦▪▫●○■□–-]\ufe0f?|\d{1,3}[.)])\s+(?=\S)")

_WORD = re.compile(r"\w")
_EXCLAIMED = re.compile(r"[?!…][\"'»”’)\]]*\s*$")
# Emoji with their joiners and variations, and the space after them.
_EMOJI = re.compile(
    r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\u20e3"
    r"\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]*(?:\s+|$)"
)


def split_sentences(body: RichText, language: str) -> tuple[Sentence, ...]:
    """The sentences of a body: `body[s.start:s.end] == s.text`, without white space around them.

    Between two of them stand white space and list markers only. Every line feed ends a sentence.
    """
    propose = splitter_for(language, len(body))
    places = tuple(
        (paragraph, start, end)
        for paragraph, (line_start, line) in enumerate(_lines(body.text))
        for start, end in _places(line, line_start, propose(line))
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


def _places(line: str, line_start: int, proposed: Iterable[int]) -> Iterator[tuple[int, int]]:
    cuts = sorted({cut for cut in proposed if 0 < cut < len(line)})
    for start, end in pairwise((0, *_mended(line, cuts), len(line))):
        sentence = line[start:end]
        leading_space = len(sentence) - len(sentence.lstrip())
        yield line_start + start + leading_space, line_start + start + len(sentence.rstrip())


def _mended(line: str, cuts: list[int]) -> Iterator[int]:
    """The cuts, but none before "he asked" nor around a piece without words.

    Emoji go with the sentence that they follow, except in a line that begins with one.
    """
    emoji_first = bool(_EMOJI.match(line))
    worded = bool(_WORD.search(line, 0, cuts[0])) if cuts else False
    for cut, following in pairwise((*cuts, len(line))):
        emoji = None if emoji_first else _EMOJI.match(line, cut, following)
        start = emoji.end() if emoji else cut
        if not _WORD.search(line, start, following):
            continue
        goes_on = line[start].islower() and _EXCLAIMED.search(line, max(0, cut - 9), cut)
        if worded and not goes_on:
            yield start
        worded = True


def _slices(body: RichText, places: Iterable[tuple[int, int]]) -> Iterator[RichText]:
    """`body[start:end]` for places in order, in one pass over the spans."""
    waiting = list(reversed(body.spans))
    open_spans: list[Span] = []
    for start, end in places:
        while waiting and waiting[-1].start < end:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if span.end > start]
        yield RichText(body.text[start:end], tuple(span.moved(-start) for span in open_spans))
