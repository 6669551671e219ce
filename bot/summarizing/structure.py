"""What an article is made of: the role of each sentence, what belongs together, and its genre."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.article import Article, Role, Sentence
from bot.summarizing.genres import Genre
from bot.summarizing.grouping import groups_of
from bot.summarizing.lines import Line, lines_of
from bot.summarizing.lists import list_runs
from bot.summarizing.roles import is_fragment, roles_of
from bot.summarizing.shapes import shape_of
from bot.summarizing.trimming import trims_of

SHOWN_ROLES = frozenset({Role.TEXT, Role.LIST_ITEM})
"""Sentences of another role are shown in a group with one of these, or not at all."""

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
    lines = lines_of(article.body.text, sentences)
    lists = list_runs(lines)
    roles = roles_of(article, sentences, lines, lists)
    shape = shape_of(article, sentences, lines, roles)
    for index, role in shape.roles.items():
        roles[index] = role
    groups = groups_of(sentences, lines, lists, roles, shape.groups)
    return Outline(
        tuple(roles),
        groups,
        shape.genre,
        trims_of(sentences, lines, roles, groups, shape.genre),
        dict(shape.weights),
        frozenset(_hidden(sentences, lines, roles, shape.genre)),
        tuple(shape.items),
    )


def _hidden(
    sentences: Sequence[Sentence], lines: Sequence[Line], roles: Sequence[Role], genre: Genre
) -> Iterator[int]:
    for line in lines:
        for index in line.sentences:
            if roles[index] not in SHOWN_ROLES:
                yield index
            elif roles[index] is Role.LIST_ITEM and genre is not Genre.LIST:
                # "Austen, Jane. Pride and Prejudice" is less than a sentence as a whole.
                is_part = not line.final and line.words <= _LONGEST_FRAGMENT
                if is_part or is_fragment(sentences[index].text.text):
                    yield index
