"""What common words and word endings tell about the language of a text, from `clues.toml`.

They matter in a text of a few words, where the model is a poor judge of close languages.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# In nats.
_OWN_WORD = 3.0
_OWN_ENDING = 1.0
# Longer texts are clear without.
_MOST_WORDS = 60
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class _Clues:
    words: frozenset[str]
    endings: tuple[str, ...]


def word_evidence(text: str, codes: Iterable[str]) -> dict[str, float]:
    """How much more likely the words make each of the languages that has clues, in nats."""
    words = text.lower().split()[:_MOST_WORDS]
    clues = _clues()
    return {
        code: sum(_weight(word, clues[code]) for word in words) for code in clues.keys() & codes
    }


def _weight(word: str, clues: _Clues) -> float:
    if word in clues.words:
        return _OWN_WORD
    return _OWN_ENDING * (word[_SHORTEST_STEM:].endswith(clues.endings))


@cache
def _clues() -> dict[str, _Clues]:
    tables = tomllib.loads(files("bot.languages").joinpath("clues.toml").read_text("utf-8"))
    return {
        code: _Clues(frozenset(table["words"].split()), tuple(table["endings"].split()))
        for code, table in tables.items()
    }
