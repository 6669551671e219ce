"""Groups that the bot is not in, where somebody mentions it."""

from bot.playground import Chat, Message, Person, Playground
from bot.rendering.words import words_in
from bot.storage import Preferences, Store
from testkit.documents import docx, word_paragraph, word_run
from tests.handlers.articles import ENGLISH, RUSSIAN, UKRAINIAN, sentences_of
from tests.handlers.conversation import ask, tap
from tests.waiting import until

STUB = "Reading…"
SHORT = "The city repaired the old bridge over the river."

WORDS = [
    ("@Dragoman_bot, summary 5", 5, "The city"),
    ("summary 2 uk @dragoman_bot", 2, "Цей місто"),
    ("@dragoman_bot 1", 1, "The city"),
    ("@dragoman_bot summarise this українською", 3, "Цей місто"),
    ("@dragoman_bot look at that, guys, what a bridge", 3, "The city"),
    ("@dragoman_bot wow", 3, "The city"),
]
NO_ARGUMENTS = [
    ("@dragoman_bot summary klingonish", "I didn’t understand “klingonish”"),
    ("@dragoman_bot translate into gibberish", "I didn’t understand “into”"),
    ("@dragoman_bot 900", "900 is out of range"),
]
TO_TRANSLATE = [
    *("@dragoman_bot translate uk", "@dragoman_bot, please translate this into Ukrainian"),
    *("@dragoman_bot переклади українською", "@dragoman_bot переведи это на украинский"),
]


async def completed(person: Person, where: Chat, number: int = 1) -> Message:
    """Return the bot's answer once it is more than the stub."""

    def is_complete() -> bool:
        said = person.bot_messages(where)
        return len(said) >= number and said[number - 1].is_edited

    await until(is_complete)
    return person.bot_messages(where)[number - 1]


async def mentioned(
    person: Person, post: Message, words: str = "@dragoman_bot", number: int = 1
) -> Message:
    """Mention the bot in a reply to a post, and return its answer when that is complete."""
    person.reply(post, words)
    return await completed(person, post.chat, number)


async def test_a_mention_as_a_reply_summarises_what_it_replies_to(
    telegram: Playground, friends: Chat, olena: Person, john: Person
) -> None:
    post = olena.send(ENGLISH, to=friends)
    answer = await mentioned(john, post)
    (call,) = telegram.calls_of("answerGuestQuery")
    assert call.parameters["result"]["input_message_content"]["message_text"] == STUB
    assert len(sentences_of(answer.text)) == 3
    assert answer.button_texts == ["− Shorter", "+ Longer", "🌐 Russian", "🌐 Ukrainian"]
    assert len(john.bot_messages(friends)) == 1


async def test_words_after_the_mention_are_those_after_the_command(
    friends: Chat, olena: Person, john: Person
) -> None:
    post = olena.send(ENGLISH, to=friends)
    for number, (words, sentences, language) in enumerate(WORDS, 1):
        said = sentences_of((await mentioned(john, post, words, number)).text)
        shown = [paragraph for paragraph in said if not paragraph.startswith("⚠")]
        assert len(shown) == sentences
        assert language in shown[0]


async def test_words_that_are_no_arguments_are_told(
    friends: Chat, olena: Person, john: Person
) -> None:
    post = olena.send(ENGLISH, to=friends)
    for number, (words, reason) in enumerate(NO_ARGUMENTS, 1):
        assert reason in (await mentioned(john, post, words, number)).text


async def test_a_mention_translates(friends: Chat, olena: Person, john: Person) -> None:
    post = olena.send(SHORT, to=friends)
    for number, words in enumerate(TO_TRANSLATE, 1):
        answer = await mentioned(john, post, words, number)
        assert "полагодив" in answer.text
        assert answer.button_texts == ["🌐 Russian"]


async def test_a_text_or_link_after_the_mention_needs_no_reply(friends: Chat, john: Person) -> None:
    john.send(f"@dragoman_bot translate uk {SHORT}", to=friends)
    assert "полагодив" in (await completed(john, friends)).text


async def test_with_nothing_to_read_one_line_says_what_to_do(
    friends: Chat, john: Person, olena: Person
) -> None:
    john.send("@dragoman_bot translate uk", to=friends)
    answer = await completed(john, friends)
    assert answer.text.startswith("What should I read? Reply to a message and mention @dragoman")
    olena.send("@dragoman_bot", to=friends)
    assert (await completed(olena, friends, 2)).text.startswith("Що прочитати?")


