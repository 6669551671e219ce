"""From an article's sentences to their ranking. Imports sumy, which is slow, only when asked to."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Article, Ranking, Sentence
from bot.summarizing.concepts import NOTHING, Reader, Reading, Text
from bot.summarizing.datelines import without_dateline
from bot.summarizing.features import Features, measure
from bot.summarizing.keywords import keywords
from bot.summarizing.methods import Method, refuse_too_long
from bot.summarizing.model import reader_model
from bot.summarizing.quotations import cut_pieces
from bot.summarizing.repeats import repeats
from bot.summarizing.selection import Unit, arrange
from bot.summarizing.structure import Outline, outline

Column = NDArray[np.float64]

NEEDS_ANOTHER = 0.3
"""Grades: a sentence worth so much more after the one before it needs that one."""
# Grades; more than any sentence is worth.
_LAST = 10.0
# Of article text in all, which bounds the memory: a ranking is some ten times its article.
_KEPT_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Material:
    """What of an article a summary is made of.

    `sentences` are those that may be shown, as they are shown. `groups` are runs of them, by their
    indices here, that are shown together, and `cut` are where pieces of quotations begin that need
    the rest; `features` has a row for each of them.
    """

    sentences: tuple[Sentence, ...]
    readings: tuple[Reading, ...]
    title: Reading
    groups: tuple[range, ...]
    cut: frozenset[int]
    features: Features
    outline: Outline


def rank(
    article: Article, sentences: Sequence[Sentence], method: Method = Method.READER
) -> Ranking:
    """Return the sentences of the article in the order in which a summary takes them.

    Headings, boilerplate and repetitions are left out, unless there is nothing else. A sentence
    that needs the one before it comes after it, and pieces of quotations that need the rest come
    last. The same input always gives the same order. Raises MethodTooSlow.
    """
    if not sentences:
        return Ranking(article, (), (), (), (), ())
    material = prepare(article, sentences)
    refuse_too_long(method, len(material.sentences))
    alone, after = reader_model().grades(material.features)
    if method is not Method.READER:
        alone, after = _rated_by_sumy(method, article.language or "", material, after - alone)
    units = arranged(material, alone, after)
    taken = [material.sentences[index] for unit in units for index in unit.sentences]
    return Ranking(
        article,
        tuple(sentences),
        order=tuple(sentence.index for sentence in taken),
        scores=tuple(unit.alone for unit in units for _ in unit.sentences),
        covered=tuple(_said_first(material, units)),
        stops=tuple(accumulate(len(unit.sentences) for unit in units)),
        keywords=keywords(
            article.language or "", material.title, material.sentences, material.readings
        ),
        items=material.outline.items,
        trimmed={s.index: s for s in taken if s.index in material.outline.trims},
    )


class RecentRankings:
    """Rankings of recent articles by their content, so that another length needs no second one.

    To be used by one thread.
    """

    def __init__(self, characters: int = _KEPT_CHARACTERS) -> None:
        self._room = characters
        self._kept: OrderedDict[tuple[Article, Method], Ranking] = OrderedDict()

    def get(self, article: Article, method: Method) -> Ranking | None:
        ranking = self._kept.get((article, method))
        if ranking is not None:
            self._kept.move_to_end((article, method))
        return ranking

    def keep(self, ranking: Ranking, method: Method) -> None:
        """Keep a ranking, and drop the least recently used ones above the limit."""
        key = (ranking.article, method)
        if key in self._kept:
            return
        self._kept[key] = ranking
        self._room -= len(ranking.article.body)
        while self._room < 0:
            (forgotten, _), _ = self._kept.popitem(last=False)
            self._room += len(forgotten.body)


def prepare(article: Article, sentences: Sequence[Sentence]) -> Material:
    """Return what of the article a summary can be made of, read and measured."""
    language = article.language or ""
    shape = outline(article, sentences)
    grouped = {index for group in shape.groups for index in group}
    candidates = [
        _trimmed(sentence, article, shape)
        for sentence in sentences
        if sentence.index not in shape.hidden or sentence.index in grouped
    ] or list(sentences)
    readers = {code: Reader(code) for code in {s.language or language for s in candidates}}
    title = Reader(language).read(article.title.text)
    readings = [readers[s.language or language].read(s.text.text) for s in candidates]
    said = repeats([title, *readings])
    kept = [n for n in range(len(candidates)) if n + 1 not in said] or [0]
    taken = tuple(candidates[n] for n in kept)
    read = tuple(readings[n] for n in kept)
    text = Text(
        title if title.distinct else read[0],
        not title.distinct,
        read,
        [s.language or language for s in taken],
        [s.paragraph for s in taken],
    )
    pieces = list(cut_pieces(taken))
    cut = frozenset(piece.start for piece in pieces)
    return Material(taken, read, title, _groups(taken, pieces, shape), cut, measure(text), shape)


def arranged(material: Material, alone: Column, after: Column) -> list[Unit]:
    """Return what a summary takes, first things first, by grades for each of the sentences."""
    weights = material.outline.weights
    preferred = np.array([weights.get(sentence.index, 0.0) for sentence in material.sentences])
    units = list(_units(material, (alone + preferred).tolist(), (after + preferred).tolist()))
    return [units[index] for index in arrange(units, material.readings)]


def _said_first(material: Material, units: Sequence[Unit]) -> Iterator[tuple[str, ...]]:
    """Yield the words of each chosen sentence that occur for the first time."""
    said = {NOTHING}
    for unit in units:
        for index in unit.sentences:
            reading = material.readings[index]
            new = []
            for word, concept in zip(reading.words, reading.concepts, strict=True):
                if concept not in said:
                    said.add(concept)
                    new.append(word)
            yield tuple(new)


def _trimmed(sentence: Sentence, article: Article, shape: Outline) -> Sentence:
    """Return the sentence without what is glued to it."""
    place = shape.trims.get(sentence.index)
    if place is not None:
        start, end = place
        sentence = replace(sentence, start=start, text=article.body[start:end])
    return without_dateline(sentence)


def _groups(
    taken: Sequence[Sentence], pieces: Sequence[range], shape: Outline
) -> tuple[range, ...]:
    """Return the runs of sentences, by their places in `taken`, that are shown together."""
    place_of = {sentence.index: place for place, sentence in enumerate(taken)}
    found: list[range] = []
    for group in shape.groups:
        places = [place_of[index] for index in group if index in place_of]
        if len(places) > 1:
            found.append(range(places[0], places[-1] + 1))
    covered = {place for group in found for place in group}
    found += [piece for piece in pieces if len(piece) > 1 and covered.isdisjoint(piece)]
    return tuple(sorted(found, key=lambda group: group.start))


def _units(material: Material, alone: list[float], after: list[float]) -> Iterator[Unit]:
    """Yield single sentences and groups, in the order of the text, with their grades."""
    starting = {group.start: group for group in material.groups}
    place = 0
    while place < len(material.sentences):
        group = starting.get(place, range(place, place + 1))
        before, first = material.sentences[place - 1], material.sentences[place]
        follows = place > 0 and (
            first.index == before.index + 1 and first.paragraph - before.paragraph <= 1
        )
        rest = sum(after[place + 1 : group.stop])
        lost = _LAST if place in material.cut else 0.0
        yield Unit(
            group,
            (alone[place] + rest) / len(group) - lost,
            (after[place] + rest) / len(group) - lost if follows else None,
        )
        place = group.stop


def _rated_by_sumy(
    method: Method, language: str, material: Material, need: Column
) -> tuple[Column, Column]:
    """Return the ratings of one of sumy's methods, as grades alone and after the one before."""
    from bot.summarizing.sumy_methods import build_document, ratings

    document = build_document(material.title, material.sentences, material.readings)
    rated = np.array(ratings(method, document, language))
    rated = rated / (np.abs(rated).max() or 1.0)
    return rated - _LAST * (need > NEEDS_ANOTHER), rated
