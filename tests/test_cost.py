"""What an answer to a forwarded article asks of the database and of threads: counted, not timed."""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from dbos import DBOS
from sqlalchemy import Engine, event

from bot.jobs.journal import Journal
from bot.playground import Person
from tests.conftest import RunBot
from tests.handlers.articles import UKRAINIAN
from tests.handlers.conversation import answer_to
from tests.waiting import until

_ANSWERING = ("Process.while_leader", "_execute_workflow_async")
"""What the tasks are called that receive updates and that work on them."""


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count what is done for answers; what is done in the background meanwhile is left out."""
    found, is_for_an_answer = Counter[str](), threading.local()
    submit, write_result = ThreadPoolExecutor.submit, Journal.write

    def execute(connection: object, cursor: object, statement: str, *_: object) -> None:
        is_claim = statement.startswith("UPDATE") and "RETURNING" in statement
        is_for_an_answer.claim = is_claim
        found["statements"] += is_claim or hasattr(is_for_an_answer, "work")

    def write(self: Journal, *arguments: Any) -> None:
        found["steps"] += 1
        write_result(self, *arguments)

    def commit(connection: object) -> None:
        is_claim = getattr(is_for_an_answer, "claim", False)
        found["commits"] += is_claim or hasattr(is_for_an_answer, "work")

    def visit(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        is_for_an_answer.work = work
        try:
            return work(*arguments, **named)
        finally:
            del is_for_an_answer.work

    def hop(self: ThreadPoolExecutor, /, *arguments: Any, **named: Any) -> Any:
        if task_name() not in _ANSWERING:
            return submit(self, *arguments, **named)
        found["visits to other threads"] += 1
        return submit(self, visit, *arguments, **named)

    event.listen(Engine, "before_cursor_execute", execute)
    event.listen(Engine, "commit", commit)
    with monkeypatch.context() as patched:
        patched.setattr(ThreadPoolExecutor, "submit", hop)
        patched.setattr(Journal, "write", write)
        yield found
    event.remove(Engine, "before_cursor_execute", execute)
    event.remove(Engine, "commit", commit)


def task_name() -> str:
    """Return what the coroutine of the current task is called; nothing outside of tasks."""
    task = asyncio.current_task()
    return str(getattr(task.get_coro(), "__qualname__", "")) if task else ""


def has_ended(count: int) -> Callable[[], Awaitable[bool]]:
    """Return what tells whether so many pieces of work have ended."""

    async def ask() -> bool:
        return len(await DBOS.list_workflows_async(status="SUCCESS")) == count

    return ask


async def test_an_article_takes_few_statements_steps_and_visits_to_other_threads(
    run_bot: RunBot, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.workflows._LOOK_FOR_GIVEN_UP_SECONDS", 3600)
    async with run_bot():
        await answer_to(olena, olena.forward(UKRAINIAN, hidden_name="Somebody"))
        await until(has_ended(1))
        with counted(monkeypatch) as found:
            olena.forward(UKRAINIAN + " Знову.", hidden_name="Somebody")
            await until(has_ended(2))
    assert found["steps"] == 3
    # One is for the two limits on what waits, four are for those of an hour and of a day.
    assert found["statements"] <= 13
    assert found["commits"] <= 6
    assert found["visits to other threads"] <= 9
