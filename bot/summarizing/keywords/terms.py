"""What may be a key word: in which forms it stands in a text, and where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.summarizing.keywords.lexicon import Lexicon
from bot.summarizing.keywords.words import Word

TITLE = -1
"""The number of the title among the sentences."""

_IN_TITLE = 2.0
_AFTER_PREPOSITION = 0.2
_OBLIQUE = 0.2
_DOUBTFUL = 0.6
_SHOUTED = 0.1


@dataclass(slots=True)
class Term:
    """A name or a noun. `forms` counts how it is spelled; the other two are subsets of it."""

    forms: Counter[str] = field(default_factory=Counter)
    oblique: Counter[str] = field(default_factory=Counter)
    """After a preposition or a number, where no nominative stands."""
    in_title: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)

    def see(self, form: str, sentence: int, *, is_oblique: bool) -> None:
        self.forms[form] += 1
        self.sentences.add(sentence)
        if is_oblique:
            self.oblique[form] += 1
        elif sentence == TITLE:
            self.in_title.add(form)

    def add(self, other: "Term") -> None:
        self.forms += other.forms
        self.oblique += other.oblique
        self.in_title |= other.in_title
        self.sentences |= other.sentences

    def best_form(self, known: Lexicon) -> str:
        """Return the form that looks most like the nominative among those that stand most often."""
        return max(self.forms, key=lambda form: (self._worth(form, known), -len(form), form))

    def is_only_oblique(self, known: Lexicon) -> bool:
        """Whether no form that looks like the nominative stands where one can stand."""
        return bool(known.endings) and all(
            form.lower().endswith(known.oblique) or self.oblique[form] == count
            for form, count in self.forms.items()
        )

    def _worth(self, form: str, known: Lexicon) -> float:
        free = self.forms[form] - self.oblique[form]
        worth = free + _AFTER_PREPOSITION * self.oblique[form]
        if known.oblique and form.lower().endswith(known.oblique):
            return worth * _OBLIQUE
        if form.isupper() and not all(map(str.isupper, self.forms)):
            return worth * _SHOUTED
        if form in self.in_title:
            worth += _IN_TITLE
        is_doubtful = bool(known.many) and form.lower().endswith(known.many)
        return worth * (_DOUBTFUL if is_doubtful else 1.0)


def is_oblique(previous: Word | None, known: Lexicon) -> bool:
    """Whether no nominative can follow this word."""
    if previous is None or not known.endings:
        return False
    word = previous.lower
    return word in known.prepositions or word in known.quantities or word.isdecimal()


def word_before(sentence: Sequence[Word], place: int) -> Word | None:
    """The word before in the same phrase."""
    return sentence[place - 1] if place and sentence[place].follows else None
