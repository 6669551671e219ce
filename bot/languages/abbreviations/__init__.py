"""What stands before full stops that end no sentence: word lists, a file for each language."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

LANGUAGES = frozenset({"en", "ru", "uk"})
"""The languages with a file here."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words in lower case; abbreviations without their last full stop."""

    inner: frozenset[str]
    """Ends no sentence, since what it belongs to comes after it: "Dr.", "ул."."""
    before_number: frozenset[str]
    """Ends no sentence before a number, and may be a plain word elsewhere: "No. 5", "Jan. 1"."""
    after_number: frozenset[str]
    """As `ending` after a number ("в 2023 г."), as `inner` without one ("г. Сочи")."""
    ending: frozenset[str]
    """Ends a sentence if a capital letter comes next: "etc.", "руб."."""
    before_name: frozenset[str]
    """Ends a sentence only before one of `starters`, since names come after it: "U.S.", "St."."""
    lettered: frozenset[str]
    """After these a single letter is a name by itself and no initial: "vitamin C."."""
    starters: frozenset[str]
    """Begin sentences, and hardly ever have a capital letter elsewhere: "The", "Она"."""
    speech: frozenset[str]
    """Go on with the sentence after a quoted question: “Where?” John asked."""
    agent_endings: frozenset[str]
    """Of a name that goes on with the sentence: "основана в 1998 г. Петром Ивановым"."""


@cache
def abbreviations(language: str) -> Abbreviations:
    """The word lists of a language out of LANGUAGES."""
    lists = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))
    return Abbreviations(*(frozenset(lists[field.name].split()) for field in fields(Abbreviations)))
