"""The values that travel from what a person sent to what the bot answers: plain, frozen data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.text import RichText


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


@dataclass(frozen=True, slots=True)
class Article:
    """A text to work on. `body` has neither the title nor the byline in it.

    `language` is an ISO 639 code, or None until somebody has identified it.
    """

    title: RichText
    body: RichText
    language: str | None = None
    source: Source = Source()
    author: str = ""

    @property
    def word_count(self) -> int:
        return len(self.title.text.split()) + len(self.body.text.split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's body: `body[start:end]` is `text`, in code points.

    `index` counts the sentences of the article, `paragraph` the lines of the body that hold any.
    """

    index: int
    paragraph: int
    start: int
    text: RichText

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All sentences of an article, and the order in which a summary takes them.

    `order` holds indices into `sentences`, the best first; `scores[n]` is why `order[n]` was taken.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    order: tuple[int, ...]
    scores: tuple[float, ...]

    def best(self, count: int) -> "Summary":
        """The `count` best sentences. A longer summary holds every sentence of a shorter one."""
        chosen = sorted(zip(self.order[:count], self.scores[:count], strict=True))
        return Summary(
            self.article,
            tuple(self.sentences[index] for index, _ in chosen),
            tuple(score for _, score in chosen),
            len(self.sentences),
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of an article, word for word and in its order, with their scores."""

    article: Article
    sentences: tuple[Sentence, ...]
    scores: tuple[float, ...]
    sentence_count: int
    """How many sentences the whole article has."""

    @property
    def word_count(self) -> int:
        return sum(len(sentence.text.text.split()) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and what it became in the other language."""

    source: Sentence
    target: RichText


@dataclass(frozen=True, slots=True)
class Translation:
    """The sentences of a text in two languages, with the packages that made them ("en→ru 1.9")."""

    source_language: str
    target_language: str
    title: RichText
    sentences: tuple[Pair, ...]
    route: tuple[str, ...]
