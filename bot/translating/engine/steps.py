"""One package of a route, at the service of one request: its tokenizer, and its model's answers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from bot.translating.engine.batching import Engine
from bot.translating.engine.decoding import ARGOS_DECODING, Decoding, Output
from bot.translating.engine.memory import TranslationMemory, key_of, packed, unpacked
from bot.translating.packages.argos import Tokenizer
from bot.translating.packages.routes import InstalledPackage

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Step:
    """`tokenizer` is ready to use, from several threads; `due` says how urgent the request is, as a
    time of `time.monotonic`.
    """

    package: InstalledPackage
    tokenizer: Tokenizer
    engine: Engine
    executor: Executor
    due: float
    memory: TranslationMemory | None = None

    async def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding = ARGOS_DECODING
    ) -> list[Output]:
        """What the model makes of each piece, in their order. A piece is the tokens of at most
        `MAX_TOKENS`.

        Waits its turn among all that is translated now; cancelled, it leaves the line. Raises
        PackageBroken.
        """
        if self.memory is None:
            return await self.engine.translate(self.package, pieces, decoding, self.due)
        keys = await self.off_loop(self._keys, pieces, decoding)
        sources = dict(zip(keys, pieces, strict=True))
        rows = await self.memory.recall(sources)
        outputs = await self.off_loop(_recalled, rows, sources)
        self.engine.work.recalled += len(outputs)
        new = [key for key in sources if key not in outputs]
        answers = await self.engine.translate(
            self.package, [sources[key] for key in new], decoding, self.due
        )
        translated = dict(zip(new, answers, strict=True))
        if translated:
            self.memory.remember(await self.off_loop(_rows, translated))
        outputs |= translated
        return [outputs[key] for key in keys]

    async def off_loop(
        self,
        function: Callable[_Arguments, _Result],
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> _Result:
        """The function's answer, from a thread that may take its time."""
        return await asyncio.get_running_loop().run_in_executor(
            self.executor, lambda: function(*args, **kwargs)
        )

    def _keys(self, pieces: Sequence[Sequence[str]], decoding: Decoding) -> list[bytes]:
        return [key_of(self.package, decoding, piece) for piece in pieces]


def _recalled(
    rows: Mapping[bytes, bytes], sources: Mapping[bytes, Sequence[str]]
) -> dict[bytes, Output]:
    found = {key: unpacked(row, sources[key]) for key, row in rows.items()}
    return {key: output for key, output in found.items() if output is not None}


def _rows(outputs: Mapping[bytes, Output]) -> dict[bytes, bytes]:
    return {key: packed(output) for key, output in outputs.items()}
