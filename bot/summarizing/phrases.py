"""Load the phrases that tell what a line of an article is, for all languages at once.

Pages mix languages, so a phrase of any of them counts, whatever the article is in.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

_LANGUAGES = ("en", "ru", "uk")
_FOLDED = (("ё", "е"), ("’", "'"), ("ʼ", "'"), ("`", "'"), ("\u00a0", " "))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases in normal form. `stems` begin a word; `whole` end where a word ends."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    by_first: Mapping[str, tuple[str, ...]]
    """All of them by their first character, the longest first."""

    @classmethod
    def parse(cls, entries: Iterable[str]) -> "Phrases":
        """Read phrases, of which those with a final asterisk are stems."""
        folded = {normal(entry) for entry in entries}
        stems = {entry.removesuffix("*") for entry in folded if entry.endswith("*")}
        whole = {entry for entry in folded if not entry.endswith("*")} - stems
        by_first: dict[str, list[str]] = {}
        for phrase in sorted(whole | stems, key=lambda phrase: (-len(phrase), phrase)):
            by_first.setdefault(phrase[0], []).append(phrase)
        return cls(
            frozenset(whole),
            tuple(sorted(stems)),
            {first: tuple(phrases) for first, phrases in by_first.items()},
        )

    def opening(self, text: str) -> int:
        """Return the length of the longest phrase that a text in normal form begins with."""
        for phrase in self.by_first.get(text[:1], ()):
            if text.startswith(phrase) and (phrase in self.stems or _ends_word(text, phrase)):
                return len(phrase)
        return 0

    def occur_in(self, text: str) -> bool:
        """Return whether one of the phrases stands in a text in normal form, at a word's start."""
        padded = f" {text}"
        return any(f" {phrase}" in padded for phrase in (*self.whole, *self.stems))

    def hold(self, word: str) -> bool:
        """Return whether a word in normal form is one of the phrases."""
        return word in self.whole or word.startswith(self.stems)


def normal(text: str) -> str:
    """Return a text in lower case, with one kind of apostrophe and no ё."""
    folded = text.lower()
    # For a handful of characters this is several times faster than str.translate.
    for character, replacement in _FOLDED:
        folded = folded.replace(character, replacement)
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


@cache
def words() -> Words:
    """Return the phrases of all languages."""
    tables = [_table(language) for language in _LANGUAGES]
    return Words(
        **{
            field.name: Phrases.parse(entry for table in tables for entry in table[field.name])
            for field in fields(Words)
        }
    )


def _table(language: str) -> dict[str, list[str]]:
    path = files("bot.summarizing").joinpath("words", f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _ends_word(text: str, phrase: str) -> bool:
    return not phrase[-1].isalnum() or not text[len(phrase) : len(phrase) + 1].isalnum()
