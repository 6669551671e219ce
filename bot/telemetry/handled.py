"""A line in the log for each piece of work: what it was, how long it took, how it ended.

Who it was for shows as a hash only, and nothing shows of what they wrote.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.incoming import IncomingMessage
from bot.telemetry.course import Course, Outcome, followed
from bot.telemetry.logs import FACTS

log = logging.getLogger(__name__)


class Task(StrEnum):
    UPDATE = "update"
    JOB = "job"
    """What an update has led to that is done beside its chat."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A piece of work that has ended, after so many seconds."""

    task: Task
    message: IncomingMessage
    person: str
    seconds: float
    course: Course


class Observer:
    """Writes the lines, and tells whoever else listens."""

    def __init__(self, secret: str, *listeners: Callable[[Handled], None]) -> None:
        """Without the secret nobody finds out whose id a hash was made of."""
        self._key = hashlib.blake2b(secret.encode()).digest()
        self._listeners = (_write, *listeners)

    @contextmanager
    def watch(self, task: Task, message: IncomingMessage) -> Iterator[None]:
        """Watch what is done for an update while this is open."""
        started = time.perf_counter()
        with followed() as course:
            try:
                yield
            except asyncio.CancelledError:
                course.outcome = Outcome.LEFT
                raise
            except Exception as error:
                course.outcome, course.error = Outcome.FAILED, type(error).__name__
                raise
            except BaseException:  # what DBOS ends work with that is taken back
                course.outcome = Outcome.GIVEN_UP
                raise
            finally:
                seconds = time.perf_counter() - started
                person = self._hashed(message.person_id)
                handled = Handled(task, message, person, seconds, course)
                for listener in self._listeners:
                    listener(handled)

    def _hashed(self, person_id: int | None) -> str:
        if person_id is None:
            return ""
        return hashlib.blake2b(str(person_id).encode(), key=self._key, digest_size=6).hexdigest()


def _write(handled: Handled) -> None:
    course = handled.course
    facts = {
        "update": handled.message.update_id,
        "kind": handled.message.kind.value,
        "chat": handled.message.chat_type.value,
        "person": handled.person,
        "outcome": course.outcome.value,
        "ms": _milliseconds(handled.seconds),
        **{f"{stage}_ms": _milliseconds(seconds) for stage, seconds in course.seconds.items()},
    }
    if course.sentences:
        facts["sentences"] = course.sentences
    if course.error:
        facts["error"] = course.error
    log.info("%s handled", handled.task.capitalize(), extra={FACTS: facts})


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
