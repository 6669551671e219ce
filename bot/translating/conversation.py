"""What is said between one sentence and the models until its translation is good, or given up.

A sentence is a generator: it yields questions, is sent their answers, and returns. So the questions
of many sentences go to the models together, and nothing here waits or knows a model.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import TypeVar

from bot.domain.rich_text import RichText
from bot.domain.translation import Problem, Retry, Strategy
from bot.translating.asking import Answer, Question
from bot.translating.checks import problem_of
from bot.translating.engine.decoding import ARGOS_DECODING, Decoding
from bot.translating.formatting.casing import Case, as_sentence, case_of, recased
from bot.translating.formatting.cleaning import cleaned
from bot.translating.formatting.copying import (
    copied_into,
    copied_ranges,
    is_garbled,
    restored,
    without,
)
from bot.translating.formatting.figures import with_figures_of
from bot.translating.formatting.formatting import Framed, formatted, framed, needs_alignment
from bot.translating.formatting.quotation import STYLES, has_marks, with_marks_of
from bot.translating.formatting.underscores import with_underscores, without_underscores

T = TypeVar("T")
Talk = Generator[tuple[Question, ...], Sequence[Answer], T]

_AGAINST_LOOPS = Decoding(repetition_penalty=1.2, no_repeat_ngram_size=3)
_WIDER = Decoding(beam_size=8, length_penalty=1.0)

# Garbled addresses are put right for certain; the other ways are attempts.
_COSTLY = frozenset(Strategy) - {Strategy.AROUND_ADDRESSES}
_LEAST_PATIENCE = 4
_PATIENCE_SHARE = 10

_SENTENCE_END = tuple(".!?…:;")
_CLAUSE_END = re.compile(r"(?<=[,;:.!?…—–)])\s+")
_LEAST_CLAUSE = 12  # characters
_ABBREVIATION = re.compile(r"\b\w{1,3}\.$|\.\w+\.$")


@dataclass(frozen=True, slots=True)
class Translated:
    """A sentence in the other language, or as it was, if a `problem` remained."""

    text: RichText
    problem: Problem | None = None
    retries: tuple[Retry, ...] = ()


class Patience:
    """How many more sentences are worth a retry: a model that fails at most of them is broken."""

    def __init__(self, sentences: int) -> None:
        self._left = max(_LEAST_PATIENCE, sentences // _PATIENCE_SHARE)

    def ends(self) -> bool:
        """Whether it ended before this sentence."""
        self._left -= 1
        return self._left < 0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The languages of source and target, the names that the text is known to hold, and what
    patience there is with the models.
    """

    source: str
    target: str
    names: Mapping[str, str]
    patience: Patience


