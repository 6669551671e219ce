"""Quotations that run over several sentences, none of which may be quoted without the others."""

import re
from collections.abc import Iterator, Sequence

from bot.article import Sentence

# A mark that is not closed within so many sentences is a slip, not a quotation.
_LONGEST = 8

_MARK = re.compile('[«»“”„"]')
# “ closes a Ukrainian or German „ and opens an English quotation; typewriters mix with types.
_CLOSES = {"«": "»", "“": '”"', "„": '“”"', '"': '"”'}


def cut_quotations(sentences: Sequence[Sentence]) -> Iterator[range]:
    """Runs of sentences, by their indices, that begin and end in the middle of a quotation.

    A run holds the whole of it; a stray mark, which nothing closes in its paragraph, makes a run of
    the sentence alone. Sentences between the runs have all their marks in pairs.
    """
    start = 0
    while start < len(sentences):
        end = _closed(sentences, start)
        if end is None:
            yield range(start, start + 1)
        elif end > start:
            yield range(start, end + 1)
        start = (start if end is None else end) + 1


def _closed(sentences: Sequence[Sentence], start: int) -> int | None:
    """The first sentence from `start` on after which every mark has its pair."""
    open_marks: list[str] = []
    for index in range(start, min(start + _LONGEST, len(sentences))):
        if sentences[index].paragraph != sentences[start].paragraph:
            return None
        if not _read(sentences[index].text.text, open_marks):
            return None
        if not open_marks:
            return index
    return None


def _read(text: str, open_marks: list[str]) -> bool:
    """Open and close the marks of a text; False where one closes what nothing opened."""
    for mark in _MARK.findall(text):
        if open_marks and mark in _CLOSES[open_marks[-1]]:
            open_marks.pop()
            # One » may close two «, as Russian spelling has it.
            while mark == "»" and open_marks and open_marks[-1] == "«":
                open_marks.pop()
        elif mark in _CLOSES:
            open_marks.append(mark)
        else:
            return False
    return True
