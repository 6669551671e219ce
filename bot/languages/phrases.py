"""Phrases that tell what a line or a part of a text is, for all languages at once.

Texts mix languages, and which one a text is in is not known yet when it is read, so a phrase of any
of them counts. They stand in sections of `data/CODE.toml`, in lower case, with a plain apostrophe
and with е for ё. There are three signs:

* `photo*` goes on with any ending;
* `{read,see} also` is two phrases, as in a shell;
* in `more on … :`, up to 60 code points without a full stop stand between the parts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import TypeVar

from bot.languages.data import language_table, languages

_Lists = TypeVar("_Lists")

_FOLDED = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("\u00a0", " "))
_CHOICE = re.compile(r"\{([^{}]*)\}")
_GAP = " … "
_LONGEST_GAP = 60
# A word with fewer letters is in too many sentences to be looked for.
_SHORTEST_SIGN = 4
# Code points by which phrases are filed; a shorter one opens nothing.
KEY = 2


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in normal form.

    `whole` end where a word ends, `stems` go on with any ending. `gapped` are the first and the
    last words of phrases with others in between; the last word goes on with any ending.
    """

    whole: frozenset[str]
    stems: tuple[str, ...]
    gapped: tuple[tuple[str, str], ...]
    filed: Mapping[str, tuple[str, ...]]
    """The whole ones and the stems by what they begin with, the longest first."""

    @classmethod
    def parse(cls, entries: Iterable[str]) -> "Phrases":
        """Read phrases as the files have them."""
        every = {phrase for entry in entries for phrase in _choices(normal(entry))}
        gapped = {phrase for phrase in every if _GAP in phrase}
        stems = {phrase[:-1] for phrase in every - gapped if phrase.endswith("*")}
        whole = {phrase for phrase in every - gapped if not phrase.endswith("*")} - stems
        return cls(
            frozenset(whole),
            tuple(sorted(stems)),
            tuple((first, last) for first, _, last in (p.partition(_GAP) for p in sorted(gapped))),
            filed(whole | stems),
        )

    def opening(self, text: str, start: int = 0) -> int:
        """Return how many code points the longest phrase that opens `text[start:]` takes.

        The text is in normal form.
        """
        phrases = self.filed.get(text[start : start + KEY])
        if phrases is not None and text.startswith(phrases, start):
            for phrase in phrases:
                end = start + len(phrase)
                if text.startswith(phrase, start) and (
                    phrase in self.stems
                    or not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
                ):
                    return len(phrase)
        for first, last in self.gapped:
            if text.startswith(first, start) and (end := _gap_end(text, start + len(first), last)):
                return end - start
        return 0

    def occur_in(self, text: str) -> bool:
        """Return whether one of the phrases begins where a word of a text in normal form does."""
        held = filter(text.__contains__, chain(self.whole, self.stems))
        return any(
            _begins_word(text, place) for phrase in held for place in _places(text, phrase)
        ) or any(
            _begins_word(text, place) and _gap_end(text, place + len(first), last)
            for first, last in self.gapped
            if first in text and last in text
            for place in _places(text, first)
        )

    def find(self, text: str) -> range:
        """Return the range of the first phrase in a text in normal form; empty without one."""
        for place in range(len(text)):
            if _begins_word(text, place) and (length := self.opening(text, place)):
                return range(place, place + length)
        return range(0)

    def count(self, text: str) -> int:
        """Return how many words of a text in normal form the phrases begin with."""
        held = filter(text.__contains__, chain(self.whole, self.stems))
        return sum(_begins_word(text, place) for phrase in held for place in _places(text, phrase))

    def hold(self, word: str) -> bool:
        """Return whether a word in normal form is one of the phrases."""
        return word in self.whole or word.startswith(self.stems)

    def signs(self) -> frozenset[str]:
        """Return a few words, of which every text that a phrase occurs in has one."""
        parts = [
            phrase.split() for phrase in (*self.whole, *self.stems, *map(" ".join, self.gapped))
        ]
        shared = Counter(word for words in parts for word in words if len(word) >= _SHORTEST_SIGN)
        return frozenset(max(words, key=lambda word: (shared[word], len(word))) for words in parts)


def normal(text: str) -> str:
    """Return a text of the same length in lower case, with one kind of apostrophe and no ё."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = text.replace("İ", "i").lower()
    # For a handful of characters this is several times faster than str.translate.
    for character, replacement in _FOLDED:
        folded = folded.replace(character, replacement)
    return folded


def normal_line(text: str) -> str:
    """Return a text in normal form on one line, with single spaces; its length may change."""
    return normal(" ".join(text.split()))


def read_phrases(lists: type[_Lists], section: str, *also: str) -> _Lists:
    """Return a dataclass whose fields are the lists of a section, in all languages.

    Lists of the same name in other sections are added. Raises ValueError for a list in the section
    that is no field.
    """
    entries: dict[str, list[str]] = {field.name: [] for field in fields(lists)}  # type: ignore[arg-type]
    for code in languages().by_code:
        table = language_table(code)
        for name, phrases in table.get(section, {}).items():
            if name not in entries:
                raise ValueError(f"{code}.toml: [{section}] has no list {name!r}")
            entries[name] += phrases
        for other in also:
            for name in entries.keys() & table.get(other, {}).keys():
                entries[name] += table[other][name]
    return lists(**{name: Phrases.parse(phrases) for name, phrases in entries.items()})


def _choices(entry: str) -> Iterator[str]:
    """Yield the phrases of an entry with braces."""
    found = _CHOICE.search(entry)
    if found is None:
        yield entry
        return
    for choice in found[1].split(","):
        yield from _choices(entry[: found.start()] + choice + entry[found.end() :])


def filed(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return phrases by what they begin with, the longest first."""
    by_key: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        by_key.setdefault(phrase[:KEY], []).append(phrase)
    return {key: tuple(filed) for key, filed in by_key.items()}


def _places(text: str, phrase: str, start: int = 0) -> Iterator[int]:
    place = text.find(phrase, start)
    while place >= 0:
        yield place
        place = text.find(phrase, place + 1)


def _begins_word(text: str, place: int) -> bool:
    return not place or not (text[place - 1].isalnum() or text[place - 1] in "-'")


def _gap_end(text: str, start: int, last: str) -> int:
    """Return where the last words of a phrase end whose first words end at `start`, or 0."""
    for place in _places(text[: start + _LONGEST_GAP + len(last)], last, start):
        if "." in text[start:place]:
            break
        if _begins_word(text, place) or not last[0].isalnum():
            return place + len(last)
    return 0
