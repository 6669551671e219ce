"""Work that outlives its process. A killed process is one that drops all its work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from dbos import DBOS

from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from tests.databases import on_both_databases
from tests.waiting import until

pytestmark = on_both_databases

Do = Callable[[JSON], Awaitable[None]]


@asynccontextmanager
async def opened(
    url: str,
    do: Do,
    *,
    patience: float = 5,
    notify: Callable[[str, str], None] = lambda queue, lane: None,
) -> AsyncIterator[Workflows]:
    workflows = Workflows(url, "local", notify=notify)
    await workflows.open([Queue("work", 8, do)])
    try:
        yield workflows
    finally:
        await workflows.close(patience)


def work(number: int, lane: str = "lane", person: str = "7") -> Work:
    return Work(f"work-{number}", lane, person, number, {"number": number})


async def test_work_of_one_lane_is_done_in_order_and_one_piece_at_a_time(database_url: str) -> None:
    done: list[int] = []
    at_once = 0

    async def do(content: JSON) -> None:
        nonlocal at_once
        at_once += 1
        assert at_once == 1
        await asyncio.sleep(0.02)
        at_once -= 1
        done.append(content["number"])

    async with opened(database_url, do) as workflows:
        for number in range(8):
            await workflows.enqueue("work", work(number))
        await until(lambda: len(done) == 8)
    assert done == list(range(8))


async def test_lanes_do_not_wait_for_each_other(database_url: str) -> None:
    started: set[int] = set()
    released = asyncio.Event()

    async def do(content: JSON) -> None:
        started.add(content["number"])
        await released.wait()

    async with opened(database_url, do) as workflows:
        for number in range(3):
            await workflows.enqueue("work", work(number, lane=str(number)))
        await until(lambda: started == {0, 1, 2})
        released.set()


async def test_no_more_is_done_at_once_than_a_queue_allows(database_url: str) -> None:
    done: list[int] = []
    doing, most = 0, 0

    async def do(content: JSON) -> None:
        nonlocal doing, most
        doing += 1
        most = max(most, doing)
        await asyncio.sleep(0.02)
        doing -= 1
        done.append(content["number"])

    workflows = Workflows(database_url, "local")
    await workflows.open([Queue("work", 2, do)])
    for number in range(12):
        await workflows.enqueue("work", work(number, lane=str(number % 5)))
    await until(lambda: len(done) == 12)
    await workflows.close(5)
    assert most == 2


async def test_work_that_is_enqueued_twice_is_done_once(database_url: str) -> None:
    done: list[int] = []

    async def do(content: JSON) -> None:
        done.append(content["number"])

    async with opened(database_url, do) as workflows:
        for number in (1, 1, 2):
            await workflows.enqueue("work", work(number))
        await until(lambda: 2 in done)
        await workflows.enqueue("work", work(1))
        await workflows.enqueue("work", work(3))
        await until(lambda: 3 in done)
    assert done == [1, 2, 3]


async def test_after_a_stop_in_the_middle_no_step_is_done_again(database_url: str) -> None:
    sent: list[str] = []
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def do(content: JSON) -> None:
        async def send(text: str) -> JSON:
            sent.append(text)
            return f"number {len(sent)}"

        first = await workflows.step("send", lambda: send("first"))
        assert first == "number 1"
        reached.set()
        await go_on.wait()
        await workflows.step("send", lambda: send("second"))

    async with opened(database_url, do, patience=0) as workflows:
        await workflows.enqueue("work", work(1))
        await workflows.enqueue("work", work(2))
        await asyncio.wait_for(reached.wait(), 10)
    assert sent == ["first"]

    go_on.set()
    async with opened(database_url, do) as workflows:
        await until(lambda: len(sent) >= 2)
        first_half = list(sent)
    assert first_half[:2] == ["first", "second"]


async def test_a_step_that_failed_is_tried_again(database_url: str) -> None:
    tries = 0
    failed, done = asyncio.Event(), asyncio.Event()

    async def do(content: JSON) -> None:
        async def fails_once() -> JSON:
            nonlocal tries
            tries += 1
            if tries == 1:
                raise ValueError("this time")
            return tries

        try:
            assert await workflows.step("fails", fails_once) == 2
            done.set()
        except ValueError:
            failed.set()
            await asyncio.Event().wait()

    async with opened(database_url, do, patience=0) as workflows:
        await workflows.enqueue("work", work(1))
        await asyncio.wait_for(failed.wait(), 10)
    async with opened(database_url, do) as workflows:
        await asyncio.wait_for(done.wait(), 10)


async def test_a_persons_work_is_stopped_wherever_it_is_done(database_url: str) -> None:
    begun: list[int] = []
    ended: list[int] = []
    told: list[tuple[str, str]] = []

    async def do(content: JSON) -> None:
        with workflows.stoppable() as stop:
            begun.append(content["number"])
            await stop.wait()
            ended.append(content["number"])

    async with opened(database_url, do, notify=lambda *notice: told.append(notice)) as workflows:
        for number in (1, 2):
            await workflows.enqueue("work", work(number, lane=str(number)))
        await until(lambda: len(begun) == 2)
        told.clear()
        assert not await workflows.stop(["work-1", "work-2"], "8")
        assert not await workflows.stop(["work-3"], "7")
        assert (told, ended) == ([], [])
        assert await workflows.stop(["work-1"], "7")
        await until(lambda: ended == [1])
        # What this process tells the others, another has told it.
        assert [lane for _, lane in told] == ["work-1"]
        workflows.on_notify(told[0][0], "work-2")
        await until(lambda: ended == [1, 2])


async def test_cancelled_work_is_not_done(database_url: str) -> None:
    done: list[int] = []
    go_on = asyncio.Event()

    async def do(content: JSON) -> None:
        await go_on.wait()
        done.append(content["number"])

    async with opened(database_url, do) as workflows:
        for number in (1, 2, 3):
            await workflows.enqueue("work", work(number))
        waiting = [w.id for w in await workflows.waiting("work", "7")]
        assert waiting[-2:] == ["work-2", "work-3"]
        await workflows.cancel(["work-2"])
        go_on.set()
        await until(lambda: 3 in done)
    assert done == [1, 3]


async def test_a_persons_work_is_deleted_and_nobody_elses(database_url: str) -> None:
    done: list[int] = []

    async def do(content: JSON) -> None:
        done.append(content["number"])

    async with opened(database_url, do) as workflows:
        await workflows.enqueue("work", work(1))
        await workflows.enqueue("work", work(2, person="8"))
        await until(lambda: len(done) == 2)
        assert await workflows.delete_person("7") == 1
        assert await workflows.delete_person("7") == 0
        assert await workflows.delete_person("8") == 1


async def test_work_that_was_deleted_while_it_was_done_ends_without_an_error(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    began, released = asyncio.Event(), asyncio.Event()

    async def do(content: JSON) -> None:
        began.set()
        await released.wait()

    async with opened(database_url, do) as workflows:
        await workflows.enqueue("work", work(1))
        await began.wait()
        await DBOS.delete_workflow_async("work-1")
        released.set()
        await until(lambda: "no longer owned" in caplog.text)

    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_step_outside_of_any_work_is_just_done(database_url: str) -> None:
    async def do(content: JSON) -> None: ...

    async def give() -> JSON:
        return "given"

    async with opened(database_url, do) as workflows:
        assert await workflows.step("give", give) == "given"


async def test_any_text_comes_out_as_it_went_in(database_url: str) -> None:
    content = {"texts": ["", "'; --", "\u0000", "\ud83d", "\U0001f600", "й" * 100_000]}
    seen: list[JSON] = []

    async def do(content: JSON) -> None:
        seen.append(content)

    async with opened(database_url, do) as workflows:
        await workflows.enqueue("work", Work("work-1", "lane", "7", 1, content))
        await until(lambda: bool(seen))
    assert seen == [content]
