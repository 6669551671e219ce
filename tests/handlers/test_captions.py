"""Commands in the caption of a file or a photo are about that file or photo."""

from bot.playground import Chat, Person, Playground
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import next_after, once_answered, sent_file
from tests.handlers.test_documents import DOCX
from tests.handlers.test_pictures import PICTURE
from tests.reading.documents.test_recognition import needs_tesseract


async def expect_answer_to_next_file(person: Person) -> None:
    """Check that the bot says nothing more: it answers the next file next."""
    file = person.send_document(b"Nothing else comes before.", "next.txt")
    assert (await person.next_message()).reply_to == file.id


async def test_a_file_is_translated_into_the_language_in_its_caption(
    telegram: Playground, john: Person
) -> None:
    sent = john.send_document(DOCX, "report.docx", caption="/translate ru")
    answer = await john.next_message()
    assert sent_file(telegram, answer)[0] == "report.ru.docx"
    assert answer.replied() is sent
    await expect_answer_to_next_file(john)


async def test_a_file_is_summarised_as_its_caption_says_in_a_group_too(
    john: Person, group: Chat
) -> None:
    data, caption = RUSSIAN.text.encode("cp1251"), "/summary@dragoman_bot 2 en"
    sent = john.send_document(data, "bridge.txt", caption=caption, to=group)
    answer = await next_after(john, sent)
    assert "bridge.txt · Russian → English" in answer.text
    assert len(sentences_of(answer.text)) == 2


@needs_tesseract
async def test_the_text_of_a_photo_is_translated_as_its_caption_says(olena: Person) -> None:
    olena.send_photo(PICTURE, caption="/translate uk")
    assert "міст" in (await olena.next_message()).text


async def test_a_command_in_one_caption_of_an_album_is_about_the_others(john: Person) -> None:
    john.send_photo(caption="/summary 1", media_group_id="1")
    answer = await next_after(john, john.send_photo(caption=ENGLISH, media_group_id="1"))
    assert answer.text.startswith("Old bridge open again\n")
    assert len(sentences_of(answer.text)) == 1


async def test_a_text_after_the_command_in_a_caption_is_worked_on(john: Person) -> None:
    body = ENGLISH.text.partition("\n\n")[2]
    john.send_photo(caption=f"/summary 1\n{body}")
    assert f"{len(body.split())} words → 1 sentence" in (await john.next_message()).text


async def test_commands_to_others_and_forwarded_ones_are_captions(john: Person) -> None:
    john.forward("/translate ru", hidden_name="Somebody", document=DOCX, document_name="a.docx")
    assert "a.docx · by Ann Lee · English · 84 words" in (await john.next_message()).text
    john.send_document(DOCX, "b.docx", caption="/translate@other_bot ru")
    assert "b.docx · by Ann Lee · English · 84 words" in (await john.next_message()).text


async def test_an_edited_caption_of_a_file_offers_nothing(john: Person) -> None:
    sent = await once_answered(john, john.send_document(DOCX, "report.docx", caption="Look"))
    john.edit(sent, "Look at this")
    await expect_answer_to_next_file(john)
