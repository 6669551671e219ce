"""One of several processes of a bot: `python -m benchmarks._member ROLE [OPTION…]`.

With `--seconds` a model that takes so long for each article, one after the other, is made up. With
`--memory` work is kept in memory, to show what keeping it in the database costs. With `--unpaced`
there is no limit on how often the bot writes in all.
"""

import asyncio
import signal
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from benchmarks._figures import command_line
from bot import services
from bot.app import serve
from bot.botapi.rate_limiter import TELEGRAM, Rate
from bot.cli.serving import loop_factory
from bot.config import load_settings
from bot.jobs.processes import ProcessRole
from bot.jobs.work import JSON, Backlog, Queue, Work
from bot.service.articles import ArticleService
from bot.telemetry.logs import configure_logging

_at_work: ContextVar[str] = ContextVar("at_work")


class WorkflowsInMemory:
    """What `bot.jobs.workflows.Workflows` does for a process that is never killed."""

    def __init__(self, *_: object) -> None:
        self._queues: dict[str, Queue] = {}
        self._lanes: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._work: dict[str, tuple[str, Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, queues: Sequence[Queue], *, working: bool = True) -> None:
        self._queues = {queue.name: queue for queue in queues}

    async def close(self, patience: float) -> None:
        await asyncio.gather(*self._tasks)

    async def enqueue(self, queue: str, work: Work) -> None:
        if work.id not in self._work:
            self._work[work.id] = queue, work
            task = asyncio.create_task(self._run(queue, work))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _run(self, queue: str, work: Work) -> None:
        _at_work.set(work.id)
        async with self._lanes[queue, work.lane]:
            await self._queues[queue].do(work.content)
        del self._work[work.id]

    async def step(
        self, name: str, action: Callable[[], Awaitable[JSON]], *, repeatable: bool = False
    ) -> JSON:
        return await action()

    async def raise_unless_owned(self) -> None:
        pass

    def hand_over(self) -> None:
        pass

    def take_back(self) -> None:
        pass

    was_handed_over = False

    @property
    def current_id(self) -> str | None:
        return _at_work.get(None)

    async def unfinished(self, queue: str, person: str | None = None) -> list[Work]:
        return []

    async def waiting(self, queue: str, person: str | None = None) -> list[Work]:
        return []

    async def backlogs(self) -> dict[str, Backlog]:
        return {}

    async def count(self, person: str) -> tuple[int, int]:
        return 0, 0

    async def cancel(self, ids: Sequence[str]) -> None:
        pass

    async def delete_finished(self, older_than: timedelta) -> None:
        pass

    async def watch_given_up(self) -> None:
        pass

    async def workers(self) -> set[str]:
        return set()

    async def recover(self, process: str) -> None:
        pass

    def on_notify(self, queue: str, lane: str) -> None:
        pass


def make_up_a_model(seconds: float) -> None:
    """Let each article take so long, and work on one at a time only."""
    service: Any = ArticleService
    summarize = service.summarize
    core = asyncio.Semaphore(1)

    async def slowly(*arguments: Any) -> Any:
        async with core:
            await asyncio.sleep(seconds)
        return await summarize(*arguments)

    service.summarize = slowly


async def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("role", type=ProcessRole)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--unpaced", action="store_true")
    parser.add_argument("--seconds", type=float, default=0.0)
    arguments = parser.parse_args()
    if arguments.memory:
        vars(services)["Workflows"] = WorkflowsInMemory
    if arguments.unpaced:
        vars(services)["TELEGRAM"] = TELEGRAM._replace(overall=Rate(0.0))
    if arguments.seconds:
        make_up_a_model(arguments.seconds)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = load_settings()
    configure_logging(settings)
    await serve(settings, stop, role=arguments.role)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(main())
