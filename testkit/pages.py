"""Recorded pages, what should be read from them, and how much of it is."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.domain.article import Article
from bot.reading.pages.fetching import FetchedPage

RECORDED = Path(__file__).parent / "recorded_pages"

_GRAM = 4


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """`name` is "language_layout", or "language_wall_kind" for what is no article."""

    name: str
    page: FetchedPage
    expected: str

    @property
    def wall(self) -> str:
        """The kind of wall, or nothing for an article."""
        return self.name.partition("_wall_")[2]

    @property
    def title(self) -> str:
        return self.expected.partition("\n")[0]


def recorded_pages() -> list[RecordedPage]:
    return [_recorded(file) for file in sorted(RECORDED.glob("*.html"))]


def f1(expected: str, found: str) -> float:
    """Return the harmonic mean of precision and recall over sequences of four words."""
    wanted, got = _grams(expected), _grams(found)
    return 2 * (wanted & got).total() / max(wanted.total() + got.total(), 1)


def text_of(article: Article) -> str:
    return f"{article.title}\n\n{article.body}"


def _recorded(file: Path) -> RecordedPage:
    is_post = file.stem.endswith("_telegram")
    url = "https://t.me/news/7?embed=1&mode=tme" if is_post else f"https://news.example/{file.stem}"
    text = file.with_suffix(".txt")
    expected = text.read_text(encoding="utf-8") if text.exists() else ""
    return RecordedPage(file.stem, FetchedPage(url, file.read_bytes()), expected)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(tuple(words[n : n + _GRAM]) for n in range(len(words) - _GRAM + 1))
