"""Measure the words of each sentence: how many there are of each class, and their concepts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bot.summarizing.concepts import Text
from bot.summarizing.word_classes import (
    BEGINS_PHRASE,
    CAPITALIZED,
    NUMBER,
    YEAR,
    WordClass,
    word_classes,
)

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]

# Rows of a table of features; there is room for some more than there are features.
_MOST_FEATURES = 400

_CLASS = {word_class: place for place, word_class in enumerate(WordClass)}

# The fewest and the most words of sentences that are short or long in the same way.
_FEWEST = np.array([0, 6, 10, 15, 21, 29, 37, 46])[:, None]
_MOST = np.array([5, 9, 14, 20, 28, 36, 45, 10**9])[:, None]

_OPENING_WORDS = 3
"""Words after the first that still tell how a sentence begins."""

_OPENERS = (
    *(WordClass.CONTRAST, WordClass.ADDITION, WordClass.CONSEQUENCE, WordClass.CONJUNCTION),
    *(WordClass.PRONOUN, WordClass.POSSESSIVE, WordClass.DEMONSTRATIVE, WordClass.ORDINAL),
    *(WordClass.REMINDER, WordClass.FIRST_PERSON, WordClass.SECOND_PERSON, WordClass.SPEECH),
    *(WordClass.COMMENT, WordClass.TIME, WordClass.QUANTITY, WordClass.ROLE, WordClass.NEGATION),
    *(WordClass.SUPERLATIVE, WordClass.QUESTION, WordClass.SOURCE),
)

_OPENER_BITS = np.array([1 << _CLASS[word_class] for word_class in _OPENERS], np.uint32)

_LENGTH_FEATURES = tuple(f"words_{low}_up" for low in _FEWEST.ravel())
_CLASS_FEATURES = tuple(f"{how}_{each}" for each in WordClass for how in ("has", "many"))
_OPENING_FEATURES = tuple(f"{where}_{each}" for each in _OPENERS for where in ("opens", "soon"))

_CONNECTING = (
    *(WordClass.CONTRAST, WordClass.CONSEQUENCE, WordClass.CONJUNCTION, WordClass.PRONOUN),
    WordClass.POSSESSIVE,
)
"""Words at the beginning of a sentence that connect it with the one before."""

# Words that carry nothing of the event: without them little is left of an attribution.
_EMPTY = (
    *(WordClass.SPEECH, WordClass.ROLE, WordClass.TIME, WordClass.PRONOUN, WordClass.REMINDER),
    *(WordClass.BOILERPLATE, WordClass.COMMENT, WordClass.CONJUNCTION, WordClass.ADDITION),
    WordClass.CONTRAST,
)

_ATTRIBUTION_WORDS = 8


class Table:
    """Measured features: a row for each of the `names`, and a column for each sentence."""

    def __init__(self, sentences: int) -> None:
        self.names: list[str] = []
        self._rows = np.empty((_MOST_FEATURES, sentences))

    @property
    def rows(self) -> NDArray[np.float64]:
        return self._rows[: len(self.names)]

    def row(self, name: str) -> Column:
        row: Column = self._rows[self.names.index(name)]
        return row

    def add(self, name: str, values: ArrayLike) -> None:
        """Add a feature with a value for each sentence, or with one for all."""
        self._rows[len(self.names)] = values
        self.names.append(name)

    def add_all(self, names: tuple[str, ...], rows: ArrayLike) -> None:
        """Add a feature for each row."""
        start = len(self.names)
        self.names += names
        self._rows[start : len(self.names)] = rows


Add = Callable[[str, ArrayLike], None]
"""That of a table."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which concepts the sentences of a text have, each once a sentence.

    `sentences[n]` has the concept that stands at `concepts[n]` among the `names`, which begin with
    those of the title. `sizes` are how many each sentence has.
    """

    names: tuple[str, ...]
    sentences: Indices
    concepts: Indices
    sizes: Indices

    def sum(self, values: NDArray[np.generic]) -> Column:
        """Return the sums of values of the occurrences by sentence."""
        return np.asarray(np.bincount(self.sentences, values, len(self.sizes)), np.float64)


def occurrences(text: Text) -> Occurrences:
    """Return which concepts the sentences of a text have."""
    numbers: dict[str, int] = {concept: n for n, concept in enumerate(text.title.distinct)}
    concepts = [
        numbers.setdefault(concept, len(numbers))
        for reading in text.readings
        for concept in reading.distinct
    ]
    sizes = np.array([len(reading.distinct) for reading in text.readings], np.int64)
    sentences = np.repeat(np.arange(len(sizes)), sizes)
    return Occurrences(tuple(numbers), sentences, np.array(concepts, np.int64), sizes)


def measure_words(text: Text, said: Occurrences, table: Table) -> None:
    """Measure all that the words of the sentences tell."""
    words = _words(text)
    _measure_classes(words, table)
    _measure_content(words, table.add)
    _measure_concepts(text, said, words.lengths, table.add)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of all sentences, one after the other.

    `sentence[w]` says where the word stands, `starts[s]` is the first word of each sentence;
    `counts` has a row for each sentence and a column for each word class; the other arrays have an
    item for each word. `languages` are those of the sentences, `titled` the capitalised words of
    the title in lower case.
    """

    texts: list[str]
    languages: Sequence[str]
    titled: frozenset[str]
    sentence: Indices
    starts: Indices
    lengths: Indices
    classes: NDArray[np.uint32]
    counts: Indices
    capital: Flags
    number: Flags
    year: Flags
    content: Flags

    def having(self, flags: Flags) -> Indices:
        """Return how many words with a flag each sentence has."""
        return np.bincount(self.sentence[flags], minlength=len(self.lengths))

    def of(self, *classes: WordClass) -> Flags:
        """Return which words are of one of the classes."""
        bits = np.uint32(sum(1 << _CLASS[each] for each in classes))
        found: Flags = (self.classes & bits) != 0
        return found


