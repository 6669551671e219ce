"""Long translations, which one can watch and stop."""

import asyncio
import math
import re
import time
from typing import Any

import pytest

from bot.playground import Chat, Draft, Message, Person, Playground
from bot.translating.engine.batching import Engine
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import (
    answer_to,
    ask,
    forget,
    next_after,
    once_answered,
    sent_file,
    summary_of,
)
from tests.waiting import until

SENTENCES = 400
TEXT = "\n\n".join(
    " ".join(f"The cat sleeps {n + m} hours and the dog knows." for m in range(10))
    for n in range(0, SENTENCES, 10)
)
FULL = "🌐 Full translation"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show at once what takes long."""
    for name in ("_BEFORE_DRAFT", "_BEFORE_MESSAGE", "_BETWEEN_DRAFTS", "_BETWEEN_EDITS"):
        monkeypatch.setattr(f"bot.botapi.progress.{name}", 0.02)


class Gate:
    """Lets models translate no more than the first slices of a text, of some forty sentences."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slices = 2
        self.began = math.inf
        self.answered: list[tuple[str, ...]] = []
        translate = Engine.translate

        async def gated(
            engine: Engine, package: Any, pieces: Any, decoding: Any, due: float
        ) -> Any:
            self.began = min(self.began, time.monotonic())
            # Each slice is due eight seconds after the one before; several begin at once.
            if due > self.began + 8 * self.slices + 4:
                await asyncio.Event().wait()
            outputs = await translate(engine, package, pieces, decoding, due)
            self.answered.extend(map(tuple, pieces))
            return outputs

        monkeypatch.setattr(Engine, "translate", gated)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def asked(telegram: Playground, person: Person) -> None:
    """Send a long article, and ask for its translation."""
    start = await once_answered(person, person.send("/start"))
    # In one message, so that nothing depends on how soon the next one comes.
    article = {"message_id": start.id + 500, "text": TEXT, "entities": []}
    telegram.post_update({"message": start.to_json() | article})
    await person.next_message()
    person.send("/translate ru")


def percent(text: str) -> int:
    found = re.search(r"Translating: (\d+)%$", text)
    assert found, text
    return int(found[1])


def numbers(messages: list[Message]) -> list[int]:
    """Return the numbers of the sentences that are translated, in their order."""
    text = " ".join(message.text for message in messages)
    return [int(n) for n in re.findall(r"Этот кот спит (\d+)", text)]


async def stopped(person: Person, where: Chat | None = None) -> Message:
    return await person.wait_for(lambda m: "⏹ Stopped" in m.text, where=where)


async def stopped_draft(person: Person) -> Message:
    """Stop a draft when some of it is translated, and return what the bot says of that."""
    await person.wait_for_draft(lambda draft: percent(draft.text) > 0)
    person.stop_draft()
    return await stopped(person)


async def button_to_stop(person: Person, where: Chat | None = None) -> Message:
    """Return the message that says how far it is, with its button."""
    return await person.wait_for(lambda m: m.button_texts == ["⏹ Stop"], where=where)


async def test_a_private_chat_sees_what_is_translated_as_a_draft(
    telegram: Playground, john: Person
) -> None:
    await asked(telegram, john)
    await john.wait_for(lambda m: f"кот спит {SENTENCES - 1}" in m.text, within=60)

    calls = telegram.calls_of("sendMessageDraft")
    percents = [percent(str(call.parameters["text"])) for call in calls]
    assert len(percents) >= 2
    assert percents == sorted(percents)
    assert any("Этот кот спит 7" in str(call.parameters["text"]) for call in calls)
    assert all(call.parameters["can_stop"] and call.ok for call in calls)
    assert len({call.parameters["draft_id"] for call in calls}) == 1
    assert len({str(call.parameters["text"]) for call in calls}) == len(calls)
    assert john.draft is None
    assert not any("Translating" in message.text for message in john.bot_messages())
    assert telegram.calls_of("sendChatAction")


