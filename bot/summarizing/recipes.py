"""Recipes: what is cooked, for how many, of what, and how."""

import re
from collections.abc import Sequence

from bot.domain.article import Article, Role
from bot.languages.patterns import DIGIT
from bot.summarizing.genres import Genre, Shape
from bot.summarizing.lines import ITEM_MARKERS, Line
from bot.summarizing.outline_phrases import outline_phrases

# Words.
_LONGEST_HEADING = 4
_LONGEST_SERVINGS = 12
_LONGEST_INGREDIENT = 8
_LONGEST_AMOUNT = 10
_SHORTEST_STEP = 5
_LONGEST_TITLE = 12
_FEWEST_AMOUNTS = 3
_MOST_LINES = 300

_AMOUNT = re.compile(r"(?:\d|½|¼|¾|⅓|⅔)\s?([^\W\d_]+(?:\.[^\W\d_]\.)?\.?)")


def recipe_shape(article: Article, lines: Sequence[Line]) -> Shape | None:
    """Return the shape of a recipe: its ingredients are one group, and its steps are in order."""
    if len(lines) > _MOST_LINES:
        return None
    amounts = [number for number, line in enumerate(lines) if _is_ingredient(line)]
    served = [number for number, line in enumerate(lines) if _names_servings(line)]
    headed, method = (
        [n for n, x in enumerate(lines) if x.words <= _LONGEST_HEADING and phrases.opening(x.head)]
        for phrases in (outline_phrases().recipe_ingredients, outline_phrases().recipe_method)
    )
    count = sum(_amounts_in(lines[number]) for number in amounts)
    has_heading = headed or any(_opens_amounts(lines[number]) for number in amounts)
    evidence = bool(has_heading) + bool(method) + bool(served) + (count >= _FEWEST_AMOUNTS)
    if evidence < 3 or not amounts or count < 0.15 * len(lines):
        return None
    shape = Shape(Genre.RECIPE)
    first, last = _around(lines, amounts[0], amounts[-1], set(served))
    for number in range(last + 1, len(lines)):
        _add_step(shape, lines[number])
    for number in range(first, last + 1):
        shape.set_role(lines[number].sentences, Role.LIST_ITEM)
    if first and first - 1 in headed:
        first -= 1
        shape.set_role(lines[first].sentences, Role.LABEL)
    ingredients = range(lines[first].sentences.start, lines[last].sentences.stop)
    shape.groups.append(ingredients)
    shape.set_weight(ingredients, 0.5)
    for number in served:
        if not first <= number <= last:
            shape.set_role(lines[number].sentences, Role.TEXT)
            shape.set_weight(lines[number].sentences, 1.0)
    if not article.title.text and first > 0 and 0 < lines[0].words <= _LONGEST_TITLE:
        shape.set_role(lines[0].sentences, Role.TEXT)
        shape.set_weight(lines[0].sentences, 1.0)
    return shape


def _around(lines: Sequence[Line], first: int, last: int, served: set[int]) -> tuple[int, int]:
    """Return the first and the last ingredient, also those without an amount: "salt, pepper"."""
    while last + 1 < len(lines) and _is_beside(lines[last + 1], lines[last], lines[last + 1]):
        last += 1
    while (
        first
        and first - 1 not in served
        and _is_beside(lines[first - 1], lines[first], lines[first])
    ):
        first -= 1
    return first, last


def _is_beside(line: Line, ingredient: Line, lower: Line) -> bool:
    return (
        not lower.gap
        and line.words <= _LONGEST_INGREDIENT
        and line.final in ("", ";", ",")
        and line.marker is ingredient.marker
    )


def _add_step(shape: Shape, line: Line) -> None:
    if line.final != ".":
        return
    role = Role.LIST_ITEM if line.marker in ITEM_MARKERS else Role.TEXT
    shape.set_role(line.sentences, role)
    # "Serve with bread." adds little.
    is_step = line.words >= _SHORTEST_STEP * len(line.sentences)
    shape.set_weight(line.sentences, 0.5 if is_step else -0.5)


def _names_servings(line: Line) -> bool:
    if line.words > _LONGEST_SERVINGS:
        return False
    phrases = outline_phrases().recipe_servings
    return bool(phrases.opening(line.head)) or (
        bool(DIGIT.search(line.head)) and phrases.occur_in(line.head)
    )


def _is_ingredient(line: Line) -> bool:
    """Return whether a line is an ingredient, or all of them: "You will need: 500 g of …"."""
    if line.words <= _LONGEST_AMOUNT:
        return line.words > 1 and line.final in ("", ".", ";", ",") and _amounts_in(line) > 0
    return _opens_amounts(line)


def _opens_amounts(line: Line) -> bool:
    return bool(outline_phrases().recipe_ingredients.opening(line.head)) and _amounts_in(line) > 1


def _amounts_in(line: Line) -> int:
    units = outline_phrases().recipe_units
    found = _AMOUNT.findall(line.head)
    return sum(units.hold(unit) or units.hold(unit.rstrip(".")) for unit in found)
