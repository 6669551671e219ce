"""Sentences as a summary shows them, and which of them are pieces of quotations.

A dateline is left out. A piece of a quotation over several sentences is quoted with the mark that
it lacks, as newspapers do, unless the reader would have to know who speaks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from bot.domain.article import Sentence
from bot.domain.parts import Place
from bot.domain.rich_text import RichText
from bot.languages.data import words_of_all
from bot.languages.patterns import any_of
from bot.summarizing.datelines import without_dateline

# A mark that is not closed within so many sentences is a slip, not a quotation.
_LONGEST = 8

QUOTATION_MARK = re.compile('[«»“”„"]')
# “ closes a Ukrainian or German „ and opens an English quotation; typewriters mix with types.
_CLOSES = {"«": "»", "“": '”"', "„": '“”"', '"': '"”'}
_OPENING_FOR: Mapping[str, str] = {"»": "«", "”": "“", '"': '"'}
_CLOSING_FOR: Mapping[str, str] = {"«": "»", "“": "”", "„": "“", '"': '"'}


def cut_pieces(sentences: Sequence[Sentence]) -> Iterator[range]:
    """Yield runs of sentences, by place, that would be cut quotations by themselves.

    Those of a quotation over several sentences that can be shown alone are in none of them.
    """
    for run in _cut_quotations(sentences):
        for alone, piece in groupby(run, lambda index: _stands_alone(sentences[index].text.text)):
            if not alone:
                start, *_ = indices = list(piece)
                yield range(start, start + len(indices))


def shown(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return sentences without datelines, and with the quotation mark that a cut quotation lacks.

    A quotation of which all is there stays as it is. A text with a mark more is no longer what
    `start` and `end` say.
    """
    found = [without_dateline(sentence) for sentence in sentences]
    for run in _cut_quotations(found):
        if len(run) == 1:
            found[run.start] = _with_marks(found[run.start])
    return tuple(found)


def places(sentences: Sequence[Sentence]) -> tuple[Place, ...]:
    """Return where the sentences stand, without what `shown` leaves out of them.

    A quotation mark that was added to one stands nowhere.
    """
    return tuple(Place(each.start, each.end) for each in map(without_dateline, sentences))


def missing_marks(text: str) -> tuple[str, str] | None:
    """Return the mark to put before a text and the one behind it, to have all in pairs.

    At most one of them is not empty. None where it is not clear what is missing.
    """
    open_marks: list[str] = []
    before = ""
    for found in QUOTATION_MARK.finditer(text):
        mark = found[0]
        if not _is_closing(text, found.start(), open_marks):
            open_marks.append(mark)
        elif open_marks and mark in _CLOSES[open_marks[-1]]:
            _close(open_marks, mark)
        elif open_marks or before or QUOTATION_MARK.match(text):
            return None
        else:
            before = _OPENING_FOR[mark]
    if not open_marks:
        return before, ""
    if before or len(open_marks) > 1:
        return None
    return "", _CLOSING_FOR[open_marks[0]]


def _with_marks(sentence: Sentence) -> Sentence:
    """Return the sentence with the one quotation mark that it lacks, if it lacks one."""
    before, after = missing_marks(sentence.text.text) or ("", "")
    if not (before or after):
        return sentence
    return replace(sentence, text=RichText(before) + sentence.text + after)


def _cut_quotations(sentences: Sequence[Sentence]) -> Iterator[range]:
    """Yield runs of sentences, by place, of which a single one would be a cut quotation.

    A run holds the whole of it; a stray mark, which nothing closes in the sentences that follow it
    in its paragraph, makes a run of one. Sentences between the runs have their marks in pairs.
    """
    start = 0
    while start < len(sentences):
        end = _closed(sentences, start)
        if end is None:
            yield range(start, start + 1)
        elif end > start:
            yield range(start, end + 1)
        start = (start if end is None else end) + 1


def _stands_alone(text: str) -> bool:
    """Return whether a piece of a quotation may be shown without the rest of it.

    One without any marks would look like the article's own words.
    """
    return any(missing_marks(text) or ()) and not _first_person().search(text.lower())


def _closed(sentences: Sequence[Sentence], start: int) -> int | None:
    """Return the first sentence from `start` on after which every mark has its pair."""
    open_marks: list[str] = []
    for index in range(start, min(start + _LONGEST, len(sentences))):
        sentence = sentences[index]
        if sentence.paragraph != sentences[start].paragraph:
            return None
        if sentence.index - sentences[start].index != index - start:
            return None
        if not _read(sentence.text.text, open_marks):
            return None
        if not open_marks:
            return index
    return None


def _read(text: str, open_marks: list[str]) -> bool:
    """Open and close the marks of a text; False where one closes what nothing opened."""
    for mark in QUOTATION_MARK.findall(text):
        if open_marks and mark in _CLOSES[open_marks[-1]]:
            _close(open_marks, mark)
        elif mark in _CLOSES:
            open_marks.append(mark)
        else:
            return False
    return True


def _close(open_marks: list[str], mark: str) -> None:
    open_marks.pop()
    # One » may close two «, as Russian spelling has it.
    while mark == "»" and open_marks and open_marks[-1] == "«":
        open_marks.pop()


def _is_closing(text: str, place: int, open_marks: Sequence[str]) -> bool:
    match text[place]:
        case '"':
            return place > 0 and not (text[place - 1].isspace() or text[place - 1] in "([—–-«“„")
        case "“":
            return open_marks[-1:] == ["„"]
        case mark:
            return mark in "»”"


@cache
def _first_person() -> re.Pattern[str]:
    words = words_of_all("openings", "first_person")
    return re.compile(rf"\b(?:{any_of(words)})\b")
