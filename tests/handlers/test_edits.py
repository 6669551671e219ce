"""What happens when a person edits an article that was answered already."""

from bot.playground import Chat, Person
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import expect_silence, once_answered, press_for


async def test_an_edited_article_is_answered_anew_only_when_that_is_asked_for(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    # An edit that changes no words offers nothing.
    john.edit(article, ENGLISH.text)
    await expect_silence(john)
    john.edit(article, ENGLISH + "\n\nA lighthouse is the last thing that we saw there.")
    offer = await john.next_message()

    assert offer.text.startswith("You edited this text")
    assert offer.reply_to == article.id
    answer = await press_for(john, offer, "🔄 Summarise again")
    assert f"{len(ENGLISH.text.split()) + 10} words" in answer.text
    assert answer.reply_to == article.id


async def test_an_edited_message_that_was_no_article_is_left_alone(john: Person) -> None:
    command = await once_answered(john, john.send("/start"))
    john.edit(command, "An old bridge over the river is open again.")
    await expect_silence(john)


async def test_an_edited_command_is_answered(john: Person, olena: Person, group: Chat) -> None:
    command = john.send("/summry 2\n" + ENGLISH)
    assert (await john.next_message()).text.startswith("I don’t know the command /summry")
    john.edit(command, "/summary 2\n" + ENGLISH)
    answer = await john.next_message()
    assert len(sentences_of(answer.text)) == 2
    assert answer.reply_to == command.id

    command = olena.send("/summary 1 dolphin\n" + ENGLISH, to=group)
    answer = await olena.next_message(30, where=group)
    olena.edit(command, "/translate uk\n" + ENGLISH)
    assert "англійська → українська" in (await olena.next_message(30, where=group)).text


async def test_an_article_that_becomes_a_command_is_answered_as_one(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    john.edit(article, "/translate uk\n" + ENGLISH)
    assert (await john.next_message()).text.startswith("Старий міст")
