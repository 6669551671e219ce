"""Invented articles to try the bot with, two in each language.

An article is a TOML file in `articles/`; its body knows **bold**, [links](…) and `> ` for quotes.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.playground.formatting import FormattedText, bold, link, styled

_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<words>[^\]]+)\]\((?P<url>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An article as its channel posted it. `name` is its file's; `language` an ISO 639 code."""

    name: str
    language: str
    channel: str
    username: str
    title: str
    byline: str
    body: FormattedText

    @property
    def post(self) -> FormattedText:
        """The message to forward: title in bold, byline, text."""
        return bold(self.title) + f"\n{self.byline}\n\n" + self.body

    @property
    def plain(self) -> str:
        """The same without formatting, as for a text file or the command line."""
        return self.post.text + "\n"


@cache
def sample_articles() -> tuple[SampleArticle, ...]:
    """Return all sample articles, sorted by name."""
    return tuple(sorted(_read_articles(), key=lambda article: article.name))


def _read_articles() -> Iterator[SampleArticle]:
    for file in files("bot.playground").joinpath("articles").iterdir():
        if file.name.endswith(".toml"):
            fields = tomllib.loads(file.read_text(encoding="utf-8"))
            yield SampleArticle(
                name=file.name.removesuffix(".toml"),
                **{**fields, "body": _formatted(fields["body"])},
            )


def _formatted(markup: str) -> FormattedText:
    text = FormattedText()
    for number, paragraph in enumerate(markup.strip().split("\n\n")):
        words = paragraph.removeprefix("> ")
        inline = styled(words, "blockquote") if words != paragraph else _inline(words)
        text = text + ("\n\n" if number else "") + inline
    return text


def _inline(markup: str) -> FormattedText:
    text, end = FormattedText(), 0
    for mark in _MARK.finditer(markup):
        text = text + markup[end : mark.start()]
        text = text + (bold(mark["bold"]) if mark["bold"] else link(mark["words"], mark["url"]))
        end = mark.end()
    return text + markup[end:]
