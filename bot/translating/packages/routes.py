"""Finds the way from one language to another by pairs of languages that something translates.

The pairs are those of installed packages, or of packages that could be: this knows only codes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import ModelMissing
from bot.translating.packages.folder import InstalledPackage
from bot.translating.packages.pairs import LanguagePair

MAX_PACKAGES = 3
_PREFERRED_PIVOT = "en"

Way = tuple[LanguagePair, ...]
"""Pairs of which each begins where the one before it ends."""


@dataclass(frozen=True, slots=True)
class Route:
    """The packages that a text goes through; more than one where none leads there directly."""

    source: str
    target: str
    packages: tuple[InstalledPackage, ...]

    @property
    def pivots(self) -> tuple[str, ...]:
        """The languages on the way."""
        return tuple(package.target for package in self.packages[:-1])


def find_route(packages: Sequence[InstalledPackage], source: str, target: str) -> Route:
    """The route with the fewest packages, through English where two are equally short.

    Raises ModelMissing.
    """
    by_pair = {package.pair: package for package in packages}
    way = ways(by_pair.keys(), source).get(target)
    if way is None:
        raise ModelMissing(source=source, target=target)
    return Route(source, target, tuple(by_pair[pair] for pair in way))


def reachable(packages: Sequence[InstalledPackage], source: str) -> tuple[str, ...]:
    """The languages that something leads to, sorted."""
    return tuple(sorted(ways([package.pair for package in packages], source)))


def ways(pairs: Collection[LanguagePair], source: str) -> Mapping[str, Way]:
    """The best way to each language other than the source, the shortest first."""
    steps = sorted(pairs, key=lambda pair: (pair[0] != _PREFERRED_PIVOT, pair))
    found: dict[str, Way] = {}
    ends: dict[str, Way] = {source: ()}
    for _ in range(MAX_PACKAGES):
        longer: dict[str, Way] = {}
        for step in steps:
            start, end = step
            if start in ends and end not in (source, *found, *longer):
                longer[end] = (*ends[start], step)
        found |= longer
        ends = longer
    return found
