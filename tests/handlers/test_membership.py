"""What is said where the bot is added, and what is deleted where it is removed."""

import pytest

from bot.domain.preferences import Automatic
from bot.playground import Chat, Person, Playground
from bot.storage import Preferences, Store
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import answer_to, ask
from tests.waiting import until


@pytest.fixture
def group(telegram: Playground, john: Person, olena: Person) -> Chat:
    """Return a group that the bot is not in."""
    return telegram.group("Читачі", members=[olena, john], with_bot=False)


async def test_who_adds_the_bot_is_told_that_it_sees_little(olena: Person, group: Chat) -> None:
    olena.add_bot(group)
    said = await olena.next_message(where=group)
    assert said.text.startswith("Вітаю! Дайте відповідь")
    assert "режимом приватності" in said.text
    olena.add_bot(group, as_admin=True)
    await answer_to(olena, olena.send("/help", to=group))
    assert len(olena.bot_messages(group)) == 2


@pytest.mark.parametrize("privacy_mode", [True, False])
async def test_a_bot_that_sees_everything_says_so(
    run_bot: RunBot, telegram: Playground, john: Person, group: Chat, privacy_mode: bool
) -> None:
    telegram.privacy_mode = privacy_mode
    async with run_bot():
        john.add_bot(group, as_admin=privacy_mode)
        said = await john.next_message(where=group)
        assert said.text.startswith("Hello! In this group")
        assert "I can see all messages here" in said.text


async def test_where_it_may_not_write_it_says_nothing(olena: Person, group: Chat) -> None:
    olena.mute_bot(group)
    await ask(olena, "/help")
    assert not olena.bot_messages(group)


async def test_a_removed_bot_forgets_what_was_chosen_and_leaves_its_work(
    telegram: Playground, store: Store, john: Person, olena: Person, group: Chat
) -> None:
    olena.add_bot(group, as_admin=True)
    await store.prefer(group.id, Preferences(target="uk", automatic=Automatic.FOREIGN))
    await olena.next_message(where=group)
    held = telegram.hold("sendMessage")
    for _ in range(5):
        john.send("/summary " + ENGLISH.text, to=group)
    await held.wait_until_carried_out()
    olena.remove_bot(group)
    held.release()

    async def is_forgotten() -> bool:
        return await store.preferences(group.id) == Preferences()

    await until(is_forgotten)
    await ask(olena, "/help")
    assert len(telegram.calls_of("sendMessage")) <= 5
    olena.add_bot(group)
    assert (await answer_to(john, john.send("/help", to=group))).text


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(
    telegram: Playground, store: Store, john: Person
) -> None:
    old = telegram.group("Readers", members=[john], type="group")
    new = telegram.group("Readers", members=[john])
    chosen = Preferences("uk", automatic=Automatic.FOREIGN)
    await store.prefer(old.id, chosen)
    notice = john.send("moved", to=old).to_json()
    del notice["text"]
    telegram.post_update({"message": notice | {"migrate_to_chat_id": new.id}})
    await ask(john, "/help", to=old)
    assert await store.preferences(new.id) == chosen
    assert await store.preferences(old.id) == Preferences()
