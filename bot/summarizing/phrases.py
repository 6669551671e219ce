"""Load the phrases that tell what a line of an article is, for all languages at once.

Pages mix languages, so a phrase of any of them counts, whatever the article is in. They stand in
the section `[outline]` of `bot/languages/data/CODE.toml`, in lower case, with a plain apostrophe
and with е for ё. There are three signs:

* `photo*` goes on with any ending;
* `{read,see} also` is two phrases, as in a shell;
* in `more on … :`, up to 60 code points without a full stop stand between the parts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain

from bot.languages.data import language_table, languages

_SECTION = "outline"
_FOLDED = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("\u00a0", " "))
# White space that str.split() knows, besides the space, the tab and the line feed.
_SPACES = (
    "\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
_CHOICE = re.compile(r"\{([^{}]*)\}")
_GAP = " … "
_LONGEST_GAP = 60
# A word with fewer letters is in too many sentences to be looked for.
_SHORTEST_SIGN = 4
# Code points by which phrases are filed; a shorter one opens nothing.
_KEY = 2


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
            _filed(whole | stems),
        )

    def opening(self, text: str, start: int = 0) -> int:
        """Return how many code points the longest phrase that opens `text[start:]` takes.

        The text is in normal form.
        """
        phrases = self.filed.get(text[start : start + _KEY])
        if phrases is not None and text.startswith(phrases, start):
            for phrase in phrases:
                end = start + len(phrase)
                if text.startswith(phrase, start) and (
                    phrase in self.stems or _ends_word(text, end)
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


def normal_body(text: str) -> str:
    """Return a long text in normal form, with one kind of space between the words of a line."""
    folded = normal(text)
    for space in _SPACES:
        folded = folded.replace(space, " ")
    return folded


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases by what they tell; the names are those of the language files."""

    greetings: Phrases
    sign_offs: Phrases
    contacts: Phrases
    boilerplate: Phrases
    notices: Phrases
    credits: Phrases
    tails: Phrases
    brackets: Phrases
    flashes: Phrases
    captions: Phrases
    contents: Phrases
    ordinals: Phrases
    steps: Phrases
    askers: Phrases
    you: Phrases
    says: Phrases
    page_phrases: Phrases
    page_labels: Phrases
    page_notices: Phrases
    bylines: Phrases
    name_links: Phrases
    dates: Phrases
    recipe_ingredients: Phrases
    recipe_method: Phrases
    recipe_servings: Phrases
    recipe_units: Phrases
    contract_titles: Phrases
    contract_parties: Phrases
    contract_sums: Phrases
    contract_terms: Phrases
    contract_liability: Phrases
    contract_ending: Phrases
    transcript_decisions: Phrases


# Lists of what a sentence or a line begins with that is no prose, and of what stands in one.
_OPENINGS = (
    *("greetings", "sign_offs", "contacts", "boilerplate", "credits", "flashes", "captions"),
    *("contents", "page_phrases", "page_labels", "bylines", "dates"),
)
_NOTICES = ("notices", "page_notices")


@cache
def words() -> Words:
    """Return the phrases of all languages. Raises ValueError for a list that nobody reads."""
    names = [field.name for field in fields(Words)]
    entries: dict[str, list[str]] = {name: [] for name in names}
    for code in languages().by_code:
        for name, phrases in language_table(code).get(_SECTION, {}).items():
            if name not in entries:
                raise ValueError(f"{code}.toml: [{_SECTION}] has no list {name!r}")
            entries[name] += phrases
    return Words(**{name: Phrases.parse(entries[name]) for name in names})


def may_open(text: str, start: int = 0) -> bool:
    """Return whether `text[start:]` begins like a phrase that opens something else than prose.

    The text is in normal form.
    """
    phrases = _openings().get(text[start : start + _KEY])
    return phrases is not None and text.startswith(phrases, start)


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """Return the beginnings of those phrases, filed."""
    lists: list[Phrases] = [getattr(words(), name) for name in _OPENINGS]
    firsts = {first for phrases in lists for first, _ in phrases.gapped}
    return _filed(firsts.union(*(phrases.whole.union(phrases.stems) for phrases in lists)))


@cache
def notice_signs() -> frozenset[str]:
    """Return words of which each notice has one."""
    lists: list[Phrases] = [getattr(words(), name) for name in _NOTICES]
    signs = frozenset().union(*(phrases.signs() for phrases in lists))
    return frozenset(sign for sign in signs if not any(other in sign for other in signs - {sign}))


def _choices(entry: str) -> Iterator[str]:
    """Yield the phrases that an entry with braces stands for."""
    found = _CHOICE.search(entry)
    if found is None:
        yield entry
        return
    for choice in found[1].split(","):
        yield from _choices(entry[: found.start()] + choice + entry[found.end() :])


def _filed(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_key: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        by_key.setdefault(phrase[:_KEY], []).append(phrase)
    return {key: tuple(filed) for key, filed in by_key.items()}


def _places(text: str, phrase: str, start: int = 0) -> Iterator[int]:
    place = text.find(phrase, start)
    while place >= 0:
        yield place
        place = text.find(phrase, place + 1)


def _begins_word(text: str, place: int) -> bool:
    return not place or not (text[place - 1].isalnum() or text[place - 1] in "-'")


def _ends_word(text: str, end: int) -> bool:
    return not text[end - 1].isalnum() or not text[end : end + 1].isalnum()


def _gap_end(text: str, start: int, last: str) -> int:
    """Return where the last words of a phrase end whose first words end at `start`, or 0."""
    for place in _places(text[: start + _LONGEST_GAP + len(last)], last, start):
        if "." in text[start:place]:
            break
        if _begins_word(text, place) or not last[0].isalnum():
            return place + len(last)
    return 0
