"""What is answered at `/healthz`, `/readyz` and `/metrics`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from bot.jobs.work import Backlog
from bot.telemetry.health import Health

if TYPE_CHECKING:
    from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

# Seconds; Prometheus gives up after ten.
_PATIENCE = 5.0


def health_routes(
    health: Health, ask_telegram: Callable[[], Awaitable[object]]
) -> list[web.RouteDef]:
    """Return routes for liveness, readiness and metrics."""

    async def healthz(_: web.Request) -> web.Response:
        # That there is an answer shows that the event loop runs.
        return web.json_response({"alive": True})

    async def readyz(_: web.Request) -> web.Response:
        problems = await health.problems(ask_telegram)
        answer = {"ready": not problems, "problems": problems}
        return web.json_response(answer, status=503 if problems else 200)

    return [web.get("/healthz", healthz), web.get("/readyz", readyz)]


def metrics_routes(
    metrics: "Metrics", backlogs: Callable[[], Awaitable[Mapping[str, Backlog]]]
) -> list[web.RouteDef]:
    """Return the route that Prometheus collects metrics from."""
    from bot.telemetry.metrics import CONTENT_TYPE

    async def show(_: web.Request) -> web.Response:
        known: Mapping[str, Backlog] = {}
        try:
            async with asyncio.timeout(_PATIENCE):
                known = await backlogs()
        # Whatever the error is, the other metrics are worth showing.
        except Exception as error:
            log.warning("The queues cannot be counted: %s", type(error).__name__)
        return web.Response(body=metrics.exposition(known), headers={"Content-Type": CONTENT_TYPE})

    return [web.get("/metrics", show)]
