"""Work, the queues that it waits in, and how much of it there is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

JSON = Any
"""Anything that `json` can write."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Pieces of work in lanes: one after the other in a lane, `at_once` in a process.

    Work that processes die of again and again is given up, and passed to `on_given_up`.
    """

    name: str
    at_once: int
    do: Callable[[JSON], Awaitable[None]]
    on_given_up: Callable[[JSON], Awaitable[None]] | None = None


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


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work there is in a queue, and the age of the oldest; 0 if there is none."""

    waiting: int
    begun: int
    oldest_seconds: float
