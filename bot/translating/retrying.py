"""Translate a sentence, and again with other strategies while the checks find a problem.

The translation of a sentence is a generator: it yields queries, is sent the hypotheses of a model,
and returns. So the queries of many sentences go to the models together.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, TypeVar

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Problem, Retry, Strategy
from bot.languages.patterns import FINAL_SIGNS, HYPHENATED_WORD
from bot.translating.checks import find_problem
from bot.translating.formatting.casing import (
    Case,
    apply_case,
    detect_case,
    label_names,
    label_of,
    to_sentence_case,
)
from bot.translating.formatting.cleaning import clean, remove_underscores, restore_underscores
from bot.translating.formatting.copying import (
    blank_out,
    copied_ranges,
    find_copied,
    is_garbled,
    partition_core,
    restore_copied,
    split_around_copied,
)
from bot.translating.formatting.numbers import restore_numbers
from bot.translating.formatting.quotation import (
    has_marks,
    localize_dashes,
    localize_marks,
    localize_signs,
    marks_of,
    remove_added_mark,
    restore_marks,
)
from bot.translating.formatting.spans import apply_formatting, needs_alignment
from bot.translating.formatting.terms import (
    NO_TERMS,
    TermFinder,
    Terms,
    choose_form,
    first_forms,
    hold_back,
    is_term_lost,
    placeholder_ranges,
    put_back,
    replace_placeholders,
    without_article,
)
from bot.translating.leftovers import script_of
from bot.translating.packages.package import Decoding

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment

_AGAINST_LOOPS = Decoding(repetition_penalty=1.2, no_repeat_ngram_size=3)
_WIDER = Decoding(beam_size=8, length_penalty=1.0)

# The other strategies may fail; garbled addresses are always repaired.
_UNCERTAIN = frozenset(Strategy) - {Strategy.AROUND_ADDRESSES}
_MIN_RETRIED_SENTENCES = 4
_RETRIED_SHARE = 10

_NO_FULL_STOP_AFTER = (*FINAL_SIGNS, ":", ";")
_CLOSING_SIGNS = "\"'”’»“)]"
_DASHES = ("-", "–", "—")
_ABBREVIATION = re.compile(r"\b\w{1,3}\.$|\.\w+\.$")
_CLAUSE_END = re.compile(r"(?<=[,;:.!?…—–)])\s+")
_MIN_CLAUSE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Query:
    """A text to translate; without a `decoding`, as each package does by itself.

    None of the words in `avoided` is written.
    """

    text: str
    decoding: Decoding | None = None
    needs_alignment: bool = False
    avoided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a model makes of a query, with an alignment if the query needs one."""

    text: str
    alignment: "Alignment | None" = None


T = TypeVar("T")
Querying = Generator[tuple[Query, ...], Sequence[Hypothesis], T]
"""Yields queries, is sent their hypotheses, and returns a T."""


