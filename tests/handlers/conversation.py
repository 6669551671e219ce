"""What people and the bot say to each other in most tests."""

from collections.abc import Callable
from typing import Any

from bot.playground import Chat, FormattedText, Message, Person, Playground
from tests.waiting import until


async def ask(
    person: Person, text: FormattedText | str, to: Chat | None = None, **how: Any
) -> Message:
    """Send a text, as it may be sent otherwise, and return what the bot says next."""
    return await next_after(person, person.send(text, to=to, **how))


async def summary_of(person: Person, article: FormattedText | str, by: str = "Somebody") -> Message:
    """Forward an article, and return what the bot says next."""
    return await next_after(person, person.forward(article, hidden_name=by))


async def next_after(person: Person, sent: Message) -> Message:
    """Return what the bot says next in the chat of a message that was just sent."""
    return await person.next_message(where=sent.chat)


async def once_answered(person: Person, sent: Message) -> Message:
    """Return a message that was just sent, when the bot has said something in its chat."""
    await next_after(person, sent)
    return sent


async def press_for(
    person: Person, message: Message, button: str, where: Chat | None = None
) -> Message:
    """Press a button, and return what the bot says next."""
    await person.press(message, button)
    return await person.next_message(where=where)


async def tap(person: Person, message: Message, *buttons: str) -> Message:
    """Press buttons below a message, one after the other, each of which changes the message."""
    for button in buttons:
        before = _shown(message)
        await person.press(message, button)
        await until(lambda before=before: _shown(message) != before)  # type: ignore[misc]
    return message


def _shown(message: Message) -> tuple[str, list[str]]:
    return message.text, message.button_texts


async def press_until(
    person: Person, message: Message, button: str, is_so: Callable[[Message], bool]
) -> None:
    """Press a button below a message, and wait until the message is so."""
    await person.press(message, button)
    await person.wait_for(lambda m: m is message and is_so(m), where=message.chat)


async def answer_to(person: Person, message: Message) -> Message:
    return await person.wait_for(lambda m: m.reply_to == message.id, where=message.chat)


async def expect_silence(person: Person, where: Chat | None = None) -> None:
    """Check that the bot says nothing more: it answers the next command next."""
    question = person.send("/help", to=where)
    assert (await person.next_message(where=where)).reply_to == question.id


async def settings_page(person: Person, group: Chat, *buttons: str, topic_id: int = 0) -> Message:
    """Open the settings of a group, and press these buttons one after the other."""
    page = await answer_to(person, person.send("/settings", to=group, topic_id=topic_id))
    return await tap(person, page, *buttons)


async def forget(person: Person) -> Message:
    """Have all deleted, and return the message that says so."""
    person.send("/forget")
    question = await person.wait_for(lambda m: "Delete" in m.button_texts)
    await press_until(person, question, "Delete", lambda m: m.text.startswith("Deleted"))
    return question


def sent_file(telegram: Playground, message: Message) -> tuple[str, bytes]:
    """Return the name and the content of the file in a message of the bot."""
    document = message.media["document"]
    file = telegram.cloud.files.get(document["file_id"])
    assert file is not None
    return file.name, file.data