@dataclass(frozen=True, slots=True)
class _Attempt:
    text: RichText
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a model is asked."""

    decoding: Decoding = ARGOS_DECODING
    as_sentence: bool = False


def talk(sentence: RichText, circumstances: Circumstances) -> Talk[Translated]:
    """Translate a sentence, by other ways where the checks find fault with the first answer."""
    frame = framed(without_underscores(cleaned(sentence)))
    if not frame.core:
        return Translated(sentence)
    attempt = yield from _attempt(frame, _Manner(), circumstances)
    retries: list[Retry] = []
    tried: set[Strategy] = set()
    while attempt.problem is not None:
        way = _next_way(attempt.problem, frame, tried)
        hopeless = way in _COSTLY and tried.isdisjoint(_COSTLY) and circumstances.patience.ends()
        if way is None or hopeless:
            return Translated(sentence, attempt.problem, tuple(retries))
        tried.add(way)
        retries.append(Retry(attempt.problem, way))
        attempt = yield from _retried(frame, way, attempt.problem, circumstances)
    return Translated(with_underscores(attempt.text), None, tuple(retries))


def together(talks: Sequence[Talk[T]]) -> Talk[list[T]]:
    """Several talks at once: what they ask in a round is asked in one go."""
    results: dict[int, T] = {}
    answers: dict[int, Sequence[Answer] | None] = dict.fromkeys(range(len(talks)))
    while answers:
        asking: dict[int, tuple[Question, ...]] = {}
        for number, answered in answers.items():
            one = talks[number]
            try:
                asking[number] = next(one) if answered is None else one.send(answered)
            except StopIteration as end:
                results[number] = end.value
        questions = tuple(chain.from_iterable(asking.values()))
        given = iter((yield questions) if questions else ())
        answers = {number: [*islice(given, len(asked))] for number, asked in asking.items()}
    return [results[number] for number in range(len(talks))]


def _next_way(problem: Problem, frame: Framed, tried: set[Strategy]) -> Strategy | None:
    text = frame.core.text
    ways = [
        (Strategy.AROUND_ADDRESSES, problem is Problem.ADDRESS_LOST),
        (Strategy.AS_SENTENCE, problem is Problem.UNTRANSLATED and _sentence_of(text, {}) != text),
        (Strategy.OTHER_SEARCH, problem is not Problem.ADDRESS_LOST),
        (Strategy.CLAUSE_BY_CLAUSE, len(_clauses(frame.core)) > 1),
    ]
    return next((way for way, fits in ways if fits and way not in tried), None)


def _retried(
    frame: Framed, way: Strategy, problem: Problem, circumstances: Circumstances
) -> Talk[_Attempt]:
    search = _AGAINST_LOOPS if problem is Problem.LOOP else _WIDER
    match way:
        case Strategy.AROUND_ADDRESSES:
            return (yield from _in_parts(frame.split(), _Manner(), circumstances))
        case Strategy.AS_SENTENCE:
            return (yield from _attempt(frame, _Manner(as_sentence=True), circumstances))
        case Strategy.OTHER_SEARCH:
            return (yield from _attempt(frame, _Manner(search), circumstances))
        case Strategy.CLAUSE_BY_CLAUSE:
            # A clause may still hold something that is garbled.
            clauses = [part for clause in _clauses(frame.core) for part in framed(clause).split()]
            attempt = yield from _in_parts(clauses, _Manner(search), circumstances)
            return _Attempt(frame.around(attempt.text), attempt.problem)


def _in_parts(
    frames: Sequence[Framed], manner: _Manner, circumstances: Circumstances
) -> Talk[_Attempt]:
    attempts = yield from together([_attempt(frame, manner, circumstances) for frame in frames])
    text = sum((attempt.text for attempt in attempts), RichText())
    return _Attempt(text, next((a.problem for a in attempts if a.problem is not None), None))


def _attempt(frame: Framed, manner: _Manner, circumstances: Circumstances) -> Talk[_Attempt]:
    """Ask once, check the answer, and put it in form."""
    core = frame.core
    if not core:
        return _Attempt(frame.around(core), None)
    case = case_of(core.text)
    asked = core.text
    if manner.as_sentence:
        asked = _sentence_of(asked, circumstances.names)
    elif case is Case.CAPITALS:
        asked = as_sentence(asked, circumstances.names)
    aligned = needs_alignment(core) or has_marks(core.text)
    (answer,) = yield (Question(asked, manner.decoding, aligned),)

    text = restored(core, _ended_alike(core.text, answer.text))
    kept = copied_ranges(core), copied_into(core, text)
    text = with_figures_of(core.text, text, kept)
    problem = problem_of(
        without(asked, kept[0]),
        without(text, copied_into(core, text)),
        (circumstances.source, circumstances.target),
    )
    if problem is None and is_garbled(core, text):
        problem = Problem.ADDRESS_LOST
    if problem is not None:
        return _Attempt(RichText(), problem)
    text = _requoted(core, text, answer, circumstances.target)
    text = with_marks_of(circumstances.target, core.text, text, copied_into(core, text))
    text = recased(text, case)
    alignment = answer.alignment.edited(answer.text, text) if answer.alignment else None
    return _Attempt(frame.around(formatted(core, text, alignment)), None)


def _requoted(core: RichText, translated: str, answer: Answer, language: str) -> str:
    if answer.alignment is None or language not in STYLES or not has_marks(core.text):
        return translated
    # As it takes NumPy, only where there are quotations.
    from bot.translating.formatting.requoting import with_lost_marks

    alignment = answer.alignment.edited(answer.text, translated)
    return with_lost_marks(core.text, translated, alignment, copied_into(core, translated))


def _sentence_of(text: str, names: Mapping[str, str]) -> str:
    """A heading, as a sentence."""
    if case_of(text) is not Case.ORDINARY:
        text = as_sentence(text, names)
    return text if text.endswith(_SENTENCE_END) else f"{text}."


def _ended_alike(source: str, translated: str) -> str:
    """Without the full stop that a model adds to a heading that has none."""
    if source.endswith(_SENTENCE_END) or not translated.endswith("."):
        return translated
    if translated.endswith("..") or _ABBREVIATION.search(translated):
        return translated
    return translated[:-1]


def _clauses(core: RichText) -> list[RichText]:
    """The sentence in clauses, with the white space after each."""
    cuts = [0]
    for match in _CLAUSE_END.finditer(core.text):
        if match.end() - cuts[-1] >= _LEAST_CLAUSE <= len(core) - match.end():
            cuts.append(match.end())
    return [core[start:end] for start, end in pairwise((*cuts, len(core)))]
