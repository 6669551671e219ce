"""What work is, and how much of it there is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

JSON = Any
"""What `json` can write."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Pieces of work in lanes: one after the other in a lane, `at_once` in a process.

    What `work` cannot end, since processes die of it, is given to `regret`.
    """

    name: str
    at_once: int
    work: Callable[[JSON], Awaitable[None]]
    regret: Callable[[JSON], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work. In a lane, smaller numbers go first; `person` is whom it is done for.

    An `id` is never used twice.
    """

    id: str
    lane: str
    person: str
    number: int
    content: JSON
    since: float = 0.0
    """When it came, a time of `time.time`; set by what reads it from the database."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work there is in a queue, and how old the oldest of it is; 0 where there is none."""

    waiting: int
    begun: int
    oldest_seconds: float
