"""The metrics that Prometheus collects. Dashboards depend on the names of the series."""

import asyncio
import time
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.domain.trace import FinishedTask, TaskKind
from bot.jobs.work import Backlog
from bot.service.articles import ArticleService

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900)
_LAG_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_LAG_EVERY = 0.25


class Metrics:
    """The series of this process."""

    def __init__(self, articles: ArticleService) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(_Translations(articles))
        self._updates = Counter(
            "dragoman_updates", "Updates that were handled.", ["kind", "outcome"], registry=registry
        )
        self._jobs = Counter(
            "dragoman_jobs",
            "Long translations and documents that were handled.",
            ["outcome"],
            registry=registry,
        )
        self._durations = Histogram(
            "dragoman_handling_seconds",
            "From the beginning of a piece of work to its end.",
            ["task"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._stages = Histogram(
            "dragoman_stage_seconds",
            "How long a stage took in a piece of work.",
            ["stage"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._calls = Counter(
            "dragoman_bot_api_calls",
            "Calls of the Bot API, by Telegram's code or why there was none.",
            ["method", "outcome"],
            registry=registry,
        )
        self._deliveries = Counter(
            "dragoman_webhook_requests",
            "Requests to the webhook, by the status of the answer.",
            ["status"],
            registry=registry,
        )
        self._waiting = Gauge(
            "dragoman_queue_waiting", "Work that has not begun.", ["queue"], registry=registry
        )
        self._begun = Gauge(
            "dragoman_queue_begun", "Work that has begun.", ["queue"], registry=registry
        )
        self._oldest = Gauge(
            "dragoman_queue_oldest_seconds",
            "How long ago the oldest work came that has not ended; 0 where there is none.",
            ["queue"],
            registry=registry,
        )
        self._lag = Histogram(
            "dragoman_event_loop_lag_seconds",
            "By how much the event loop is late.",
            buckets=_LAG_SECONDS,
            registry=registry,
        )

    def count_task(self, task: FinishedTask) -> None:
        """Count a task that has ended, and how long it and its stages took."""
        outcome = task.trace.outcome.value
        if task.kind is TaskKind.UPDATE:
            self._updates.labels(task.message.kind.value, outcome).inc()
        else:
            self._jobs.labels(outcome).inc()
        self._durations.labels(task.kind.value).observe(task.seconds)
        for stage, seconds in task.trace.seconds.items():
            self._stages.labels(stage.value).observe(seconds)

    def count_call(self, method: str, outcome: str) -> None:
        """Count a call of the Bot API."""
        self._calls.labels(method, outcome).inc()

    def count_delivery(self, status: int) -> None:
        """Count a request to the webhook."""
        self._deliveries.labels(str(status)).inc()

    async def measure_lag(self) -> None:
        """Measure how late the event loop is, for ever."""
        while True:
            due = time.perf_counter() + _LAG_EVERY
            await asyncio.sleep(_LAG_EVERY)
            self._lag.observe(max(time.perf_counter() - due, 0.0))

    def exposition(self, backlogs: Mapping[str, Backlog]) -> bytes:
        """Return all series as text; `backlogs` is by queue, as far as it is known."""
        for gauge in (self._waiting, self._begun, self._oldest):
            gauge.clear()
        for queue, backlog in backlogs.items():
            self._waiting.labels(queue).set(backlog.waiting)
            self._begun.labels(queue).set(backlog.begun)
            self._oldest.labels(queue).set(backlog.oldest_seconds)
        return generate_latest(self._registry)


class _Translations(Collector):
    """Shows what the translator counts."""

    def __init__(self, articles: ArticleService) -> None:
        self._articles = articles

    def collect(self) -> Iterable[Metric]:
        """Yield the metrics as they are now."""
        tally = self._articles.tally
        sentences = CounterMetricFamily("dragoman_sentences", "Sentences that were translated.")
        sentences.add_metric([], tally.sentences)
        yield sentences
        pieces = CounterMetricFamily(
            "dragoman_translated_pieces",
            "Pieces of sentences, nearly always whole ones, by where their translations came from.",
            labels=["source"],
        )
        pieces.add_metric(["model"], tally.from_models)
        pieces.add_metric(["memory"], tally.from_memory)
        pieces.add_metric(["shared"], tally.shared)
        yield pieces
        yield CounterMetricFamily(
            "dragoman_model_seconds", "How long models worked, in all threads.", tally.model_seconds
        )
        retried = CounterMetricFamily(
            "dragoman_translation_retries", "Translations that were made anew.", labels=["problem"]
        )
        for problem, count in tally.retried.items():
            retried.add_metric([problem.value], count)
        yield retried
        rejected = CounterMetricFamily(
            "dragoman_rejected_translations",
            "Sentences that are shown in the original.",
            labels=["problem"],
        )
        for problem, count in tally.rejected.items():
            rejected.add_metric([problem.value], count)
        yield rejected
        models = GaugeMetricFamily(
            "dragoman_model_bytes", "Translation models in memory.", labels=["package"]
        )
        for package in self._articles.loaded:
            models.add_metric([str(package)], package.size)
        yield models
