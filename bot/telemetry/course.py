"""How a piece of work went: how long its stages took, and how it ended.

Those who do a stage tell it here, without knowing who listens. Outside of any work nobody does.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Stage(StrEnum):
    READ = "read"
    SUMMARISE = "summarise"
    TRANSLATE = "translate"
    SEND = "send"


class Outcome(StrEnum):
    ANSWERED = "answered"
    REFUSED = "refused"
    """The person was told what is the matter."""
    BLOCKED = "blocked"
    """Telegram does not let the bot write there."""
    FAILED = "failed"
    """By a mistake of the bot's."""
    LEFT = "left"
    """The process stops; the work goes on at the next start."""
    GIVEN_UP = "given-up"
    """Somebody has taken the work back."""


@dataclass(slots=True)
class Course:
    """The course of a piece of work so far. Stages that overlap each count in full."""

    seconds: dict[Stage, float] = field(default_factory=dict)
    sentences: int = 0
    """How many were to be translated."""
    outcome: Outcome = Outcome.ANSWERED
    error: str = ""
    """The name of its class."""


_course: ContextVar[Course | None] = ContextVar("course", default=None)


@contextmanager
def followed() -> Iterator[Course]:
    """The course of what is done while this is open, also by tasks that begin meanwhile."""
    course = Course()
    before = _course.set(course)
    try:
        yield course
    finally:
        _course.reset(before)


@contextmanager
def timing(stage: Stage) -> Iterator[None]:
    """What is done while this is open is a stage of the work."""
    started = time.perf_counter()
    try:
        yield
    finally:
        if (course := _course.get()) is not None:
            before = course.seconds.get(stage, 0.0)
            course.seconds[stage] = before + time.perf_counter() - started


def timed(stage: Stage) -> Callable[[Callable[P, Awaitable[T]]], Callable[P, Awaitable[T]]]:
    """A function that is a stage of whatever work it is called for."""

    def decorate(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
        @wraps(function)
        async def call(*arguments: P.args, **named: P.kwargs) -> T:
            with timing(stage):
                return await function(*arguments, **named)

        return call

    return decorate


def count_sentences(count: int) -> None:
    """So many more sentences were translated for the work."""
    if (course := _course.get()) is not None:
        course.sentences += count


def note(outcome: Outcome, error: BaseException | None = None) -> None:
    """The work ends otherwise than with an answer."""
    if (course := _course.get()) is not None:
        course.outcome = outcome
        course.error = type(error).__name__ if error is not None else ""
