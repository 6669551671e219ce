"""Lines in ALL CAPITALS and in Title Case.

Models leave capitals untranslated, so they are shown a line in capitals as an ordinary sentence,
and the translation gets the capitals. No text changes its length here, so offsets stay right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# A word in capitals may be an abbreviation; where no word is longer than this, all may be.
_ABBREVIATION = 4
_MIN_TITLE_WORDS = 3
# What Title Case may leave without a capital, in the languages that it is met in here.
# fmt: off
_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "nor", "of", "on",
    "or", "over", "the", "to", "up", "vs", "via", "with",
    "а", "без", "в", "во", "для", "до", "за", "и", "из", "или", "к", "ко", "на", "над", "не",
    "ни", "о", "об", "от", "по", "под", "при", "про", "с", "со", "у",
    "або", "від", "з", "зі", "із", "й", "і", "ні", "та", "що",
})
# fmt: on
_SENTENCE_END = tuple(".!?…;")


class Case(Enum):
    ORDINARY = auto()
    CAPITALS = auto()
    TITLE = auto()


def case_of(text: str) -> Case:
    """How a line is written. A row of abbreviations, or one word, is ordinary."""
    words = _WORD.findall(text)
    if len(words) >= 2 and all(map(str.isupper, words)):
        return Case.CAPITALS if any(len(w) > _ABBREVIATION for w in words) else Case.ORDINARY
    if len(words) == 1 and words[0].isupper() and len(words[0]) > _ABBREVIATION + 1:
        return Case.CAPITALS
    if len(words) >= _MIN_TITLE_WORDS and _is_title(words) and not text.endswith(_SENTENCE_END):
        return Case.TITLE
    return Case.ORDINARY


def names_in(texts: Iterable[str]) -> Mapping[str, str]:
    """The words that stand with a capital inside of ordinary sentences and never without one.

    By their lower case.
    """
    capital: dict[str, str] = {}
    small: set[str] = set()
    for text in texts:
        if case_of(text) is not Case.ORDINARY:
            continue
        for number, word in enumerate(_WORD.findall(text)):
            if word.islower():
                small.add(word)
            elif number:
                capital.setdefault(word.lower(), word)
    return {word: name for word, name in capital.items() if word not in small}


def as_sentence(text: str, names: Mapping[str, str]) -> str:
    """A line with only its first letter and the `names` in capitals."""

    def ordinary(word: re.Match[str]) -> str:
        small = _small(word[0])
        name = names.get(small, small)
        return name if len(name) == len(small) else small

    text = _WORD.sub(ordinary, text)
    first = _WORD.search(text)
    if first is None:
        return text
    return text[: first.start()] + _capital(text[first.start()]) + text[first.start() + 1 :]


def recased(text: str, case: Case) -> str:
    """A translation in the case that its source was in."""
    if case is Case.CAPITALS:
        return "".join(map(_capital, text))
    if case is Case.TITLE:
        return _WORD.sub(lambda word: _titled(word[0], first=word.start() == 0), text)
    return text


def _is_title(words: Sequence[str]) -> bool:
    """Every word has a capital but the small ones between them, which are not most of it.

    A row of abbreviations is none.
    """
    if all(word.isupper() for word in words if len(word) > 1 and word not in _SMALL_WORDS):
        return False
    large = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper()]
    return len(large) > len(small) and words[0] in large and _SMALL_WORDS.issuperset(small)


def _titled(word: str, first: bool) -> str:
    if word in _SMALL_WORDS and not first:
        return word
    return _capital(word[0]) + word[1:]


def _small(word: str) -> str:
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in word)


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
