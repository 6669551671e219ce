"""What was found on a page; plain values, so that they travel between processes."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.article import Article


class Wall(StrEnum):
    """What stands in place of an article; the values stand in the message of PageBehindWall."""

    CONSENT = "consent"
    PAYWALL = "paywall"
    LOGIN = "login"
    BOT_CHECK = "bot-check"
    MISSING = "missing"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, or a wall, or neither; `amp` is the address of another version of the page."""

    article: Article | None = None
    wall: Wall | None = None
    amp: str = ""
