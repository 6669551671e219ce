"""Puts pieces of all sentences that wait, whoever waits for them, to the models in batches.

The words are those of `argostranslate.translate`: same tokenizer, same model, same search. What
differs is how many sentences go into a batch. Languages, formatting and articles are unknown here.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from threading import Condition, Thread
from typing import TYPE_CHECKING

from bot.errors import PackageBroken
from bot.translating.engine.decoding import Decoding, Output, as_bytes
from bot.translating.engine.joining import Joining
from bot.translating.engine.models import Models
from bot.translating.engine.scheduling import Batch, Line, Piece, Request
from bot.translating.engine.work import Work
from bot.translating.packages.routes import InstalledPackage

if TYPE_CHECKING:
    import ctranslate2


class _Waiting:
    """The answers to one request, as they come in, and who waits for all of them."""

    def __init__(self, count: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._outputs: list[Output | None] = [None] * count
        self._missing = count
        self.all: asyncio.Future[list[Output]] = self._loop.create_future()

    def answer(self, number: int, output: Output) -> None:
        self._outputs[number] = output
        self._missing -= 1
        if not self._missing:
            self._tell([output for output in self._outputs if output is not None])

    def fail(self, error: Exception) -> None:
        self._tell(error)

    def _tell(self, result: list[Output] | Exception) -> None:
        def tell() -> None:
            if self.all.done():
                return
            if isinstance(result, Exception):
                self.all.set_exception(result)
            else:
                self.all.set_result(result)

        # Where the loop has ended nobody waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(tell)


class Engine:
    """`threads` threads of one core each, which work on whatever is due first. `work` counts it."""

    def __init__(self, models: Models, threads: int) -> None:
        self.work = Work()
        self._models = models
        self._line = Line()
        self._joining = Joining()
        self._waiting: dict[Request, _Waiting] = {}
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
        """What the model makes of each piece, in their order; `due` is a time of `time.monotonic`.

        What others wait for too is translated once for all. Cancelled, it leaves the line. Raises
        PackageBroken.
        """
        if not pieces:
            return []
        waiting = _Waiting(len(pieces))
        numbered = [Piece(number, tuple(tokens)) for number, tokens in enumerate(pieces)]
        request = Request(package, decoding, due)
        with self._changed:
            if self._closed:
                raise RuntimeError("the engine has been closed")
            self._waiting[request] = waiting
            self._line.add(request, self._joining.add(request, numbered))
            self._changed.notify_all()
        try:
            return await waiting.all
        finally:
            with self._changed:
                self._line.drop(request)
                self._joining.drop(request, numbered)
                del self._waiting[request]

    def close(self) -> None:
        """Finish the batches that are at work; whoever waits for others gets an error."""
        with self._changed:
            self._closed = True
            for waiting in self._waiting.values():
                waiting.fail(RuntimeError("the engine has been closed"))
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        self._models.close()

    def _work(self) -> None:
        while (batch := self._next_batch()) is not None:
            began = time.monotonic()
            try:
                outputs = self._outputs(batch)
            except Exception as error:
                self._fail(batch, error)
            else:
                self._answer(batch, outputs)
            with self._changed:
                self._busy -= 1
                self.work.seconds += time.monotonic() - began

    def _next_batch(self) -> Batch | None:
        """Waits for one; None when there will be no more."""
        while True:
            look_again = self._models.unload_idle()
            with self._changed:
                if self._closed:
                    return None
                batch = self._line.take(len(self._threads) - self._busy)
                if batch is not None:
                    self._busy += 1
                    return self._begun(batch)
                self._changed.wait(look_again)

    def _begun(self, batch: Batch) -> Batch:
        """The batch with each piece once; nobody else has to wait in line for any of them."""
        batch, joined = self._joining.begin(batch)
        for request, piece in joined:
            self._line.withdraw(request, piece)
        return batch

    def _outputs(self, batch: Batch) -> list[Output]:
        sources = [piece.tokens for _, piece in batch.pieces]
        with self._models.model(batch.package) as (model, content):
            prefix = content.target_prefix
            try:
                results = model.translate_batch(
                    [list(source) for source in sources],
                    target_prefix=[[prefix]] * len(sources) if prefix else None,
                    replace_unknowns=True,
                    return_attention=True,
                    **asdict(batch.decoding),
                )
            except (RuntimeError, ValueError, LookupError) as error:
                raise PackageBroken(
                    path=str(batch.package.path), reason=f"its model fails ({error})"
                ) from error
        return [
            _output(source, result, forced=1 if prefix else 0)
            for source, result in zip(sources, results, strict=True)
        ]

    def _answer(self, batch: Batch, outputs: Sequence[Output]) -> None:
        with self._changed:
            self.work.translated += len(outputs)
            for joined, output in zip(self._joining.end(batch), outputs, strict=True):
                self.work.joined += max(len(joined) - 1, 0)
                for request, piece in joined:
                    self._waiting[request].answer(piece.number, output)

    def _fail(self, batch: Batch, error: Exception) -> None:
        with self._changed:
            for request in {
                request for joined in self._joining.end(batch) for request, _ in joined
            }:
                self._line.drop(request)
                self._waiting[request].fail(error)


def _output(
    source: tuple[str, ...], result: "ctranslate2.TranslationResult", forced: int
) -> Output:
    """`forced` is how many tokens the model was given to begin with."""
    target = tuple(result.hypotheses[0][forced:])
    return Output(source, target, as_bytes(result.attention[0][forced:]))
