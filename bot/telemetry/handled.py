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
from typing import Any

from bot.telemetry.course import Course, Outcome, followed
from bot.telemetry.logs import FACTS

log = logging.getLogger(__name__)

_KINDS = ("message", "edited_message", "callback_query")
_CHAT_TYPES = ("private", "group", "supergroup", "channel")
_OTHER = "other"


class Task(StrEnum):
    UPDATE = "update"
    JOB = "job"
    """What an update has led to that is done beside its chat."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A piece of work that has ended, after so many seconds."""

    task: Task
    update_id: object
    kind: str
    chat: str
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
    def watch(self, task: Task, update: Any) -> Iterator[None]:
        """Watch what is done for an update, as Telegram has sent it, while this is open."""
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
                handled = self._handled(task, update, seconds, course)
                for listener in self._listeners:
                    listener(handled)

    def _handled(self, task: Task, update: Any, seconds: float, course: Course) -> Handled:
        kind, content = next(
            ((kind, update[kind]) for kind in _KINDS if isinstance(update.get(kind), dict)),
            (_OTHER, {}),
        )
        chat = _within(content, "chat") or _within(_within(content, "message"), "chat")
        chat_type = chat.get("type")
        return Handled(
            task,
            update.get("update_id"),
            kind,
            chat_type if chat_type in _CHAT_TYPES else _OTHER,
            self._hashed(_within(content, "from").get("id")),
            seconds,
            course,
        )

    def _hashed(self, person_id: object) -> str:
        if person_id is None:
            return ""
        return hashlib.blake2b(str(person_id).encode(), key=self._key, digest_size=6).hexdigest()


def _within(content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _write(handled: Handled) -> None:
    course = handled.course
    facts = {
        "update": handled.update_id,
        "kind": handled.kind,
        "chat": handled.chat,
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
