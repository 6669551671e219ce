"""What happens when a person edits an article that was answered already."""

import pytest

from bot.playground import Person
from tests.handlers.articles import ENGLISH


@pytest.mark.usefixtures("bot")
async def test_an_edited_article_is_answered_anew_only_when_that_is_asked_for(john: Person) -> None:
    article = john.send(ENGLISH)
    await john.next_message(30)
    john.edit(article, ENGLISH + "\n\nA lighthouse is the last thing that we saw there.")
    offer = await john.next_message(30)

    assert offer.text.startswith("You edited this text")
    assert offer.reply_to == article.id
    await john.press(offer, "🔄 Summarise again")
    answer = await john.next_message(30)
    assert f"{len(ENGLISH.text.split()) + 10} words" in answer.text
    assert answer.reply_to == article.id


@pytest.mark.usefixtures("bot")
async def test_an_edit_that_changes_no_words_offers_nothing(john: Person) -> None:
    article = john.send(ENGLISH)
    await john.next_message(30)
    john.edit(article, ENGLISH.text)

    with pytest.raises(TimeoutError):
        await john.next_message(2)


@pytest.mark.usefixtures("bot")
async def test_an_edited_message_that_was_no_article_is_left_alone(john: Person) -> None:
    command = john.send("/start")
    await john.next_message(30)
    john.edit(command, "An old bridge over the river is open again.")

    with pytest.raises(TimeoutError):
        await john.next_message(2)
