"""From an article's sentences to their ranking. Imports sumy, which is slow, only when asked to."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from bot.domain.article import Article, Ranking, Sentence
from bot.summarizing.concepts import Reader, Reading
from bot.summarizing.coverage import candidates, concept_weights
from bot.summarizing.datelines import without_dateline
from bot.summarizing.furniture import without_furniture
from bot.summarizing.greedy import Candidate, Step, greedy
from bot.summarizing.keywords import keywords
from bot.summarizing.leaning import antecedents
from bot.summarizing.methods import Method, refuse_too_long
from bot.summarizing.repeats import repeats
from bot.summarizing.units import Unit, joined, units_of


def rank(
    article: Article, sentences: Sequence[Sentence], method: Method = Method.COVERAGE
) -> Ranking:
    """The sentences of the article in the order in which a summary takes them.

    Page furniture and repetitions are left out, unless there is nothing else. A sentence that
    leans on another comes after it, and pieces of quotations that need the rest come last. Uses the
    title, and the stems and stop words of each sentence's language where it has any. The same input
    always gives the same order. Raises MethodTooSlow.
    """
    language = article.language or ""
    title = Reader(language).read(article.title.text)
    taken, readings = _worth_reading(sentences, language)
    refuse_too_long(method, len(taken))
    if method is Method.COVERAGE:
        rated = candidates(readings, title)
    else:
        rated = _rated_by_sumy(method, title, taken, readings, language)
    leans_on = antecedents([reading.text for reading in readings])
    units = units_of(taken)
    weights = concept_weights(readings, title)
    steps = greedy(joined(rated, units, leans_on), weights)
    order = [index for step in steps for index in units[step.index].sentences]
    return Ranking(
        article,
        tuple(sentences),
        order=tuple(taken[index].index for index in order),
        scores=tuple(step.gain for step in steps for _ in units[step.index].sentences),
        covered=tuple(_covered(steps, units, readings, weights)),
        stops=tuple(accumulate(len(units[step.index].sentences) for step in steps)),
        keywords=keywords(article, taken, readings),
    )


def _worth_reading(
    sentences: Sequence[Sentence], language: str
) -> tuple[list[Sentence], list[Reading]]:
    taken = without_furniture(sentences) or list(sentences)
    readers = {code: Reader(code) for code in {sentence.language or language for sentence in taken}}
    readings = [
        readers[sentence.language or language].read(without_dateline(sentence).text.text)
        for sentence in taken
    ]
    repeated = repeats(readings)
    kept = [index for index in range(len(taken)) if index not in repeated]
    return [taken[index] for index in kept], [readings[index] for index in kept]


def _rated_by_sumy(
    method: Method,
    title: Reading,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    language: str,
) -> list[Candidate]:
    """Candidates whose gain is a rating, whatever was taken before."""
    from bot.summarizing.document import build_document
    from bot.summarizing.sumy_methods import ratings

    rated = ratings(method, build_document(title, sentences, readings), language)
    return [
        Candidate(reading.distinct, divisor=math.inf, bonus=rating)
        for reading, rating in zip(readings, rated, strict=True)
    ]


def _covered(
    steps: Sequence[Step],
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weights: Mapping[str, float],
) -> Iterator[tuple[str, ...]]:
    """For each sentence taken the words, as it has them, that said a concept for the first time."""
    for step in steps:
        unsaid = set(step.covered)
        for index in units[step.index].sentences:
            if not unsaid:
                yield ()
                continue
            reading = readings[index]
            said = [concept for concept in reading.distinct if concept in unsaid]
            unsaid.difference_update(said)
            said.sort(key=weights.__getitem__, reverse=True)
            yield tuple(reading.words[reading.concepts.index(concept)] for concept in said)
