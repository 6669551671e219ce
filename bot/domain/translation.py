"""Translations: sentences in two languages, problems that checks found, and glossaries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText


class Problem(StrEnum):
    """What is wrong with the output of a translation model."""

    GARBLED = "garbled"
    LOOP = "loop"
    UNTRANSLATED = "untranslated"
    OTHER_LANGUAGE = "other-language"
    OTHER_LENGTH = "other-length"
    NUMBER_LOST = "number-lost"
    NEGATION_LOST = "negation-lost"
    ADDRESS_LOST = "address-lost"
    TERM_LOST = "term-lost"


class Strategy(StrEnum):
    """How a sentence is translated again after a problem."""

    OTHER_SEARCH = "other-search"
    AS_SENTENCE = "as-sentence"
    CLAUSE_BY_CLAUSE = "clause-by-clause"
    AROUND_ADDRESSES = "around-addresses"
    WITHOUT_GLOSSARY = "without-glossary"


@dataclass(frozen=True, slots=True)
class Retry:
    """A problem, and the strategy that was tried because of it."""

    problem: Problem
    strategy: Strategy


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation.

    A `problem` that no retry solved means that the target is the source, unchanged.
    """

    source: Sentence
    target: RichText
    problem: Problem | None = None
    retries: tuple[Retry, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """The title and the sentences of a text in two languages.

    `route` names the packages that translated, in their order ("en→ru 1.9"), and `models` their
    families ("OPUS-MT"); `pivots` are the languages between them, where no package leads straight
    to the target. `source_language` is the article's; a sentence in another language names its own.
    Sentences that are already in the target language have their source as target, and so have those
    in an `untranslated` language, from which no package leads to the target. `keywords` are those
    of a summary.
    """

    source_language: str
    target_language: str
    title: Pair
    sentences: tuple[Pair, ...]
    route: tuple[str, ...]
    models: tuple[str, ...] = ()
    pivots: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    left: int = 0
    """How many sentences were not translated because somebody has stopped it. `sentences` ends
    before the first of them that is in the main language of the text.
    """

    @property
    def percent(self) -> int:
        """How much is done of what was stopped."""
        done = len(self.sentences)
        return 100 * done // max(done + self.left, 1)

    @property
    def kept_sentences(self) -> int:
        """How many sentences stay in the original, the title left out."""
        return sum(pair.problem is not None for pair in self.sentences)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problem of each sentence, the title included, that stays in the original."""
        pairs = (self.title, *self.sentences)
        return tuple(pair.problem for pair in pairs if pair.problem is not None)


Progress = Callable[[int, int, Sequence[Pair]], None]
"""Called with the numbers of finished and of all sentences, and the new pairs in order."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a text, and what it becomes in `language`.

    That is one of `forms`, the first where nothing tells which. Without a language and forms it
    stays as it is in every language.
    """

    text: str
    language: str | None = None
    forms: tuple[str, ...] = ()


Glossary = tuple[Term, ...]
"""Of two that are alike, the later one counts."""
