"""Reactions under articles as commands."""

from typing import Any

from bot.playground import Chat, Message, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import answer_to, ask, forget, once_answered, settings_page, tap
from tests.handlers.test_documents import DOCX

SUMMARISE, TRANSLATE = "✍", "👀"
UNKNOWN = "I don’t know an article in this message."


async def count_after(person: Person, where: Chat | None = None) -> int:
    """Return how many messages the bot has sent, once all before this was answered."""
    question = person.send("/help", to=where)
    answer = await answer_to(person, question)
    answer.chat.messages.pop(answer.id)
    return len(person.bot_messages(where))


async def translation_of(person: Person, article: Message) -> Message:
    return await person.wait_for(
        lambda m: m.reply_to == article.id and "→ English · 58 words\n" in m.text,
        where=article.chat,
    )


async def test_one_reaction_summarises_an_article_and_another_translates_it(john: Person) -> None:
    article = await once_answered(john, john.forward(RUSSIAN, hidden_name="Somebody"))
    john.react(article, SUMMARISE)
    summary = await john.next_message()
    assert summary.replied() is article
    assert "Russian → English · 58 words → 3 sentences" in summary.text

    john.react(article, TRANSLATE)
    translation = await john.next_message()
    assert translation.replied() is article
    assert translation.text.startswith("Old bridge unlocked again\nSomebody · Russian → English")
    # The buttons below a summary by reaction work.
    assert "→ 2 sentences" in (await tap(john, summary, "− Shorter")).text


async def test_other_reactions_and_those_taken_away_do_nothing(john: Person) -> None:
    article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))
    john.react(article, "❤")
    john.react(article, SUMMARISE)
    await john.next_message()
    john.react(article)
    john.react(article, "👍")
    assert await count_after(john) == 2


async def test_of_several_reactions_only_new_ones_count(telegram: Playground, john: Person) -> None:
    article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))

    def reacted(old: list[str], new: list[str], **changed: Any) -> None:
        update = {
            "chat": article.chat.to_json(),
            "message_id": article.id,
            "date": article.date,
            "user": john.user.to_json(),
            "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
            "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
        }
        telegram.post_update({"message_reaction": update | changed})

    reacted([SUMMARISE], [SUMMARISE, "👍"])
    reacted([SUMMARISE, "👍"], [SUMMARISE])
    bot = telegram.cloud.bot.to_json()
    reacted([], [SUMMARISE], user=bot)
    reacted([], [SUMMARISE], user=bot | {"id": bot["id"] + 1})
    reacted([], [], new_reaction=[{"type": "custom_emoji", "custom_emoji_id": "5"}, {}, "x"])
    reacted([], [], old_reaction=None, new_reaction={"emoji": SUMMARISE})
    reacted([], [SUMMARISE], message_id="x")
    reacted([], [SUMMARISE], chat={"id": 10**30}, user=[])
    telegram.post_update({"message_reaction": {}})
    assert await count_after(john) == 1
    # With the sign that some clients put behind an emoji.
    reacted(["👍"], ["👍", f"{SUMMARISE}\ufe0f"])
    assert await count_after(john) == 2


async def test_a_message_without_a_known_article_is_answered_in_private(john: Person) -> None:
    start = await once_answered(john, john.send("/start"))
    john.react(start, SUMMARISE)
    await john.wait_for(lambda m: m.text.startswith(UNKNOWN))
    article = john.forward(ENGLISH, hidden_name="Somebody")
    await answer_to(john, article)
    await forget(john)
    john.react(article, TRANSLATE)
    await john.wait_for(lambda m: m.reply_to == article.id and m.text.startswith(UNKNOWN))


async def test_a_deleted_article_is_answered_too(john: Person, telegram: Playground) -> None:
    article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))
    john.react(article, SUMMARISE)
    telegram.cloud.delete_message(article)
    assert (await john.next_message()).text.startswith("Old bridge open again")


async def test_a_file_that_is_being_read_is_waited_for(john: Person) -> None:
    await ask(john, "/start")
    file = john.send_document(DOCX, "report.docx")
    john.react(file, SUMMARISE)
    for _ in range(2):
        assert (await john.next_message()).text.startswith("Old bridge open again\nreport.docx")
    # Which is done beside the chat.
    john.react(file, TRANSLATE)
    assert "already in English" in (await john.next_message()).text


async def test_any_message_of_an_album_stands_for_its_article(john: Person) -> None:
    first = john.send_photo(caption=ENGLISH, media_group_id="7")
    second = await once_answered(john, john.send_photo(caption=RUSSIAN, media_group_id="7"))
    john.react(second, SUMMARISE)
    assert (await john.next_message()).replied() is first


