"""Read what is known of each language from `data/CODE.toml`, one file a language.

Adding a language is adding a file: docs/adding-a-language.md tells how. Sections that are not read
here ("[outline]", "[documents]", "[summaries]") belong to other parts of the program.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from bot.languages.patterns import any_of
from bot.languages.scripts import LATIN_LETTERS, Script

FOLDER = files("bot.languages").joinpath("data")

# Fields whose text is letters, not words.
_LETTERS = frozenset(
    (
        *("alphabet", "own_letters", "needed_letters", "decisive_letters", "foreign_letters"),
        *("vowels", "final_letters"),
    )
)

_SHORTEST_STEM = 3


class Kind(StrEnum):
    """What a full stop after an abbreviation means. The values are the lists in the files."""

    BEFORE_NUMBER = "before_number"
    """Ends no sentence before a number, and may be a plain word elsewhere: "No. 5", "Jan. 1"."""
    DATE = "date"
    """As AFTER_NUMBER, of dates: "в 2023 г."."""
    AFTER_NUMBER = "after_number"
    """As ENDING after a number ("5 м."), as INNER without one ("м. Київ")."""
    UNIT = "unit"
    """As ENDING after a number ("5 in."), a plain word without one."""
    TIME = "time"
    """Ends a sentence before a capital letter, except before a day or a time zone: "p.m."."""
    INNER = "inner"
    """Ends no sentence, since what it belongs to comes after it: "Dr.", "ул."."""
    BEFORE_NAME = "before_name"
    """Ends a sentence only before one of `starters`, since names come after it: "U.S.", "St."."""
    COMPANY = "company"
    """As BEFORE_NAME, but a new sentence may begin with a subject and its verb: "Inc."."""
    STATE = "state"
    """As BEFORE_NAME, but with a comma before it and another after it: ", Ore."."""
    ENDING = "ending"
    """Ends a sentence if a capital letter comes next: "etc.", "руб."."""


@dataclass(frozen=True, slots=True)
class Identification:
    """What distinguishes a text in this language from others; all in lower case."""

    scripts: frozenset[Script] = frozenset()
    candidate: bool = False
    """Whether a text in its script may be in it although the model does not think of it."""
    prior: float = 0.0
    """How much likelier its texts are than others before anything is read, in nats."""
    alphabet: frozenset[str] = frozenset()
    """All its letters; without them, letters tell nothing about it."""
    own_letters: frozenset[str] = frozenset()
    """Letters that its neighbours lack; the longer a text without them, the less likely it is."""
    needed_letters: frozenset[str] = frozenset()
    """Letters that even a sentence hardly does without."""
    decisive_letters: frozenset[str] = frozenset()
    """A text with one of them, and none from outside the alphabet, is in this language."""
    impossible: re.Pattern[str] | None = None
    """Never occurs in this language, although all its letters do."""
    words: frozenset[str] = frozenset()
    """Common words that settle what a text of a few words is in."""
    endings: tuple[str, ...] = ()
    """Word endings that do, more weakly."""
    common_words: frozenset[str] = frozenset()
    """Words of no other language in the script; one of them decides."""
    decisive_words: re.Pattern[str] | None = None
    """Such words as they are written; two of them settle it."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words that tell where a sentence ends, in lower case; full stops at the end left out."""

    kinds: Mapping[str, Kind]
    """Of abbreviations, with a capital or the word before ("и_пр") if that matters."""
    phrases: frozenset[str] = frozenset()
    """Abbreviations with a capitalised word that belongs to them: "долл_сша"."""
    lettered: frozenset[str] = frozenset()
    """After these a single letter is a name by itself and no initial: "vitamin C."."""
    labels: frozenset[str] = frozenset()
    """Before a number, after which a full stop does not end the sentence: "Рис. 1."."""
    starters: frozenset[str] = frozenset()
    """Begin sentences, and hardly ever have a capital letter elsewhere: "The", "Она"."""
    sure_starters: frozenset[str] = frozenset()
    """Those of them that begin sentences even in careless lower case or in capitals."""
    prepositions: frozenset[str] = frozenset()
    """Stand before times and dates."""
    dangling: frozenset[str] = frozenset()
    """No sentence ends with them, so an ellipsis after one is a pause: "the..."."""
    date_words: frozenset[str] = frozenset()
    """Months, days and what else dates are made of."""
    after_times: frozenset[str] = frozenset()
    """Capitalised words that belong to the time before them: "5 p.m. Monday", "5 p.m. EST"."""
    multipliers: frozenset[str] = frozenset()
    """Stand between a number and its unit: "5 тыс. руб."."""
    speech: frozenset[str] = frozenset()
    """Go on with the sentence after a quoted question: “Where?” John asked."""
    exclaimed: frozenset[str] = frozenset()
    """Names with an exclamation mark: "Yahoo!"."""
    offices: frozenset[str] = frozenset()
    """Follow the name of a company or a state: "Acme Inc. President Ann Lee"."""
    auxiliaries: frozenset[str] = frozenset()
    """Verbs that often follow a subject at once: "was", "will"."""
    agent_endings: tuple[str, ...] = ()
    """Endings of a name that continues the sentence: "основана в 1998 г. Петром Ивановым"."""
    verb_endings: tuple[str, ...] = ()
    surname_endings: tuple[str, ...] = ()
    vowels: frozenset[str] = frozenset()
    """A short word without any is an abbreviation: "млрд"."""
    final_letters: frozenset[str] = frozenset()
    """Letters that words, but hardly abbreviations, end with."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What shows that a translation is faulty. A pattern that is None finds nothing."""

    ordinary: frozenset[str] = frozenset()
    """Words in lower case that must be translated, in no close language; "*": any ending."""
    endings: tuple[str, ...] = ()
    """Endings of such words."""
    negations: re.Pattern[str] | None = None
    """Says that something is not so."""
    no_negations: re.Pattern[str] | None = None
    """Phrases with such a word that are not negations: "not only"."""
    negative: re.Pattern[str] | None = None
    """Words of a translation that count as a negation."""
    numbers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """How a translation may write a number, by its digits."""
    numerals: Mapping[str, int] = field(default_factory=dict)
    """The values of number words, in lower case; "*": any ending. 0: joins two of them."""
    units: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """How a translation may write a unit, by its international sign."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """The international signs of units by their signs in this language."""

    def is_ordinary(self, word: str) -> bool:
        """Return whether a word, in lower case, is one of `ordinary`."""
        stems = (f"{word[:length]}*" for length in range(_SHORTEST_STEM, len(word) + 1))
        return word in self.ordinary or not self.ordinary.isdisjoint(stems)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with a file. `sentences` is None where sentencex has to find its sentences."""

    code: str
    served: bool
    """Whether articles in it are summarised."""
    identification: Identification
    sentences: Sentences | None
    checks: Checks
    foreign: re.Pattern[str] | None
    """Letters of its script that only other languages have; None if its own are not known."""
    own: re.Pattern[str] | None
    """Letters of its longer texts that no other language has; None if there are none."""


