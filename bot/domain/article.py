"""The values that travel from what a person sent to what the bot answers: plain, frozen data."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from operator import attrgetter

from bot.domain.parts import Part
from bot.domain.rich_text import RichText

_WORD = re.compile(r"\S+")

# A text of which nothing is left out and that has no more words is called short.
_SHORT_WORDS = 100


class Origin(StrEnum):
    """Where a text came from."""

    TYPED = "typed"
    USER = "user"
    HIDDEN_USER = "hidden_user"
    CHAT = "chat"
    CHANNEL = "channel"
    FILE = "file"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Source:
    """Whose text it is: the name to show, a link to it, its date; empty or None where unknown."""

    origin: Origin = Origin.TYPED
    name: str = ""
    link: str = ""
    date: datetime | None = None


class Role(StrEnum):
    """What a passage of a body is."""

    TEXT = "text"
    HEADING = "heading"
    TITLE_PAGE = "title-page"
    CONTENTS = "contents"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    TABLE = "table"
    NOTE = "note"
    HEADER_FOOTER = "header-footer"
    CODE = "code"
    CREDIT = "credit"
    """Who made or published the text, its source, or nothing but hash tags."""
    LABEL = "label"
    """Words that need what follows: a speaker's name or a time, the number of a clause, "Pros:"."""
    QUESTION = "question"
    """What is asked in an interview."""
    BOILERPLATE = "boilerplate"
    """Text around an article: greetings, sign-offs, contacts, "Subscribe", "Read also"."""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage of a body that is something else than plain text: `body[start:end]`.

    In code points. It consists of whole lines and does not hold the line break after the last.
    """

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """A text to work on. `body` has neither the title nor the byline in it.

    `language` is an ISO 639 code, or None until somebody has identified it. `blocks` are the
    passages of the body that are known to be something else than plain text, in the order of the
    body; they do not overlap. `parts` say in which messages the body stands, or on which pages of a
    document; empty where that is not known.
    """

    title: RichText
    body: RichText
    language: str | None = None
    source: Source = Source()
    author: str = ""
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()

    def role_of(self, start: int, end: int) -> Role:
        """Return the role of the passage `body[start:end]`: that of the first block it touches."""
        following = bisect_right(self.blocks, start, key=attrgetter("end"))
        if following < len(self.blocks) and self.blocks[following].start < end:
            return self.blocks[following].role
        return Role.TEXT

    @property
    def word_count(self) -> int:
        # One by one, since splitting a book at once would hold up every other thread.
        return sum(1 for _ in self._words())

    def has_at_most(self, words: int) -> bool:
        """Return whether there are no more words than this, in bounded time."""
        return next(islice(self._words(), words, None), None) is None

    def _words(self) -> Iterator[re.Match[str]]:
        return chain.from_iterable(_WORD.finditer(text.text) for text in (self.title, self.body))


def shift_blocks(blocks: Iterable[Block], offset: int) -> tuple[Block, ...]:
    """Return the blocks of a text that is moved by `offset` code points."""
    return tuple(Block(block.start + offset, block.end + offset, block.role) for block in blocks)


def slice_blocks(blocks: Sequence[Block], start: int, end: int) -> tuple[Block, ...]:
    """Return the blocks of `body[start:end]`, counted from its beginning and cut at its ends."""
    first = bisect_right(blocks, start, key=attrgetter("end"))
    cut = []
    for block in islice(blocks, first, None):
        if block.start >= end:
            break
        cut.append(Block(max(block.start, start) - start, min(block.end, end) - start, block.role))
    return tuple(cut)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's body: `body[start:end]` is `text`, in code points.

    `index` counts the sentences of the article, `paragraph` the lines of the body that hold any.
    `language` is an ISO 639 code where it is another one than the article's.
    """

    index: int
    paragraph: int
    start: int
    text: RichText
    language: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @classmethod
    def of_title(cls, title: RichText) -> "Sentence":
        """Return a title as a sentence; `index` and `paragraph` are -1: it is not in the body."""
        return cls(index=-1, paragraph=-1, start=0, text=title)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All sentences of an article, and the order in which a summary takes them.

    `order` holds indices into `sentences`, the best first, of those that may be taken at all;
    `scores[n]` is why `order[n]` was taken, and `covered[n]` are the words of that sentence that
    said something for the first time, the weightiest first. A summary can end after as many
    sentences as one of `stops`, which rise, says. `keywords` are the article's.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    order: tuple[int, ...]
    scores: tuple[float, ...]
    covered: tuple[tuple[str, ...], ...]
    stops: tuple[int, ...]
    keywords: tuple[str, ...] = ()
    items: tuple[range, ...] = ()
    """Of an article that is a list, by the indices of their sentences."""
    trimmed: Mapping[int, Sentence] = field(default_factory=dict)
    """The sentences by their indices that a summary shows without what is glued to them."""

    def best(self, count: int) -> "Summary":
        """Return the `count` best sentences, or some fewer where one more would cut a quotation.

        At least one, where there is any. A longer summary holds every sentence of a shorter one.
        """
        fitting = bisect_right(self.stops, count)
        end = self.stops[max(fitting, 1) - 1] if self.stops else 0
        chosen = sorted(self.order[:end])
        return self._summary([self.trimmed.get(n, self.sentences[n]) for n in chosen])

    def whole(self) -> "Summary":
        """Return every sentence of the article, also those that are not in `order`."""
        return self._summary(self.sentences)

    def _summary(self, sentences: Iterable[Sentence]) -> "Summary":
        reasons = {
            index: (score, covered)
            for index, score, covered in zip(self.order, self.scores, self.covered, strict=True)
        }
        taken = [(s, *reasons.get(s.index, (0.0, ()))) for s in sentences]
        return Summary(
            self.article,
            tuple(sentence for sentence, _, _ in taken),
            tuple(score for _, score, _ in taken),
            tuple(covered for _, _, covered in taken),
            len(self.sentences),
            self.stops,
            self.keywords,
            self.items,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of an article, word for word and in its order, with why each was taken.

    `scores` and `covered` are those of the ranking, a pair for each sentence.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    scores: tuple[float, ...]
    covered: tuple[tuple[str, ...], ...]
    sentence_count: int
    """How many sentences the whole article has."""
    stops: tuple[int, ...]
    """How many sentences a summary of this article can have."""
    keywords: tuple[str, ...]
    items: tuple[range, ...] = ()
    """Of an article that is a list: those of the whole article, by the indices of sentences."""

    @property
    def items_shown(self) -> int:
        """How many items of a list have a sentence here."""
        indices = {sentence.index for sentence in self.sentences}
        return sum(not indices.isdisjoint(item) for item in self.items)

    @property
    def word_count(self) -> int:
        return sum(len(sentence.text.text.split()) for sentence in self.sentences)

    @property
    def is_longest(self) -> bool:
        """Whether nothing but boilerplate and repetitions is left out."""
        return not self.stops or len(self.sentences) >= self.stops[-1]

    @property
    def is_whole(self) -> bool:
        """Whether the article is short already: few words, and hardly any of them left out."""
        kept = sum(len(sentence.text) for sentence in self.sentences)
        is_kept = self.is_longest and 2 * kept >= len(self.article.body)
        return is_kept and self.article.has_at_most(_SHORT_WORDS)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter is `text[start:end]` of the whole text, in characters, its heading included."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Book:
    """An article that was read from a document. Chapters are places in the article's body."""

    article: Article
    chapters: Sequence[Chapter] = ()
    recognised: bool = False
    """Whether the text was read off a picture."""
