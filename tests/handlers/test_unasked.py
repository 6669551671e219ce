"""Groups that are answered without being asked, as their administrators have chosen."""

import pytest
from dbos import DBOSClient

from bot.config import Settings
from bot.domain.preferences import Automatic
from bot.playground import Chat, FormattedText, Message, Person, Playground
from bot.storage import Preferences, Store
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN, UKRAINIAN, sentences_of
from tests.handlers.conversation import answer_to, settings_page

SHORT = "The city repaired the old bridge over the river."
OWN = "Місто полагодив старий міст через ріка й відкрив міст знову."


@pytest.fixture
def group(telegram: Playground, john: Person, olena: Person) -> Chat:
    """Return a group where the bot sees everything."""
    return telegram.group("Читачі", members=[olena, john], bot_is_admin=True)


async def choose(store: Store, group: Chat, mode: Automatic, topic_id: int = 0) -> None:
    await store.prefer(group.id, Preferences(target="uk", automatic=mode), topic_id)


def kept_updates(database_url: str) -> int:
    client = DBOSClient(system_database_url=database_url, lazy=True)
    try:
        return len(client.list_workflows(load_input=False, load_output=False))
    finally:
        client.destroy()


async def silent(person: Person, *messages: Message) -> None:
    """Check that no message was answered, by asking for something and being answered that."""
    (group,) = {message.chat.id: message.chat for message in messages}.values()
    before = {message.id for message in person.bot_messages(group)}
    await answer_to(person, person.send("/help", to=group, topic_id=messages[-1].topic_id))
    new = [m for m in person.bot_messages(group) if m.id not in before]
    assert [m.text for m in new if m.reply_to in {message.id for message in messages}] == []


async def test_a_group_chooses_to_have_all_foreign_messages_translated(
    john: Person, olena: Person, group: Chat
) -> None:
    await silent(olena, john.send(SHORT, to=group))
    page = await settings_page(olena, group, "На що відповідати", "повідомлення іншими мовами")
    assert "Відповідаю на: повідомлення іншими мовами" in page.text
    answer = await answer_to(olena, john.send(SHORT, to=group))
    assert answer.text == "Цей місто полагодив цей старий міст над цей ріка."
    assert not answer.buttons
    await silent(olena, olena.send(OWN, to=group))
    page = await settings_page(olena, group, "На що відповідати", "лише команди")
    await silent(olena, john.send(SHORT, to=group))


async def test_forwards_only(store: Store, john: Person, olena: Person, group: Chat) -> None:
    await choose(store, group, Automatic.FORWARDS)
    forward = john.forward(SHORT, hidden_name="Somebody", to=group)
    assert (await answer_to(olena, forward)).text.startswith("Цей місто")
    await silent(
        olena, john.send(SHORT, to=group), john.forward(OWN, hidden_name="Хтось", to=group)
    )


async def test_articles_only(store: Store, john: Person, olena: Person, group: Chat) -> None:
    await choose(store, group, Automatic.ARTICLES)
    long = FormattedText(ENGLISH.text + "\n\n" + ENGLISH.text, ENGLISH.entities)
    summary = await answer_to(olena, john.send(long, to=group))
    assert "англійська → українська" in summary.text
    assert len(sentences_of(summary.text)) == 3
    assert summary.buttons
    own = FormattedText(UKRAINIAN.text + "\n\n" + UKRAINIAN.text)
    await silent(olena, john.send(SHORT, to=group), john.send(own, to=group))


async def test_nothing_that_is_read_in_the_group_and_no_guess_is_translated(
    store: Store, john: Person, olena: Person, group: Chat
) -> None:
    await store.prefer(
        group.id, Preferences(target="uk", read=("ru",), automatic=Automatic.FOREIGN)
    )
    texts: list[FormattedText | str] = [
        *(RUSSIAN, UKRAINIAN, "ok", "👍👍👍", "@dragoman_bot", "12.05, 17:30"),
        "Ja nie wiem, co to jest za miasto.",  # no package
        "/somebody_elses_command city",
    ]
    heard = [john.send(text, to=group) for text in texts]
    await silent(olena, *heard, john.send_sticker(to=group))
    assert (await answer_to(olena, john.send(SHORT, to=group))).text


