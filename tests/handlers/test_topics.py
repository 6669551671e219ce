"""Groups with topics: each is a conversation of its own."""

from bot.playground import Person, Playground
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import next_after


async def test_a_command_alone_takes_the_last_article_of_its_own_topic(
    telegram: Playground, john: Person, olena: Person
) -> None:
    forum = telegram.group("Readers", members=[john, olena], is_forum=True)
    bridges, trains = (john.create_topic(forum, name) for name in ("Bridges", "Trains"))
    await next_after(john, john.send("/summary 2\n" + ENGLISH.text, to=forum, topic_id=bridges))
    await next_after(john, john.send("/summary 2\n" + RUSSIAN.text, to=forum, topic_id=trains))

    for sender, topic, source in ((olena, bridges, "англійська"), (john, trains, "Russian")):
        sender.send("/summary 1", to=forum, topic_id=topic)
        answer = await john.next_message(where=forum)
        assert source in answer.text
        assert answer.topic_id == topic
    for topic in (0, john.create_topic(forum, "Markets")):
        john.send("/summary 1", to=forum, topic_id=topic)
        assert (await john.next_message(where=forum)).text.startswith("Which article?")
