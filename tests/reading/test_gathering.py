"""Which messages are one article, and how its text is put together."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Source
from bot.domain.incoming import ChatType, IncomingMessage, UpdateKind
from bot.domain.rich_text import Kind, RichText
from bot.reading import Post
from bot.reading.gathering import Arrived, continues, joined, may_continue, rest_of

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LONG = "Місто полагодило старий міст. " * 133


def part(
    text: str, number: int = 1, *, after: float = 0, origin: str = "", album: str = ""
) -> IncomingMessage:
    return IncomingMessage(
        number,
        UpdateKind.MESSAGE,
        number,
        7,
        ChatType.PRIVATE,
        person_id=8,
        text=RichText(text),
        has_words=True,
        command=text[1:].partition(" ")[0] if text.startswith("/") else "",
        source=Source(date=NOON + timedelta(seconds=after)),
        forwarded_from=origin,
        album=album,
    )


def texts(*parts: str) -> list[Post]:
    return [Post(RichText(text)) for text in parts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (part(LONG), part("And so on.", 2)),
        (part(LONG, origin="a"), part(LONG, 2, origin="a", after=40)),
        (part(LONG + "And then", origin="a"), part("it was open.", 2, origin="a", after=80)),
        (part("1/3\nBridge"), part("2/3\nMore", 2)),
        (part("Bridge\n(1/2)"), part("More\n(2/2)", 2)),
        (part("[1/2] Bridge", origin="a"), part("[2/2] More", 2, origin="a", after=60)),
        (part("Часть 1 из 2\nМост"), part("Часть 2 из 2\nЕщё", 2)),
        (part("", album="x"), part("Bridge", 2, album="x")),
    ],
)
def test_what_goes_on_is_one_article(first: IncomingMessage, second: IncomingMessage) -> None:
    assert may_continue(first)
    assert continues(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (part("Bridge"), part("Market", 2)),
        (part(LONG), part("Later.", 2, after=10)),
        (part(LONG, origin="a"), part("And so on.", 2, origin="b")),
        (part(LONG, origin="a"), part("And so on.", 2, origin="a", after=3600)),
        (part(LONG, origin="a"), part("And so on.", 2, origin="a", after=40)),
        (part(LONG, origin="a"), part(LONG, 2, origin="a", after=80)),
        (part(LONG, origin="a"), part("Bridge open\n\n" + LONG, 2, origin="a", after=40)),
        (part(LONG), part("/translate en", 2)),
        (part("1/3\nBridge"), part("3/3\nMore", 2)),
        (part("1/3\nBridge"), part("1/3\nMarket", 2)),
        (part("2/2\nBridge"), part("3/2\nMore", 2)),
        (part("", album="x"), part("Bridge", 2, album="y")),
        (part("", album="x"), part("Bridge", 2)),
    ],
)
def test_what_stands_for_itself_is_not(first: IncomingMessage, second: IncomingMessage) -> None:
    assert not continues(first, second)


@pytest.mark.parametrize("text", ["Bridge", "5/4 was a date", "3/3\nBridge", "Half: 1/2 of it", ""])
def test_nobody_waits_after_an_ordinary_message(text: str) -> None:
    assert not may_continue(part(text))


def test_parts_are_joined_where_they_were_cut() -> None:
    assert joined(texts("The old", "bridge.", "It is open.")).text.text == (
        "The old bridge.\n\nIt is open."
    )
    assert joined(texts("1/2\nBridge.", "2/2\nMarket.")).text.text == "Bridge.\n\nMarket."
    assert joined(texts("Bridge. (1/2)", "Market. (2/2)")).text.text == "Bridge.\n\nMarket."
    assert joined(texts("", "Bridge.", "", "Market.")).text.text == "Bridge.\n\nMarket."
    assert joined(texts("1/2\nalone")).text.text == "1/2\nalone"


def test_formatting_stays_where_it_was() -> None:
    whole = joined([Post(RichText("Old bridge")), Post(RichText.styled("open", Kind.BOLD))]).text

    assert [whole.text[span.start : span.end] for span in whole.spans] == ["open"]


@given(st.lists(st.text(alphabet="abc .\n1/2()", max_size=30), min_size=1, max_size=5))
def test_no_letter_is_lost(parts: list[str]) -> None:
    letters = [character for character in "".join(parts) if character.isalpha()]

    assert [c for c in joined(texts(*parts)).text.text if c.isalpha()] == letters


def arrived(*parts: IncomingMessage) -> list[Arrived]:
    return [Arrived(part, str(part.message_id)) for part in parts]


async def rest(first: IncomingMessage, *later: IncomingMessage, pause: float = 0.2) -> list[str]:
    """Return the texts that go on where the first ends; one more comes between two looks."""
    looks = count()

    async def waiting() -> list[Arrived]:
        return arrived(*later[: next(looks)])

    taken = await rest_of(first, waiting, pause)
    return [taken_in.message.text.text for taken_in in taken]


async def test_the_first_message_gets_all_the_others_in_their_order() -> None:
    parts = [part(f"{n}/3\nText {n}", n) for n in (1, 2, 3)]

    assert await rest(*parts) == ["2/3\nText 2", "3/3\nText 3"]


async def test_what_arrives_while_the_first_waits_is_taken_in() -> None:
    assert await rest(part("", 1, album="x"), part("Bridge", 2, album="x")) == ["Bridge"]


async def test_another_message_ends_the_waiting() -> None:
    other = part("Something else", 2, after=30)

    assert await asyncio.wait_for(rest(part(LONG), other, pause=60), 5) == []


PAUSE = 1.0


@given(
    st.lists(st.floats(0, PAUSE - 0.01), min_size=1, max_size=6),
    st.lists(st.floats(0, 3 * PAUSE), min_size=1, max_size=5),
)
def test_what_comes_within_the_pause_is_taken_in_however_slow_the_database_is(
    gaps: list[float], delays: list[float]
) -> None:
    """The first of `gaps` is the time from the first message to the second, in seconds."""
    parts = [part("", n, album="x") for n in range(len(gaps) + 1)]
    times = list(accumulate(gaps))
    slow = cycle(delays)
    now = 0.0

    async def waiting() -> list[Arrived]:
        nonlocal now
        there = [each for each, at in zip(parts[1:], times, strict=True) if at <= now]
        now += next(slow)
        return arrived(*there)

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.reading.gathering.asyncio.sleep", sleep)
        patched.setattr("bot.reading.gathering.time.monotonic", lambda: now)
        taken = asyncio.run(rest_of(parts[0], waiting, PAUSE))

    assert [each.message for each in taken] == parts[1:]


async def test_nobody_is_asked_after_an_ordinary_message() -> None:
    async def waiting() -> list[Arrived]:
        raise AssertionError

    assert await rest_of(part("Bridge"), waiting, 60) == []
