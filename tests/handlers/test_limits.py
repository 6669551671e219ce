"""What people hear of the limits, and that what is within them is answered."""

import asyncio
from typing import NoReturn

import pytest

from bot.errors import TooManyArticles
from bot.playground import Chat, Person, Playground
from bot.rendering.words import words_in
from bot.storage import Store
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import ask, next_after, press_for, summary_of, tap
from tests.waiting import until


async def test_one_article_too_many_is_told_when_there_may_be_more(
    run_bot: RunBot, john: Person, olena: Person
) -> None:
    async with run_bot(articles_per_hour=1):
        summary = await summary_of(john, ENGLISH)
        answer = (await summary_of(john, RUSSIAN)).text
        assert answer.startswith("You’ve reached the limit of 1 article an hour")
        assert "You can send more in " in answer
        assert (await ask(john, "/help")).text.startswith("Forward an article")
        await tap(john, summary, "− Shorter")
        assert len(sentences_of((await summary_of(olena, ENGLISH)).text)) == 3


async def test_only_articles_count_and_the_same_one_once(run_bot: RunBot, john: Person) -> None:
    async with run_bot(articles_per_hour=2):
        for greeting in ("hi", "🐟", "🐟🐟🐟", "Good morning!"):
            assert "an hour" not in (await ask(john, greeting)).text
        for _ in range(3):
            assert len(sentences_of((await summary_of(john, ENGLISH)).text)) == 3
        assert len(sentences_of((await summary_of(john, RUSSIAN)).text)) == 3
        refusal = await ask(john, "One more article that is not like the others.")
        assert "2 articles an hour" in refusal.text


async def test_a_text_over_a_days_characters_is_refused(run_bot: RunBot, olena: Person) -> None:
    async with run_bot(characters_per_day=len(ENGLISH.text) + 100):
        summary = await summary_of(olena, ENGLISH)
        assert "денний ліміт" in (await press_for(olena, summary, "🌐 Повний переклад")).text
        file = olena.send_document(RUSSIAN.text.encode(), "article.txt")
        assert "денний ліміт" in (await next_after(olena, file)).text


