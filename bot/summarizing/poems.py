"""Poems and songs: a stanza is shown whole or not at all."""

from collections.abc import Sequence

from bot.domain.article import Article, Role
from bot.summarizing.genres import Genre, Shape
from bot.summarizing.lines import ITEM_MARKERS, Line
from bot.summarizing.phrases import normal

_FEWEST_VERSES = 4
_MOST_VERSES = 400
# A poem of so few verses is shown whole.
_SHORT_POEM = 6
_FEWEST_IN_STANZA = 3
# Words.
_LONGEST_VERSE = 14
_USUAL_VERSE = 9
_LONGEST_LABEL = 3


def poem_shape(article: Article, lines: Sequence[Line]) -> Shape | None:
    """Return the shape of a poem, whose lines rhyme or stand in stanzas of one length."""
    if not _FEWEST_VERSES <= len(lines) <= _MOST_VERSES:
        return None
    labels = [line for line in lines if line.final == ":" and line.words <= _LONGEST_LABEL]
    verses = [line for line in lines if line.final != ":" or line.words > _LONGEST_LABEL]
    if len(verses) > _FEWEST_VERSES and not lines[0].final and lines[1].gap:
        labels, verses = [*labels, verses[0]], verses[1:]
    stanzas = _stanzas(verses, {line.sentences.stop for line in labels})
    if not _are_verses(article, verses, stanzas):
        return None
    shape = Shape(Genre.POEM)
    for line in labels:
        shape.set_role(line.sentences, Role.LABEL if line.final else Role.HEADING)
    for number, stanza in enumerate(stanzas):
        sentences = range(stanza[0].sentences.start, stanza[-1].sentences.stop)
        shape.groups.append(sentences)
        shape.set_role(sentences, Role.TEXT)
        shape.set_weight(sentences, max(-1.0, 1.0 - number))
    if len(verses) <= _SHORT_POEM and not labels[1:]:
        shape.groups[:] = [range(shape.groups[0].start, shape.groups[-1].stop)]
    return shape


def _are_verses(
    article: Article, verses: Sequence[Line], stanzas: Sequence[Sequence[Line]]
) -> bool:
    count = len(verses)
    if count < _FEWEST_VERSES or any(
        line.marker in ITEM_MARKERS or line.words > _LONGEST_VERSE for line in verses
    ):
        return False
    commas = sum(line.final == "," for line in verses)
    run_on = commas + sum(line.final in ("", ";", ":") for line in verses)
    figures = sum(any(map(str.isdigit, line.head)) for line in verses)
    if run_on < 0.25 * count or figures > 0.25 * count:
        return False
    if sum(line.words for line in verses) > _USUAL_VERSE * count:
        return False
    rhymes = _rhymes([article.body.text[line.content : line.end] for line in verses])
    if rhymes >= (0.5 if commas else 0.75) * count:
        return True
    lengths = {len(stanza) for stanza in stanzas}
    return (
        len(stanzas) > 1
        and len(lengths) == 1
        and min(lengths) >= _FEWEST_IN_STANZA
        and commas >= 0.25 * count
    )


def _stanzas(verses: Sequence[Line], below_label: set[int]) -> list[list[Line]]:
    """Return the verses by stanzas; without empty lines, by fours."""
    stanzas: list[list[Line]] = []
    has_gaps = bool(below_label) or any(line.gap for line in verses[1:])
    for number, line in enumerate(verses):
        is_first = line.gap or line.sentences.start in below_label
        if not stanzas or (is_first if has_gaps else number % 4 == 0):
            stanzas.append([])
        stanzas[-1].append(line)
    return stanzas


def _rhymes(verses: Sequence[str]) -> int:
    """Return how many verses rhyme with one of the three on either side."""
    ends = [_last_letters(verse) for verse in verses]
    return sum(
        bool(end) and end in (*ends[max(0, n - 3) : n], *ends[n + 1 : n + 4])
        for n, end in enumerate(ends)
    )


def _last_letters(verse: str) -> str:
    letters = [character for character in normal(verse[-40:]) if character.isalpha()]
    return "".join(letters[-2:]) if len(letters) > 4 else ""
