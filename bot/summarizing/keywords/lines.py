"""The sentences of a text as words and the gaps between them, and the terms found in them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.summarizing.concepts import Reading
from bot.summarizing.keywords.lexicon import Form, Lexicon, forms, lexicon

TITLE = -1
"""The number of the title among the sentences."""

# As a summarizer reads words, but with every apostrophe as it is.
_WORD = re.compile(r"([^\Wʼ]+(?:(?:['’ʼ-]|(?<=\d)[.,](?=\d))[^\Wʼ]+)*)")
_WORD_CHARACTER = re.compile(r"\w")
_SPACE = re.compile(r"[ \u00a0\u202f]+")
_BEGINS = re.compile(r"[!?…:;«“„\"‘(\[—–•*|/\n]|\d[.)]|\. *$")
_INSIDE = (" ", ", ")
_AFTER_INITIAL = re.compile(r"\.[ \u00a0\u202f]*")
_QUOTED = re.compile(r"[ \u00a0][«“„\"]")
_CLOSING = ("»", "”", "“", '"')
_INNER_STOP = re.compile(r"\.\w")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{0,64}@\S+|#\w+|\b[\w-]{1,63}\.(?:com|org|net|ru|ua)\b"
)
# The forms of words are kept, so what has no spaces may not be longer.
_LONG_LINE = 500
_LONGEST_WORD = 100
_LONGEST_ACRONYM = 6
_FEWEST_CAPITALIZED = 3
_CAPITALIZED_SHARE = 0.7
_SHORT_WORD = 3
# A quotation of no more words is a name: «Нафтогаз», «Епіцентр К».
_QUOTED_WORDS = 3

_IN_TITLE = 2.0
_AFTER_PREPOSITION = 0.2
_OBLIQUE = 0.2
_DOUBTFUL = 0.6
_SHOUTED = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or the title, which has the number TITLE.

    `gaps` are what stands before each word, nothing before the first, and after the last. `begins`
    are the places where a sentence or a quotation may begin, so that every word has a capital
    letter. `capitals` are the places of words with a capital letter; none in a line all in capitals
    or in title case (not `has_case`), where capital letters mean nothing.
    """

    number: int
    words: Sequence[Form]
    gaps: Sequence[str]
    begins: frozenset[int]
    capitals: Sequence[int]
    has_case: bool

    def follows(self, place: int) -> bool:
        """Return whether the word is in one phrase with the word before."""
        gap = self.gaps[place]
        return place < len(self.words) and (gap == " " or bool(_SPACE.fullmatch(gap)))

    def before(self, place: int) -> Form | None:
        """Return the word before in the same phrase."""
        return self.words[place - 1] if place and self.follows(place) else None

    def is_initial(self, place: int) -> bool:
        """Return whether this is one as in "J. Smith", "А. П. Чехов"."""
        return self.words[place].is_capital_letter and self.gaps[place + 1].startswith(".")

    def continues_name(self, place: int) -> bool:
        """Return whether the word may belong to the name that the word before belongs to."""
        if self.is_initial(place - 1):
            return bool(_AFTER_INITIAL.fullmatch(self.gaps[place]))
        return self.follows(place) and not self.words[place - 1].is_possessive

    def spelled(self, start: int, end: int) -> str:
        """Return some words as the line has them."""
        parts = [self.words[start].text]
        for place in range(start + 1, end):
            parts += (self.gaps[place].replace("\u00a0", " "), self.words[place].text)
        return "".join(parts)


