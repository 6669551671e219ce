"""Language pairs, the packages that translate them, and routes over several packages."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ModelMissing, UnknownLanguage
from bot.languages import language_code
from bot.translating.packages.package import ARGOS_DECODING, Decoding

LanguagePair = tuple[str, str]
"""The codes of the source and of the target language."""

Hops = tuple[LanguagePair, ...]
"""Pairs of which each begins with the language in which the one before it ends."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})?")
"""A language code as packages write it."""

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,30}")

MAX_PACKAGES = 3
"""The longest route."""

_PREFERRED_PIVOT = "en"
_MAX_PAIR_LENGTH = 80
_ARROW = re.compile(r"\s*(?:→|->|>|:)\s*")
_HYPHEN = re.compile(r"[-_]")


@dataclass(frozen=True, slots=True)
class Package:
    """What every package states: it translates from `source` to `target`."""

    source: str
    target: str
    version: str

    def __str__(self) -> str:
        return f"{self.source}→{self.target} {self.version}"

    @property
    def pair(self) -> LanguagePair:
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class InstalledPackage(Package):
    """One direction of a package in the directory `path`, whose last part is `name`.

    `size` is in bytes, of all the directory. `quality` is the published BLEU on FLORES-200 devtest,
    None where it is not known. Packages of several directions share their directory and model.
    """

    name: str
    path: Path
    size: int
    family: str = "Argos"
    licence: str = ""
    quality: float | None = None
    decoding: Decoding = ARGOS_DECODING


def title(packages: Sequence[InstalledPackage]) -> str:
    """Return what to call the directions of one package: "en→be, ru, uk 2022"."""
    by_source: dict[str, list[str]] = {}
    for package in packages:
        by_source.setdefault(package.source, []).append(package.target)
    ways = "; ".join(f"{source}→{', '.join(targets)}" for source, targets in by_source.items())
    return f"{ways} {packages[0].version}"


@dataclass(frozen=True, slots=True)
class Route:
    """The packages a text goes through; more than one where none translates it directly."""

    source: str
    target: str
    packages: tuple[InstalledPackage, ...]

    @property
    def pivots(self) -> tuple[str, ...]:
        """The languages between source and target."""
        return tuple(package.target for package in self.packages[:-1])


def find_route(packages: Sequence[InstalledPackage], source: str, target: str) -> Route:
    """Return the route with the fewest packages; of two such, the one through English.

    Raises ModelMissing.
    """
    by_pair = {package.pair: package for package in packages}
    hops = hops_from(source, by_pair.keys()).get(target)
    if hops is None:
        raise ModelMissing(source, target, _missing_pairs(by_pair.keys(), source, target))
    return Route(source, target, tuple(by_pair[pair] for pair in hops))


def _missing_pairs(pairs: Collection[LanguagePair], source: str, target: str) -> str:
    """Name the pairs to install: the fewest there can be, of those from and into English.

    There are packages between English and nearly every other language, and few others.
    """
    over_english = [(source, _PREFERRED_PIVOT), (_PREFERRED_PIVOT, target)]
    missing = [pair for pair in over_english if pair not in pairs and pair[0] != pair[1]]
    return " ".join("-".join(pair) for pair in missing)


def reachable(packages: Sequence[InstalledPackage], source: str) -> tuple[str, ...]:
    """Return the languages that a text in `source` can be translated into, sorted."""
    return tuple(sorted(hops_from(source, [package.pair for package in packages])))


def hops_from(source: str, pairs: Collection[LanguagePair]) -> Mapping[str, Hops]:
    """Return the best hops over `pairs` to each language other than `source`, shortest first."""
    ordered = sorted(pairs, key=lambda pair: (pair[0] != _PREFERRED_PIVOT, pair))
    found: dict[str, Hops] = {}
    shorter: dict[str, Hops] = {source: ()}
    for _ in range(MAX_PACKAGES):
        longer: dict[str, Hops] = {}
        for pair in ordered:
            start, end = pair
            if start in shorter and end not in (source, *found, *longer):
                longer[end] = (*shorter[start], pair)
        found |= longer
        shorter = longer
    return found


def parse_pairs(word: str) -> tuple[LanguagePair, ...]:
    """Return the pairs that "en-ru", "en_ru", "en→ru" or "English→Russian" can mean.

    Several are possible, since a language code may contain a hyphen ("pt-BR-en"); none are
    returned for a word that is no pair.
    """
    if len(word) > _MAX_PAIR_LENGTH:
        return ()
    separators = [*_ARROW.finditer(word)] or [*_HYPHEN.finditer(word)]
    found = [_parse_pair(word[: cut.start()], word[cut.end() :]) for cut in separators]
    return tuple(dict.fromkeys(pair for pair in found if pair is not None))


def _parse_pair(source: str, target: str) -> LanguagePair | None:
    try:
        pair = language_code(source), language_code(target)
    except UnknownLanguage:
        return None
    return pair if pair[0] != pair[1] else None


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that sorts versions: "1.9" comes before "1.10", and "1.0" equals "1"."""
    numbers = [int(number) for number in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
