"""Fields of JSON that anybody may have written: what is not as it should be is empty."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.jobs.work import JSON

LARGEST_NUMBER = 10**18
"""No number in an update is larger; no database takes more than nine times as much."""


def inner(value: JSON, key: str) -> Mapping[str, Any]:
    """Return an object in another one."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def items(value: JSON, key: str) -> list[Any]:
    """Return a list in an object."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def integer(value: Mapping[str, Any], key: str) -> int | None:
    """Return a number; None where there is none, or a larger one than any in an update."""
    number = value.get(key)
    return number if type(number) is int and abs(number) <= LARGEST_NUMBER else None


def string(value: Mapping[str, Any], key: str) -> str:
    """Return a text."""
    text = value.get(key)
    return text if isinstance(text, str) else ""


def date(value: Mapping[str, Any], key: str = "date") -> datetime | None:
    """Return a date, which stands there in seconds since the epoch; None for one out of range."""
    try:
        return datetime.fromtimestamp(value[key], UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