async def test_which_reactions_ask_for_something_is_chosen_in_the_settings(john: Person) -> None:
    said = (await ask(john, "/help")).text
    assert said.endswith(
        "Put a reaction under an article I know:\n✍ summarises it\n👀 translates it"
    )
    settings = await ask(john, "/settings")
    assert "Reactions: ✍ summarises, 👀 translates" in settings.text
    assert "✓ ✍" in (await tap(john, settings, "Reactions")).button_texts
    await tap(john, settings, "⚡", "No reaction for a translation")
    assert settings.text.splitlines()[1] == "Reactions: ⚡ summarises"
    assert {"✓ ⚡", "✓ No reaction for a translation", "👀", "✍"} <= {*settings.button_texts}
    # What no button has is not kept.
    owner = settings.buttons[0][0].data.rpartition(":")[0]
    for forged in ("👍", "✍⚡", "x"):
        assert (await john.press_data(settings, f"{owner}:{forged}")).text

    article = await once_answered(john, john.forward(RUSSIAN, hidden_name="Somebody"))
    john.react(article, TRANSLATE)
    john.react(article, SUMMARISE)
    said = (await ask(john, "/help")).text
    assert said.endswith("Put a reaction under an article I know:\n⚡ summarises it")
    john.react(article, "⚡")
    assert (await john.next_message()).replied() is article


async def test_a_group_has_reactions_once_an_administrator_chooses_them(
    telegram: Playground, john: Person, olena: Person
) -> None:
    group = telegram.group("Readers", members=[john, olena], bot_is_admin=True)
    article = olena.send(RUSSIAN, to=group)
    summary = await answer_to(john, john.reply(article, "/translate ru"))
    assert "already in Russian" in summary.text
    olena.react(article, TRANSLATE)
    assert await count_after(john, group) == 1
    await settings_page(john, group, "Reactions", "🤓")
    olena.react(article, TRANSLATE)
    olena.react(article, "🤓")
    answer = await john.wait_for(lambda m: m.reply_to == article.id, where=group)
    assert "російська → англійська → українська" in answer.text
    # What nobody has asked about is not stored, so not known, and nothing is said of it.
    olena.react(olena.send(ENGLISH, to=group), "🤓")
    count = await count_after(john, group)
    john.react(article, "🤓", sender_chat=group)
    await translation_of(john, article)
    assert len(john.bot_messages(group)) == count + 1


async def test_the_limits_and_the_allow_list_are_for_who_reacts(
    telegram: Playground, john: Person, olena: Person, run_bot: RunBot
) -> None:
    group = telegram.group("Readers", members=[john, olena], bot_is_admin=True)
    async with run_bot(characters_per_day=2 * len(RUSSIAN.text), allowed_people=[john.id]):
        await settings_page(john, group, "Reactions", "🤓")
        article = olena.send(RUSSIAN, to=group)
        await translation_of(john, john.reply(article, "/translate en").replied() or article)
        count = await count_after(john, group)
        olena.react(article, "🤓")
        assert await count_after(john, group) == count
        john.react(article, "🤓")
        refusal = await john.wait_for(lambda m: "characters" in m.text, where=group)
        assert refusal.replied() is article


async def test_reactions_are_asked_for_only_where_they_are_turned_on(
    telegram: Playground, john: Person, run_bot: RunBot
) -> None:
    async with run_bot(reactions=False):
        article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))
        john.react(article, SUMMARISE)
        settings = await ask(john, "/settings")
        assert "Reactions" not in settings.text
        assert "Reactions" not in settings.button_texts
        page = settings.buttons[0][0].data.rpartition(":")[0] + ":react"
        assert (await john.press_data(settings, page)).text
        assert "reaction" not in (await ask(john, "/help")).text
    assert "message_reaction" not in telegram.cloud.updates.allowed


async def test_in_a_topic_the_answer_comes_there(
    telegram: Playground, john: Person, olena: Person
) -> None:
    forum = telegram.group("Forum", members=[john, olena], bot_is_admin=True)
    forum.is_forum = True
    topic_id = john.create_topic(forum, "News")
    await settings_page(john, forum, "Reactions", "✍")
    article = olena.send(RUSSIAN, to=forum, topic_id=topic_id)
    john.reply(article, "/translate uk")
    await answer_to(john, article)
    before = len(john.bot_messages(forum))
    for emoji in ("✍", "👀"):
        john.react(article, emoji)
    await john.wait_for(lambda m: m.id > before and "3 sentences" in m.text, where=forum)
    await john.wait_for(lambda m: m.id > before and "3 sentences" in m.text, where=forum)
    assert all(answer.topic_id == topic_id for answer in john.bot_messages(forum)[before:])