async def test_what_is_replied_to_may_be_a_file(friends: Chat, john: Person, olena: Person) -> None:
    paragraphs = [word_paragraph(word_run(p)) for p in ENGLISH.text.split("\n\n")]
    file = olena.send_document(docx("".join(paragraphs)), "bridge.docx", to=friends)
    answer = await mentioned(john, file, "@dragoman_bot 2")
    assert len(sentences_of(answer.text)) == 2
    assert "bridge.docx" in answer.text
    assert "полагодив" in (await tap(john, answer, "🌐 Ukrainian")).text


async def test_buttons_change_the_answer_for_who_asked(
    friends: Chat, olena: Person, john: Person
) -> None:
    answer = await mentioned(john, olena.send(RUSSIAN, to=friends), "@dragoman_bot 3 ru")
    before = answer.text
    assert await olena.press(answer, "− Shorter") == words_in("uk").say("not-your-button")
    assert len(sentences_of(before)) == 3
    assert len(sentences_of((await tap(john, answer, "− Shorter")).text)) == 2
    assert (await tap(john, answer, "+ Longer")).text == before
    assert "repaired" in (await tap(john, answer, "🌐 Full translation")).text
    assert answer.button_texts == ["🌐 Ukrainian"]
    assert "полагодив" in (await tap(john, answer, "🌐 Ukrainian")).text
    assert len(john.bot_messages(friends)) == 1


async def test_a_forged_button_changes_nothing(friends: Chat, olena: Person, john: Person) -> None:
    answer = await mentioned(john, olena.send(ENGLISH, to=friends))
    own = await mentioned(olena, olena.send(UKRAINIAN, to=friends), "@dragoman_bot 2", 2)
    before = own.text
    article_id = answer.buttons[0][0].data.split(":")[1]
    for data in (f"s:{article_id}:1:en", f"q:{article_id}:1:0:9", f"w:{article_id}:0:3", "x", "s:"):
        assert (await olena.press_data(own, data)).text == words_in("uk").say("article-gone")
    assert own.text == before


async def test_preferences_are_those_of_who_asks(
    store: Store, friends: Chat, olena: Person, john: Person
) -> None:
    await store.prefer(john.id, Preferences(language="uk", target="uk", length=1))
    answer = await mentioned(john, olena.send(ENGLISH, to=friends))
    assert len(sentences_of(answer.text)) == 1
    assert "Цей місто" in answer.text


async def test_a_long_translation_is_cut_at_a_sentence_and_says_so(
    friends: Chat, olena: Person, john: Person
) -> None:
    long = "\n\n".join([" ".join([SHORT] * 3)] * 27)
    post = olena.send(long, to=friends)
    answer = await mentioned(john, post, "@dragoman_bot translate uk")
    assert len(answer.text.encode("utf-16-le")) // 2 <= 4096
    *_, last, note = answer.text.split("\n\n")
    assert note.startswith("✂ The rest doesn’t fit in one message.")
    assert last.endswith(".")
    assert answer.button_texts == ["🌐 Russian", "📝 Summary"]


async def test_other_bots_are_not_answered(
    telegram: Playground, friends: Chat, john: Person, olena: Person
) -> None:
    post = olena.send(ENGLISH, to=friends).to_json()
    mention = {
        "message_id": 77,
        "date": post["date"],
        "chat": post["chat"],
        "from": {"id": 99, "is_bot": True, "first_name": "Other"},
        "text": "@dragoman_bot",
        "reply_to_message": post,
        "guest_query_id": "1",
    }
    telegram.post_update({"guest_message": mention})
    await mentioned(john, olena.send(ENGLISH, to=friends))
    assert len(telegram.calls_of("answerGuestQuery")) == 1


async def test_a_mention_that_is_too_old_is_left_out(
    telegram: Playground, friends: Chat, john: Person, olena: Person
) -> None:
    telegram.cloud.queries.lifetime = -1
    john.reply(olena.send(ENGLISH, to=friends), "@dragoman_bot")
    await until(lambda: telegram.calls_of("answerGuestQuery"))
    telegram.cloud.queries.lifetime = 15
    await ask(john, "/help")
    assert john.bot_messages(friends) == []


async def test_an_answer_that_was_deleted_meanwhile_is_no_error(
    telegram: Playground, friends: Chat, john: Person, olena: Person
) -> None:
    answer = await mentioned(john, olena.send(ENGLISH, to=friends))
    data = answer.buttons[0][0].data
    telegram.cloud.delete_message(answer)
    assert (await john.press_data(answer, data)).text == ""


async def test_forget_reaches_other_chats(friends: Chat, olena: Person, john: Person) -> None:
    answer = await mentioned(john, olena.send(ENGLISH, to=friends))
    john.send("/forget")
    words = words_in("en")
    await john.press(await john.next_message(), words.say("forget-delete"))
    assert await john.press(answer, "− Shorter") == words.say("article-gone")
