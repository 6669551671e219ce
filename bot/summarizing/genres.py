"""Genres other than prose, told by strong evidence only, and what a summary of one needs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from bot.domain.article import Article, Role, Sentence
from bot.summarizing.dialogue import Dialogue, answers_to_keep, dialogue_of
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, word_count
from bot.summarizing.phrases import normal, words
from bot.summarizing.roles import timestamp_length

_AROUND = frozenset(
    {Role.BOILERPLATE, Role.CREDIT, Role.CONTENTS, Role.TITLE_PAGE, Role.HEADER_FOOTER, Role.NOTE}
)
# Code points of a sentence that phrases are looked for in.
_LOOKED_AT = 600
_FEWEST_LINES = 3
_FEWEST_ITEMS = 3
# Code points on average; what is longer is a text with numbered passages.
_LONGEST_ITEM = 500
_FEWEST_VERSES = 4
_MOST_VERSES = 400
_SHORT_POEM = 6
# Words.
_FILLER = 4
_LONGEST_NAME = 5
_LONGEST_INGREDIENT = 8
_SHORTEST_CLAUSE = 4

_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"(?:\d|½|¼|¾|⅓|⅔)\s?([^\W\d_]+(?:\.[^\W\d_]\.)?\.?)")


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
    """What a genre says of its sentences: other roles, groups, preferences, and items."""

    genre: Genre = Genre.PROSE
    roles: dict[int, Role] = field(default_factory=dict)
    groups: list[range] = field(default_factory=list)
    weights: dict[int, float] = field(default_factory=dict)
    items: list[range] = field(default_factory=list)


def shape_of(
    article: Article, sentences: Sequence[Sentence], lines: Sequence[Line], roles: Sequence[Role]
) -> Shape:
    """Return what a text is; prose, unless the evidence for something else is strong."""
    told = [line for line in lines if any(roles[index] not in _AROUND for index in line.sentences)]
    if len(told) < _FEWEST_LINES:
        return Shape()
    if shape := _code(lines, roles):
        return shape
    if dialogue := dialogue_of(lines, sentences, roles):
        return _conversation(dialogue, sentences)
    return (
        _contract(told, sentences)
        or _recipe(told, sentences)
        or _poem(article, told, sentences)
        or _list(told, sentences, roles)
        or Shape()
    )


def _code(lines: Sequence[Line], roles: Sequence[Role]) -> Shape | None:
    code = sum(line.end - line.start for line in lines if roles[line.sentences.start] is Role.CODE)
    total = sum(line.end - line.start for line in lines)
    return Shape(Genre.CODE) if code >= 0.6 * total else None


def _conversation(dialogue: Dialogue, sentences: Sequence[Sentence]) -> Shape:
    has_times = sum(
        timestamp_length(sentences[turn.sentences.start].text.text) > 0 for turn in dialogue.turns
    )
    is_transcript = not dialogue.is_interview or 2 * has_times >= len(dialogue.turns)
    shape = Shape(Genre.TRANSCRIPT if is_transcript else Genre.INTERVIEW)
    decisions = words().transcript_decisions
    for turn in dialogue.turns:
        for index in turn.sentences:
            text = sentences[index].text.text
            if turn.asks:
                shape.roles[index] = Role.QUESTION
            elif is_transcript:
                if decisions.occur_in(normal(text[:_LOOKED_AT])):
                    shape.weights[index] = 1.0
                elif word_count(sentences[index]) <= _FILLER:
                    shape.weights[index] = -1.0
    shape.groups.extend(answers_to_keep(dialogue.turns, sentences))
    return shape


def _contract(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Shape | None:
    phrases = words()
    titled = any(phrases.contract_titles.opening(line.head) for line in lines[:4])
    clauses = [line for line in lines if line.marker in (Marker.CLAUSE, Marker.NUMBER)]
    if not titled or len(clauses) < max(4, 0.4 * len(lines)):
        return None
    if not any(phrases.contract_parties.occur_in(_opening(line, sentences)) for line in lines[:12]):
        return None
    shape = Shape(Genre.CONTRACT)
    seen_parties = False
    is_subject = True
    for line in lines:
        for index in line.sentences:
            text = normal(sentences[index].text.text[:_LOOKED_AT])
            if word_count(sentences[index]) < _SHORTEST_CLAUSE:
                continue
            weight = 0.0
            if not seen_parties and phrases.contract_parties.occur_in(text):
                seen_parties, weight = True, 1.0
            elif line in clauses and is_subject:
                is_subject, weight = False, 1.0
            elif _DIGIT.search(text) and phrases.contract_sums.occur_in(text):
                weight = 1.0
            elif phrases.contract_liability.occur_in(text):
                weight = 0.6
            elif _DIGIT.search(text) and phrases.contract_terms.occur_in(text):
                weight = 0.7
            elif phrases.contract_ending.occur_in(text):
                weight = 0.4
            if weight:
                shape.weights[index] = weight
    return shape


def _recipe(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Shape | None:
    phrases = words()
    amounts = [line for line in lines if _is_amount(line)]
    headed = [
        line for line in lines if line.words <= 4 and phrases.recipe_ingredients.opening(line.head)
    ]
    method = [
        line for line in lines if line.words <= 4 and phrases.recipe_method.opening(line.head)
    ]
    served = [line for line in lines if line.words <= 12 and _names_servings(line)]
    evidence = bool(headed) + bool(method) + bool(served) + (len(amounts) >= 3)
    if evidence < 3 or not amounts or len(amounts) < 0.15 * len(lines):
        return None
    shape = Shape(Genre.RECIPE)
    for line in served:
        for index in line.sentences:
            shape.weights[index] = 1.0
    first, last = lines.index(amounts[0]), lines.index(amounts[-1])
    while last + 1 < len(lines) and _is_beside(lines[last + 1], lines[last], lines[last + 1]):
        last += 1
    while first and _is_beside(lines[first - 1], lines[first], lines[first]):
        first -= 1
    if first and lines[first - 1] in headed:
        first -= 1
    ingredients = range(lines[first].sentences.start, lines[last].sentences.stop)
    shape.groups.append(ingredients)
    for index in ingredients:
        shape.roles[index] = Role.LIST_ITEM
        shape.weights[index] = 0.5
    steps = [line for line in lines[last + 1 :] if line not in method and line.final == "."]
    for line in steps:
        for index in line.sentences:
            shape.roles[index] = Role.LIST_ITEM if line.marker in ITEM_MARKERS else Role.TEXT
            shape.weights[index] = 0.5 if word_count(sentences[index]) > 4 else -0.5
    return shape


def _is_beside(line: Line, ingredient: Line, lower: Line) -> bool:
    """Return whether a line next to an ingredient is one too: "salt, pepper, nutmeg"."""
    return (
        not lower.gap
        and line.words <= _LONGEST_INGREDIENT
        and line.final in ("", ";", ",")
        and line.marker is ingredient.marker
    )


def _names_servings(line: Line) -> bool:
    phrases = words().recipe_servings
    return bool(phrases.opening(line.head)) or (
        phrases.occur_in(line.head) and bool(_DIGIT.search(line.head))
    )


def _is_amount(line: Line) -> bool:
    """Return whether a line is an ingredient: "500 g potatoes", «Картофель — 400 г»."""
    if not 2 <= line.words <= 10 or line.final not in ("", ".", ";", ","):
        return False
    parts = _AMOUNT.findall(line.head)
    units = words().recipe_units
    return any(units.hold(unit) or units.hold(unit.rstrip(".")) for unit in parts)


def _poem(article: Article, lines: Sequence[Line], sentences: Sequence[Sentence]) -> Shape | None:
    verses = [line for line in lines if line.words > 0]
    heading = verses[:1] if len(verses) > 4 and len(verses) > 1 and verses[1].gap else []
    verses = verses[len(heading) :]
    if not _FEWEST_VERSES <= len(verses) <= _MOST_VERSES:
        return None
    if any(line.marker in ITEM_MARKERS or line.words > 14 for line in verses):
        return None
    count = len(verses)
    ends = [_rhyme(article.body.text[line.content : line.end]) for line in verses]
    rhymed = sum(
        any(end and other == end for other in (*ends[max(0, n - 3) : n], *ends[n + 1 : n + 4]))
        for n, end in enumerate(ends)
    )
    run_on = sum(line.final in ("", ",", ";", ":") for line in verses)
    if sum(line.words for line in verses) > 9 * count or run_on < 0.25 * count:
        return None
    if any(_DIGIT.search(line.head) for line in verses if line.final == "") and run_on == count:
        return None
    stanzas = _stanzas(verses)
    is_even = len(stanzas) > 1 and len({len(stanza) for stanza in stanzas}) == 1
    commas = sum(line.final == "," for line in verses)
    if rhymed < 0.5 * count and not (is_even and len(stanzas[0]) > 2 and commas >= 0.25 * count):
        return None
    if not commas and rhymed < 0.7 * count:
        return None
    shape = Shape(Genre.POEM)
    for line in heading:
        for index in line.sentences:
            shape.roles[index] = Role.HEADING
    for number, stanza in enumerate(stanzas):
        held = range(stanza[0].sentences.start, stanza[-1].sentences.stop)
        shape.groups.append(held)
        for index in held:
            shape.roles[index] = Role.TEXT
            shape.weights[index] = max(-1.0, 1.0 - number)
    if count <= _SHORT_POEM:
        shape.groups[:] = [range(shape.groups[0].start, shape.groups[-1].stop)]
    return shape


def _stanzas(verses: Sequence[Line]) -> list[list[Line]]:
    """Return the verses by stanzas; without empty lines, by fours."""
    stanzas: list[list[Line]] = []
    has_gaps = any(line.gap for line in verses[1:])
    for number, line in enumerate(verses):
        opens = line.gap if has_gaps else number % 4 == 0
        if opens or not stanzas:
            stanzas.append([])
        stanzas[-1].append(line)
    return stanzas


def _rhyme(text: str) -> str:
    """Return the last letters of a verse; "" where it has too few."""
    letters = [character for character in normal(text[-40:]) if character.isalpha()]
    return "".join(letters[-2:]) if len(letters) > 4 else ""


def _list(
    lines: Sequence[Line], sentences: Sequence[Sentence], roles: Sequence[Role]
) -> Shape | None:
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
    """Return the name of each item with what is said first, where all begin with a name."""
    told = [item for item in items if len(item) > 1]
    short = sum(word_count(sentences[item.start]) <= _LONGEST_NAME for item in told)
    if len(told) < _FEWEST_ITEMS or short < 0.6 * len(told):
        return []
    return [
        range(item.start, item.start + 2)
        for item in told
        if word_count(sentences[item.start]) <= 2 * _LONGEST_NAME
    ]


def _opening(line: Line, sentences: Sequence[Sentence]) -> str:
    return normal(" ".join(sentences[index].text.text[:_LOOKED_AT] for index in line.sentences[:4]))
