"""Stand-ins for what the Bot API's room is built on."""

import itertools
from collections.abc import Awaitable, Callable
from typing import Any

_NUMBERS = itertools.count(1)


class CurrentWork:
    """A piece of work with this id; without one, every question is asked in another piece."""

    def __init__(self, id: str = "") -> None:
        self._id = id

    @property
    def current_id(self) -> str:
        return self._id or f"update-{next(_NUMBERS):012d}"

    async def step(
        self, name: str, action: Callable[[], Awaitable[Any]], *, repeatable: bool = False
    ) -> Any:
        return await action()
