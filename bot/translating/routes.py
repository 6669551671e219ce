"""Finds the installed packages that lead from one language to another, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import ModelMissing
from bot.translating.packages import InstalledPackage

MAX_PACKAGES = 3
_PREFERRED_PIVOT = "en"


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
    for route in _routes(packages, source):
        if route.target == target:
            return route
    raise ModelMissing(source=source, target=target)


def reachable(packages: Sequence[InstalledPackage], source: str) -> tuple[str, ...]:
    """The languages that something leads to, sorted."""
    return tuple(sorted(route.target for route in _routes(packages, source)))


def _routes(packages: Sequence[InstalledPackage], source: str) -> list[Route]:
    """The best route to each language other than the source, the shortest first."""
    steps = sorted(packages, key=lambda package: (package.source != _PREFERRED_PIVOT, str(package)))
    routes: dict[str, Route] = {}
    ends = [Route(source, source, ())]
    for _ in range(MAX_PACKAGES):
        longer: dict[str, Route] = {}
        for step in steps:
            for end in ends:
                if step.source == end.target and step.target not in (source, *routes, *longer):
                    longer[step.target] = Route(source, step.target, (*end.packages, step))
        routes |= longer
        ends = list(longer.values())
    return list(routes.values())
