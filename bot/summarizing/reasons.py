"""Tell what spoke for each sentence of a summary, and against the best that was left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Sentence, Summary
from bot.languages import split_sentences
from bot.summarizing.features import Features
from bot.summarizing.model import reader_model
from bot.summarizing.ranking import NEEDS_ANOTHER, Material, prepare

# Grades; less than that speaks neither for a sentence nor against it.
_WORTH_SAYING = 0.08
_MOST_REASONS = 4


class Reason(StrEnum):
    """What speaks for a sentence or against it; the values name messages."""

    PLACE = "place"
    TITLE = "title"
    TOPIC = "topic"
    FIGURE = "figure"
    NAMES = "names"
    EVENT = "event"
    WORDS = "words"
    LENGTH = "length"
    POINTS_BACK = "points-back"
    QUOTATION = "quotation"
    PERSON = "person"
    FORM = "form"
    ATTRIBUTION = "attribution"


_FEATURES: Mapping[Reason, tuple[str, ...]] = {
    Reason.PLACE: ("first", "second", "third", "early", "late", "share", "last", "paragraph"),
    Reason.TITLE: ("title",),
    Reason.TOPIC: ("coverage", "centrality", "news", "shared"),
    Reason.FIGURE: ("number", "percent", "year", "has_unit", "many_unit", "has_money"),
    Reason.NAMES: ("names", "full_name", "place", "scene"),
    Reason.EVENT: (
        *("has_outcome", "many_outcome", "has_cause", "many_cause", "has_future", "many_future"),
        *("has_superlative", "many_superlative"),
    ),
    Reason.LENGTH: ("words_", "length", "characters", "content"),
    Reason.POINTS_BACK: (
        *("connects", "opens", "soon", "has_pronoun", "many_pronoun", "has_possessive"),
        *("many_possessive", "has_demonstrative", "many_demonstrative", "starts_small"),
    ),
    Reason.QUOTATION: ("quoted", "starts_quoted", "ends_quoted", "inside_quoted", "unquoted"),
    Reason.PERSON: ("has_first_person", "many_first_person", "has_second", "many_second"),
    Reason.FORM: ("no_stop", "ends_", "question_inside", "link", "many_boilerplate"),
    Reason.ATTRIBUTION: ("attribution", "speech_short"),
}
"""How the names of the features begin that make each reason; the first that fits counts."""

_ONLY_AGAINST = frozenset(
    {Reason.POINTS_BACK, Reason.QUOTATION, Reason.PERSON, Reason.FORM, Reason.ATTRIBUTION}
)
_ONLY_FOR = frozenset({Reason.FIGURE, Reason.NAMES, Reason.EVENT, Reason.WORDS})
# What has to be so for these to be said at all.
_SHOWN_BY = {
    Reason.FIGURE: "number",
    Reason.NAMES: "names_any",
    Reason.POINTS_BACK: "connects",
    Reason.PERSON: "has_first_person",
    Reason.ATTRIBUTION: "attribution",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, and what speaks for it and against it, the weightiest first.

    `place` counts from 1 among the `count` sentences that could be shown; `title_words` are words
    of the title.
    """

    sentence: Sentence
    grade: float
    pro: tuple[Reason, ...]
    contra: tuple[Reason, ...]
    needs_another: bool
    place: int
    count: int
    words: int
    title_words: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a summary has the sentences that it has, and not the best of the others."""

    taken: tuple[Explained, ...]
    left_out: Explained | None


def explain(summary: Summary) -> Explanation:
    """Measure the article of a summary again and return what spoke for its sentences."""
    article = summary.article
    sentences = split_sentences(article.body, article.language or "")
    if not sentences:
        return Explanation((), None)
    material = prepare(article, sentences)
    alone, after = reader_model().grades(material.features)
    parts = reader_model().parts(material.features)[:, :, 0]
    sums = _sums(material.features, parts)
    taken = {sentence.index for sentence in summary.sentences}

    def explained(row: int) -> Explained:
        sentence, reading = material.sentences[row], material.readings[row]
        title = set(material.title.distinct)
        needs = bool(after[row] - alone[row] > NEEDS_ANOTHER) and row > 0
        pro, contra = _split(material, row, sums)
        return Explained(
            sentence,
            float(alone[row]),
            pro,
            contra,
            needs,
            row + 1,
            len(material.sentences),
            len(reading.words),
            len(title.intersection(reading.distinct)),
        )

    rows = range(len(material.sentences))
    shown = [row for row in rows if material.sentences[row].index in taken]
    rest = [row for row in rows if material.sentences[row].index not in taken]
    best = max(rest, key=lambda row: alone[row], default=None)
    return Explanation(
        tuple(explained(row) for row in shown), None if best is None else explained(best)
    )


def _sums(features: Features, parts: NDArray[np.float64]) -> Mapping[Reason, NDArray[np.float64]]:
    """Return how much each reason adds to the grade of each sentence."""
    owners = [
        next((reason for reason, starts in _FEATURES.items() if name.startswith(starts)), None)
        for name in features.names
    ] + [Reason.WORDS]
    return {reason: parts[:, [owner is reason for owner in owners]].sum(1) for reason in Reason}


def _split(
    material: Material, row: int, sums: Mapping[Reason, NDArray[np.float64]]
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    said = [(float(sums[reason][row]), reason) for reason in _sayable(material, row)]
    pro = sorted((each for each in said if each[0] > _WORTH_SAYING), reverse=True)
    contra = sorted(each for each in said if each[0] < -_WORTH_SAYING)
    return (
        tuple(reason for _, reason in pro if reason not in _ONLY_AGAINST)[:_MOST_REASONS],
        tuple(reason for _, reason in contra if reason not in _ONLY_FOR)[:_MOST_REASONS],
    )


def _sayable(material: Material, row: int) -> Iterator[Reason]:
    """Yield the reasons that are true of a sentence, whichever way they count."""
    for reason in Reason:
        feature = _SHOWN_BY.get(reason)
        if reason is Reason.TITLE and not material.title.distinct:
            continue
        if feature is None or material.features.column(feature)[row] > 0:
            yield reason
