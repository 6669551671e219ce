"""Lines in ALL CAPITALS and in Title Case.

Models leave capitals untranslated, so they are shown such a line as an ordinary sentence, and the
translation gets the case of its source. No text changes its length here, so offsets stay right.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from bot.languages.data import languages, words_of_all
from bot.languages.patterns import FINAL_SIGNS, WORD

# A line in capitals whose words are all this short may consist of abbreviations.
_MAX_ABBREVIATION = 4
_MIN_TITLE_WORDS = 3
_LABEL = re.compile(r"([^:!?\n]{2,40}):\s+(?=\S)")
_NO_TITLE_ENDS = (*FINAL_SIGNS, ";")


class Case(Enum):
    """How a line is written."""

    ORDINARY = auto()
    CAPITALS = auto()
    TITLE = auto()


def detect_case(text: str) -> Case:
    """Return how a line is written. A row of abbreviations, or one word, is ordinary."""
    words = WORD.findall(text)
    if len(words) >= 2 and all(map(str.isupper, words)):
        has_long_word = any(len(word) > _MAX_ABBREVIATION for word in words)
        return Case.CAPITALS if has_long_word else Case.ORDINARY
    if len(words) == 1 and words[0].isupper() and len(words[0]) > _MAX_ABBREVIATION + 1:
        return Case.CAPITALS
    if len(words) >= _MIN_TITLE_WORDS and _is_title(words) and not text.endswith(_NO_TITLE_ENDS):
        return Case.TITLE
    return Case.ORDINARY


def label_of(text: str) -> str:
    """Return a label in capitals before ordinary text, "HOST: " of "HOST: Hello"; "" without."""
    label = _LABEL.match(text)
    if label is None or not label[1].isupper() or text[label.end() :].isupper():
        return ""
    return label[0]


def label_names(label: str, language: str, names: Mapping[str, str]) -> Mapping[str, str]:
    """Return how to write the words of a label in capitals, which may be names, by lower case.

    A short word that is not known to be an ordinary one is an abbreviation.
    """
    known = languages().by_code.get(language)
    words = WORD.findall(label)
    longest = _MAX_ABBREVIATION - (len(words) > 1)

    def written(word: str) -> str:
        name = names.get(word.lower(), word)
        if not name.isupper():
            return name
        is_ordinary = known is not None and known.checks.is_ordinary(word.lower())
        return word if len(word) <= longest and not is_ordinary else word.capitalize()

    return {word.lower(): written(word) for word in words}


def find_names(texts: Iterable[str]) -> Mapping[str, str]:
    """Return the words that always have a capital within ordinary sentences, by lower case."""
    capital: dict[str, str] = {}
    small: set[str] = set()
    for text in texts:
        if detect_case(text) is not Case.ORDINARY:
            continue
        for number, word in enumerate(WORD.findall(text.removeprefix(label_of(text)))):
            if word.islower():
                small.add(word)
            elif number:
                capital.setdefault(word.lower(), word)
    return {word: name for word, name in capital.items() if word not in small}


def to_sentence_case(text: str, names: Mapping[str, str]) -> str:
    """Return a line with only its first letter and the `names` in capitals."""

    def ordinary(match: re.Match[str]) -> str:
        small = _lower(match[0])
        name = names.get(small, small)
        return name if len(name) == len(small) else small

    text = WORD.sub(ordinary, text)
    first = WORD.search(text)
    if first is None:
        return text
    return text[: first.start()] + _upper(text[first.start()]) + text[first.start() + 1 :]


def apply_case(text: str, case: Case) -> str:
    """Return a translation in the case of its source."""
    if case is Case.CAPITALS:
        return "".join(map(_upper, text))
    if case is Case.TITLE:
        return WORD.sub(lambda match: _titled(match[0], first=match.start() == 0), text)
    return text


def _is_title(words: Sequence[str]) -> bool:
    """Return whether only small words, and not most of all words, lack a capital.

    A row of abbreviations is no title.
    """
    may_be_small = words_of_all("writing", "small_in_titles")
    if all(word.isupper() for word in words if len(word) > 1 and word not in may_be_small):
        return False
    large = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper()]
    return len(large) > len(small) and words[0] in large and may_be_small.issuperset(small)


def _titled(word: str, first: bool) -> str:
    if word in words_of_all("writing", "small_in_titles") and not first:
        return word
    return _upper(word[0]) + word[1:]


def _lower(word: str) -> str:
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in word)


def _upper(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
