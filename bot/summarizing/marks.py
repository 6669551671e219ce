"""Signs by which a sentence may be something else than plain prose, looked for in a whole text.

Most sentences of most texts have none of them, and are not looked at any further.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from bot.domain.article import Sentence
from bot.summarizing.outline_phrases import may_open, notice_signs

ADDRESS_SIGNS = ("#", "@", "/")
DOMAIN_SIGNS = ("www.", ".com", ".org", ".net", ".ru", ".ua")
"""A sign of either kind is in each address, name and tag."""
CELL_SIGNS = ("|", "•", "·", "\t", "   ")
"""One of them is in each row of a table that is not mostly digits."""

_POINTERS = "→►▶➡👉👇🔗="
# Replaces each digit of an ASCII text by a zero, and everything else by a space.
_DIGITS = bytes(ord("0" if chr(code).isdecimal() else " ") for code in range(128)) + b" " * 128
# A checksum has more digits, and a row of figures has more of them among its characters.
_MOST_DIGITS = 5
_CHARACTERS_FOR_DIGIT = 9
# Words of a sentence that can be a date and nothing else.
_LONGEST_DATE = 7

_OPENING_QUOTES = frozenset('«“„"')
_CLOSING_QUOTES = frozenset("»”\"'’")
_STOPS = frozenset(".!?")
# What stands inside of each sentence that something is glued to, besides full stops.
_SEAMS = "!?…—–"
_END = 2


@dataclass(frozen=True, slots=True)
class Marks:
    """Sentences, by their indices, that have something unusual in them, by what it is.

    `folded[places[n]:stops[n]]` is the sentence n in normal form.
    """

    folded: str
    places: Sequence[int]
    stops: Sequence[int]
    starts: Set[int]
    """Begin with no capital letter, or with the marker of an item."""
    ends: Set[int]
    """End without a stop."""
    formatted: Set[int]
    openings: Set[int]
    """Begin with a phrase that something else than prose begins with."""
    notices: Set[int]
    """Hold a word of legal notices."""
    addresses: Set[int]
    pointers: Set[int]
    """Hold an arrow, a hand that points at something, or an equals sign."""
    cells: Set[int]
    """Hold a sign that parts the cells of a table, or items."""
    figures: Set[int]
    """May be a row of figures, for their many digits."""
    dates: Set[int]
    """May be a date, for their few words and digits."""
    checksums: Set[int]
    """May hold one, for their many digits."""
    seams: Set[int]
    """Something may be glued to them; those that are in no other set may still be plain prose."""
    unusual: Set[int]
    """All but those in `seams` only."""

    def normal(self, index: int) -> str:
        """Return a sentence in normal form."""
        return self.folded[self.places[index] : self.stops[index]]


def marks_of(folded: str, places: Sequence[int], sentences: Sequence[Sentence]) -> Marks:
    """Return the marks of sentences that begin at these places of a text in normal form."""
    texts = [sentence.text.text for sentence in sentences]
    stops = [place + len(text) for place, text in zip(places, texts, strict=True)]

    def holding(signs: Iterable[str], end: int = 0) -> set[int]:
        found = _found(signs, folded, places)
        return {index for index, place in found if place < stops[index] - end}

    starts, ends, opened = set[int](), set[int](), set[int]()
    figures, dates, checksums = set[int](), set[int](), set[int]()
    # The stop and the quotation mark that end a sentence part it from nothing.
    seams, addresses = holding(_SEAMS, end=_END), holding(ADDRESS_SIGNS)
    # Counting bytes takes a fifth of the time of counting characters.
    figured = folded.encode("ascii", "replace").translate(_DIGITS)
    for index, (text, place, stop) in enumerate(zip(texts, places, stops, strict=True)):
        first = 1 if text[:1] in _OPENING_QUOTES else 0
        if not text[first : first + 1].isupper() or text[first + 1 : first + 2] == ")":
            starts.add(index)
        elif may_open(folded, place + first):
            opened.add(index)
        if not (text[-1:] in _STOPS and text[-2:-1].isalnum()) and not _ends_quoted(text):
            ends.add(index)
        if digits := figured.count(b"0", place, stop):
            if digits > _MOST_DIGITS:
                checksums.add(index)
            if digits * _CHARACTERS_FOR_DIGIT >= stop - place:
                figures.add(index)
            if folded.count(" ", place, stop) < _LONGEST_DATE:
                dates.add(index)
        if folded.find(".", place, stop - _END) >= 0:
            seams.add(index)
            if any(map(folded[place:stop].__contains__, DOMAIN_SIGNS)):
                addresses.add(index)
    formatted = {index for index, sentence in enumerate(sentences) if sentence.text.spans}
    notices, pointers, cells = map(holding, (notice_signs(), _POINTERS, CELL_SIGNS))
    found = (
        *(starts, ends, formatted, opened, notices, addresses, pointers),
        *(cells, figures, dates, checksums),
    )
    return Marks(folded, places, stops, *found, seams=seams, unusual=set().union(*found))


def _ends_quoted(text: str) -> bool:
    """Return whether a sentence ends with a stop and a quotation mark, in either order."""
    before, last = text[-2:-1], text[-1:]
    if last in _STOPS:
        return before in _CLOSING_QUOTES
    return last in _CLOSING_QUOTES and before in _STOPS


def _found(signs: Iterable[str], folded: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield which sentence each sign stands in first, and where; each sign in each sentence once.

    What stands behind a sentence is said to be in it.
    """
    for sign in signs:
        # A text in Latin letters is not read for Cyrillic words.
        place = folded.find(sign) if sign[0] in folded else -1
        while place >= 0:
            following = bisect_right(places, place)
            if following:
                yield following - 1, place
            place = folded.find(sign, places[following]) if following < len(places) else -1
