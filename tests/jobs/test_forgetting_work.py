"""What is kept of somebody's work is deleted, while other work goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from dbos import DBOS
from sqlalchemy import text

from bot.jobs.values import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from bot.storage import Store
from bot.storage.database import make_engine
from tests.databases import on_both_databases


class SlowWork:
    """Says what it does, and is held up in its first step."""

    def __init__(self, url: str) -> None:
        self.workflows = Workflows(url, "test")
        self.begun: set[str] = set()
        self.ended: set[str] = set()
        self.may_end = asyncio.Event()

    async def do(self, content: JSON) -> None:
        async def first() -> str:
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


async def left() -> set[str]:
    return {status.workflow_id for status in await DBOS.list_workflows_async()}


async def recorded_steps(url: str) -> int:
    engine = make_engine(url)
    schema = "" if engine.dialect.name == "sqlite" else "dbos."
    async with engine.connect() as connection:
        count = await connection.scalar(text(f"SELECT count(*) FROM {schema}operation_outputs"))
    await engine.dispose()
    return int(count)


@on_both_databases
async def test_what_waits_is_not_done_and_what_goes_on_ends_soon(database_url: str) -> None:
    async with held_up(database_url) as work:
        for number, (id, lane, person) in enumerate(
            [("going on", "7", "7"), ("waiting", "7", "7"), ("of another", "8", "8")]
        ):
            await work.workflows.enqueue("work", Work(id, lane, person, number, id))
        async with asyncio.timeout(10):
            while work.begun != {"going on", "of another"}:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

        assert await work.workflows.forget_person("7") == 1
        assert await left() == {"going on", "of another"}
        work.may_end.set()
        async with asyncio.timeout(10):
            while await work.workflows.going_on("work"):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

        assert work.begun == {"going on", "of another"}
        assert work.ended == {"of another"}
        await work.workflows.forget(before=timedelta(seconds=-1))
        assert await left() == set()
        assert await recorded_steps(database_url) == 0
