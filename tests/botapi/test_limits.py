"""Whom the bot answers, and how much each person may ask for."""

import asyncio
import itertools
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi.limits import PersonLimits, Refusal, TextUse
from bot.botapi.updates import parse_update, without_content
from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.errors import Busy, NotForEverybody, TooManyArticles, TooManyAtOnce, TooManyCharacters
from bot.reading.gathering import continues, count_articles
from bot.storage import Store
from tests.botapi.fakes import CurrentWork
from tests.databases import on_both_databases

NUMBERS = itertools.count(1)
NOON = 1_700_049_600.0  # a whole hour, twelve hours into a day


@dataclass
class Pending:
    waiting: list[IncomingMessage] = field(default_factory=list)
    jobs: int = 0
    everybody: int = 0
    a_minute: float = 0.0

    async def unanswered(self, person_id: int) -> tuple[list[IncomingMessage], int]:
        return self.waiting, self.jobs

    async def count(self, person_id: int) -> tuple[int, int]:
        return self.everybody, len(self.waiting) + self.jobs

    async def finished_per_minute(self) -> float:
        return self.a_minute


def parsed(update: Any) -> IncomingMessage:
    message = parse_update(update)
    assert message is not None
    return message


def update(text: str = "", chat: str = "private", **fields: Any) -> dict[str, Any]:
    content = {"message_id": 1, "chat": {"id": 7, "type": chat}, "from": {"id": 7}} | fields
    return {"update_id": next(NUMBERS), "message": content | ({"text": text} if text else {})}


def message(text: str = "", chat: str = "private", person: int = 7, **fields: Any) -> Any:
    return parsed(update(text, chat, **{"from": {"id": person}} | fields))


def press(person: int = 7) -> IncomingMessage:
    return parsed({"update_id": next(NUMBERS), "callback_query": {"from": {"id": person}}})


def limits(store: Store, now: float = NOON, work: str = "", **settings: Any) -> PersonLimits:
    """Return the limits for one piece of work, or each time for another one."""
    return PersonLimits(Settings(**settings), store.usage, CurrentWork(work), lambda: now)


@on_both_databases
async def test_an_article_beyond_the_limit_has_to_wait_for_the_next_hour(store: Store) -> None:
    at_35 = limits(store, NOON + 35 * 60, articles_per_hour=2)
    await at_35.count_article(7)
    await at_35.count_article(7)
    await at_35.count_article(8)

    with pytest.raises(TooManyArticles) as raised:
        await at_35.count_article(7)

    assert raised.value.details == {"limit": 2, "minutes": 25}
    await limits(store, NOON + 60 * 60, articles_per_hour=2).count_article(7)


@on_both_databases
async def test_a_text_beyond_a_days_characters_is_refused_and_not_counted(store: Store) -> None:
    at_five = limits(store, NOON + 5 * 3600, characters_per_day=1000)
    await at_five.count_text(7, 900, TextUse.READ)
    with pytest.raises(TooManyCharacters) as raised:
        await at_five.count_text(7, 101, TextUse.READ)
    await at_five.count_text(7, 100, TextUse.READ)

    assert raised.value.details == {"limit": 1000, "hours": 7, "minutes": 420}
    late = limits(store, NOON + 11.9 * 3600, characters_per_day=1000)
    with pytest.raises(TooManyCharacters) as raised:
        await late.count_text(7, 1, TextUse.READ)
    assert raised.value.details == {"limit": 1000, "hours": 0, "minutes": 6}
    await limits(store, NOON + 12 * 3600, characters_per_day=1000).count_text(7, 1, TextUse.READ)


async def test_admins_have_no_limits_and_a_limit_may_be_off(store: Store) -> None:
    for free in (
        limits(store, admins=(7,), articles_per_hour=1, characters_per_day=1),
        limits(store, articles_per_hour=0, characters_per_day=0),
    ):
        for _ in range(3):
            await free.count_article(7)
            await free.count_text(7, 10**9, TextUse.READ)
    pending = Pending([message("Text")] * 99, 9, everybody=9_999)
    assert await limits(store, admins=(7,)).on_receipt(message("Text"), pending) is None
    unlimited = limits(store, queue_limit=0, pending_per_person=0)
    assert await unlimited.on_receipt(message("Text"), pending) is None


@on_both_databases
async def test_work_that_begins_again_is_counted_once(store: Store) -> None:
    def at_five(work: str) -> PersonLimits:
        return limits(store, NOON + 5 * 3600, work, characters_per_day=1000, articles_per_hour=2)

    first, second, third = map(at_five, ("update-1", "update-2", "update-3"))
    for _ in range(3):
        await first.count_text(7, 900, TextUse.READ)
        await first.count_article(7)
    await asyncio.gather(*(first.count_text(7, 60, TextUse.TRANSLATED) for _ in range(9)))
    next_day = limits(store, NOON + 13 * 3600, "update-1", characters_per_day=1000)
    await next_day.count_text(7, 1000, TextUse.TRANSLATED)
    await second.count_article(7)

    with pytest.raises(TooManyCharacters):
        await second.count_text(7, 41, TextUse.READ)
    with pytest.raises(TooManyArticles):
        await third.count_article(7)
    # What was refused is not taken for counted.
    with pytest.raises(TooManyCharacters):
        await second.count_text(7, 41, TextUse.READ)
    await second.count_text(7, 40, TextUse.READ)
    await limits(store, NOON + 12 * 3600, characters_per_day=1000).count_text(7, 1, TextUse.READ)


