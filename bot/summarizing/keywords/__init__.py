"""The key words of an article: its names and nouns, as they stand in its title and its text."""

from collections.abc import Iterator, Sequence

from bot.domain.article import Article, Sentence
from bot.summarizing.concepts import Reader, Reading
from bot.summarizing.keywords.lexicon import Lexicon, lexicon
from bot.summarizing.keywords.names import Names
from bot.summarizing.keywords.nouns import nouns
from bot.summarizing.keywords.terms import TITLE, Term
from bot.summarizing.keywords.words import Word, words_of

__all__ = ["keywords"]

_MOST = 6
_MOST_SENTENCES = 2_000
_BEGINNING = 500
_TITLE_FACTOR = 2.5
_NAME_FACTOR = 1.3
_OBLIQUE_FACTOR = 0.8
_FREQUENCY_POWER = 0.7
_TITLE_ONLY = 0.8


def keywords(
    article: Article, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> tuple[str, ...]:
    """At most six names and nouns, the best first, each in the title or in two sentences.

    `readings` are those of the sentences.
    """
    language = article.language or ""
    known = lexicon(language)
    title = Reader(language).read(article.title.text)
    words = [
        words_of(readings[number], number, language)
        for number in _looked_at(len(sentences))
        if sentences[number].language in (None, language)
    ]
    if known.foreign_letters.isdisjoint(title.text.lower()):
        words.insert(0, words_of(title, TITLE, language))
    rated = sorted(_rated(words, known), key=lambda rating: -rating[0])
    return tuple(_distinct([term.best_form(known) for _, term in rated], known))


def _looked_at(sentences: int) -> Iterator[int]:
    """All sentences of an article; of a book its beginning, and every so many after it."""
    yield from range(min(sentences, _BEGINNING))
    step = max(1, -(-(sentences - _BEGINNING) // (_MOST_SENTENCES - _BEGINNING)))
    yield from range(_BEGINNING, sentences, step)


def _rated(sentences: Sequence[Sequence[Word]], known: Lexicon) -> list[tuple[float, Term]]:
    names = Names(sentences, known)
    has_title = any(sentence and sentence[0].sentence == TITLE for sentence in sentences)
    found = [(_NAME_FACTOR, term) for term in names.terms.values()]
    # A noun of the title alone has no other form to choose.
    found += [
        (1.0, term)
        for term in nouns(sentences, known, names).values()
        if term.sentences != {TITLE} or not term.is_only_oblique(known)
    ]
    return [
        (factor * _weight(term, known, has_title=has_title), term)
        for factor, term in found
        if TITLE in term.sentences or len(term.sentences) > 1
    ]


def _weight(term: Term, known: Lexicon, *, has_title: bool) -> float:
    body = [number for number in term.sentences if number != TITLE]
    weight = _TITLE_ONLY
    if body:
        weight = len(body) ** _FREQUENCY_POWER * (1 + 1 / (1 + min(body)))
    is_in_title = TITLE in term.sentences or (not has_title and 0 in body)
    if is_in_title:
        weight *= _TITLE_FACTOR
    return weight * (_OBLIQUE_FACTOR if term.is_only_oblique(known) else 1.0)


def _distinct(forms: Sequence[str], known: Lexicon) -> list[str]:
    """The best, without those whose words stand in a better one."""
    chosen: list[str] = []
    said: set[str] = set()
    bases: list[set[str]] = []
    for form in forms:
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