@dataclass(frozen=True, slots=True, eq=False)
class Languages:
    """All languages with a file, by their ISO 639 codes."""

    by_code: Mapping[str, Language]
    lettered: frozenset[str]
    """Those in Cyrillic letters that are known."""
    only_cyrillic: frozenset[str]
    """Those that are written in no other script."""
    candidates: frozenset[str]
    """Those that a Cyrillic text may be in, whatever the model thinks."""


@cache
def language_table(code: str) -> Mapping[str, Any]:
    """Return all sections of a language's file as they are, none for a language without a file."""
    file = FOLDER.joinpath(f"{code}.toml")
    if not code.isalpha() or not file.is_file():
        return {}
    return tomllib.loads(file.read_text("utf-8"))


def sections(name: str) -> list[Mapping[str, Any]]:
    """Return a section of all files that have it."""
    tables = (language_table(code) for code in languages().by_code)
    return [table[name] for table in tables if name in table]


@cache
def words_of_all(section: str, key: str) -> frozenset[str]:
    """Return the words of a list, of all languages together."""
    return frozenset(word for each in sections(section) for word in each.get(key, "").split())


@cache
def languages() -> Languages:
    """Read all files. Raises ValueError for an unknown key."""
    tables = {
        (code := file.name.removesuffix(".toml")): language_table(code)
        for file in sorted(FOLDER.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    known = {code: _identification(code) for code in tables}
    cyrillic = {code for code, language in known.items() if Script.CYRILLIC in language.scripts}
    return Languages(
        by_code={
            code: Language(
                code,
                table.get("served", False),
                known[code],
                _sentences(code, table),
                _checks(code),
                _foreign(known[code], known.values()),
                _letter_of(known[code].own_letters or known[code].needed_letters),
            )
            for code, table in tables.items()
        },
        lettered=frozenset(code for code in cyrillic if known[code].alphabet),
        only_cyrillic=frozenset(code for code in cyrillic if len(known[code].scripts) == 1),
        candidates=frozenset(code for code in cyrillic if known[code].candidate),
    )


def sentence_words(code: str) -> Sentences | None:
    """Return the words that tell where sentences end, or None for a language without any."""
    language = languages().by_code.get(code)
    return language.sentences if language else None


def _identification(code: str) -> Identification:
    values = section_values(code, "identification", Identification)
    if scripts := values.get("scripts"):
        values["scripts"] = frozenset(map(Script, scripts))
    if "impossible" in values:
        values["impossible"] = re.compile(values["impossible"])
    if "decisive_words" in values:
        words = "|".join(map(re.escape, values["decisive_words"].split()))
        values["decisive_words"] = re.compile(rf"\b(?:{words})\b")
    return Identification(**values)


def _sentences(code: str, table: Mapping[str, Any]) -> Sentences | None:
    if "sentences" not in table:
        return None
    kinds: dict[str, Kind] = {}
    for kind in Kind:
        for word in table.get("abbreviations", {}).get(kind, "").split():
            kinds.setdefault(word, kind)
    unread = table.get("abbreviations", {}).keys() - set(Kind)
    if unread:
        raise ValueError(f"{code}.toml: [abbreviations] has no list {min(unread)!r}")
    values = section_values(code, "sentences", Sentences)
    values["starters"] = values.get("starters", frozenset()) | values.get(
        "sure_starters", frozenset()
    )
    return Sentences(kinds, **values)


def _checks(code: str) -> Checks:
    values = section_values(code, "checks", Checks)
    for name in ("negations", "no_negations", "negative"):
        if name in values:
            values[name] = _pattern_of(values[name])
    numbers, numerals = values.pop("numbers", {}), values.pop("numerals", {})
    units = values.pop("units", {})
    return Checks(
        **values,
        numbers={digits: _pattern_of(words) for digits, words in numbers.items()},
        units={sign: _pattern_of(words) for sign, words in units.items()},
        signs={words.split()[0]: sign for sign, words in units.items()},
        numerals={word: int(value) for value, words in numerals.items() for word in words.split()},
    )


def _pattern_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words.split())})\b", re.IGNORECASE)


