"""Find the key words of an article: names and nouns of its title and its text.

Of a long text, concepts are counted in all sentences, and only some of them are looked at closely.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bot.domain.article import Sentence
from bot.summarizing.concepts import Reading
from bot.summarizing.keywords.lexicon import Lexicon, lexicon
from bot.summarizing.keywords.lines import TITLE, Line, Term, line_of
from bot.summarizing.keywords.names import Names
from bot.summarizing.keywords.nouns import nouns

__all__ = ["keywords"]

_MOST = 6
# Most articles are shorter. Of a longer text so many sentences are looked at: its beginning, and
# from the rest those that hold a few occurrences of each of the most frequent concepts.
_MOST_SENTENCES = 80
_BEGINNING = 25
_CONCEPTS = 40
_OCCURRENCES = 5
_TITLE_FACTOR = 2.5
_NAME_FACTOR = 1.3
_OBLIQUE_FACTOR = 0.8
_FREQUENCY_POWER = 0.7
_TITLE_ONLY = 0.8

Scale = Callable[[str], float]
"""Returns how many times as often a form occurs in all sentences as in the sample."""


def keywords(
    language: str, title: Reading, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> tuple[str, ...]:
    """Return at most six names and nouns, the best first, each in the title or in two sentences.

    `language` is that of the article, and `readings` are those of the sentences.
    """
    known = lexicon(language)
    own = {
        number: readings[number]
        for number, sentence in enumerate(sentences)
        if sentence.language is None or sentence.language == language
    }
    has_title = known.foreign_letters.isdisjoint(title.text.lower())
    sample = own
    scale: Scale = _one
    if len(own) > _MOST_SENTENCES:
        counts = Counter(chain.from_iterable([reading.distinct for reading in own.values()]))
        sample = _sample(own, counts, title.distinct if has_title else ())
        scale = _scale(sample.values(), counts)
    lines = [line_of(reading, number, language) for number, reading in sample.items()]
    if has_title and title.text:
        lines.insert(0, line_of(title, TITLE, language))
    rated = sorted(_rated(lines, scale, known), key=lambda rating: -rating[0])
    return tuple(_distinct([term for _, term in rated], known))


def _sample(
    readings: Mapping[int, Reading], counts: Counter[str], title: Iterable[str]
) -> dict[int, Reading]:
    """Return the beginning, and from all over the rest what has the most frequent concepts."""
    numbers = list(readings)
    frequent = [concept for concept, count in counts.items() if count >= _OCCURRENCES]
    frequent = sorted(frequent, key=counts.__getitem__, reverse=True)[:_CONCEPTS]
    wanted = dict.fromkeys([*frequent, *counts.keys() & title], _OCCURRENCES)
    found = {number: readings[number] for number in numbers[:_BEGINNING]}
    rest = numbers[_BEGINNING:]
    step = -(-len(rest) // (_MOST_SENTENCES - _BEGINNING))
    for number in chain.from_iterable(rest[first::step] for first in range(step)):
        concepts = wanted.keys() & readings[number].distinct
        if not concepts:
            continue
        found[number] = readings[number]
        if len(found) == _MOST_SENTENCES:
            break
        for concept in concepts:
            wanted[concept] -= 1
            if not wanted[concept]:
                del wanted[concept]
    return found


def _scale(sample: Iterable[Reading], counts: Mapping[str, int]) -> Scale:
    """Return the Scale of a sample; a name's is that of its word of which it holds most."""
    concepts: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for reading in sample:
        seen.update(reading.distinct)
        concepts.update(zip(reading.words, reading.concepts, strict=True))

    def scale(form: str) -> float:
        found = map(concepts.get, form.split())
        return min([counts[concept] / seen[concept] for concept in found if concept], default=1.0)

    return scale


def _one(_: str) -> float:
    return 1.0


def _rated(lines: Sequence[Line], scale: Scale, known: Lexicon) -> Iterator[tuple[float, Term]]:
    """Yield what may be a key word with its weight."""
    cased = Counter(chain.from_iterable([line.words for line in lines if line.has_case]))
    counts = Counter(cased)
    counts.update(chain.from_iterable([line.words for line in lines if not line.has_case]))
    names = Names(lines, cased, known)
    has_title = any(line.number == TITLE and line.words for line in lines)
    found = [(_NAME_FACTOR, term) for term in names.terms.values()]
    # A noun of the title alone has no other form to choose.
    found += [
        (1.0, term)
        for term in nouns(lines, counts, known, names).values()
        if term.sentences != {TITLE} or not term.is_only_oblique(known)
    ]
    for factor, term in found:
        if TITLE in term.sentences or len(term.sentences) > 1:
            times = scale(next(iter(term.forms)))
            yield factor * _weight(term, times, known, has_title=has_title), term


def _weight(term: Term, times: float, known: Lexicon, *, has_title: bool) -> float:
    """Rate a term that occurs `times` as often in all sentences as in the sample."""
    weight = _TITLE_ONLY
    if body := term.sentences - {TITLE}:
        weight = (times * len(body)) ** _FREQUENCY_POWER * (1 + 1 / (1 + min(body)))
    if TITLE in term.sentences or (not has_title and 0 in term.sentences):
        weight *= _TITLE_FACTOR
    return weight * (_OBLIQUE_FACTOR if term.is_only_oblique(known) else 1.0)


def _distinct(terms: Iterable[Term], known: Lexicon) -> list[str]:
    """Return the best terms, without those whose words are in a better one."""
    chosen: list[str] = []
    said: set[str] = set()
    bases: list[set[str]] = []
    for term in terms:
        if len(chosen) == _MOST and not any(" " in form for form in term.forms):
            continue
        form = term.best_form(known)
        words = {known.name_base(word.lower()) for word in form.split()}
        if words <= said:
            continue
        said |= words
        # "район" gives its place to "Сокальський район".
        place = next((n for n, other in enumerate(bases) if other < words), len(chosen))
        if place < len(chosen) and chosen[place].islower():
            chosen[place], bases[place] = form, words
        elif len(chosen) < _MOST:
            chosen.append(form)
            bases.append(words)
    return chosen
