"""Measure the features of sentences that predict a reader's grade.

All sentences of a text are measured at once, as columns of numbers between about -1 and 1, so that
a thousand sentences take some ten milliseconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.summarizing.concepts import Text
from bot.summarizing.quotations import QUOTATION_MARK
from bot.summarizing.word_features import (
    Add,
    Column,
    Occurrences,
    Table,
    measure_words,
    occurrences,
)

_LINKS = ("://", "www.", "@", "#", ".com", ".ua", ".ru")
_DASHES = (" – ", " — ", " - ")
_SINGLE_DASHES = ("—", "–", "-")
_STOPS = (".", "!", "?", "…")
_COLONS = (":", ";")

_NEIGHBOURING = (
    *("has_pronoun", "opens_pronoun", "quoted", "starts_quoted", "ends_quoted", "has_speech"),
    *("ends_colon", "ends_question", "length", "title_share", "names_any", "number"),
    *("has_first_person", "opens_contrast", "opens_consequence", "opens_demonstrative"),
    *("no_stop", "paragraph_start", "coverage", "title_name", "attribution", "content_0_1"),
    *("title_new", "scene"),
)
"""Features of which those of the sentences before and after count too."""

_PRODUCTS = (
    *(("early", "length"), ("first", "length"), ("second", "length"), ("third", "length")),
    *(("share", "length"), ("paragraph_start", "length"), ("untitled", "length")),
    *(("no_stop", "length"), ("quoted", "length"), ("opens_pronoun", "length")),
    *(("has_speech", "length"), ("number", "length"), ("title_share", "length")),
    *(("coverage", "length"), ("has_pronoun", "length"), ("paragraph_start", "no_stop")),
    *(("early", "no_stop"), ("names_any", "no_stop"), ("title_share", "no_stop")),
    *(("share", "names_any"), ("early", "paragraph_start"), ("early", "number")),
    *(("early", "has_pronoun"), ("early", "has_first_person"), ("untitled", "coverage")),
    *(("first", "title_name"), ("first", "title_none"), ("early", "title_none")),
    *(("first", "quoted"), ("short_text", "early"), ("short_text", "title_share")),
    *(("has_first_person", "paragraph_start"), ("title_share", "has_pronoun")),
    *(("has_speech", "names_any"), ("share", "coverage"), ("untitled", "quoted")),
    *(("number", "names_any"), ("opens_pronoun", "number"), ("number", "has_first_person")),
    *(("attribution", "early"), ("attribution", "untitled"), ("opens_source", "early")),
    *(("connects", "length"), ("connects", "number"), ("connects", "no_stop")),
    *(("connects", "coverage"), ("connects", "quoted"), ("connects", "early")),
    *(("quoted", "has_speech"), ("quoted", "has_first_person"), ("quoted_all", "has_speech")),
    *(("unquoted", "has_speech"), ("unquoted", "has_first_person")),
    *(("connects", "paragraph_start"), ("has_pronoun", "names_any"), ("coverage", "no_stop")),
    *(("second", "coverage"), ("third", "has_pronoun"), ("last", "length")),
    *(("personal", "first"), ("personal", "early"), ("personal", "share"), ("personal", "last")),
    *(("personal", "length"), ("personal", "has_first_person"), ("personal", "title_share")),
    *(("personal", "has_second_person"), ("personal", "coverage"), ("personal", "number")),
    *(("personal", "paragraph_start"), ("personal", "no_stop"), ("personal", "ends_exclaimed")),
    *(("personal", "quoted"), ("personal", "has_speech"), ("personal", "connects")),
    *(("title_share", "coverage"), ("title_share", "has_first_person"), ("late", "title_share")),
)

_FIRST_FACTORS, _SECOND_FACTORS = zip(*_PRODUCTS, strict=True)

_AROUND = tuple(f"{where}_{name}" for name in _NEIGHBOURING for where in ("before", "after"))
_PRODUCT_FEATURES = tuple(f"{one}*{other}" for one, other in _PRODUCTS)

_COMPARED = ("coverage", "centrality", "title_share", "quoted")
"""Features that also count beside the text's other sentences."""

_DEVIATIONS = tuple(f"{name}_here" for name in _COMPARED)

_MOST_DEVIATION = 2.0
"""Standard deviations: in a long text a title's word that is rare there is not worth everything."""


