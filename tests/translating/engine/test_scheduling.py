"""The order in which what waits goes to the models."""

from itertools import count
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.translating.engine.decoding import ARGOS_DECODING, Decoding
from bot.translating.engine.scheduling import LARGEST_BATCH, Batch, Line, Piece, Request
from bot.translating.packages.routes import InstalledPackage


def package(source: str, target: str) -> InstalledPackage:
    return InstalledPackage(source, target, "1.0", f"{source}_{target}", Path(), 1)


EN_RU, EN_UK = package("en", "ru"), package("en", "uk")
OTHER_DECODING = Decoding(no_repeat_ngram_size=3)


def request(
    *lengths: int,
    due: float = 0,
    of: InstalledPackage = EN_RU,
    decoding: Decoding = ARGOS_DECODING,
) -> Request:
    pieces = [Piece(number, ("word",) * length) for number, length in enumerate(lengths)]
    return Request(of, decoding, due, pieces)


def line_of(*requests: Request) -> Line:
    line = Line()
    for waiting in requests:
        line.add(waiting, waiting.pieces)
    return line


def batches(line: Line, workers: int = 2) -> list[Batch]:
    return list(iter(lambda: line.take(workers), None))


def lengths(batch: Batch | None) -> list[int]:
    return [len(piece) for _, piece in batch.pieces] if batch else []


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
    expected = [(waiting, piece) for waiting in requests for piece in waiting.pieces]

    taken = [pair for batch in batches(line_of(*requests), workers) for pair in batch.pieces]

    assert sorted(map(id, (piece for _, piece in taken))) == sorted(
        id(piece) for _, piece in expected
    )
    assert all((waiting, piece) in expected for waiting, piece in taken)


@given(REQUESTS, st.integers(1, 16))
def test_a_batch_is_for_one_package_and_one_decoding_and_not_too_large(
    requests: list[Request], workers: int
) -> None:
    for batch in batches(line_of(*requests), workers):
        assert {(of.package, of.decoding) for of, _ in batch.pieces} == {
            (batch.package, batch.decoding)
        }
        assert len(batch.pieces) == 1 or sum(lengths(batch)) <= LARGEST_BATCH


@given(REQUESTS, st.integers(1, 16))
def test_what_is_due_first_is_in_the_next_batch(requests: list[Request], workers: int) -> None:
    line = line_of(*requests)
    while (left := [waiting for waiting in requests if waiting.pieces]) and (
        batch := line.take(workers)
    ):
        earliest = min(waiting.due for waiting in left)
        assert any(waiting.due == earliest for waiting, _ in batch.pieces)


def test_short_work_overtakes_long_work_that_came_before_it() -> None:
    book, summary = request(*[30] * 400, due=100), request(20, 30, due=5)
    line = line_of(book)
    line.take(2)

    line.add(summary, summary.pieces)

    line.take(2)
    line.take(2)
    assert summary.pieces == []
    assert book.pieces


def test_long_work_is_not_starved_by_short_work_that_keeps_coming() -> None:
    book = request(*[30] * 20, due=10)
    line = line_of(book)
    clock = count()
    while book.pieces:
        now = next(clock)
        assert now < 30, "the book never comes to its end"
        # In each unit of time there is room for less than what arrives, due two units later.
        short = request(*[30] * 5, due=now + 2)
        line.add(short, short.pieces)
        line.take(1)


def test_pieces_of_one_length_go_together_whoever_they_belong_to() -> None:
    line = line_of(request(38, 2, 3, due=1), request(36, 4, due=2), request(37, 1, due=3))

    first = line.take(1)

    assert lengths(first) == [38, 37]
    assert sorted(lengths(line.take(1))) == [1, 2, 3, 4, 36]


def test_many_headlines_take_no_more_memory_than_one_long_sentence() -> None:
    headlines = line_of(request(*[1] * 100)).take(1)

    assert headlines is not None
    assert len(headlines.pieces) < 10


def test_an_article_is_shared_out_evenly_among_those_who_have_nothing_to_do() -> None:
    line = line_of(request(*[20] * 4))

    parts = [line.take(free_workers) for free_workers in (2, 1)]

    assert [sum(lengths(part)) for part in parts] == [40, 40]
    assert line.take(2) is None


def test_what_nobody_waits_for_any_more_is_not_taken() -> None:
    kept, dropped = request(5, due=1), request(*[30] * 100)
    line = line_of(dropped, kept)
    line.take(2)

    line.drop(dropped)
    line.drop(dropped)

    assert [of for batch in batches(line) for of, _ in batch.pieces] == [kept]
