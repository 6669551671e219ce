"""Everything that is observed of this process: a line in the log for each task, health, metrics.

Who a task was for shows as a hash only, and nothing shows of what they wrote.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.domain.trace import FinishedTask, Outcome, TaskKind, traced
from bot.service.articles import ArticleService
from bot.storage import Store
from bot.telemetry.health import Health
from bot.telemetry.logs import FACTS

log = logging.getLogger(__name__)

# Codes from here on come from a proxy in front of Telegram.
_SERVER_ERROR = 500


class Telemetry:
    """What the bot reports about itself; `metrics` are None where nobody collects them."""

    def __init__(self, settings: Settings, store: Store, articles: ArticleService) -> None:
        self.health = Health(store.try_to_write)
        self.metrics = None
        if settings.metrics_listen:
            # Its library takes time and memory to load.
            from bot.telemetry.metrics import Metrics

            self.metrics = Metrics(articles)
        # Without the token nobody finds out whose id a hash was made of.
        self._key = hashlib.blake2b(settings.token.get_secret_value().encode()).digest()

    @contextmanager
    def observed(self, kind: TaskKind, message: IncomingMessage) -> Iterator[None]:
        """Observe what is done for a message while this is open."""
        started = time.perf_counter()
        with traced() as trace:
            try:
                yield
            except asyncio.CancelledError:
                trace.outcome = Outcome.LEFT
                raise
            except Exception as error:
                trace.outcome, trace.error = Outcome.FAILED, type(error).__name__
                raise
            except BaseException:  # raised by DBOS to end work that was cancelled
                trace.outcome = Outcome.GIVEN_UP
                raise
            finally:
                seconds = time.perf_counter() - started
                person = self._hashed(message.person_id)
                task = FinishedTask(kind, message, person, seconds, trace)
                _log(task)
                if self.metrics:
                    self.metrics.count_task(task)

    def called(self, method: str, outcome: str) -> None:
        """Count a call of the Bot API, with Telegram's code or why there was none."""
        if outcome.isdigit() and int(outcome) < _SERVER_ERROR:
            self.health.heard()
        if self.metrics:
            self.metrics.count_call(method, outcome)

    def delivered(self, status: int) -> None:
        """Count a request to the webhook, with the status of the answer."""
        if self.metrics:
            self.metrics.count_delivery(status)

    async def measure(self) -> None:
        """Measure what shows only over time, for ever."""
        if self.metrics:
            await self.metrics.measure_lag()

    def _hashed(self, person_id: int) -> str:
        if not person_id:
            return ""
        return hashlib.blake2b(str(person_id).encode(), key=self._key, digest_size=6).hexdigest()


def _log(task: FinishedTask) -> None:
    trace = task.trace
    facts = {
        "update": task.message.update_id,
        "kind": task.message.kind.value,
        "chat": task.message.chat_type.value,
        "person": task.person,
        "outcome": trace.outcome.value,
        "ms": _milliseconds(task.seconds),
        **{f"{stage}_ms": _milliseconds(seconds) for stage, seconds in trace.seconds.items()},
    }
    if trace.sentences:
        facts["sentences"] = trace.sentences
    if trace.models:
        facts["models"] = ", ".join(trace.models)
    if trace.error:
        facts["error"] = trace.error
    log.info("%s handled", task.kind.capitalize(), extra={FACTS: facts})


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