@dataclass(frozen=True, slots=True)
class Features:
    """A column for each name and a row for each sentence, and the concepts of the sentences."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    said: Occurrences

    def column(self, name: str) -> Column:
        column: Column = self.values[:, self.names.index(name)]
        return column


def measure(text: Text) -> Features:
    """Return the features of all sentences of a text."""
    table = Table(len(text.readings))
    said = occurrences(text)
    _measure_place(text, table.add)
    table.add_all(_FORM, _form(text))
    measure_words(text, said, table)
    speaking = (table.row("has_first_person") != 0) | (table.row("has_second_person") != 0)
    personal = np.count_nonzero(speaking & (table.row("unquoted") != 0))
    table.add("personal", personal / len(speaking))
    compared = table.rows[_places(tuple(table.names), _COMPARED)]
    spread = compared.std(1, keepdims=True) + 1e-6
    deviations = (compared - compared.mean(1, keepdims=True)) / spread
    table.add_all(_DEVIATIONS, deviations.clip(-_MOST_DEVIATION, _MOST_DEVIATION))
    own, rows = tuple(table.names), table.rows
    table.add_all(_AROUND, _around(rows[_places(own, _NEIGHBOURING)]))
    factors = rows[_places(own, _FIRST_FACTORS)], rows[_places(own, _SECOND_FACTORS)]
    table.add_all(_PRODUCT_FEATURES, factors[0] * factors[1])
    return Features(tuple(table.names), table.rows.T, said)


@cache
def _places(names: tuple[str, ...], wanted: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[name] for name in wanted])


def _around(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the sentences before and after have; beyond the ends there is nothing."""
    found = np.zeros((len(rows), 2, rows.shape[1]))
    found[:, 0, 1:] = rows[:, :-1]
    found[:, 1, :-1] = rows[:, 1:]
    return found.reshape(-1, rows.shape[1])


def _measure_place(text: Text, add: Add) -> None:
    count = len(text.readings)
    index = np.arange(count)
    turns = [True, *(one != other for one, other in pairwise(text.paragraphs)), True]
    is_new, is_last = np.array(turns[:-1]), np.array(turns[1:])
    add("first", index == 0)
    add("second", index == 1)
    add("third", index == 2)
    add("third_to_fifth", (index > 2) & (index < 6))
    add("early", 1 / (1 + index))
    add("late", np.log1p(index) / 4)
    add("share", index / count)
    add("last", index == count - 1)
    add("last_but_one", (index == count - 2) & (count > 4))
    add("paragraph_start", is_new)
    add("paragraph_end", is_last)
    add("paragraph_alone", is_new & is_last)
    add("short_text", 1 / np.sqrt(count))
    add("untitled", text.untitled)
    add("untitled_early", text.untitled / (1 + index))


_FORM = (
    *("characters", "no_stop", "ends_colon", "ends_comma", "ends_question", "ends_exclaimed"),
    *("question_inside", "starts_small", "starts_dash", "commas", "brackets", "colon_inside"),
    *("semicolon", "dash_inside", "link", "percent", "starts_quoted", "ends_quoted"),
    *("inside_quoted", "quoted", "unquoted", "quoted_some", "quoted_all"),
)


def _form(text: Text) -> NDArray[np.float64]:
    """Return what the characters of each sentence show."""
    texts = [reading.text for reading in text.readings]
    rows = [
        (*_signs(each), *_quotation_features(*quotation))
        for each, quotation in zip(texts, _quotations(texts, text.paragraphs), strict=True)
    ]
    return np.array(rows, np.float64).T


def _quotation_features(starts: bool, ends: bool, share: float) -> tuple[float, ...]:
    return starts, ends, starts and ends, share, share < 0.05, share > 0.2, share > 0.85


def _signs(text: str) -> tuple[float, ...]:
    """Return the features of a text that need no others, in the order of `_FORM`."""
    end = text.rstrip("\"'»”’)\u200b ")[-1:]
    return (
        min(len(text), 300) / 150,
        end not in _STOPS,
        end in _COLONS,
        end == ",",
        end == "?",
        end == "!",
        "?" in text,
        text[:1].islower(),
        text[:1] in _SINGLE_DASHES,
        min(text.count(","), 6) / 6,
        "(" in text,
        ":" in text[:-1],
        ";" in text,
        any(map(text.__contains__, _DASHES)),
        any(map(text.__contains__, _LINKS)),
        "%" in text,
    )


def _quotations(
    texts: Sequence[str], paragraphs: Sequence[int]
) -> Iterator[tuple[bool, bool, float]]:
    """Yield `_quoted` of each text; a quotation may continue to the end of its paragraph."""
    inside = False
    previous: int | None = None
    for text, paragraph in zip(texts, paragraphs, strict=True):
        found = _quoted(text, opens=inside and paragraph == previous)
        yield found
        inside, previous = found[1], paragraph


def _quoted(text: str, *, opens: bool) -> tuple[bool, bool, float]:
    """Return whether a text starts and ends inside a quotation, and how much of it is quoted."""
    inside, since, quoted = opens, 0, 0
    for found in QUOTATION_MARK.finditer(text):
        mark, place = found[0], found.start()
        if mark == '"':
            now = not (inside and place > 0 and not text[place - 1].isspace())
        else:
            now = mark in "«“„"
        if inside and not now:
            quoted += place - since
        elif now and not inside:
            since = place + 1
        inside = now
    if inside:
        quoted += len(text) - since
    return opens, inside, quoted / max(1, len(text))
