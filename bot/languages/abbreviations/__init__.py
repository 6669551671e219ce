"""What stands before full stops that end no sentence: word lists, a file for each language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

LANGUAGES = frozenset({"en", "ru", "uk"})
"""The languages with a file here."""


class Kind(StrEnum):
    """What a full stop after an abbreviation says; the names of the lists in the files."""

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
    """As BEFORE_NAME, but a comma before it stands after it too, within a sentence: ", Ore."."""
    ENDING = "ending"
    """Ends a sentence if a capital letter comes next: "etc.", "руб."."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words in lower case; abbreviations without their last full stop."""

    kinds: Mapping[str, Kind]
    """Of abbreviations: in lower case, or with a capital if it is a plain word without; with the
    word before it, as "и_пр", if that makes a difference."""
    phrases: frozenset[str]
    """Abbreviations with a capitalised word that belongs to them: "долл_сша"."""
    lettered: frozenset[str]
    """After these a single letter is a name by itself and no initial: "vitamin C."."""
    starters: frozenset[str]
    """Begin sentences, and hardly ever have a capital letter elsewhere: "The", "Она"."""
    sure_starters: frozenset[str]
    """Those that begin sentences even in careless lower case or in capitals."""
    dangling: frozenset[str]
    """No sentence ends with them, so an ellipsis after one is a pause: "the..."."""
    prepositions: frozenset[str]
    date_words: frozenset[str]
    """Months, days and what else dates are made of."""
    after_times: frozenset[str]
    """Capitalised words that belong to the time before them: "5 p.m. Monday", "5 p.m. EST"."""
    multipliers: frozenset[str]
    """Stand between a number and its unit: "5 тыс. руб."."""
    speech: frozenset[str]
    """Go on with the sentence after a quoted question: “Where?” John asked."""
    exclaimed: frozenset[str]
    """Names with an exclamation mark: "Yahoo!"."""
    offices: frozenset[str]
    """Follow the name of a company or a state: "Acme Inc. President Ann Lee"."""
    auxiliaries: frozenset[str]
    agent_endings: tuple[str, ...]
    """Of a name that goes on with the sentence: "основана в 1998 г. Петром Ивановым"."""
    verb_endings: tuple[str, ...]
    surname_endings: tuple[str, ...]
    vowels: frozenset[str]
    full_endings: frozenset[str]
    """Letters at the end of which hardly an abbreviation has a full stop."""


@cache
def abbreviations(language: str) -> Abbreviations:
    """Return the word lists of a language out of LANGUAGES."""
    text = files(__package__).joinpath(f"{language}.toml").read_text("utf-8")
    lists = {name: words.split() for name, words in tomllib.loads(text).items()}
    kinds: dict[str, Kind] = {}
    for kind in Kind:
        for word in lists.get(kind, ()):
            kinds.setdefault(word, kind)

    def words(name: str) -> frozenset[str]:
        return frozenset(lists.get(name, ()))

    return Abbreviations(
        kinds,
        words("phrases"),
        words("lettered"),
        words("starters") | words("sure_starters"),
        words("sure_starters"),
        words("dangling"),
        words("prepositions"),
        words("date_words"),
        words("after_times"),
        words("multipliers"),
        words("speech"),
        words("exclaimed"),
        words("offices"),
        words("auxiliaries"),
        tuple(lists.get("agent_endings", ())),
        tuple(lists.get("verb_endings", ())),
        tuple(lists.get("surname_endings", ())),
        frozenset("".join(lists.get("vowels", ()))),
        frozenset("".join(lists.get("full_endings", ()))),
    )
