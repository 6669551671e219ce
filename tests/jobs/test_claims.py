"""Work is claimed by one process, in the order of its lane, however many try."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from dbos import DBOS

from bot.jobs.dbos_internals import Claims
from bot.jobs.dbos_settings import FORMAT
from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from bot.storage import Store
from tests.databases import on_both_databases

pytestmark = on_both_databases

LANES = [f"lane {number}" for number in range(6)]


@pytest.fixture
async def workflows(store: Store, database_url: str) -> AsyncIterator[Workflows]:
    """Claims nothing itself."""

    async def do(content: JSON) -> None: ...

    workflows = Workflows(database_url, "local")
    await workflows.open([Queue("work", 8, do)], working=False)
    yield workflows
    await workflows.close(0)


async def claims_of(workflows: Workflows, process: str) -> Claims:
    queue = await DBOS.register_queue_async(
        "work", partition_concurrency=1, on_conflict="never_update"
    )
    assert workflows._dbos is not None
    return Claims(workflows._dbos, queue, process, FORMAT)


def ids(claimed: list[Any]) -> list[str]:
    return [status["workflow_uuid"] for status in claimed]


async def put(workflows: Workflows, number: int, lane: str) -> None:
    await workflows.enqueue("work", Work(f"{lane}, {number}", lane, "7", number, None))


async def test_the_smallest_number_of_a_lane_is_claimed_and_then_nothing(
    workflows: Workflows,
) -> None:
    for number in (3, 1, 2):
        await put(workflows, number, "lane")
    here = await claims_of(workflows, "here")

    assert ids(here.from_lanes(["lane"], 9, "token")) == ["lane, 1"]
    assert here.from_lanes(["lane"], 9, "token") == []
    assert here.from_any_lane(9, "token") == []
    assert [work.number for work in await workflows.waiting("work")] == [2, 3]


async def test_no_more_is_claimed_than_asked_for(workflows: Workflows) -> None:
    for lane in LANES:
        await put(workflows, 1, lane)
    here = await claims_of(workflows, "here")

    assert len(here.from_lanes(LANES, 4, "token")) == 4
    assert len(here.from_any_lane(9, "token")) == 2


async def test_a_claim_names_its_process(workflows: Workflows) -> None:
    await put(workflows, 1, "lane")
    await put(workflows, 1, "another")
    here = await claims_of(workflows, "here")

    here.from_lanes(["lane"], 9, "token")

    assert await workflows.workers() == {"here"}
    [status] = await DBOS.list_workflows_async(status="PENDING")
    assert (status.workflow_id, status.recovery_attempts) == ("lane, 1", 1)
    assert status.executor_id == "here"


async def test_processes_that_claim_at_the_same_time_never_claim_two_of_one_lane(
    workflows: Workflows,
) -> None:
    for lane in LANES:
        for number in range(3):
            await put(workflows, number, lane)
    tokens = count()
    those = [await claims_of(workflows, f"process {number}") for number in range(4)]

    def claim(attempt: int) -> list[str]:
        one, token = those[attempt % len(those)], f"token {next(tokens)}"
        if attempt % 3:
            return ids(one.from_lanes(LANES, 2, token))
        return ids(one.from_any_lane(2, token))

    with ThreadPoolExecutor(8) as threads:
        found = await asyncio.gather(
            *(asyncio.to_thread(threads.submit(claim, attempt).result) for attempt in range(24))
        )

    claimed = sorted(id for those in found for id in those)
    assert claimed == [f"{lane}, 0" for lane in LANES]
