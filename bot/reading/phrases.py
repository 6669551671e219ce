"""The words by which parts of documents are known, from the files in `words/`, one a language.

Which language a text is in is not known yet when it is read, so the words of all are looked for.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SPACE = re.compile(r"\s+")
_APOSTROPHE = re.compile("[’ʼ`]")


@dataclass(frozen=True, slots=True)
class TitlePage:
    """Patterns of what stands on a title page, at the beginning of a line or, for organisations,
    anywhere in it.
    """

    organisations: re.Pattern[str]
    works: re.Pattern[str]
    people: re.Pattern[str]
    approvals: re.Pattern[str]
    topics: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns to be matched with texts that `normal` has been applied to."""

    captions: re.Pattern[str]
    credits: re.Pattern[str]
    contents: frozenset[str]
    bibliography: frozenset[str]
    sections: frozenset[str]
    numbered_sections: re.Pattern[str]
    title_page: TitlePage
    no_authors: frozenset[str]
    no_titles: re.Pattern[str]


def normal(text: str) -> str:
    """Return a text as the files write: in lower case, with single spaces, е and '.

    Its length may change.
    """
    return _APOSTROPHE.sub("'", _SPACE.sub(" ", text.strip()).lower().replace("ё", "е"))


@cache
def phrases() -> Phrases:
    """Return the words of all languages."""
    languages = [
        tomllib.loads(file.read_text("utf-8"))
        for file in sorted(files(__package__).joinpath("words").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".toml")
    ]

    def listed(name: str, tables: Iterable[dict[str, Any]] = languages) -> list[str]:
        return [word for table in tables for word in table[name]]

    title_pages = [language["title_page"] for language in languages]
    return Phrases(
        captions=_any_of(listed("captions")),
        credits=_any_of(listed("credits")),
        contents=frozenset(listed("contents")),
        bibliography=frozenset(listed("bibliography")),
        sections=frozenset(listed("sections")),
        numbered_sections=_any_of(listed("numbered_sections")),
        title_page=TitlePage(
            *(_any_of(listed(name, title_pages)) for name in TitlePage.__dataclass_fields__)
        ),
        no_authors=frozenset(listed("no_authors")),
        no_titles=_any_of(listed("no_titles")),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of one of these words, which begins and ends where words of the text do."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, longest_first))})")


def _pattern(word: str) -> str:
    pattern = re.escape(word).replace(r"\*", r"\w*")
    return rf"{pattern}(?!\w)" if word[-1].isalnum() else pattern
