"""The trace of a piece of work: how long its stages took, and how it ended.

A function adds to the trace of the work that it is called for; outside of any work, to none.
"""

import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.domain.incoming import IncomingMessage

P = ParamSpec("P")
T = TypeVar("T")


class Stage(StrEnum):
    """What is timed."""

    READ = "read"
    SUMMARISE = "summarise"
    TRANSLATE = "translate"
    SEND = "send"


class Outcome(StrEnum):
    """How a piece of work ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """The person was told the reason."""
    BLOCKED = "blocked"
    """Telegram does not let the bot write there."""
    FAILED = "failed"
    """By a mistake of the bot's."""
    LEFT = "left"
    """The process stops, and the work goes on at the next start; or it is to be forgotten."""
    GIVEN_UP = "given-up"
    """Somebody has taken the work back."""


@dataclass(slots=True)
class Trace:
    """What is known of a piece of work so far. Stages that overlap each count in full."""

    seconds: dict[Stage, float] = field(default_factory=dict)
    sentences: int = 0
    """How many were to be translated."""
    models: dict[str, None] = field(default_factory=dict)
    """The names of the models that have translated them."""
    outcome: Outcome = Outcome.ANSWERED
    error: str = ""
    """The name of its class."""


class TaskKind(StrEnum):
    """Why something is done."""

    UPDATE = "update"
    JOB = "job"
    """What an update has led to that is done beside its chat."""


@dataclass(frozen=True, slots=True)
class FinishedTask:
    """What was done for a message in so many seconds; `person` is a hash of its sender's id."""

    kind: TaskKind
    message: IncomingMessage
    person: str
    seconds: float
    trace: Trace


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def traced() -> Iterator[Trace]:
    """Trace what is done while this is open, also by tasks that begin meanwhile."""
    trace = Trace()
    before = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(before)


@contextmanager
def timing(stage: Stage) -> Iterator[None]:
    """Time what is done while this is open as a stage of the current work."""
    started = time.perf_counter()
    try:
        yield
    finally:
        if (trace := _current.get()) is not None:
            before = trace.seconds.get(stage, 0.0)
            trace.seconds[stage] = before + time.perf_counter() - started


def timed(stage: Stage) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """Time the calls of a function as a stage of the work that it is called for."""

    def decorate(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @wraps(function)
        async def call(*arguments: P.args, **named: P.kwargs) -> T:
            with timing(stage):
                return await function(*arguments, **named)

        return call

    return decorate


def count_sentences(count: int) -> None:
    """Add sentences that are translated for the current work."""
    if (trace := _current.get()) is not None:
        trace.sentences += count


def add_models(names: Iterable[str]) -> None:
    """Name models that have translated for the current work."""
    if (trace := _current.get()) is not None:
        trace.models |= dict.fromkeys(names)


def set_outcome(outcome: Outcome, error: BaseException | None = None) -> None:
    """Record that the current work ends otherwise than with an answer."""
    if (trace := _current.get()) is not None:
        trace.outcome = outcome
        trace.error = type(error).__name__ if error is not None else ""
