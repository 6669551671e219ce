"""The next process knows the results of steps, until the database does."""

import asyncio
import os
import resource
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from bot.jobs.journal import Journal, journal_for
from tests.waiting import until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def opened(path: Path | None) -> Journal:
    journal = Journal(path)
    journal.open()
    return journal


def test_the_next_process_knows_the_results_of_a_killed_one(path: Path) -> None:
    killed = opened(path)
    killed.write("update-1", 1, {"message_id": 7})
    killed.write("update-1", 2, None)

    following = opened(path)

    assert following.result("update-1", 1) == ({"message_id": 7},)
    assert following.result("update-1", 2) == (None,)
    assert following.result("update-1", 3) is None
    assert following.work_ids == ["update-1"]


def test_the_next_process_knows_what_a_killed_one_had_handed_over(path: Path) -> None:
    killed = opened(path)
    for step in (1, 2, 3):
        killed.hand_over("update-1", step)
    killed.write("update-1", 1, {"message_id": 7})
    killed.take_back("update-1", 2)

    following = opened(path)

    assert [following.was_handed_over("update-1", step) for step in (1, 2, 3)] == [
        False,
        False,
        True,
    ]
    assert following.result("update-1", 1) == ({"message_id": 7},)
    assert following.result("update-1", 3) is None
    following.compact()
    assert opened(path).was_handed_over("update-1", 3)


def test_what_was_forgotten_is_in_no_file(path: Path) -> None:
    journal = opened(path)
    journal.write("update-1", 1, "words of somebody")
    journal.write("update-2", 1, "more of them")
    journal.forget("update-1")
    assert opened(path).work_ids == ["update-1", "update-2"]

    journal.forget("update-2")
    assert path.read_bytes() == b""
    journal.close()
    assert not path.exists()


def test_a_cut_line_spoils_no_other(path: Path) -> None:
    opened(path).write("update-1", 1, "whole")
    with path.open("ab") as file:
        file.write(b'["update-2", 1, "cut')

    assert opened(path).work_ids == ["update-1"]


def test_a_journal_does_not_grow_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.journal._LARGEST", 10_000)
    journal = opened(path)
    journal.write("update-0", 1, "the oldest")
    for number in range(1, 1_000):
        journal.write(f"update-{number}", 1, "x" * 100)
        journal.forget(f"update-{number}")
    assert path.stat().st_size < 12_000
    assert opened(path).result("update-0", 1) == ("the oldest",)


def test_after_a_cut_line_the_next_is_whole(path: Path) -> None:
    path.write_bytes(b'["update-1", 1, "whole"]\n["update-2", 1, "cut')
    opened(path).write("update-3", 1, "whole")

    following = opened(path)

    assert following.work_ids == ["update-1", "update-3"]


def test_a_line_that_finds_no_room_spoils_no_other(path: Path) -> None:
    journal = opened(path)
    journal.write("update-1", 1, "short")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, most))
    try:
        journal.write("update-2", 1, "longer than what there is room for")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        signal.signal(signal.SIGXFSZ, former)
    journal.write("update-3", 1, "short")

    assert opened(path).work_ids == ["update-1", "update-3"]


def test_a_large_journal_is_not_compacted_again_and_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.journal._LARGEST", 1_000)
    written = 0
    write = os.write

    def count(file: int, content: bytes) -> int:
        nonlocal written
        written += len(content)
        return write(file, content)

    monkeypatch.setattr("os.write", count)
    journal = opened(path)
    for number in range(1_000):
        journal.write(f"update-{number}", 1, "x" * 100)

    assert written < 3 * path.stat().st_size
    assert len(opened(path).work_ids) == 1_000


@given(st.dictionaries(st.tuples(st.text(), st.integers(0, 9)), st.none() | st.text()))
def test_any_result_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: dict[tuple[str, int], str | None]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal"
    journal = opened(path)
    for (work, step), result in steps.items():
        journal.write(work, step, result)

    following = opened(path)

    assert {key: following.result(*key) for key in steps} == {
        key: (value,) for key, value in steps.items()
    }


def test_only_an_sqlite_database_has_a_journal_on_the_disk(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/bot.sqlite3")
    beside = journal_for(url)
    beside.open()
    assert [file.name for file in tmp_path.iterdir()] == ["bot.sqlite3-journal-of-steps"]

    elsewhere = journal_for(make_url("postgresql://localhost/bot"))
    elsewhere.open()
    elsewhere.write("update-1", 1, "given")
    assert elsewhere.result("update-1", 1) == ("given",)


async def test_what_was_written_outlives_a_loss_of_power_soon(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(os, "fdatasync", lambda file: sizes.append(os.fstat(file).st_size))
    journal = opened(path)
    for number in (1, 2):
        journal.write("update-1", number, "sent")
        journal.sync_soon("update-1")
    await until(lambda: bool(sizes))
    assert sizes == [2 * len('["update-1", 1, "sent"]\n')]


async def test_what_has_ended_needs_no_sync(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fdatasync", synced.append)
    monkeypatch.setattr("bot.jobs.journal._SYNC_SECONDS", 0)
    journal = opened(path)
    journal.write("update-1", 1, "sent")
    journal.sync_soon("update-1")
    journal.write("update-2", 1, "sent")
    journal.forget("update-1")
    await asyncio.sleep(0)
    journal.sync_soon("update-2")
    await until(lambda: bool(synced))
    assert len(synced) == 1
