"""Measure the features of sentences that predict a reader's grade.

All sentences of a text are measured at once, as columns of numbers between about -1 and 1, so that
a thousand sentences take some ten milliseconds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.summarizing.concepts import Text
from bot.summarizing.word_features import Add, Column, Occurrences, measure_words, occurrences

_MARK = re.compile('[«»“”„"]')
_LINKS = ("://", "www.", "@", "#", ".com", ".ua", ".ru")
_DASHES = (" – ", " — ", " - ")

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

_DERIVED = (
    *(f"{where}_{name}" for name in _NEIGHBOURING for where in ("before", "after")),
    *(f"{one}*{other}" for one, other in _PRODUCTS),
)

_COMPARED = ("coverage", "centrality", "title_share", "quoted")
"""Features that also count beside the text's other sentences."""

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

    def columns(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        """Return the columns with these names, in this order."""
        return self.values[:, _places(self.names, names)]


@cache
def _places(names: tuple[str, ...], wanted: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(names)}
    return np.array([place[name] for name in wanted])


def measure(text: Text) -> Features:
    """Return the features of all sentences of a text."""
    columns: dict[str, NDArray[np.generic]] = {}
    add = columns.__setitem__
    said = occurrences(text)
    _measure_place(text, add)
    _measure_form(text, add)
    measure_words(text, said, add)
    speaking = (columns["has_first_person"] != 0) | (columns["has_second_person"] != 0)
    add("personal", np.full(len(speaking), (speaking & (columns["unquoted"] != 0)).mean()))
    compared = np.array([columns[name] for name in _COMPARED])
    spread = compared.std(1, keepdims=True) + 1e-6
    deviations = (compared - compared.mean(1, keepdims=True)) / spread
    deviations = np.clip(deviations, -_MOST_DEVIATION, _MOST_DEVIATION)
    for name, deviation in zip(_COMPARED, deviations, strict=True):
        add(f"{name}_here", deviation)
    own = Features(tuple(columns), np.array(list(columns.values()), np.float64).T, said)
    products = own.columns(_FIRST_FACTORS) * own.columns(_SECOND_FACTORS)
    return Features(
        own.names + _DERIVED,
        np.hstack((own.values, _around(own), products), dtype=np.float64),
        said,
    )


def _around(features: Features) -> NDArray[np.float64]:
    """Return what the sentences before and after have; beyond the ends there is nothing."""
    values = features.columns(_NEIGHBOURING)
    none = np.zeros((1, len(_NEIGHBOURING)))
    before, after = np.vstack((none, values[:-1])), np.vstack((values[1:], none))
    return np.stack((before, after), axis=2).reshape(len(values), -1)


def _measure_place(text: Text, add: Add) -> None:
    count = len(text.readings)
    index = np.arange(count)
    paragraph = np.asarray(text.paragraphs)
    is_new = np.concatenate(([True], paragraph[1:] != paragraph[:-1]))
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
    add("paragraph_end", np.concatenate((is_new[1:], [True])))
    add("paragraph_alone", is_new & np.concatenate((is_new[1:], [True])))
    add("short_text", np.full(count, 1 / np.sqrt(count)))
    add("untitled", np.full(count, text.untitled))
    add("untitled_early", text.untitled / (1 + index))


def _measure_form(text: Text, add: Add) -> None:
    """Measure what the characters of each sentence show."""
    texts = [reading.text for reading in text.readings]
    ends = [each.rstrip("\"'»”’)\u200b ")[-1:] for each in texts]
    starts = [each[:1] for each in texts]
    add("characters", np.minimum([len(each) for each in texts], 300) / 150)
    add("no_stop", np.array([end not in tuple(".!?…") for end in ends]))
    add("ends_colon", np.array([end in (":", ";") for end in ends]))
    add("ends_comma", np.array([end == "," for end in ends]))
    add("ends_question", np.array([end == "?" for end in ends]))
    add("ends_exclaimed", np.array([end == "!" for end in ends]))
    add("question_inside", np.array(["?" in each for each in texts]))
    add("starts_small", np.array([start.islower() for start in starts]))
    add("starts_dash", np.array([start in ("—", "–", "-") for start in starts]))
    add("commas", np.minimum([each.count(",") for each in texts], 6) / 6)
    add("brackets", np.array(["(" in each for each in texts]))
    add("colon_inside", np.array([":" in each[:-1] for each in texts]))
    add("semicolon", np.array([";" in each for each in texts]))
    add("dash_inside", np.array([any(map(each.__contains__, _DASHES)) for each in texts]))
    add("link", np.array([any(map(each.__contains__, _LINKS)) for each in texts]))
    add("percent", np.array(["%" in each for each in texts]))
    state = list(_quotations(texts, text.paragraphs))
    starts_quoted = np.array([inside for inside, _, _ in state])
    ends_quoted = np.array([inside for _, inside, _ in state])
    quoted = np.array([share for _, _, share in state])
    add("starts_quoted", starts_quoted)
    add("ends_quoted", ends_quoted)
    add("inside_quoted", starts_quoted & ends_quoted)
    add("quoted", quoted)
    add("unquoted", quoted < 0.05)
    add("quoted_some", quoted > 0.2)
    add("quoted_all", quoted > 0.85)


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
    for found in _MARK.finditer(text):
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
