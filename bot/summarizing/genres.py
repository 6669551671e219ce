"""Genres that the lines of a text show, and what a summary of such a text needs.

A text is prose unless the evidence for something else is strong.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from bot.domain.article import Article, Role, Sentence
from bot.languages.patterns import DIGIT
from bot.languages.phrases import normal
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, word_count
from bot.summarizing.outline_phrases import outline_phrases

# Code points of a sentence that phrases are looked for in.
_LOOKED_AT = 600
_FEWEST_ITEMS = 3
_FEWEST_PRICES = 4
_FEWEST_CLAUSES = 4
# Code points on average; what is longer is a text with numbered passages.
_LONGEST_ITEM = 500
# Words.
_FEWEST_IN_COMMENT = 5
_LONGEST_NAME = 5
_LONGEST_TITLE = 12
_SHORTEST_CLAUSE = 4
_LONGEST_VERSE = 14
_USUAL_VERSE = 9
_LONGEST_LABEL = 3
# Verses; a poem of so few is shown whole.
_SHORT_POEM = 6
_FEWEST_VERSES = 4
_MOST_VERSES = 400
_FEWEST_IN_STANZA = 3
_NEAR = 3

_PRICE = re.compile(r"\S\s*(?:[—–:=]|\.{2,}|\s-)\s*[$€£₴₽]?\d[\d.,\u00a0 ]*(?:\S+\s?){0,4}$")


class Genre(StrEnum):
    """What kind of text an article is."""

    PROSE = "prose"
    LIST = "list"
    RECIPE = "recipe"
    POEM = "poem"
    CONTRACT = "contract"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Shape:
    """The roles, groups, weights and items that a genre gives to sentences, by their indices."""

    genre: Genre = Genre.PROSE
    roles: dict[int, Role] = field(default_factory=dict)
    groups: list[range] = field(default_factory=list)
    weights: dict[int, float] = field(default_factory=dict)
    items: list[range] = field(default_factory=list)

    def set_role(self, sentences: range, role: Role) -> None:
        """Give the sentences a role."""
        self.roles.update(dict.fromkeys(sentences, role))

    def set_weight(self, sentences: range, weight: float) -> None:
        """Add so much to the grades of the sentences; less than 0 avoids them."""
        self.weights.update(dict.fromkeys(sentences, weight))


def code_shape(lines: Sequence[Line], roles: Sequence[Role]) -> Shape | None:
    """Return the shape of a program."""
    code = sum(line.end - line.start for line in lines if roles[line.sentences.start] is Role.CODE)
    total = sum(line.end - line.start for line in lines)
    if code < 0.6 * total:
        return None
    shape = Shape(Genre.CODE)
    for line in lines:
        # Comments and docstrings are sentences still.
        if line.final != "." or line.words < _FEWEST_IN_COMMENT:
            shape.set_role(line.sentences, Role.CODE)
    return shape


def contract_shape(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Shape | None:
    """Return the shape of a contract, of which parties, subject, sums and liability matter most."""
    phrases = outline_phrases()
    if not any(
        line.words <= _LONGEST_TITLE and phrases.contract_titles.occur_in(line.head)
        for line in lines[:4]
    ):
        return None
    clauses = sum(line.marker in (Marker.CLAUSE, Marker.NUMBER) for line in lines)
    if clauses < max(_FEWEST_CLAUSES, 0.4 * len(lines)):
        return None
    if not any(phrases.contract_parties.occur_in(_opening(line, sentences)) for line in lines[:12]):
        return None
    shape = Shape(Genre.CONTRACT)
    seen_parties = seen_subject = False
    for line in lines:
        is_clause = line.marker in (Marker.CLAUSE, Marker.NUMBER)
        for index in line.sentences:
            text = normal(sentences[index].text.text[:_LOOKED_AT])
            if not seen_parties and phrases.contract_parties.occur_in(text):
                seen_parties = True
                shape.weights[index] = 1.0
            elif not seen_parties and not is_clause and line.words <= _LONGEST_TITLE:
                shape.roles[index] = Role.HEADING
            elif word_count(sentences[index]) >= _SHORTEST_CLAUSE:
                is_subject = is_clause and not seen_subject
                weight = 1.0 if is_subject else _clause_weight(text)
                seen_subject = seen_subject or is_subject
                if weight:
                    shape.weights[index] = weight
    return shape


def _clause_weight(text: str) -> float:
    """Return how much more a reader of a contract wants to see a clause than another one."""
    phrases = outline_phrases()
    has_figure = bool(DIGIT.search(text))
    if phrases.contract_liability.occur_in(text):
        return 0.6
    if has_figure and phrases.contract_sums.occur_in(text):
        return 1.0
    if has_figure and phrases.contract_terms.occur_in(text):
        return 0.7
    return 0.4 if phrases.contract_ending.occur_in(text) else 0.0


def _opening(line: Line, sentences: Sequence[Sentence]) -> str:
    return normal(" ".join(sentences[index].text.text[:_LOOKED_AT] for index in line.sentences[:4]))


def list_shape(
    lines: Sequence[Line], sentences: Sequence[Sentence], roles: Sequence[Role]
) -> Shape | None:
    """Return the shape of a list, whose items are shown whole."""
    opened = _item_lines(lines)
    if len(opened) < _FEWEST_ITEMS:
        return None
    headings = sum(roles[line.sentences.start] is Role.HEADING for line in lines[1:])
    asked = sum(lines[number].final == "?" for number in opened)
    if headings > 1 or 2 * asked >= len(opened):
        return None
    distances = sorted(following - number for number, following in pairwise(opened))
    usual = distances[len(distances) // 2]
    items = []
    for number, following in zip(opened, (*opened[1:], len(lines)), strict=True):
        end = number + 1
        while end < min(following, number + usual) and not lines[end].gap:
            end += 1
        items.append(range(lines[number].sentences.start, lines[end - 1].sentences.stop))
    length = sum(sentences[item[-1]].end - sentences[item.start].start for item in items)
    total = sum(line.end - line.content for line in lines)
    if length < 0.6 * total or length > _LONGEST_ITEM * len(items):
        return None
    shape = Shape(Genre.LIST, items=items)
    shape.groups.extend(_named_items(items, sentences))
    for item in items:
        shape.roles.update({i: Role.LIST_ITEM for i in item if roles[i] is Role.TEXT})
    return shape


def price_list_shape(lines: Sequence[Line]) -> Shape | None:
    """Return the shape of a list of prices or figures: "Coffee — 3.50"."""
    priced = [line for line in lines if _is_priced(line)]
    if len(priced) < _FEWEST_PRICES or len(priced) < 0.6 * len(lines):
        return None
    shape = Shape(Genre.LIST, items=[line.sentences for line in priced])
    for line in priced:
        shape.set_role(line.sentences, Role.LIST_ITEM)
    return shape


def _is_priced(line: Line) -> bool:
    return (
        1 < line.words <= _LONGEST_TITLE
        and line.final in ("", ";", ",")
        and bool(_PRICE.search(line.head))
    )


def _item_lines(lines: Sequence[Line]) -> list[int]:
    """Return the lines that open an item, all with the same kind of marker."""
    kinds = Counter(line.marker for line in lines if line.marker in ITEM_MARKERS)
    if not kinds:
        return []
    kind, _ = kinds.most_common(1)[0]
    opened = [number for number, line in enumerate(lines) if line.marker is kind]
    if kind is not Marker.EMOJI:
        return opened
    symbol, count = Counter(lines[number].symbol for number in opened).most_common(1)[0]
    if count >= _FEWEST_ITEMS:
        return [number for number in opened if lines[number].symbol == symbol]
    # Each item can have an emoji of its own.
    return opened if len(opened) >= max(_FEWEST_ITEMS + 1, 0.7 * len(lines)) else []


def _named_items(items: Sequence[range], sentences: Sequence[Sentence]) -> list[range]:
    """Return the name of each item with its first sentence, if all items begin with a name."""
    told = [item for item in items if len(item) > 1]
    short = sum(word_count(sentences[item.start]) <= _LONGEST_NAME for item in told)
    if len(told) < _FEWEST_ITEMS or short < 0.6 * len(told):
        return []
    return [
        range(item.start, item.start + 2)
        for item in told
        if word_count(sentences[item.start]) <= 2 * _LONGEST_NAME
    ]


def poem_shape(article: Article, lines: Sequence[Line]) -> Shape | None:
    """Return the shape of a poem, whose lines rhyme or form stanzas of one length."""
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
    """Return how many verses rhyme with one near them."""
    ends = [_last_letters(verse) for verse in verses]
    return sum(
        bool(end) and end in (*ends[max(0, n - _NEAR) : n], *ends[n + 1 : n + 1 + _NEAR])
        for n, end in enumerate(ends)
    )


def _last_letters(verse: str) -> str:
    letters = [character for character in normal(verse[-40:]) if character.isalpha()]
    return "".join(letters[-2:]) if len(letters) > 4 else ""