@pytest.mark.slow
@on_both_databases
async def test_the_limit_holds_however_many_ask_at_once(store: Store, database_url: str) -> None:
    command = (sys.executable, "-m", "tests.botapi.asking_much", database_url)
    processes = [
        await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE) for _ in range(2)
    ]
    outcomes = await asyncio.gather(*(process.communicate() for process in processes))

    assert [process.returncode for process in processes] == [0, 0], outcomes
    assert sum(int(output) for output, _ in outcomes) == 33


@on_both_databases
async def test_counts_are_deleted_with_their_person_or_when_they_are_over(store: Store) -> None:
    for person in (7, 8):
        await limits(store, articles_per_hour=1).count_article(person)
    await store.forget_person(7)
    await limits(store, articles_per_hour=1).count_article(7)
    with pytest.raises(TooManyArticles):
        await limits(store, articles_per_hour=1).count_article(8)

    await store.usage.forget(before=int(NOON) + 3600)
    await limits(store, articles_per_hour=1).count_article(8)


async def test_a_full_queue_refuses_articles_only_and_estimates_the_wait(store: Store) -> None:
    full = Pending(everybody=40, a_minute=6.0)
    busy = limits(store, queue_limit=40)

    assert await busy.on_receipt(message("/help"), full) is None
    assert await busy.on_receipt(press(), full) is None
    in_group = message("/translate en", "supergroup", 8)
    for text, pending, minutes in (
        (message("An article"), full, 7),
        (in_group, Pending(everybody=99), 0),
    ):
        refused = await busy.on_receipt(text, pending)
        assert refused is not None
        assert isinstance(refused.why, Busy)
        assert refused.why.details == {"minutes": minutes}
    assert await busy.on_receipt(message("An article", person=9), Pending(everybody=39)) is None


async def test_articles_right_after_a_refused_one_are_refused_in_silence(store: Store) -> None:
    now = NOON
    waiting = Pending([message("Text")] * 2, jobs=1)
    some = PersonLimits(Settings(pending_per_person=3), store.usage, CurrentWork(), lambda: now)

    first = await some.on_receipt(message("Text"), waiting)
    assert first is not None
    assert isinstance(first.why, TooManyAtOnce)
    now += 4
    assert await some.on_receipt(message("Text"), Pending()) == Refusal(None)
    assert await some.on_receipt(message("Text", person=8), Pending()) is None
    now += 2
    assert await some.on_receipt(message("Text"), Pending()) is None


async def test_parts_of_an_admitted_article_are_not_refused(store: Store) -> None:
    some = limits(store, pending_per_person=1, queue_limit=1)
    full = message("x" * 4000)
    for waiting, part in (
        ([full], message("The end.")),
        ([full, full], full),
        ([message(media_group_id="a")], message(media_group_id="a")),
        ([full, press()], message("The end.")),
    ):
        assert await some.on_receipt(part, Pending(waiting, everybody=9)) is None
    album = Pending([message(media_group_id="a")], everybody=9)
    assert await some.on_receipt(message(media_group_id="b"), album) is not None


async def test_strangers_are_told_once_an_hour_that_the_bot_is_not_for_them(store: Store) -> None:
    private = limits(store, allowed_people=(1,), admins=(2,))

    async def answer(message: IncomingMessage, at: PersonLimits = private) -> Any:
        refused = await at.on_receipt(message, Pending())
        return refused and type(refused.why)

    assert [await answer(message("/start", person=person)) for person in (1, 2)] == [None, None]
    assert await answer(message("Hello", "supergroup")) is type(None)
    assert await answer(press()) is type(None)
    first = message("/start")
    assert await answer(first) is NotForEverybody
    assert await answer(first) is NotForEverybody  # come again, since it was not kept
    assert await answer(message("Hello?")) is type(None)
    assert await answer(message("/summary", "supergroup", 8)) is NotForEverybody
    later = limits(store, NOON + 3600, allowed_people=(1,))
    assert await answer(message("Hello?"), later) is NotForEverybody


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (update("An article"), True),
        (update(caption="Words", photo=[]), True),
        (update(document={}), True),
        (update("/summary 5"), True),
        (update("/translate@dragoman_bot en", "supergroup"), True),
        (update("/summaryzzz"), False),
        (update("/help"), False),
        (update(sticker={}), False),
        (update("Hello", "supergroup"), False),
        ({"update_id": 1, "edited_message": {"text": "An article"}}, False),
    ],
)
def test_an_article_is_what_has_to_be_read(content: Any, expected: bool) -> None:
    assert parsed(content).is_article is expected


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "chat", "id", "type", "text", "caption", "from"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSONS, JSONS)
def test_no_update_is_too_strange_to_be_judged(one: Any, other: Any) -> None:
    assert parse_update(one) is None
    messages = [
        parsed({"update_id": 7, "message": strange, "callback_query": strange})
        for strange in (one, other)
    ]
    for each in messages:
        assert each.is_article in (True, False)
        assert each.is_private_message in (True, False)
        assert isinstance(each.chat_id, int)
    assert continues(*messages) in (True, False)
    assert 0 <= count_articles(messages) <= 2


def test_a_refused_message_is_stored_without_its_content() -> None:
    refused = message("secret", caption="secret", poll="secret")
    assert "secret" not in str(without_content(refused))
    assert without_content(message("secret"))["message"]["chat"] == {"id": 7, "type": "private"}
