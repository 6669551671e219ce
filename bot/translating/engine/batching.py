"""Translates pieces of all waiting requests in batches, on threads of its own.

The words are those of `argostranslate.translate`: same tokenizer, same model, same search. Only the
number of sentences in a batch differs.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING

from bot.domain.translation import Pair, Problem
from bot.errors import Cause
from bot.translating.engine.models import Models
from bot.translating.engine.scheduling import Batch, Request, Scheduler
from bot.translating.engine.tokens import Output, pack_attention
from bot.translating.packages.package import Decoding, Direction, broken
from bot.translating.packages.routes import InstalledPackage
from bot.translating.packages.vocabulary import searched

if TYPE_CHECKING:
    import ctranslate2


@dataclass(slots=True)
class Tally:
    """Counts what was translated. The numbers only grow, and may be read at any time.

    Nearly every sentence is one piece for a model: `from_models` were translated, `from_memory`
    were remembered, `shared` were being translated for another request. `model_seconds` is the time
    that all threads spent in models. `rejected` counts the sentences that stay in the original by
    their last problem, `retried` every retry by its problem.
    """

    from_models: int = 0
    from_memory: int = 0
    shared: int = 0
    model_seconds: float = 0.0
    sentences: int = 0
    retried: Counter[Problem] = field(default_factory=Counter)
    rejected: Counter[Problem] = field(default_factory=Counter)

    def add(self, pair: Pair) -> None:
        """Count a sentence. To be called on the event loop."""
        self.sentences += 1
        self.retried.update(retry.problem for retry in pair.retries)
        if pair.problem is not None:
            self.rejected[pair.problem] += 1


class Engine:
    """Runs models in `threads` threads of one core each. `tally` counts what they do."""

    def __init__(self, models: Models, threads: int) -> None:
        self.tally = Tally()
        self._models = models
        self._scheduler = Scheduler()
        self._requests: set[Request] = set()
        self._changed = Condition()
        self._closed = False
        self._busy = 0
        self._threads = [
            Thread(target=self._work, name=f"translating-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def translate(
        self,
        package: InstalledPackage,
        pieces: Sequence[Sequence[str]],
        decoding: Decoding,
        due: float,
    ) -> list[Output]:
        """Return the output for each piece, in order; `due` is a time of `time.monotonic`.

        A cancelled request leaves the queue. Raises PackageBroken.
        """
        if not pieces:
            return []
        request = Request(package, decoding, due, [tuple(tokens) for tokens in pieces])
        with self._changed:
            if self._closed:
                raise RuntimeError("the engine has been closed")
            self._requests.add(request)
            self._scheduler.add(request)
            self._changed.notify_all()
        try:
            return await asyncio.wrap_future(request.result)
        finally:
            with self._changed:
                self._scheduler.drop(request)
                self._requests.remove(request)

    def close(self) -> None:
        """Finish the batches in progress; requests that wait for others fail."""
        with self._changed:
            self._closed = True
            for request in self._requests:
                request.fail(RuntimeError("the engine has been closed"))
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._models.close()

    def _work(self) -> None:
        while (batch := self._next_batch()) is not None:
            began = time.monotonic()
            try:
                outputs = self._run_model(batch)
            except Exception as error:
                self._fail(batch, error)
            else:
                self._deliver(batch, outputs)
            with self._changed:
                self._busy -= 1
                self.tally.model_seconds += time.monotonic() - began

    def _next_batch(self) -> Batch | None:
        """Wait for a batch; return None when the engine is closed."""
        while True:
            wait_seconds = self._models.unload_idle()
            with self._changed:
                if self._closed:
                    return None
                batch = self._scheduler.take(len(self._threads) - self._busy)
                if batch is not None:
                    self._busy += 1
                    return batch
                self._changed.wait(wait_seconds)

    def _run_model(self, batch: Batch) -> list[Output]:
        package = batch.package
        with self._models.model(package) as (model, content):
            asked = content.direction(*package.pair)
            prefix = list(asked.target_prefix)
            try:
                results = model.translate_batch(
                    [[*asked.before, *tokens, *asked.after] for tokens in batch.pieces],
                    target_prefix=[prefix] * len(batch.pieces) if prefix else None,
                    replace_unknowns=True,
                    return_attention=True,
                    **asdict(searched(content, batch.decoding)),
                )
            except (RuntimeError, ValueError, LookupError) as error:
                raise broken(package.path, Cause("its-model-fails", detail=str(error))) from error
        return [
            _output(tokens, result, asked)
            for tokens, result in zip(batch.pieces, results, strict=True)
        ]

    def _deliver(self, batch: Batch, outputs: Sequence[Output]) -> None:
        with self._changed:
            self.tally.from_models += len(outputs)
            for entries, output in zip(self._scheduler.finish(batch), outputs, strict=True):
                self.tally.shared += max(len(entries) - 1, 0)
                for request, number in entries:
                    request.deliver(number, output)

    def _fail(self, batch: Batch, error: Exception) -> None:
        with self._changed:
            finished = self._scheduler.finish(batch)
            for request in {request for entries in finished for request, _ in entries}:
                self._scheduler.drop(request)
                request.fail(error)


def _output(
    source: tuple[str, ...], result: "ctranslate2.TranslationResult", asked: Direction
) -> Output:
    """Return a result without the tokens that were put around the source and before the target."""
    forced, before = len(asked.target_prefix), len(asked.before)
    rows = result.attention[0][forced:]
    if before or asked.after:
        rows = [row[before : before + len(source)] for row in rows]
    return Output(source, tuple(result.hypotheses[0][forced:]), pack_attention(rows))