@on_both_databases
async def test_a_text_is_counted_once_though_the_bot_dies_before_it_is_kept(
    run_bot: RunBot, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = asyncio.Event()

    async def hang(*_: object) -> NoReturn:
        counted.set()
        await asyncio.Event().wait()
        raise AssertionError

    limits = {"characters_per_day": len(ENGLISH.text) + 100, "articles_per_hour": 1}
    with monkeypatch.context() as patched:
        patched.setattr(Store, "keep", hang)
        async with run_bot(**limits, stop_seconds=0.0):
            olena.forward(ENGLISH, hidden_name="Somebody")
            await counted.wait()
    async with run_bot(**limits):
        assert len(sentences_of((await olena.next_message()).text)) == 3


@pytest.mark.slow
async def test_a_full_queue_answers_at_once_and_commands_still_work(
    run_bot: RunBot,
    telegram: Playground,
    john: Person,
    olena: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.botapi.connection._READ_SENT", 5.0)
    posts = []
    telegram.hang("sendMessage")
    async with run_bot(queue_limit=2):
        posts.append(john.forward(ENGLISH, hidden_name="Somebody"))
        await until(lambda: not telegram.cloud.faults.waiting)
        posts += [john.forward(ENGLISH, hidden_name="Somebody") for _ in range(2)]
        refusal = await next_after(olena, olena.forward(ENGLISH, hidden_name="Somebody"))
        assert "перевантажений" in refusal.text
        assert (await ask(olena, "/help")).text.startswith("Перешліть статтю")
        assert not john.bot_messages()
        await john.wait_for(lambda m: m.replied() is posts[-1])


async def test_of_too_many_articles_the_first_are_answered(run_bot: RunBot, john: Person) -> None:
    posts = [john.forward(ENGLISH, hidden_name=f"Source {number}") for number in range(6)]
    async with run_bot(pending_per_person=3):
        refusal = await john.wait_for(lambda m: "can’t take more at once" in m.text)
        assert refusal.text.startswith("You already have 3 articles waiting")
        await john.wait_for(lambda m: m.replied() is posts[2])
        john.send("/help")
        last = await john.wait_for(lambda m: "/settings" in m.text)

    others = [m for m in john.bot_messages() if m not in (refusal, last)]
    assert [m.replied() for m in others] == posts[:3]
    assert refusal.replied() is posts[3]


async def test_a_private_bot_answers_strangers_once_and_keeps_nothing_of_theirs(
    run_bot: RunBot, telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    for strange in (True, 10**30, -1):
        sender = {"id": strange, "is_bot": False, "first_name": "Nobody"}
        chat = {"id": strange, "type": "private"}
        message = {"message_id": 1, "date": 1, "text": "Hello", "chat": chat, "from": sender}
        telegram.post_update({"message": message})
    async with run_bot(allowed_people=(john.id,)):
        assert (await summary_of(olena, ENGLISH)).text.startswith("Це закритий бот")
        olena.send("/start")
        olena.send("/summary " + ENGLISH.text, to=group)
        assert len(sentences_of((await summary_of(john, ENGLISH)).text)) == 3

    assert len(olena.bot_messages()) == 1
    assert not olena.bot_messages(where=group)


async def test_admins_see_what_the_bot_is_doing_and_others_do_not(
    run_bot: RunBot, john: Person, olena: Person
) -> None:
    async with run_bot(admins=(john.id,), articles_per_hour=1):
        for _ in range(2):
            assert len(sentences_of((await summary_of(john, ENGLISH)).text)) == 3
        lines = (await ask(john, "/status")).text.splitlines()
        unknown = (await ask(olena, "/status")).text
        assert unknown.startswith("Команди /status я не знаю.\n\nПерешліть статтю")

    assert lines[0] == "Waiting: 0"
    assert lines[2] == "In progress: 0"
    assert lines[3].startswith("Models loaded: ")
    assert lines[-1] == "Uptime: 0\N{NO-BREAK SPACE}d 0\N{NO-BREAK SPACE}h 0\N{NO-BREAK SPACE}min"


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [("en", 1, "in 1 minute."), ("ru", 21, "через 21 минуту."), ("uk", 3, "через 3 хвилини.")],
)
def test_the_time_is_said_in_the_right_plural(language: str, minutes: int, expected: str) -> None:
    refusal = TooManyArticles(limit=20, minutes=minutes)
    assert words_in(language).explain(refusal).endswith(expected)


async def test_an_update_that_was_refused_is_not_answered_again_when_telegram_repeats_it(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    john.forward(ENGLISH, hidden_name="Somebody")
    update = telegram.cloud.updates.waiting[-1]
    async with run_bot(allowed_people=(1,)):
        await john.next_message()
    async with run_bot():
        telegram.post_update(update)
        assert (await ask(john, "/help")).text.startswith("Forward an article")

    assert len(john.bot_messages()) == 2


async def test_commands_about_a_known_article_count_no_other_one(
    run_bot: RunBot, john: Person, olena: Person, group: Chat
) -> None:
    async with run_bot(articles_per_hour=1):
        post = john.forward(ENGLISH, hidden_name="Somebody")
        summary = await john.next_message()
        for about, command in ((None, "/summary 1"), (post, "/summary 2"), (summary, "/summary")):
            john.reply(about, command) if about else john.send(command)
            assert sentences_of((await john.next_message()).text)
        assert "didn’t understand" in (await ask(john, "/translate nonsense")).text
        quoted = john.reply(post, "/summary", quote="The bus was quiet again.")
        assert "already short" in (await next_after(john, quoted)).text
        assert "an hour" in (await summary_of(john, RUSSIAN)).text

        document = olena.send_document(ENGLISH.text.encode(), "bridge.txt", to=group)
        for command in ("/summary 1", "/summary 2"):
            assert sentences_of((await next_after(olena, olena.reply(document, command))).text)
        olena.reply(olena.send("One more article, not like the others.", to=group), "/summary")
        assert "годину" in (await olena.next_message(where=group)).text


async def test_a_command_for_another_bot_is_not_counted(
    run_bot: RunBot, telegram: Playground, john: Person, group: Chat
) -> None:
    telegram.privacy_mode = False
    async with run_bot(articles_per_hour=1):
        for _ in range(3):
            john.send("/summary@other_bot " + RUSSIAN.text, to=group)
        assert sentences_of((await ask(john, "/summary " + ENGLISH.text, to=group)).text)

    assert len(john.bot_messages(where=group)) == 1
