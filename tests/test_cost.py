"""What an answer to a forwarded article asks of the database and of threads: counted, not timed."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from bot.config import Settings
from bot.playground import Person
from tests.conftest import RunBot
from tests.dbos_tables import engine_of
from tests.handlers.articles import UKRAINIAN
from tests.handlers.conversation import answer_to
from tests.waiting import until


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count what is done for answers; what threads of DBOS do now and then is left out."""
    found, submit = Counter[str](), ThreadPoolExecutor.submit

    def is_for_an_answer(statement: str = "") -> bool:
        is_claim = statement.startswith("UPDATE") and "RETURNING" in statement
        return is_claim or threading.current_thread().name.startswith("dbos-executor")

    def execute(connection: object, cursor: object, statement: str, *_: object) -> None:
        found["statements"] += is_for_an_answer(statement)

    def commit(connection: object) -> None:
        found["commits"] += is_for_an_answer()

    def hop(self: ThreadPoolExecutor, /, *arguments: Any, **named: Any) -> Any:
        found["visits to other threads"] += 1
        return submit(self, *arguments, **named)

    event.listen(Engine, "before_cursor_execute", execute)
    event.listen(Engine, "commit", commit)
    with monkeypatch.context() as patched:
        patched.setattr(ThreadPoolExecutor, "submit", hop)
        yield found
    event.remove(Engine, "before_cursor_execute", execute)
    event.remove(Engine, "commit", commit)


def steps_of_ended_work(settings: Settings) -> list[int]:
    """Return how many steps each piece of work had that has ended."""
    with engine_of(settings.database_url).connect() as connection:
        results = connection.scalars(text("SELECT output FROM workflow_output"))
        return [len(json.loads(each)) for each in results]


async def test_an_article_takes_few_statements_steps_and_visits_to_other_threads(
    run_bot: RunBot, settings: Settings, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.workflows._LOOK_FOR_GIVEN_UP_SECONDS", 3600)
    async with run_bot():
        await answer_to(olena, olena.forward(UKRAINIAN, hidden_name="Somebody"))
        await until(lambda: len(steps_of_ended_work(settings)) == 1)
        with counted(monkeypatch) as found:
            olena.forward(UKRAINIAN + " Знову.", hidden_name="Somebody")
            await until(lambda: len(steps_of_ended_work(settings)) == 2)
    assert steps_of_ended_work(settings) == [3, 3]
    # One is for the two limits on what waits, four are for those of an hour and of a day.
    assert found["statements"] <= 14
    assert found["commits"] <= 6
    # One of them syncs the journal, where the work has not ended after 20 ms.
    assert found["visits to other threads"] <= 10