def line_of(reading: Reading, number: int, language: str) -> Line:
    """Return a sentence as a line; addresses hold no words."""
    text = reading.text
    spelled: Sequence[str] = reading.words
    gaps: Sequence[str] = reading.gaps
    has_address = "@" in text or "#" in text or "://" in text or _INNER_STOP.search(text)
    if has_address or "’" in text or "ʼ" in text:
        if has_address:
            text = _ADDRESS.sub(lambda address: _WORD_CHARACTER.sub("", address[0]), text)
        parts = _WORD.split(text)
        spelled, gaps = parts[1::2], parts[::2]
    gaps = ("", *gaps[1:])
    if len(text) > _LONG_LINE:
        spelled = [word[:_LONGEST_WORD] for word in spelled]
    words = list(map(forms(language), spelled))
    has_case = _has_case(spelled, text, language)
    return Line(
        number,
        words,
        gaps,
        frozenset(_beginnings(spelled, words, gaps)),
        [n for n, word in enumerate(words) if word.is_capitalized] if has_case else (),
        has_case,
    )


def _beginnings(spelled: Sequence[str], words: Sequence[Form], gaps: Sequence[str]) -> set[int]:
    found = set()
    # The number of an item may come before its first word.
    for place, word in enumerate(spelled):
        found.add(place)
        if not word.isdecimal():
            break
    for place, gap in enumerate(gaps):
        if gap not in _INSIDE and _BEGINS.search(gap) and _begins(place, words, gaps):
            found.add(place)
    return found


def _begins(place: int, words: Sequence[Form], gaps: Sequence[str]) -> bool:
    """Return whether a sentence or a quotation may begin here."""
    gap = gaps[place]
    if words[place - 1].is_capital_letter and _AFTER_INITIAL.fullmatch(gap):
        return False
    is_quoted_name = _QUOTED.fullmatch(gap) and any(
        after.startswith(_CLOSING) for after in gaps[place + 1 : place + 1 + _QUOTED_WORDS]
    )
    return not is_quoted_name


def _has_case(words: Sequence[str], text: str, language: str) -> bool:
    """Return whether capital letters tell names from other words here."""
    if not any(word != word.upper() for word in words if word[0].isalpha()):
        letters = "".join(word for word in words if word[0].isalpha())
        if len(letters) > _LONGEST_ACRONYM and letters.isupper():
            return False
    if not lexicon(language).title_case or text.rstrip().endswith((".", "…")):
        return True
    others = [word for word in words if word[0].isalpha()][1:]
    long = [word for word in others if len(word) > _SHORT_WORD]
    capitalized = sum(word[0].isupper() for word in long)
    return capitalized < max(_FEWEST_CAPITALIZED, _CAPITALIZED_SHARE * len(long))


Counts = defaultdict[str, int]
"""How often something was seen. A Counter takes much longer to make."""


def no_counts() -> Counts:
    """Return a new Counts with nothing in it."""
    return defaultdict(int)


def add_counts(counts: Counts, others: Counts) -> None:
    """Add what others count."""
    for form, count in others.items():
        counts[form] += count


@dataclass(slots=True)
class Term:
    """A name or a noun. `forms` counts how it is spelled; the other two are subsets of it."""

    forms: Counts = field(default_factory=no_counts)
    oblique: Counts = field(default_factory=no_counts)
    """After a preposition or a number, where no nominative can be."""
    in_title: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)

    def see(self, form: str, number: int, previous: Form | None) -> None:
        """Count a form in a line, behind a word of the same phrase."""
        self.forms[form] += 1
        self.sentences.add(number)
        if previous is not None and previous.precedes_oblique:
            self.oblique[form] += 1
        elif number == TITLE:
            self.in_title.add(form)

    def add(self, other: "Term") -> None:
        """Count the forms of another one as forms of this one."""
        add_counts(self.forms, other.forms)
        add_counts(self.oblique, other.oblique)
        self.in_title |= other.in_title
        self.sentences |= other.sentences

    def best_form(self, known: Lexicon) -> str:
        """Return the most frequent form, or of several the one most like a nominative."""
        return max(self.forms, key=lambda form: (self._worth(form, known), -len(form), form))

    def is_only_oblique(self, known: Lexicon) -> bool:
        """Return whether no form looks like a nominative in a position where one can be."""
        return bool(known.endings) and all(
            self.oblique[form] == count or form.lower().endswith(known.oblique)
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
