"""The order in which waiting pieces go to the models."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating import InstalledPackage
from bot.translating.engine.scheduling import MAX_BATCH_TOKENS, Batch, Request, Scheduler
from bot.translating.packages.package import ARGOS_DECODING, Decoding

EN_RU = InstalledPackage("en", "ru", "1.0", "en_ru", Path(), 90_000_000)
EN_UK = InstalledPackage("en", "uk", "1.0", "en_uk", Path(), 90_000_000)
OTHER_DECODING = Decoding(no_repeat_ngram_size=3)

_numbers = count()


def request(
    *lengths: int, due: float = 0, of: InstalledPackage = EN_RU, decoding: Decoding = ARGOS_DECODING
) -> Request:
    """Return a request for pieces of these lengths, all of them different."""
    pieces = [(f"word{next(_numbers)}",) * length for length in lengths]
    return Request(of, decoding, due, pieces)


def scheduler_of(*requests: Request) -> Scheduler:
    scheduler = Scheduler()
    for waiting in requests:
        scheduler.add(waiting)
    return scheduler


def batches(scheduler: Scheduler, workers: int = 2) -> list[Batch]:
    return list(iter(lambda: scheduler.take(workers), None))


def lengths(batch: Batch | None) -> list[int]:
    return [len(piece) for piece in batch.pieces] if batch else []


REQUESTS = st.lists(
    st.builds(
        lambda sizes, due, of, decoding: request(*sizes, due=due, of=of, decoding=decoding),
        st.lists(st.integers(1, 160), max_size=40),
        st.floats(0, 100),
        st.sampled_from([EN_RU, EN_UK]),
        st.sampled_from([ARGOS_DECODING, OTHER_DECODING]),
    ),
    max_size=8,
)


@given(REQUESTS, st.integers(1, 16))
def test_every_piece_is_taken_once(requests: list[Request], workers: int) -> None:
    taken = [piece for batch in batches(scheduler_of(*requests), workers) for piece in batch.pieces]

    assert sorted(taken) == sorted(piece for waiting in requests for piece in waiting.pieces)


@given(REQUESTS, st.integers(1, 16))
def test_a_batch_is_for_one_package_and_one_decoding_and_not_too_large(
    requests: list[Request], workers: int
) -> None:
    models = {piece: (of.package, of.decoding) for of in requests for piece in of.pieces}
    for batch in batches(scheduler_of(*requests), workers):
        assert {models[piece] for piece in batch.pieces} == {(batch.package, batch.decoding)}
        assert len(batch.pieces) == 1 or sum(lengths(batch)) <= MAX_BATCH_TOKENS


@given(REQUESTS, st.integers(1, 16))
def test_the_piece_that_is_due_first_is_in_the_next_batch(
    requests: list[Request], workers: int
) -> None:
    due = {piece: waiting.due for waiting in requests for piece in waiting.pieces}
    scheduler = scheduler_of(*requests)
    while left := [waiting for waiting in requests if waiting.queued]:
        earliest = min(waiting.due for waiting in left)
        batch = scheduler.take(workers)
        assert batch is not None
        assert any(due[piece] == earliest for piece in batch.pieces)


def test_short_work_overtakes_long_work() -> None:
    book, summary = request(*[30] * 400, due=100), request(20, 30, due=5)
    scheduler = scheduler_of(book)
    scheduler.take(2)

    scheduler.add(summary)

    scheduler.take(2)
    scheduler.take(2)
    assert summary.queued == []
    assert book.queued


def test_long_work_is_not_starved_by_short_work() -> None:
    book = request(*[30] * 20, due=10)
    scheduler = scheduler_of(book)
    clock = count()
    while book.queued:
        now = next(clock)
        assert now < 30, "the book never ends"
        # In each unit of time there is room for less than what arrives, due two units later.
        scheduler.add(request(*[30] * 5, due=now + 2))
        scheduler.take(1)


def test_pieces_of_similar_length_are_batched_across_requests() -> None:
    scheduler = scheduler_of(request(99, 2, 3, due=1), request(90, 4, due=2), request(98, 1, due=3))

    first = scheduler.take(1)

    assert lengths(first) == [99, 98]
    assert sorted(lengths(scheduler.take(1))) == [1, 2, 3, 4, 90]


def test_many_headlines_take_no_more_memory_than_two_long_sentences() -> None:
    headlines = scheduler_of(request(*[1] * 100)).take(1)

    assert headlines is not None
    assert len(headlines.pieces) < 30


@pytest.mark.parametrize("sentences", [4, 14])
def test_an_article_is_shared_out_evenly_among_free_workers(sentences: int) -> None:
    scheduler = scheduler_of(request(*[20] * sentences))

    parts = [scheduler.take(free_workers) for free_workers in (2, 1)]

    assert [len(lengths(part)) for part in parts] == [sentences // 2] * 2
    assert scheduler.take(2) is None


def test_a_worker_with_the_longer_sentences_takes_fewer_tokens() -> None:
    article = [49, 42, 38, 36, 35, 32, 29, 26, 26, 25, 25, 25, 16, 9]
    large = replace(EN_RU, size=230_000_000)
    scheduler = scheduler_of(request(*article, of=large, decoding=Decoding(beam_size=2)))

    parts = [lengths(scheduler.take(free_workers)) for free_workers in (2, 1)]

    # Ten short sentences take as long as four long ones, which need half as many steps again.
    assert parts == [article[:4], article[4:]]


def test_a_dropped_request_is_not_taken() -> None:
    kept, dropped = request(5, due=1), request(*[30] * 100)
    scheduler = scheduler_of(dropped, kept)
    scheduler.take(2)

    scheduler.drop(dropped)
    scheduler.drop(dropped)

    assert [batch.pieces for batch in batches(scheduler)] == [tuple(kept.pieces)]


def test_equal_pieces_are_taken_once_and_finished_for_all_requests() -> None:
    first, second = request(5, due=1), request(7, due=2)
    second.pieces = [*second.pieces, *first.pieces]
    scheduler = scheduler_of(first, second)

    taken = batches(scheduler, workers=100)

    assert sorted(piece for batch in taken for piece in batch.pieces) == sorted(second.pieces)
    finished = {batch.pieces: [*scheduler.finish(batch)] for batch in taken}
    entries = [entry for batch in finished.values() for piece in batch for entry in piece]
    assert sorted((of.due, number) for of, number in entries) == [(1, 0), (2, 0), (2, 1)]


@pytest.mark.parametrize(
    ("megabytes", "beam_size", "pieces"),
    [(95, 4, 8), (95, 2, 17), (190, 4, 17), (285, 2, 26), (80, 4, 8), (40, 4, 13)],
)
def test_models_that_are_not_of_usual_size_and_narrow_beams_take_more_at_once(
    megabytes: int, beam_size: int, pieces: int
) -> None:
    package = replace(EN_RU, size=megabytes * 10**6)
    many = request(*[20] * 100, of=package, decoding=Decoding(beam_size=beam_size))

    assert len(lengths(scheduler_of(many).take(1))) == pieces
