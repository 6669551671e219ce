"""Genres, and what one says of the sentences of an article."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.article import Role


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
    """What a genre says of its sentences, by their indices: roles, groups, preferences, items."""

    genre: Genre = Genre.PROSE
    roles: dict[int, Role] = field(default_factory=dict)
    groups: list[range] = field(default_factory=list)
    weights: dict[int, float] = field(default_factory=dict)
    items: list[range] = field(default_factory=list)

    def set_role(self, sentences: range, role: Role) -> None:
        """Give the sentences a role."""
        self.roles.update(dict.fromkeys(sentences, role))

    def set_weight(self, sentences: range, weight: float) -> None:
        """Prefer the sentences by so much of a grade, or avoid them."""
        self.weights.update(dict.fromkeys(sentences, weight))