async def test_bots_are_never_answered(
    telegram: Playground, store: Store, john: Person, olena: Person, group: Chat
) -> None:
    await choose(store, group, Automatic.FOREIGN)
    other = telegram.person("Mirror")
    other.user.is_bot = True
    heard = [other.send(SHORT, to=group), john.forward(SHORT, from_user=other, to=group)]
    await silent(olena, *heard)
    through = john.send(OWN, to=group).to_json() | {"text": SHORT}
    telegram.post_update({"message": through | {"via_bot": other.user.to_json()}})
    await silent(olena, john.send(OWN, to=group))
    assert not [m for m in olena.bot_messages(group) if m.reply_to == through["message_id"]]


async def test_what_the_bot_has_written_is_not_answered_whoever_sends_it_back(
    telegram: Playground, store: Store, john: Person, olena: Person, group: Chat
) -> None:
    """Two groups with a mirror between them, each into the language of the other."""
    theirs = telegram.group("Readers", members=[john], bot_is_admin=True)
    await choose(store, group, Automatic.FOREIGN)
    await store.prefer(theirs.id, Preferences(target="en", automatic=Automatic.FOREIGN))
    answer = await answer_to(olena, john.send(SHORT, to=group))
    await silent(john, john.send(answer.text, to=theirs))
    assert (await answer_to(john, john.send(OWN, to=theirs))).text.startswith("City")


async def test_a_topic_chooses_for_itself(
    telegram: Playground, store: Store, john: Person, olena: Person
) -> None:
    forum = telegram.group("Readers", members=[olena, john], is_forum=True, bot_is_admin=True)
    bridges, trains = (olena.create_topic(forum, name) for name in ("Bridges", "Trains"))
    await choose(store, forum, Automatic.FOREIGN, topic_id=bridges)
    answer = await answer_to(olena, john.send(SHORT, to=forum, topic_id=bridges))
    assert answer.topic_id == bridges
    await silent(olena, john.send(SHORT, to=forum, topic_id=trains))
    await silent(olena, john.send(SHORT, to=forum))


async def test_what_cannot_be_answered_is_not_talked_about(
    run_bot: RunBot, store: Store, john: Person, olena: Person, group: Chat
) -> None:
    await choose(store, group, Automatic.FOREIGN)
    async with run_bot(characters_per_day=30):
        await silent(olena, john.send(SHORT, to=group), john.send("https://localhost/", to=group))


async def test_of_more_messages_than_the_bot_may_answer_some_are_left_out_and_one_line_says_so(
    store: Store, john: Person, olena: Person, group: Chat
) -> None:
    await choose(store, group, Automatic.FOREIGN)
    for number in range(60):
        john.send(f"{SHORT} {number}", to=group)
    line = await olena.wait_for(lambda m: "пропускатиму" in m.text, where=group)
    await answer_to(olena, olena.send("/help", to=group))
    answers = [m for m in olena.bot_messages(group) if m.text.startswith("Цей місто")]
    assert len(answers) == 6
    assert [m for m in olena.bot_messages(group) if "пропускатиму" in m.text] == [line]
    assert line.text.startswith("Тут більше повідомлень")


async def test_five_hundred_messages_cost_no_storage(
    settings: Settings, store: Store, john: Person, olena: Person, group: Chat
) -> None:
    await choose(store, group, Automatic.FOREIGN)
    for number in range(500):
        olena.send(f"{OWN} {number}", to=group)
    await silent(olena, john.send(OWN, to=group))
    assert kept_updates(settings.database_url) == 1  # the command that was answered


async def test_a_command_for_another_bot_is_turned_away_at_the_door(
    settings: Settings, telegram: Playground, john: Person, group: Chat
) -> None:
    for command in ("summary", "translate", "help", "start"):
        john.send(f"/{command}@other_bot {ENGLISH.text}", to=group)
    own = john.send(f"/help@{telegram.bot_username}", to=group)
    await answer_to(john, own)
    assert [m.reply_to for m in john.bot_messages(group)] == [own.id]
    assert kept_updates(settings.database_url) == 1  # the command that was answered
