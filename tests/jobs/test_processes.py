"""Several processes of one bot on a PostgreSQL database: killed, frozen, stopped."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial

import pytest
from dbos import DBOSClient

from bot.playground import Playground
from bot.storage import Roster, Store
from testkit.postgres import PostgresServer
from tests import processes
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

# In seconds. Several start at once, and the machine may be busy.
_STARTS_WITHIN = 90.0


class Member:
    """One process, and what it has logged."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log = ""
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log += line.decode()

    async def says(self, words: str, within: float = _STARTS_WITHIN) -> None:
        await until(lambda: words in self.log or self._reading.done(), within)
        assert words in self.log

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self) -> int:
        await self._reading
        return await self.process.wait()


@asynccontextmanager
async def started(environment: Mapping[str, str], role: str) -> AsyncIterator[Member]:
    async with processes.started(environment, role) as process:
        member = Member(process)
        yield member
    await member.ended()


class StoredWork:
    """The work in the database, seen from outside of the processes."""

    def __init__(self, client: DBOSClient) -> None:
        self._client = client

    async def workers(self, status: str) -> list[int]:
        """Return the process ids of those that have begun a piece of work, for each piece."""
        found = await self._client.list_workflows_async(
            status=status, load_input=False, load_output=False
        )
        names = [work.executor_id or "" for work in found]
        return [int(re.findall(r"-(\d+)-\w+$", name)[0]) for name in names]

    async def are_all_ended(self) -> bool:
        return not await self.workers("PENDING")

    async def worker(self) -> int:
        """Who has begun the one piece of work that has not ended."""

        async def single() -> list[int]:
            pids = await self.workers("PENDING")
            return pids if len(pids) == 1 else []

        pids: list[int] = await until(single)
        return pids[0]


@pytest.fixture
def stored_work(postgres_url: str) -> Iterator[StoredWork]:
    client = DBOSClient(system_database_url=postgres_url, lazy=True)
    yield StoredWork(client)
    client.destroy()


@pytest.fixture
def environment(environment: dict[str, str], postgres_url: str) -> dict[str, str]:
    return {**environment, "DRAGOMAN_DATABASE_URL": postgres_url}


@contextmanager
def telegram_away(telegram: Playground) -> Iterator[None]:
    """No answer arrives, so that whoever has one to give is in the middle of it."""
    telegram.fail("sendMessage", 502, times=10_000)
    yield
    telegram.cloud.faults.waiting.clear()


async def test_workers_share_the_work_and_take_over_what_another_one_had_begun(
    telegram: Playground, environment: Mapping[str, str], stored_work: StoredWork
) -> None:
    async with AsyncExitStack() as stack:
        receiver, *workers = [
            await stack.enter_async_context(started(environment, role))
            for role in ("receive", "work", "work")
        ]
        await receiver.says("leads now")
        for worker in workers:
            await worker.says("Working for")
        by_pid = {worker.process.pid: worker for worker in workers}

        # Both work.
        people = [telegram.person(f"Reader {number}") for number in range(12)]
        for person in people:
            person.send("/start")
        for person in people:
            await person.next_message()
        await until(stored_work.are_all_ended)
        assert set(await stored_work.workers("SUCCESS")) == set(by_pid)

        # One is only slow, but so slow that the other takes up its work.
        john = telegram.person("John")
        with telegram_away(telegram):
            john.forward(ENGLISH, hidden_name="Somebody")
            slow = by_pid[await stored_work.worker()]
            await slow.says("will be tried again")
            slow.send(signal.SIGSTOP)
            (other,) = set(workers) - {slow}
            await other.says("will be tried again")
        # It comes back while the other has not answered yet.
        slow.send(signal.SIGCONT)
        await slow.says("which another process has taken up")
        await john.next_message()
        assert "missed its heartbeats" in slow.log
        await until(stored_work.are_all_ended)

        # One is killed.
        olena = telegram.person("Olena", language_code="uk")
        with telegram_away(telegram):
            olena.forward(ENGLISH, hidden_name="Хтось")
            killed = by_pid[await stored_work.worker()]
            await killed.says("will be tried again")
            killed.send(signal.SIGKILL)
            (other,) = set(workers) - {killed}
            assert await stored_work.worker() == killed.process.pid
        await olena.next_message()
        for person in (olena, john):
            await ask(person, "/start")
            assert len(person.bot_messages()) == 2


async def test_when_the_receiver_is_gone_another_takes_its_place(
    telegram: Playground, environment: Mapping[str, str]
) -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(started(environment, "receive"))
        await first.says("leads now")
        second = await stack.enter_async_context(started(environment, "run"))
        await second.says("Receiving messages")
        john = telegram.person("John")
        await ask(john, "/start")
        assert "leads now" not in second.log

        # Its connections stay open, and it does not say a word.
        first.send(signal.SIGSTOP)
        await ask(john, "/help")
        await second.says("leads now")

        first.send(signal.SIGCONT)
        await first.says("Not leading")
        await ask(john, "/privacy")
        assert len(john.bot_messages()) == 3


class Members:
    """A roster, as several processes see it, and whose work they have recovered."""

    def __init__(self, url: str) -> None:
        self.roster = Roster(url)
        self.recovered: list[str] = []

    async def recover(self, name: str) -> None:
        self.recovered.append(name)


@pytest.fixture
async def members(postgres_url: str) -> AsyncIterator[Members]:
    store = Store(postgres_url)
    await store.open()
    await store.close()
    members = Members(postgres_url)
    yield members
    await members.roster.close()


async def test_who_leaves_is_removed_at_once_and_by_one(members: Members) -> None:
    for name in ("one", "two", "three"):
        await members.roster.enter(name, "work")
    await members.roster.leave("one")
    await asyncio.gather(*(members.roster.remove_expired(members.recover) for _ in range(3)))

    assert members.recovered == ["one"]
    assert await members.roster.names() == {"two", "three"}
    assert not await members.roster.heartbeat("one")
    assert await members.roster.heartbeat("two")


async def test_who_dies_during_a_recovery_leaves_it_to_another(members: Members) -> None:
    async def die(name: str) -> None:
        raise ConnectionResetError

    await members.roster.enter("one", "work")
    await members.roster.leave("one")
    with pytest.raises(ConnectionResetError):
        await members.roster.remove_expired(die)
    await members.roster.remove_expired(members.recover)
    assert members.recovered == ["one"]


async def test_a_leader_leads_until_its_connection_breaks(
    members: Members, postgres: PostgresServer
) -> None:
    leading: list[str] = []

    async def lead(name: str) -> None:
        leading.append(name)
        assert len(leading) == 1
        try:
            await asyncio.Event().wait()
        finally:
            leading.remove(name)

    tasks = [asyncio.create_task(members.roster.while_leader(partial(lead, name))) for name in "ab"]
    await until(lambda: leading)
    await asyncio.to_thread(postgres.stop)
    await until(lambda: not leading, within=5)
    await asyncio.to_thread(postgres.start)
    await until(lambda: leading)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert leading == []
