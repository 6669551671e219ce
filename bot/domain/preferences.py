"""What a person chooses in /settings."""

from dataclasses import dataclass
from enum import StrEnum


class Extent(StrEnum):
    """A length in a word: medium is the default, short is less and long is more."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen; None leaves it to Telegram's language and to the configuration."""

    language: str | None = None
    length: int | Extent | None = None
    """How many sentences a summary has, or a word for it."""
