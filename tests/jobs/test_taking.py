"""Work is taken out of its lane by one process, in the order of the lane, however many try."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from dbos import DBOS

from bot.jobs.records import RECORDS
from bot.jobs.taking import Taking
from bot.jobs.values import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from bot.storage import Store
from tests.databases import on_both_databases

pytestmark = on_both_databases

LANES = [f"lane {number}" for number in range(6)]


@pytest.fixture
async def workflows(database_url: str) -> AsyncIterator[Workflows]:
    """Takes nothing itself."""
    store = Store(database_url)
    await store.open()
    await store.close()

    async def do(content: JSON) -> None: ...

    workflows = Workflows(database_url, "local")
    await workflows.open([Queue("work", 8, do)], working=False)
    yield workflows
    await workflows.close(0)


async def taking(workflows: Workflows, process: str) -> Taking:
    queue = await DBOS.register_queue_async(
        "work", partition_concurrency=1, on_conflict="never_update"
    )
    return Taking(workflows._database, queue, process, RECORDS)


async def put(workflows: Workflows, number: int, lane: str) -> None:
    await workflows.enqueue("work", Work(f"{lane}, {number}", lane, "7", number, None))


async def test_of_a_lane_what_has_the_smallest_number_goes_first_and_then_nothing(
    workflows: Workflows,
) -> None:
    for number in (3, 1, 2):
        await put(workflows, number, "lane")
    here = await taking(workflows, "here")

    assert here.from_lanes(["lane"], 9, "token") == ["lane, 1"]
    assert here.from_lanes(["lane"], 9, "token") == []
    assert here.from_anywhere(9, "token") == []
    assert [work.number for work in await workflows.going_on("work", begun=False)] == [2, 3]


async def test_no_more_is_taken_than_there_is_room_for(workflows: Workflows) -> None:
    for lane in LANES:
        await put(workflows, 1, lane)
    here = await taking(workflows, "here")

    assert len(here.from_lanes(LANES, 4, "token")) == 4
    assert len(here.from_anywhere(9, "token")) == 2


async def test_what_is_taken_is_known_to_be_this_process_own(workflows: Workflows) -> None:
    await put(workflows, 1, "lane")
    await put(workflows, 1, "another")
    here = await taking(workflows, "here")

    here.from_lanes(["lane"], 9, "token")

    assert await workflows.workers() == {"here"}
    [status] = await DBOS.list_workflows_async(status="PENDING")
    assert (status.workflow_id, status.recovery_attempts) == ("lane, 1", 1)
    assert status.executor_id == "here"


async def test_several_who_take_at_the_same_time_never_take_two_of_one_lane(
    workflows: Workflows,
) -> None:
    for lane in LANES:
        for number in range(3):
            await put(workflows, number, lane)
    tokens = count()
    those = [await taking(workflows, f"process {number}") for number in range(4)]

    def take(attempt: int) -> list[str]:
        one, token = those[attempt % len(those)], f"token {next(tokens)}"
        if attempt % 3:
            return one.from_lanes(LANES, 2, token)
        return one.from_anywhere(2, token)

    with ThreadPoolExecutor(8) as threads:
        found = await asyncio.gather(
            *(asyncio.to_thread(threads.submit(take, attempt).result) for attempt in range(24))
        )

    taken = sorted(id for ids in found for id in ids)
    assert taken == [f"{lane}, 0" for lane in LANES]
