"""What an article is made of: the role of each sentence, what belongs together, and its genre."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.article import Article, Role, Sentence
from bot.summarizing.dialogue import conversation_shape
from bot.summarizing.genres import (
    Genre,
    Shape,
    code_shape,
    contract_shape,
    list_shape,
    poem_shape,
    price_list_shape,
)
from bot.summarizing.grouping import groups_of, trims_of
from bot.summarizing.lines import Layout, list_runs, read_layout
from bot.summarizing.recipes import recipe_shape
from bot.summarizing.roles import is_fragment, roles_of

__all__ = ["SHOWN_ROLES", "Genre", "Outline", "outline"]

SHOWN_ROLES = frozenset({Role.TEXT, Role.LIST_ITEM})
"""Sentences of another role are shown in a group with one of these, or not at all."""

_AROUND = frozenset(
    {Role.BOILERPLATE, Role.CREDIT, Role.CONTENTS, Role.TITLE_PAGE, Role.HEADER_FOOTER, Role.NOTE}
)
# A text of fewer lines is prose.
_FEWEST_LINES = 3
# Words of a line that is an item of a list.
_LONGEST_FRAGMENT = 10


@dataclass(frozen=True, slots=True)
class Outline:
    """What an article is made of. Indices count its sentences, offsets code points of its body.

    `roles` has one for each sentence. `groups` are runs of sentences that are shown together or
    not at all, two or more each; they do not overlap, and their order is that of the text. A
    sentence in none of them is alone. `hidden` are those that are never shown alone. `trims` are
    the start and end, in the body, of what is to be shown of a sentence to which something is
    glued. `weights` are added to the grade, from 0 to 3, that a ranker expects. `items` are those
    of a list, whole, where the genre is one.
    """

    roles: tuple[Role, ...]
    groups: tuple[range, ...] = ()
    genre: Genre = Genre.PROSE
    trims: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    weights: Mapping[int, float] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    items: tuple[range, ...] = ()


def outline(article: Article, sentences: Sequence[Sentence]) -> Outline:
    """Return what the article is made of. Takes time that grows with its length only."""
    layout = read_layout(article.body.text, sentences)
    lists = list_runs(layout.lines)
    roles = roles_of(article, layout, lists)
    shape = _shape(article, layout, roles)
    for index, role in shape.roles.items():
        roles[index] = role
    groups = groups_of(layout, lists, roles, shape.groups)
    return Outline(
        tuple(roles),
        groups,
        shape.genre,
        trims_of(layout, roles, groups, shape.genre),
        dict(shape.weights),
        frozenset(_hidden(layout, roles, shape.genre)),
        tuple(shape.items),
    )


def _shape(article: Article, layout: Layout, roles: Sequence[Role]) -> Shape:
    """Return the shape of the genre; prose, unless the evidence for another is strong."""
    lines, sentences = layout.lines, layout.sentences
    told = [
        line
        for line in lines
        if roles[line.sentences.start] not in _AROUND
        or any(roles[index] not in _AROUND for index in line.sentences)
    ]
    if len(told) < _FEWEST_LINES:
        return Shape()
    return (
        code_shape(lines, roles)
        or conversation_shape(lines, sentences, roles)
        or contract_shape(told, sentences)
        or recipe_shape(article, told)
        or price_list_shape(told)
        or poem_shape(article, told)
        or list_shape(told, sentences, roles)
        or Shape()
    )


def _hidden(layout: Layout, roles: Sequence[Role], genre: Genre) -> Iterator[int]:
    for line in layout.lines:
        for index in line.sentences:
            if roles[index] not in SHOWN_ROLES:
                yield index
            elif roles[index] is Role.LIST_ITEM and genre is not Genre.LIST:
                # "Austen, Jane. Pride and Prejudice" is less than a sentence as a whole.
                is_part = not line.final and line.words <= _LONGEST_FRAGMENT
                if is_part or is_fragment(layout.sentences[index].text.text):
                    yield index
