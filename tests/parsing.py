"""Documents and pages parsed in the tests' own process, for tests that are about something else."""

import asyncio
import importlib
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.reading import sandbox


class OwnProcess(sandbox._Worker):
    """Answers as a sandboxed process does, without the limits and without its start."""

    def __init__(self, module: str) -> None:
        super().__init__(cast(Any, SimpleNamespace(pid=0, returncode=None)), BytesIO())
        self._functions = importlib.import_module(module)

    async def answer(self, request: bytes) -> bytes:
        return await asyncio.to_thread(sandbox._answer, self._functions, request)

    def kill(self) -> None:
        self._errors.close()

    async def end(self) -> None:
        self.kill()


@pytest.fixture
def parsers_at_hand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the start of Python for each document, half a second of a processor.

    Not for tests that are marked `sandboxed`.
    """

    async def started(command: tuple[str, ...]) -> OwnProcess:
        return OwnProcess(command[0])

    if not request.node.get_closest_marker("sandboxed"):
        monkeypatch.setattr(sandbox, "_started", started)
