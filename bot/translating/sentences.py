"""Translate sentences through the packages of a route, all of them together."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from bot.domain.article import Sentence
from bot.domain.translation import Pair
from bot.translating.engine.batching import Engine, Tally
from bot.translating.engine.memory import TranslationMemory, memory_key, pack, unpack
from bot.translating.engine.tokens import Output, cut
from bot.translating.formatting.casing import find_names
from bot.translating.formatting.terms import NO_TERMS, TermFinder
from bot.translating.packages.package import Decoding, Tokenizer
from bot.translating.packages.routes import InstalledPackage
from bot.translating.retrying import (
    Context,
    Hypothesis,
    Query,
    Querying,
    RetryBudget,
    run_together,
    translate_with_retries,
)

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


async def run_in(
    executor: Executor, function: Callable[[*_Arguments], _Result], *args: *_Arguments
) -> _Result:
    """Call a function in a thread of the executor."""
    return await asyncio.get_running_loop().run_in_executor(executor, function, *args)


@dataclass(frozen=True, slots=True)
class Step:
    """One package of a route, used for one request.

    `tokenizer` has been loaded. `due` is when the request is due, as a time of `time.monotonic`.
    """

    package: InstalledPackage
    tokenizer: Tokenizer
    engine: Engine
    executor: Executor
    due: float
    memory: TranslationMemory | None = None

    async def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding | None = None
    ) -> list[Output]:
        """Return the output for each piece of at most `MAX_TOKENS` tokens, in order.

        Without a `decoding` it is the package's own. Outputs come from the memory, or else from the
        model. Raises PackageBroken.
        """
        decoding = decoding or self.package.decoding
        if self.memory is None:
            return await self.engine.translate(self.package, pieces, decoding, self.due)
        keys = await self.off_loop(self._keys, pieces, decoding)
        sources = dict(zip(keys, pieces, strict=True))
        rows = await self.memory.recall(sources)
        outputs = await self.off_loop(_unpack_rows, rows, sources)
        self.engine.tally.from_memory += len(outputs)
        new = [key for key in sources if key not in outputs]
        results = await self.engine.translate(
            self.package, [sources[key] for key in new], decoding, self.due
        )
        translated = dict(zip(new, results, strict=True))
        if translated:
            self.memory.remember(await self.off_loop(_pack_rows, translated))
        outputs |= translated
        return [outputs[key] for key in keys]

    async def off_loop(
        self, function: Callable[[*_Arguments], _Result], *args: *_Arguments
    ) -> _Result:
        """Call a slow function off the event loop."""
        return await run_in(self.executor, function, *args)

    def _keys(self, pieces: Sequence[Sequence[str]], decoding: Decoding) -> list[bytes]:
        return [memory_key(self.package, decoding, piece) for piece in pieces]


def _unpack_rows(
    rows: Mapping[bytes, bytes], sources: Mapping[bytes, Sequence[str]]
) -> dict[bytes, Output]:
    found = {key: unpack(row, sources[key]) for key, row in rows.items()}
    return {key: output for key, output in found.items() if output is not None}


def _pack_rows(outputs: Mapping[bytes, Output]) -> dict[bytes, bytes]:
    return {key: pack(output) for key, output in outputs.items()}


async def translate_sentences(
    sentences: Sequence[Sentence],
    steps: Sequence[Step],
    tally: Tally,
    glossary: TermFinder = NO_TERMS,
) -> list[Pair]:
    """Translate each sentence through one package after the other. Raises PackageBroken."""
    off_loop = steps[0].off_loop
    generator = await off_loop(_start, sentences, steps, glossary)
    state = await off_loop(_advance, generator, None)
    while not isinstance(state, list):
        state = await off_loop(_advance, generator, await translate_queries(state, steps))
    for pair in state:
        tally.add(pair)
    return state


def _start(
    sentences: Sequence[Sentence], steps: Sequence[Step], glossary: TermFinder
) -> Querying[list[Pair]]:
    context = Context(
        source=steps[0].package.source,
        target=steps[-1].package.target,
        names=find_names(sentence.text.text for sentence in sentences),
        budget=RetryBudget(len(sentences)),
        glossary=glossary,
    )
    return run_together([translate_with_retries(sentence, context) for sentence in sentences])


def _advance(
    generator: Querying[list[Pair]], hypotheses: Sequence[Hypothesis] | None
) -> tuple[Query, ...] | list[Pair]:
    """Return the next queries, or the translations at the end."""
    try:
        return next(generator) if hypotheses is None else generator.send(hypotheses)
    except StopIteration as end:
        pairs: list[Pair] = end.value
        return pairs


async def translate_queries(queries: Sequence[Query], steps: Sequence[Step]) -> list[Hypothesis]:
    """Return the hypothesis for each query, in order. Raises PackageBroken."""
    ways = list(dict.fromkeys((query.decoding, query.avoided) for query in queries))
    results = await asyncio.gather(
        *(
            _translate_alike([q for q in queries if (q.decoding, q.avoided) == way], steps)
            for way in ways
        )
    )
    waiting = dict(zip(ways, map(iter, results), strict=True))
    return [next(waiting[query.decoding, query.avoided]) for query in queries]


async def _translate_alike(queries: Sequence[Query], steps: Sequence[Step]) -> list[Hypothesis]:
    """Translate queries with the same decoding and the same words to avoid."""
    hypotheses = [Hypothesis(query.text) for query in queries]
    for step in steps:
        texts = [hypothesis.text for hypothesis in hypotheses]
        cuts = await step.off_loop(_cut_all, texts, step.tokenizer)
        tokens = [tokens for pieces in cuts for _, tokens in pieces if tokens]
        decoding = queries[0].decoding
        if queries[0].avoided:
            rows = await step.off_loop(_encode_all, queries[0].avoided, step.tokenizer)
            decoding = replace(decoding or step.package.decoding, suppress_sequences=rows)
        outputs = iter(await step.translate(tokens, decoding))
        hypotheses = await step.off_loop(
            _join_all, queries, hypotheses, cuts, outputs, step.tokenizer
        )
    return hypotheses


def _encode_all(words: Sequence[str], tokenizer: Tokenizer) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tokenizer.encode(word)) for word in words)


def _cut_all(texts: Sequence[str], tokenizer: Tokenizer) -> list[list[tuple[str, list[str]]]]:
    return [list(cut(text, tokenizer.encode)) if text.strip() else [] for text in texts]


def _join_all(
    queries: Sequence[Query],
    sources: Sequence[Hypothesis],
    cuts: Sequence[Sequence[tuple[str, list[str]]]],
    outputs: Iterator[Output],
    tokenizer: Tokenizer,
) -> list[Hypothesis]:
    hypotheses: list[Hypothesis] = []
    for query, source, pieces in zip(queries, sources, cuts, strict=True):
        parts: list[tuple[str, str, Output]] = []
        text = "" if pieces else source.text
        for piece, tokens in pieces:
            words = piece.rstrip()
            output = next(outputs) if tokens else Output((), (), b"")
            translated = tokenizer.decode(output.target).strip() or words
            parts.append((words, translated, output))
            text += translated + piece[len(words) :]
        alignment = _align(parts, source, text) if query.needs_alignment else None
        hypotheses.append(Hypothesis(text, alignment))
    return hypotheses


def _align(parts: Sequence[tuple[str, str, Output]], source: Hypothesis, text: str) -> "Alignment":
    """Align the words of the query with those of the `text`, which is made of a `source`."""
    # Most sentences have no formatting inside, and NumPy takes 13 MB.
    from bot.translating.formatting.alignment import align

    alignment = align(parts, source.text, text)
    return alignment if source.alignment is None else source.alignment.then(alignment)
