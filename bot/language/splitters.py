"""The libraries that find sentence ends, behind one signature. Each is imported when first needed.

razdel is the best that is known for Russian, tokenize-uk for Ukrainian, sentencex for English; the
last knows some two hundred other languages as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

Splitter = Callable[[str], Iterable[int]]
"""Takes a line and gives offsets in it at which a sentence starts, in order."""

# Some splitters take quadratic time on hostile lines, so none gets a longer piece than this.
_WINDOW = 10_000

# tokenize-uk takes seconds a megabyte; longer texts go to razdel, which is many times faster.
_LONGEST_FOR_TOKENIZE_UK = 200_000
_MAY_END = re.compile(r"[.!?…]\W")

# Longer than people write: an unbalanced quotation mark has swallowed the sentences after it.
_SWALLOWED = 600
_SPACE = re.compile(r"\s")
_QUOTES = re.compile("[\"'«»„“”‘’‹›()\\[\\]]")

# Abbreviations that razdel does not know, and after which a sentence does not end.
_RUSSIAN_ABBREVIATION = re.compile(
    r"\b(?:архит|ген|дер|доц|макс|наб|преп|разд|респ|табл)\.\s*$", re.IGNORECASE
)


def splitter_for(language: str, length: int) -> Splitter:
    """The splitter for a text of so many characters in a language, an ISO 639 code."""
    return partial(_in_windows, _library_for(language, length))


def _in_windows(split: Splitter, line: str) -> Iterator[int]:
    """Splits a long line piece by piece, each of which begins with a sentence."""
    start = 0
    while start < len(line):
        window = line[start : start + _WINDOW]
        cuts = [start + cut for cut in split(window) if 0 < cut < len(window)]
        yield from cuts
        is_last = start + len(window) == len(line)
        start = cuts[-1] if cuts and not is_last else start + len(window)


def _library_for(language: str, length: int) -> Splitter:
    if language == "uk" and length <= _LONGEST_FOR_TOKENIZE_UK:
        return _by_tokenize_uk
    if language in ("ru", "uk"):
        return _by_razdel
    return partial(_by_sentencex, language)


def _by_tokenize_uk(line: str) -> Iterator[int]:
    from tokenize_uk import tokenize_sents_with_spans

    if not _MAY_END.search(line):
        return
    for _, start, _ in tokenize_sents_with_spans(line, language_code="uk_one"):
        yield start


def _by_razdel(line: str) -> Iterator[int]:
    from razdel import sentenize

    for sentence in sentenize(line):
        if not _RUSSIAN_ABBREVIATION.search(line, max(0, sentence.start - 20), sentence.start):
            yield sentence.start


def _by_sentencex(language: str, line: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries

    # sentencex panics at a space of more than one byte between a letter and a full stop.
    line = _SPACE.sub(" ", line)
    for found in get_sentence_boundaries(language, line):
        start, end = found["start_index"], found["end_index"]
        yield start
        if end - start > _SWALLOWED:
            unquoted = _QUOTES.sub(" ", line[start:end])
            boundaries = get_sentence_boundaries(language, unquoted)
            yield from (start + inner["start_index"] for inner in boundaries)
