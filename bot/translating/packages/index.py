"""The index of packages that can be downloaded: Argos's index.json, which is not trusted."""

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from bot.errors import Cause, IndexUnavailable
from bot.translating.packages.downloading import Downloader, DownloadError
from bot.translating.packages.routes import LANGUAGE, VERSION, Package, version_key

_log = logging.getLogger(__name__)

MAX_INDEX_BYTES = 8 * 2**20
"""Argos's own index takes 33 kB for 96 packages."""

_MAX_LINKS = 8
_MAX_LINK_LENGTH = 2_000
_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class AvailablePackage(Package):
    """A package that can be downloaded from any of the `links`; the first is preferred."""

    links: tuple[str, ...]


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
