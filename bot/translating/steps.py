"""One package of a route, at the service of one request: its tokenizer, and its model's answers."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from bot.translating.decoding import ARGOS_DECODING, Decoding, Output
from bot.translating.engine import Engine
from bot.translating.loading import Tokenizer
from bot.translating.packages import InstalledPackage

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

    async def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding = ARGOS_DECODING
    ) -> list[Output]:
        """What the model makes of each piece, in their order. A piece is the tokens of at most
        `MAX_TOKENS`.

        Waits its turn among all that is translated now; cancelled, it leaves the line. Raises
        PackageBroken.
        """
        return await self.engine.translate(self.package, pieces, decoding, self.due)

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