def section_values(code: str, section: str, kind: type) -> dict[str, Any]:
    """Return the values of a section as the fields of a dataclass are typed: words in a set, and
    endings, the longest first; what is no text stays as it is. Raises ValueError for another key.
    """
    defaults = {field.name: field.default for field in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in language_table(code).get(section, {}).items():
        if name not in defaults:
            raise ValueError(f"{code}.toml: [{section}] has no key {name!r}")
        if name in _LETTERS:
            values[name] = frozenset(value)
        elif isinstance(defaults[name], frozenset):
            values[name] = frozenset(value.split())
        elif isinstance(defaults[name], tuple) and isinstance(value, str):
            values[name] = tuple(sorted(value.split(), key=lambda word: (-len(word), word)))
        else:
            values[name] = value
    return values


def _foreign(own: Identification, all_known: Iterable[Identification]) -> re.Pattern[str] | None:
    """Return what finds a letter of the same script that the language does not have."""
    if not own.alphabet:
        return None
    if Script.LATIN in own.scripts:
        # Names keep their accents: only other scripts are foreign.
        return re.compile(rf"[^\W\d_{LATIN_LETTERS}]")
    letters = frozenset().union(
        *(known.alphabet for known in all_known if Script.CYRILLIC in known.scripts)
    )
    return _letter_of(letters - own.alphabet)


def _letter_of(letters: frozenset[str]) -> re.Pattern[str] | None:
    """Return what finds one of some letters, small or capital, or None for no letters."""
    small = "".join(sorted(letters))
    return re.compile(f"[{small}{small.upper()}]") if small else None