async def test_a_stopped_translation_keeps_what_is_done_and_can_be_gone_on_with(
    telegram: Playground, john: Person, gate: Gate
) -> None:
    await asked(telegram, john)
    answer = await stopped_draft(john)

    done = numbers(john.bot_messages())
    assert done == list(range(len(done)))
    assert 0 < len(done) < SENTENCES / 2
    share = 100 * len(done) // SENTENCES
    line = f"⏹ Stopped: {share}% of the text is translated. To go on, press the button below."
    assert answer.text.endswith(line)
    assert answer.button_texts == [FULL]
    assert john.draft is None

    gate.slices, gate.answered = 1000, []
    await john.press(answer, FULL)
    await john.wait_for(lambda m: f"кот спит {SENTENCES - 1}" in m.text, within=60)
    assert not any(f"▁{n}" in piece for n in done[10:] for piece in gate.answered)
    assert numbers(john.bot_messages()) == [*done, *range(SENTENCES)]


async def test_what_is_stopped_gives_the_models_back_at_once(
    telegram: Playground, john: Person, gate: Gate
) -> None:
    await asked(telegram, john)
    await stopped_draft(john)
    gate.slices, gate.answered = 1000, []
    john.send("/translate ru\ncat")
    await john.wait_for(lambda m: m.text.endswith("\n\nкот"))
    assert len(gate.answered) < 5


@pytest.mark.parametrize("lacking", ["sendMessageDraft", "stopped_message_generation"])
async def test_without_drafts_a_message_says_how_far_it_is(
    telegram: Playground, run_bot: RunBot, john: Person, gate: Gate, lacking: str
) -> None:
    telegram.lacking = frozenset({lacking})
    # What goes on at the end is left.
    async with run_bot(stop_seconds=0.0):
        await asked(telegram, john)
        progress = await button_to_stop(john)
        await john.wait_for(lambda m: m is progress and percent(m.text) > 0)
        assert await john.press(progress, "⏹ Stop") is None
        await stopped(john)
        assert progress.is_deleted
        # The second time nobody tries.
        gate.slices = 0
        john.send("/translate ru")
        await button_to_stop(john)
        refused = [call for call in telegram.calls_of("sendMessageDraft") if not call.ok]
        assert len(refused) == (lacking == "sendMessageDraft")


async def test_in_a_group_only_who_asked_or_an_administrator_can_stop(
    telegram: Playground, john: Person, olena: Person, gate: Gate
) -> None:
    owner, other = telegram.person("Owner"), telegram.person("Petro", language_code="ru")
    group = telegram.group("Readers", members=[owner, john, other])
    for stopper in (john, owner):
        gate.slices = 0
        post, *_ = john.send_long(TEXT[:9_000], to=group)
        john.reply(post, "/translate ru")
        progress = await button_to_stop(john, group)
        for stranger in (other, olena):
            alert = await stranger.press(progress, "⏹ Stop")
            assert alert is not None
            assert "администратор" in alert or "адміністратор" in alert
        assert await stopper.press(progress, "⏹ Stop") is None
        await stopped(john, group)
        assert progress.is_deleted
        telegram.cloud.delete_message(await stopped(john, group))
    assert not telegram.calls_of("sendMessageDraft")


async def test_stopping_after_the_end_is_answered(
    telegram: Playground, john: Person, gate: Gate
) -> None:
    telegram.lacking = frozenset({"sendMessageDraft"})
    await asked(telegram, john)
    progress = await button_to_stop(john)
    data = progress.buttons[0][0].data
    await john.press(progress, "⏹ Stop")
    answer = await stopped(john)
    # Nor does a button work that is not there.
    for message, pressed in ((progress, data), (answer, data), (answer, "x:1:2:3")):
        alert = (await john.press_data(message, pressed)).text
        assert alert == "There’s nothing to stop: this translation has ended."


async def test_a_forged_stop_does_nothing(telegram: Playground, john: Person) -> None:
    for forged in (
        {},
        {"chat": {"id": "x", "type": "private"}, "draft_id": 1},
        {"chat": {"id": 5, "type": "private"}},
        {"chat": {"id": 10**30, "type": "group"}, "draft_id": -(10**30)},
        {"draft_id": [1], "chat": []},
    ):
        telegram.post_update({"stopped_message_generation": forged})
        assert (await ask(john, "/translate ru\ncat")).text.endswith("\n\nкот")


