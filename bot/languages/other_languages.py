"""Where sentences end in the languages that have no word lists here: by sentencex, made safe.

sentencex knows the abbreviations and the full stops of some two hundred languages.
"""

import re
from collections.abc import Iterator

# sentencex takes quadratic time on hostile lines, so it never gets a longer piece than this.
_WINDOW = 10_000

# Longer than people write: an unbalanced quotation mark has swallowed the sentences after it.
_SWALLOWED = 600
_SPACE = re.compile(r"\s")
_QUOTES = re.compile("[\"'«»„“”‘’‹›()\\[\\]]")


def other_boundaries(line: str, language: str) -> Iterator[int]:
    """The offsets in the line at which a sentence begins, the first one left out, in order."""
    start = 0
    while start < len(line):
        window = line[start : start + _WINDOW]
        cuts = [start + cut for cut in sorted(set(_cuts(window, language))) if cut]
        yield from cuts
        is_last = start + len(window) == len(line)
        start = cuts[-1] if cuts and not is_last else start + len(window)


def _cuts(line: str, language: str) -> Iterator[int]:
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
