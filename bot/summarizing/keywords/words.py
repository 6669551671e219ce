"""The words of a text with what stands around them, and whether their capitals mean anything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.summarizing.concepts import NOTHING, Reading

_SPACE = re.compile(r"[ \u00a0\u202f]+")
_BEGINS = re.compile(r"[!?…:;«“„\"‘(\[—–•*|/\n]|\d[.)]|\. *$")
_AFTER_INITIAL = re.compile(r"\.[ \u00a0\u202f]*")
_QUOTED = re.compile(r"[ \u00a0][«“„\"]")
_CLOSING = re.compile(r"[»”“\"]")
_ROMAN = re.compile(r"[IVXLCDMІХ]+")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{0,64}@\S+|#\w+|\b[\w-]{1,63}\.(?:com|org|net|ru|ua)\b"
)
_LONGEST_ACRONYM = 6
_FEWEST_CAPITALIZED = 3
_CAPITALIZED_SHARE = 0.7
_SHORT_WORD = 3
# A quotation of no more words is a name: «Нафтогаз», «Епіцентр К».
_QUOTED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, which is number `sentence`; the title has number -1.

    `before` and `after` are what stands between it and its neighbours, empty at the ends.
    """

    text: str
    lower: str
    """With a straight apostrophe, and without the possessive of English."""
    is_stop_word: bool
    is_possessive: bool
    sentence: int
    before: str
    after: str
    begins: bool
    """A sentence or a quotation may begin here, where every word has a capital letter."""
    has_case: bool
    """In a line all in capitals, or in title case, no capital letter means anything."""

    @property
    def is_capitalized(self) -> bool:
        return self.has_case and (self.text[0].isupper() or self.is_mixed)

    @property
    def is_mixed(self) -> bool:
        """Capital letters inside, as in "iPhone"."""
        is_mixed = not self.text.isupper() and self.text[1:].lower() != self.text[1:]
        return self.has_case and is_mixed

    @property
    def is_acronym(self) -> bool:
        is_short = 2 <= len(self.text) <= _LONGEST_ACRONYM
        return self.has_case and is_short and self.text.isupper()

    @property
    def is_initial(self) -> bool:
        """As in "J. Smith", "А. П. Чехов"."""
        return len(self.text) == 1 and self.text.isupper() and self.after.startswith(".")

    @property
    def is_number(self) -> bool:
        return bool(_ROMAN.fullmatch(self.text)) or not any(map(str.isalpha, self.text))

    @property
    def follows(self) -> bool:
        """Whether it stands in one phrase with the word before."""
        return bool(_SPACE.fullmatch(self.before))

    @property
    def is_followed(self) -> bool:
        """Whether it stands in one phrase with the word after."""
        return bool(_SPACE.fullmatch(self.after))

    def continues_name(self, previous: "Word") -> bool:
        if previous.is_initial:
            return bool(_AFTER_INITIAL.fullmatch(self.before))
        return self.follows and not previous.is_possessive


def words_of(reading: Reading, sentence: int, language: str) -> list[Word]:
    """The words of a sentence, in its order; addresses hold none."""
    text = reading.text
    addresses = _ADDRESS.finditer(text)
    address = next(addresses, None)
    spans = []
    says_nothing = []
    for (start, end), concept in zip(_spans(reading), reading.concepts, strict=True):
        while address is not None and address.end() <= start:
            address = next(addresses, None)
        if address is None or start < address.start():
            spans.append((start, end))
            says_nothing.append(concept == NOTHING)
    has_case = _has_case([text[start:end] for start, end in spans], text, language)
    found: list[Word] = []
    # The number of an item may come before its first word.
    is_first = True
    for place, (start, end) in enumerate(spans):
        full = text[start:end]
        word = (_POSSESSIVE.sub("", full) or full) if language == "en" else full
        before = text[spans[place - 1][1] if place else 0 : start]
        after = text[end : spans[place + 1][0] if place + 1 < len(spans) else len(text)]
        coming = spans[place : place + _QUOTED_WORDS]
        found.append(
            Word(
                word,
                word.lower().replace("’", "'").replace("ʼ", "'"),
                is_stop_word=says_nothing[place],
                is_possessive=word != full,
                sentence=sentence,
                before=before if place else "",
                after=after,
                begins=is_first or _begins(found[-1], before, text, coming),
                has_case=has_case,
            )
        )
        is_first = is_first and full.isdecimal()
    return found


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    # Words were read with one kind of apostrophe for all.
    text = reading.text.replace("’", "'").replace("ʼ", "'")
    end = 0
    for word in reading.words:
        start = text.index(word, end)
        end = start + len(word)
        yield start, end


def _begins(previous: Word, before: str, text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence or a quotation may begin here; `spans` are the next few words."""
    if not _BEGINS.search(before):
        return False
    if previous.is_initial and _AFTER_INITIAL.fullmatch(before):
        return False
    is_quoted_name = _QUOTED.fullmatch(before) and any(
        _CLOSING.match(text, end) for _, end in spans
    )
    return not is_quoted_name


def _has_case(words: Sequence[str], text: str, language: str) -> bool:
    """Whether capital letters tell names from other words here."""
    letters = [word for word in words if word[0].isalpha()]
    if sum(map(len, letters)) > _LONGEST_ACRONYM and "".join(letters).isupper():
        return False
    if language != "en" or text.rstrip().endswith((".", "…")):
        return True
    long = [word for word in letters[1:] if len(word) > _SHORT_WORD]
    capitalized = sum(word[0].isupper() for word in long)
    return capitalized < max(_FEWEST_CAPITALIZED, _CAPITALIZED_SHARE * len(long))