async def test_nobody_stops_what_another_person_has_asked_for(
    telegram: Playground, john: Person, olena: Person, gate: Gate
) -> None:
    await asked(telegram, john)
    draft: Draft = await john.wait_for_draft(lambda draft: percent(draft.text) > 0)
    chat = {"id": olena.id, "type": "private", "first_name": "Olena"}
    stop = {"chat": chat, "draft_id": draft.id}
    telegram.post_update({"stopped_message_generation": stop})
    await ask(olena, "/help")
    assert john.draft is not None
    assert not any("⏹ Stopped" in message.text for message in john.bot_messages())
    john.stop_draft()
    await stopped(john)


async def test_what_is_forgotten_meanwhile_leaves_a_message_that_goes_when_it_is_pressed(
    telegram: Playground, john: Person, gate: Gate
) -> None:
    telegram.lacking = frozenset({"sendMessageDraft"})
    await asked(telegram, john)
    progress = await button_to_stop(john)
    await forget(john)
    assert "nothing to stop" in (await john.press(progress, "⏹ Stop") or "")
    await until(lambda: progress.is_deleted)
    assert not any("⏹ Stopped" in message.text for message in john.bot_messages())


async def test_a_stopped_file_is_translated_up_to_there(
    telegram: Playground, john: Person, gate: Gate
) -> None:
    summary = await next_after(john, john.send_document(TEXT.encode(), "cats.txt"))
    john.reply(summary, "/translate ru")
    answer = await stopped_draft(john)
    name, content = sent_file(telegram, answer)
    assert name == "cats.ru.txt"
    lines = content.decode().split("\n\n")
    assert lines[0].startswith("Этот кот спит 0 часов")
    assert lines[-1].startswith("The cat sleeps 390 hours")
    assert answer.button_texts == [FULL]


async def test_a_file_with_nothing_translated_does_not_come_back(john: Person, gate: Gate) -> None:
    gate.slices = 0
    summary = await answer_to(john, john.send_document(TEXT.encode(), "cats.txt"))
    john.reply(summary, "/translate ru")
    await john.wait_for_draft(lambda draft: percent(draft.text) == 0)
    john.stop_draft()
    answer = await stopped(john)
    assert "⏹ Stopped: 0%" in answer.text
    assert answer.file_name is None
    assert answer.button_texts == [FULL]


@on_both_databases
async def test_what_was_stopped_ends_where_it_ended_after_a_crash(
    telegram: Playground, run_bot: RunBot, john: Person, gate: Gate
) -> None:
    telegram.lacking = frozenset({"sendMessageDraft"})
    async with run_bot(stop_seconds=0.0):
        await asked(telegram, john)
        progress = await button_to_stop(john)
        await john.wait_for(lambda m: m is progress and percent(m.text) > 0)
        # The bot is away before it can delete the message, or say anything.
        telegram.hang("deleteMessage")
        await john.press(progress, "⏹ Stop")
        await until(lambda: len(telegram.calls_of("answerCallbackQuery")))
        await until(lambda: not telegram.cloud.faults.waiting)
    assert not any("⏹ Stopped" in message.text for message in john.bot_messages())
    gate.slices = 1000
    async with run_bot():
        answer = await stopped(john)
        assert progress.is_deleted
        assert f"кот спит {SENTENCES - 1}" not in answer.text
        assert len([m for m in john.bot_messages() if "⏹ Stopped" in m.text]) == 1
        assert not any("⏹ Stop" in m.button_texts for m in john.bot_messages())


async def test_nothing_is_shown_of_what_is_done_at_once(
    telegram: Playground, john: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.botapi.progress._BEFORE_DRAFT", 20.0)
    await summary_of(john, ENGLISH)
    await ask(john, "/translate ru")
    assert not telegram.calls_of("sendMessageDraft")
