"""What people and the bot say to each other in most tests."""

from bot.playground import Chat, FormattedText, Message, Person, Playground


async def ask(person: Person, text: FormattedText | str, to: Chat | None = None) -> Message:
    """Send a text, and return what the bot says next."""
    return await next_after(person, person.send(text, to=to))


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


async def answer_to(person: Person, message: Message) -> Message:
    return await person.wait_for(lambda m: m.reply_to == message.id, where=message.chat)


async def expect_silence(person: Person, where: Chat | None = None) -> None:
    """Check that the bot says nothing more: it answers the next command next."""
    question = person.send("/help", to=where)
    assert (await person.next_message(where=where)).reply_to == question.id


async def settings_page(person: Person, group: Chat, *buttons: str, topic_id: int = 0) -> Message:
    """Open the settings of a group, and press these buttons one after the other."""
    page = await answer_to(person, person.send("/settings", to=group, topic_id=topic_id))
    for button in buttons:
        before = page.edit_date, page.button_texts
        await person.press(page, button)
        await person.wait_for(
            lambda m, before=before: m is page and (m.edit_date, m.button_texts) != before,  # type: ignore[misc]
            where=group,
        )
    return page


async def forget(person: Person) -> Message:
    """Have all deleted, and return the message that says so."""
    person.send("/forget")
    question = await person.wait_for(lambda m: "Delete" in m.button_texts)
    await person.press(question, "Delete")
    return await person.wait_for(lambda m: m is question and m.text.startswith("Deleted"))


def sent_file(telegram: Playground, message: Message) -> tuple[str, bytes]:
    """Return the name and the content of the file in a message of the bot."""
    document = message.media["document"]
    file = telegram.cloud.files.get(document["file_id"])
    assert file is not None
    return file.name, file.data