def _words(text: Text) -> _Words:
    lengths = np.array([len(reading.words) for reading in text.readings], np.int64)
    starts = np.cumsum(lengths) - lengths
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    texts = list(chain.from_iterable(reading.words for reading in text.readings))
    known = chain.from_iterable([reading.facts for reading in text.readings])
    facts = np.fromiter(known, np.int64, len(texts))
    classes = facts.astype(np.uint32)
    _add_phrases(classes, (facts & BEGINS_PHRASE) != 0, texts, text, sentence)
    concepts = chain.from_iterable([reading.concepts for reading in text.readings])
    return _Words(
        texts,
        text.languages,
        frozenset(word.lower() for word in text.title.words if word[0].isupper()),
        sentence,
        starts,
        lengths,
        classes,
        _counted(classes, starts, lengths),
        (facts & CAPITALIZED) != 0,
        (facts & NUMBER) != 0,
        (facts & YEAR) != 0,
        np.fromiter(map(bool, concepts), np.bool_, len(texts)),
    )


def _add_phrases(
    classes: NDArray[np.uint32], first: Flags, texts: Sequence[str], text: Text, sentence: Indices
) -> None:
    """Give the first word of each phrase the classes of the phrase too."""
    for place in np.flatnonzero(first).tolist():
        found = word_classes(text.languages[sentence[place]]).phrase_classes(texts, place)
        if found:
            classes[place] |= np.uint32(found)


def _counted(classes: NDArray[np.uint32], starts: Indices, lengths: Indices) -> Indices:
    """Return how many words of each class each sentence has."""
    found = np.zeros((len(lengths), len(_CLASS)), np.int64)
    if len(classes):
        octets = classes.astype("<u4").view(np.uint8).reshape(-1, 4)
        bits = np.unpackbits(octets, axis=1, count=len(_CLASS), bitorder="little")
        having = lengths > 0
        found[having] = np.add.reduceat(bits, starts[having], axis=0, dtype=np.int64)
    return found


def _measure_classes(words: _Words, table: Table) -> None:
    """Measure what words a sentence has, and which it opens with."""
    count = len(words.lengths)
    table.add_all(_LENGTH_FEATURES, (words.lengths >= _FEWEST) & (words.lengths <= _MOST))
    table.add("length", np.minimum(words.lengths, 45) / 20)
    counts = words.counts.T
    having = np.empty((len(counts), 2, count))
    having[:, 0] = counts > 0
    having[:, 1] = np.minimum(counts, 4) / 4
    table.add_all(_CLASS_FEATURES, having.reshape(-1, count))
    first, following = openings = _openings(words)
    opening = (openings & _OPENER_BITS[:, None, None]) != 0
    table.add_all(_OPENING_FEATURES, opening.reshape(-1, count))
    demonstrative = np.uint32(1 << _CLASS[WordClass.DEMONSTRATIVE])
    time = np.uint32(1 << _CLASS[WordClass.TIME])
    this_time = ((first & demonstrative) != 0) & ((following & time) != 0)
    table.add("this_time", this_time)
    connecting = np.uint32(sum(1 << _CLASS[word_class] for word_class in _CONNECTING))
    table.add("connects", ((first & connecting) != 0) & ~this_time)
    _measure_names(words, table.add)
    number = words.having(words.number)
    table.add("number", number > 0)
    table.add("numbers", np.minimum(number, 5) / 5)
    unit = words.of(WordClass.UNIT)
    table.add("number_unit", words.having(words.number & (_next(unit, 1) | _next(unit, 2))) > 0)
    table.add("year", words.having(words.year) > 0)


def _openings(words: _Words) -> NDArray[np.uint32]:
    """Return the classes of the first word of each sentence, and of those right after it."""
    steps = np.arange(_OPENING_WORDS + 1)[:, None]
    padded = np.concatenate((words.classes, np.zeros(_OPENING_WORDS + 1, np.uint32)))
    classes: NDArray[np.uint32] = padded[words.starts + steps] * (steps < words.lengths)
    np.bitwise_or.reduce(classes[1:], out=classes[1])
    return classes[:2]


