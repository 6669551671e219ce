"""A person's work is deleted, while other work goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from dbos import DBOS

from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from bot.storage import Store
from tests.databases import on_both_databases
from tests.waiting import until


class SlowWork:
    """Work that is held up in its first step."""

    def __init__(self, url: str) -> None:
        self.workflows = Workflows(url, "test")
        self.begun: set[str] = set()
        self.ended: set[str] = set()
        self.may_end = asyncio.Event()

    async def has_ended(self) -> bool:
        return not await self.workflows.unfinished("work")

    async def do(self, content: JSON) -> None:
        async def first() -> JSON:
            self.begun.add(content)
            await self.may_end.wait()
            return content

        async def second() -> None:
            self.ended.add(content)

        await self.workflows.step("first", first)
        await self.workflows.step("second", second)


@asynccontextmanager
async def held_up(url: str) -> AsyncIterator[SlowWork]:
    # The folder of the file.
    store = Store(url)
    await store.open()
    await store.close()
    work = SlowWork(url)
    await work.workflows.open([Queue("work", 8, work.do)])
    yield work
    await work.workflows.close(patience=5)


async def stored() -> set[str]:
    return {status.workflow_id for status in await DBOS.list_workflows_async()}


async def stored_steps(*ids: str) -> int:
    """Count the results of steps in the database."""
    return sum([len(await DBOS.list_workflow_steps_async(id)) for id in ids])


@on_both_databases
async def test_waiting_work_is_not_done_and_begun_work_ends_at_once(database_url: str) -> None:
    async with held_up(database_url) as work:
        for number, (id, lane, person) in enumerate(
            [("going on", "7", "7"), ("waiting", "7", "7"), ("of another", "8", "8")]
        ):
            await work.workflows.enqueue("work", Work(id, lane, person, number, id))
        await until(lambda: work.begun == {"going on", "of another"})

        assert await work.workflows.delete_person("7") == 2
        assert await stored() == {"of another"}
        assert await stored_steps("going on", "waiting") == 0
        work.may_end.set()
        await until(work.has_ended)

        assert work.begun == {"going on", "of another"}
        assert work.ended == {"of another"}
        # On SQLite they are in the journal, and only until their work has ended.
        assert await stored_steps("of another") == (0 if "sqlite" in database_url else 2)
        await work.workflows.delete_finished(older_than=timedelta(seconds=-1))
        assert await stored() == set()
        assert await stored_steps("going on", "waiting", "of another") == 0
