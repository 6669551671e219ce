"""Everything that is observed of this process, for those who build and run it."""

from contextlib import AbstractContextManager

from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.service.articles import Digest
from bot.storage import Store
from bot.telemetry.handled import Observer, Task
from bot.telemetry.health import Health

# Codes from here on are those of whatever stands before Telegram.
_SERVER_ERROR = 500


class Watch:
    """`metrics` are None where nobody collects them."""

    def __init__(self, settings: Settings, store: Store, digest: Digest) -> None:
        self.health = Health(store.try_to_write)
        self.metrics = None
        if settings.metrics_listen:
            # Its library takes time and memory to load.
            from bot.telemetry.metrics import Metrics

            self.metrics = Metrics(digest)
        listeners = [self.metrics.handled] if self.metrics else []
        self._observer = Observer(settings.token.get_secret_value(), *listeners)

    def over(self, task: Task, message: IncomingMessage) -> AbstractContextManager[None]:
        """Watch over a piece of work, which is done while this is open."""
        return self._observer.watch(task, message)

    def called(self, method: str, outcome: str) -> None:
        """The Bot API was called: Telegram's code is the outcome, or in words why there is none."""
        if outcome.isdigit() and int(outcome) < _SERVER_ERROR:
            self.health.heard()
        if self.metrics:
            self.metrics.called(method, outcome)

    def delivered(self, status: int) -> None:
        """A request to the webhook was answered."""
        if self.metrics:
            self.metrics.delivered(status)

    async def measure(self) -> None:
        """Measure what shows only over time, for ever."""
        if self.metrics:
            await self.metrics.measure_lag()