class RetryBudget:
    """How many sentences may be retried: a model that fails at most of them is broken."""

    def __init__(self, sentences: int) -> None:
        self._left = max(_MIN_RETRIED_SENTENCES, sentences // _RETRIED_SHARE)

    def spend(self) -> bool:
        """Return whether one more sentence may be retried."""
        self._left -= 1
        return self._left >= 0


@dataclass(frozen=True, slots=True)
class Context:
    """What the translation of all sentences of a text shares."""

    source: str
    target: str
    names: Mapping[str, str]
    budget: RetryBudget
    glossary: TermFinder = NO_TERMS
    terms: Terms = field(default_factory=dict)
    """Those of one sentence, where it is translated with placeholders for them."""


Outcome = tuple[RichText, Problem | None]
"""A translation, and what is wrong with it; then it is as the checks have read it."""


def translate_with_retries(sentence: Sentence, context: Context) -> Querying[Pair]:
    """Translate a sentence, with other strategies where the checks find a problem.

    Where the terms of the glossary are the problem, the last of them is to do without.
    """
    text = remove_underscores(clean(sentence.text))
    shown, terms = hold_back(text, context.glossary)
    if not terms:
        return (yield from _translate(sentence, text, context))

    def with_terms(translated: RichText, forms: Mapping[str, str]) -> RichText:
        return put_back(translated, text, terms, forms, context.glossary)

    if (only_terms := without_article(shown, terms)) is not None:
        return Pair(sentence, restore_underscores(with_terms(only_terms, first_forms(terms))))
    forms = yield from _choose_forms(text.text, terms)
    names = {**context.names, **{name.lower(): name for name in terms}}
    pair = yield from _translate(sentence, shown, replace(context, names=names, terms=terms))
    if pair.problem is None:
        return replace(pair, target=with_terms(pair.target, forms))
    retry = Retry(pair.problem, Strategy.WITHOUT_GLOSSARY)
    again = yield from _translate(sentence, text, context)
    return replace(again, retries=(*pair.retries, retry, *again.retries))


def _choose_forms(source: str, terms: Terms) -> Querying[dict[str, str]]:
    """Choose a form of each term: where there are several, as the model itself would end it."""
    chosen = first_forms(terms)
    several = {name: found for name, found in terms.items() if len(found.forms) > 1}
    if several:
        (hypothesis,) = yield (Query(source, needs_alignment=True),)
        if hypothesis.alignment is not None:
            projection = hypothesis.alignment.projection(source, hypothesis.text)
            for name, found in several.items():
                if place := projection.find(found.start, found.end):
                    words = hypothesis.text[place[0] : place[1]]
                    chosen[name] = choose_form(found.forms, words)
    return chosen


def _translate(sentence: Sentence, text: RichText, context: Context) -> Querying[Pair]:
    """Translate the text of a sentence, its terms held back."""
    head, core, tail = partition_core(text)
    if not core:
        return Pair(sentence, sentence.text)
    if label := label_of(core.text):
        head += yield from _translate_label(core[: len(label)], context)
        before, core, after = partition_core(core[len(label) :])
        head, tail = head + before, after + tail
    target, problem = yield from _attempt(core, context)
    retries: list[Retry] = []
    tried: set[Strategy] = set()
    while problem is not None:
        strategy = _next_strategy(problem, core, tried)
        is_first = strategy in _UNCERTAIN and tried.isdisjoint(_UNCERTAIN)
        if strategy is None or (is_first and not context.budget.spend()):
            return Pair(sentence, sentence.text, problem, tuple(retries))
        tried.add(strategy)
        retries.append(Retry(problem, strategy))
        target, problem = yield from _retry(core, strategy, target.text, problem, context)
    return Pair(sentence, restore_underscores(head + target + tail), None, tuple(retries))


def _translate_label(label: RichText, context: Context) -> Querying[RichText]:
    """Translate the label that a sentence begins with by itself, so it is the same everywhere.

    It stays as it is where the checks find a problem.
    """
    names = {**context.names, **label_names(label.text, context.source, context.names)}
    words = label[: label.text.rindex(":")]
    head, core, tail = partition_core(words)
    target, problem = yield from _attempt(core, replace(context, names=names), case=Case.CAPITALS)
    return (words if problem else head + target + tail) + label[len(words) :]


def run_together(generators: Sequence[Querying[T]]) -> Querying[list[T]]:
    """Run several generators at once; what they query in a round is queried together."""
    results: dict[int, T] = {}
    replies: dict[int, Sequence[Hypothesis] | None] = dict.fromkeys(range(len(generators)))
    while replies:
        asked: dict[int, tuple[Query, ...]] = {}
        for number, reply in replies.items():
            generator = generators[number]
            try:
                asked[number] = next(generator) if reply is None else generator.send(reply)
            except StopIteration as end:
                results[number] = end.value
        queries = tuple(chain.from_iterable(asked.values()))
        hypotheses = iter((yield queries) if queries else ())
        replies = {number: [*islice(hypotheses, len(own))] for number, own in asked.items()}
    return [results[number] for number in range(len(generators))]


def _next_strategy(problem: Problem, core: RichText, tried: set[Strategy]) -> Strategy | None:
    text = core.text
    lost_address = problem is Problem.ADDRESS_LOST
    strategies = [
        (Strategy.AROUND_ADDRESSES, lost_address),
        (Strategy.AS_SENTENCE, problem is Problem.UNTRANSLATED and _as_sentence(text, {}) != text),
        (Strategy.OTHER_SEARCH, not lost_address),
        (Strategy.CLAUSE_BY_CLAUSE, len(_clauses(core)) > 1),
    ]
    return next((one for one, applies in strategies if applies and one not in tried), None)


def _retry(
    core: RichText, strategy: Strategy, failed: str, problem: Problem, context: Context
) -> Querying[Outcome]:
    """Try a strategy after a translation that `failed`."""
    search = _AGAINST_LOOPS if problem is Problem.LOOP else _WIDER
    avoided = _left_over(core.text, failed, context) if problem is Problem.UNTRANSLATED else ()
    match strategy:
        case Strategy.AROUND_ADDRESSES:
            return (yield from _attempt_parts(split_around_copied(core), context))
        case Strategy.AS_SENTENCE:
            return (yield from _attempt(core, context, as_sentence=True))
        case Strategy.OTHER_SEARCH:
            return (yield from _attempt(core, context, search, avoided))
        case _:  # clause by clause
            # A clause may still contain something that is garbled.
            parts = [part for clause in _clauses(core) for part in split_around_copied(clause)]
            return (yield from _attempt_parts(parts, context, search, avoided))


def _left_over(source: str, translated: str, context: Context) -> tuple[str, ...]:
    """Return the few ordinary words of a source that its translation into another script has too.

    A model that may not write them finds a translation; one that has copied all has none.
    """
    scripts = {script_of(context.source), script_of(context.target)}
    if None in scripts or len(scripts) < 2:
        return ()
    words = HYPHENATED_WORD.findall(translated)
    known = set(HYPHENATED_WORD.findall(source))
    left = [word for word in words if word in known and word.islower()]
    return tuple(dict.fromkeys(left)) if 2 * len(left) < len(words) else ()


def _attempt_parts(
    parts: Sequence[RichText],
    context: Context,
    decoding: Decoding | None = None,
    avoided: tuple[str, ...] = (),
) -> Querying[Outcome]:
    """Query a model once for each part; the first problem is that of all."""
    partitions = [*map(partition_core, parts)]
    outcomes = yield from run_together(
        [_attempt(core, context, decoding, avoided) for _, core, _ in partitions]
    )
    text = RichText()
    for (head, _, tail), (target, problem) in zip(partitions, outcomes, strict=True):
        if problem is not None:
            return target, problem
        text += head + target + tail
    return text, None


def _attempt(
    core: RichText,
    context: Context,
    decoding: Decoding | None = None,
    avoided: tuple[str, ...] = (),
    *,
    as_sentence: bool = False,
    case: Case | None = None,
) -> Querying[Outcome]:
    """Query a model once, check its hypothesis, and give it the form of the source.

    Its case is that of the source unless there is a `case`.
    """
    if not core:
        return core, None
    terms = context.terms
    case = case or detect_case(replace_placeholders(core.text, terms))
    shown = core.text
    if as_sentence:
        shown = _as_sentence(shown, context.names)
    elif case is Case.CAPITALS:
        shown = to_sentence_case(shown, context.names)
    aligned = needs_alignment(core) or has_marks(core.text)
    (hypothesis,) = yield (Query(shown, decoding, aligned, avoided),)

    text = restore_copied(core, _without_added_signs(core.text, hypothesis.text))
    copied = copied_ranges(core)
    pair = context.source, context.target
    text = restore_numbers(core.text, text, (copied, find_copied(core, text)), pair)
    judged = blank_out(text, find_copied(core, text) + placeholder_ranges(text, terms))
    problem = find_problem(
        blank_out(shown, copied + placeholder_ranges(shown, terms)),
        judged,
        pair,
        context.names,
    )
    if problem is None and is_garbled(core, text):
        problem = Problem.ADDRESS_LOST
    if problem is None and is_term_lost(core.text, text, terms):
        problem = Problem.TERM_LOST
    if problem is not None:
        return RichText(judged), problem
    alignment = hypothesis.alignment
    if alignment is not None and marks_of(context.target) and has_marks(core.text):
        edited = alignment.after_edit(hypothesis.text, text)
        text = restore_marks(core.text, text, edited, find_copied(core, text))
    text = remove_added_mark(core.text, text, find_copied(core, text))
    text = localize_marks(context.target, core.text, text, find_copied(core, text))
    text = localize_signs(context.target, core.text, localize_dashes(core.text, text))
    text = apply_case(text, case)
    if alignment is not None:
        alignment = alignment.after_edit(hypothesis.text, text)
    return apply_formatting(core, text, alignment), None


def _as_sentence(text: str, names: Mapping[str, str]) -> str:
    """Return a heading as a sentence."""
    if detect_case(text) is not Case.ORDINARY:
        text = to_sentence_case(text, names)
    return text if text.endswith(_NO_FULL_STOP_AFTER) else f"{text}."


def _without_added_signs(source: str, translated: str) -> str:
    """Remove the full stop that a model adds to a heading, and a dash as before speech."""
    if not source.startswith(_DASHES):
        translated = translated.removeprefix("— ").removeprefix("– ").removeprefix("- ")
    if source.rstrip(_CLOSING_SIGNS).endswith(_NO_FULL_STOP_AFTER) or not translated.endswith("."):
        return translated
    if translated.endswith("..") or _ABBREVIATION.search(translated):
        return translated
    return translated[:-1]


def _clauses(core: RichText) -> list[RichText]:
    """Return the clauses of a sentence with the white space after each."""
    cuts = [0]
    for match in _CLAUSE_END.finditer(core.text):
        if match.end() - cuts[-1] >= _MIN_CLAUSE_LENGTH <= len(core) - match.end():
            cuts.append(match.end())
    return [core[start:end] for start, end in pairwise((*cuts, len(core)))]