def _next(flags: Flags, step: int) -> Flags:
    """Return for each word whether the one `step` words on has the flag."""
    return np.concatenate((flags[step:], np.zeros(min(step, len(flags)), np.bool_)))


def _measure_names(words: _Words, add: Add) -> None:
    is_first = np.zeros(len(words.texts), np.bool_)
    is_first[words.starts[words.lengths > 0]] = True
    name = words.capital & ~is_first
    same_next = np.concatenate((words.sentence[1:] == words.sentence[:-1], [False]))[
        : len(words.texts)
    ]
    full = words.capital & _next(words.capital, 1) & same_next
    names, has_full = words.having(name), words.having(full) > 0
    has_place = words.having(words.of(WordClass.PLACE) & _next(words.capital, 1) & same_next) > 0
    titled, new, known = _occasions(words, name)
    add("names", np.minimum(names, 6) / 6)
    add("names_any", names > 0)
    add("full_name", has_full)
    add("title_name", titled > 0)
    add("place", has_place)
    add("names_new", np.minimum(new, 4) / 4)
    add("names_known", np.minimum(known + titled, 4) / 4)
    add("name_from_before", known > 0)
    when = words.counts[:, _CLASS[WordClass.TIME]] > 0
    scene = has_place * 1.0 + when + has_full + (words.having(words.number) > 0)
    add("scene", scene / 4)
    add("place_and_time", has_place & when)


def _occasions(words: _Words, name: Flags) -> Indices:
    """Return how many names each sentence has of the title, for the first time, and from before."""
    titled, new, known = ([0] * len(words.lengths) for _ in range(3))
    since: dict[tuple[str, str], int] = {}
    places = np.flatnonzero(name)
    for place, sentence in zip(places.tolist(), words.sentence[places].tolist(), strict=True):
        word = words.texts[place]
        if word.lower() in words.titled:
            titled[sentence] += 1
        elif since.setdefault((words.languages[sentence], word), sentence) == sentence:
            new[sentence] += 1
        else:
            known[sentence] += 1
    return np.array((titled, new, known))


def _measure_content(words: _Words, add: Add) -> None:
    """Measure how much content a sentence has besides its attribution."""
    content = words.having(words.content & ~words.capital & ~words.number & ~words.of(*_EMPTY))
    add("content_0_1", content <= 1)
    add("content_2_3", (content == 2) | (content == 3))
    add("content_4_5", (content == 4) | (content == 5))
    add("content_12_up", content >= 12)
    speech = words.of(WordClass.SPEECH)
    offset = np.arange(len(words.texts)) - np.repeat(words.starts, words.lengths)
    speaks_soon = words.having(speech & (offset < _ATTRIBUTION_WORDS)) > 0
    opens = words.having(words.of(WordClass.ATTRIBUTION) & (offset == 0)) > 0
    attribution = opens & speaks_soon
    add("attribution", attribution)
    add("attribution_short", attribution & (content <= 5))
    add("speech_short", (words.having(speech) > 0) & (content <= 3))


def _measure_concepts(text: Text, said: Occurrences, lengths: Indices, add: Add) -> None:
    """Measure the concepts that a sentence shares with the title and with other sentences."""
    row, column, sizes = said.sentences, said.concepts, np.maximum(1, said.sizes)
    titled = len(text.title.distinct)
    in_title = column < titled
    frequency = np.bincount(column, minlength=len(said.names)).astype(np.float64)
    first = np.full(len(said.names), len(lengths), np.int64)
    np.minimum.at(first, column, row)
    is_new = first[column] == row
    shared = said.sum(in_title)
    add("title_share", shared / max(1, titled))
    add("title_any", shared > 0)
    add("title_two", shared >= 2)
    add("title_three", shared >= 3)
    add("title_none", (shared == 0) & (titled > 0))
    add("title_most", shared > 0.75 * max(1, titled))
    add("title_density", shared / sizes)
    add("title_new", said.sum(in_title & is_new) / max(1, titled))
    weight = frequency[:titled].sum()
    add("title_weight", said.sum(in_title * frequency[column]) / max(1.0, weight))
    add("centrality", said.sum(np.minimum(frequency[column] - 1, 4)) / np.maximum(4, sizes))
    add("news", said.sum(is_new) / sizes)
    worth = np.where(frequency[column] > 1, np.sqrt(frequency[column]), 0.1)
    worth = worth / (1 + first[column]) ** 0.6 * np.where(in_title, 4.0, 1.0)
    add("coverage", said.sum(worth) / np.maximum(6, lengths) ** 0.7)
    concepts = [frozenset(reading.distinct) for reading in text.readings]
    common = [0, *(len(one & other) for one, other in pairwise(concepts)), 0]
    add("shared_before", common[:-1] / sizes)
    add("shared_after", common[1:] / sizes)
    add("shared_first", said.sum((first[column] == 0) & (row > 0)) / sizes)
