"""What can be downloaded: the packages of Argos's index.json, which is not trusted, and others.

The others are those of the catalogue: models of OPUS-MT, and ready ones for CTranslate2.
"""

import json
import logging
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.errors import BadConfiguration, Cause, IndexUnavailable
from bot.translating.packages.argos import ARGOS, argos_quality
from bot.translating.packages.described import Description
from bot.translating.packages.downloading import Downloader, DownloadError
from bot.translating.packages.package import COMMERCIAL_USE_FORBIDDEN
from bot.translating.packages.routes import (
    LANGUAGE,
    VERSION,
    InstalledPackage,
    LanguagePair,
    Package,
    version_key,
)

_log = logging.getLogger(__name__)

MAX_INDEX_BYTES = 8 * 2**20
"""Argos's own index takes 33 kB for 96 packages."""

_MAX_LINKS = 8
_MAX_LINK_LENGTH = 2_000
_SCHEMES = ("https://", "http://")

_Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2_000)]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+:[A-Za-z0-9._-]+$")]
_File = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


@dataclass(frozen=True, slots=True)
class AvailablePackage(Package):
    """A package of Argos that can be downloaded from any of the `links`; the first is preferred."""

    files: ClassVar[tuple[str, ...]] = ()

    links: tuple[str, ...]

    @property
    def file_name(self) -> str:
        return f"{self.source}_{self.target}-{self.version}"

    @property
    def quality(self) -> Mapping[LanguagePair, float | None]:
        """The published quality of the pair that it translates."""
        return {self.pair: argos_quality(self.pair)}

    def is_installed(self, packages: Iterable[InstalledPackage]) -> bool:
        """Return whether this version of it, or a newer one, is among these packages."""
        mine = (p for p in packages if p.family == ARGOS and p.pair == self.pair)
        return any(version_key(p.version) >= version_key(self.version) for p in mine)


class ListedModel(BaseModel):
    """A model that can be downloaded from any of the `links`; the first is preferred.

    A link leads to the archive of a Marian model, which is converted here, or to the folder of
    `files` that CTranslate2 reads as they are. They are downloaded in `megabytes`, and the model
    takes `memory_megabytes`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    links: Annotated[tuple[_Link, ...], Field(min_length=1)]
    files: tuple[_File, ...] = ()
    megabytes: Annotated[int, Field(ge=1)]
    memory_megabytes: Annotated[int, Field(ge=1)]
    description: Description

    def __str__(self) -> str:
        return self.name

    @property
    def quality(self) -> Mapping[LanguagePair, float | None]:
        """The published quality of each pair that it translates."""
        return {(d.source, d.target): d.quality for d in self.description.directions()}

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.description.version}".replace(":", "_")

    @property
    def may_be_sold(self) -> bool:
        """Whether its licence allows any use."""
        return COMMERCIAL_USE_FORBIDDEN not in self.description.licence.upper()

    def installed(self, packages: Iterable[InstalledPackage]) -> tuple[InstalledPackage, ...]:
        """Return those of the packages that are some version of it."""
        mine = [p for p in packages if p.family == self.description.family]
        others = {p.path for p in mine if p.pair not in self.quality}
        return tuple(p for p in mine if p.path not in others)

    def is_installed(self, packages: Iterable[InstalledPackage]) -> bool:
        """Return whether this version of it, or a newer one, is among these packages."""
        least = version_key(self.description.version)
        mine = self.installed(packages)
        return self.quality.keys() <= {p.pair for p in mine if version_key(p.version) >= least}


Downloadable = AvailablePackage | ListedModel
"""A package of Argos's list, or a model of the catalogue."""


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    models: list[ListedModel] = []


@cache
def read_catalogue(path: Path | None = None) -> Mapping[str, ListedModel]:
    """Return the models of a catalogue by their names; without a path, of the one that comes with
    the program.

    Raises BadConfiguration.
    """
    try:
        file = path or files(__package__).joinpath("catalogue.toml")
        found = _Catalogue.model_validate(tomllib.loads(file.read_text("utf-8")))
        for model in found.models:
            list(model.description.directions())
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"]))
        raise _not_as_described(path, where) from None
    except KeyError as error:
        raise _not_as_described(path, f"tokens.{error.args[0]}") from None
    except (OSError, ValueError) as error:
        cause = Cause("file-cannot-be-read", file=str(path), detail=str(error))
        raise BadConfiguration(model_catalogue=cause) from error
    return {model.name: model for model in found.models}


def _not_as_described(path: Path | None, where: str) -> BadConfiguration:
    return BadConfiguration(**{f"{path}: {where}": Cause("not-as-described")})


async def read_index(downloader: Downloader, url: str) -> tuple[AvailablePackage, ...]:
    """Download and parse the index. Raises IndexUnavailable."""
    try:
        return parse_index(await downloader.read(url, MAX_INDEX_BYTES))
    except DownloadError as error:
        raise IndexUnavailable(url=url, reason=error.cause) from error
    except ValueError as error:
        cause = Cause("no-list-of-packages", detail=str(error))
        raise IndexUnavailable(url=url, reason=cause) from error


def parse_index(data: bytes) -> tuple[AvailablePackage, ...]:
    """Return the newest package of each pair of languages, sorted by pair.

    Invalid entries are skipped. Raises ValueError for data that is no index.
    """
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(entries, list):
        raise ValueError("it is not a list of packages")
    packages = [package for package in map(_parse_entry, entries) if package is not None]
    if len(packages) < len(entries):
        _log.warning("%d entries of the index left out", len(entries) - len(packages))
    packages.sort(key=lambda package: version_key(package.version))
    newest = {package.pair: package for package in packages}
    return tuple(package for _, package in sorted(newest.items()))


def _parse_entry(entry: Any) -> AvailablePackage | None:
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source = _matching(entry.get("from_code"), LANGUAGE)
    target = _matching(entry.get("to_code"), LANGUAGE)
    version = _matching(entry.get("package_version"), VERSION)
    stated = entry.get("links")
    links = tuple(filter(_is_link, stated))[:_MAX_LINKS] if isinstance(stated, list) else ()
    if not (source and target and source != target and version and links):
        return None
    return AvailablePackage(source, target, version, links)


def _matching(value: Any, pattern: re.Pattern[str]) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _is_link(link: Any) -> bool:
    return (
        isinstance(link, str)
        and link.lower().startswith(_SCHEMES)
        and link.isprintable()
        and len(link) <= _MAX_LINK_LENGTH
    )
