"""What genre a text is, told by strong evidence only, and what a summary of it needs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.article import Article, Role, Sentence
from bot.summarizing.dialogue import (
    Dialogue,
    answers_to_keep,
    dialogue_of,
    is_speaker,
    speaker_length,
)
from bot.summarizing.genres import Genre, Shape
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, word_count
from bot.summarizing.phrases import normal, words
from bot.summarizing.poems import poem_shape
from bot.summarizing.recipes import recipe_shape
from bot.summarizing.roles import timestamp_length

_AROUND = frozenset(
    {Role.BOILERPLATE, Role.CREDIT, Role.CONTENTS, Role.TITLE_PAGE, Role.HEADER_FOOTER, Role.NOTE}
)
# Code points of a sentence that phrases are looked for in.
_LOOKED_AT = 600
_FEWEST_LINES = 3
_FEWEST_ITEMS = 3
_FEWEST_PRICES = 4
_FEWEST_CLAUSES = 4
# Code points on average; what is longer is a text with numbered passages.
_LONGEST_ITEM = 500
# Words.
_FILLER = 3
_FEWEST_IN_COMMENT = 5
_LONGEST_NAME = 5
_LONGEST_TITLE = 12
_SHORTEST_CLAUSE = 4

_DIGIT = re.compile(r"\d")
_PRICE = re.compile(r"\S\s*(?:[—–:=]|\.{2,}|\s-)\s*[$€£₴₽]?\d[\d.,\u00a0 ]*(?:\S+\s?){0,4}$")


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
        or recipe_shape(article, told)
        or _prices(told)
        or poem_shape(article, told)
        or _list(told, sentences, roles)
        or Shape()
    )


def _code(lines: Sequence[Line], roles: Sequence[Role]) -> Shape | None:
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
            if is_speaker(text):
                shape.roles[index] = Role.LABEL
            elif turn.asks and (dialogue.is_interview or text.endswith("?")):
                shape.roles[index] = Role.QUESTION
            elif not is_transcript:
                continue
            elif decisions.occur_in(normal(text[:_LOOKED_AT])):
                shape.weights[index] = 1.0
            elif _is_filler(text):
                shape.weights[index] = -1.0
    shape.groups.extend(answers_to_keep(dialogue.turns, sentences))
    return shape


def _is_filler(text: str) -> bool:
    start = timestamp_length(text)
    said = text[start + speaker_length(text, start) :]
    return len(said.split()) <= _FILLER and not _DIGIT.search(said)


def _contract(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Shape | None:
    phrases = words()
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
    phrases = words()
    has_figure = bool(_DIGIT.search(text))
    if phrases.contract_liability.occur_in(text):
        return 0.6
    if has_figure and phrases.contract_sums.occur_in(text):
        return 1.0
    if has_figure and phrases.contract_terms.occur_in(text):
        return 0.7
    return 0.4 if phrases.contract_ending.occur_in(text) else 0.0


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


def _prices(lines: Sequence[Line]) -> Shape | None:
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
