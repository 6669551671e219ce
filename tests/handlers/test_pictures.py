"""Photos: their text is an article where Tesseract is installed, and the answer says so if not."""

import pytest

from bot.playground import Person
from testkit.pdf import png
from tests.conftest import RunBot
from tests.handlers.articles import sentences_of
from tests.handlers.conversation import next_after
from tests.reading.documents.test_recognition import needs_tesseract

PICTURE = png(
    [
        "The old bridge over the river is open again.",
        "Many people came to the river in the morning.",
        "The weather was good on Monday and the river was quiet.",
        "The mayor said that the bridge helps the city.",
        "Every train was quiet today.",
        "The people of the city said that the old bridge was good.",
        "The mayor came to the bridge in the morning.",
    ]
)


@needs_tesseract
async def test_the_text_of_a_photo_is_summarised_and_marked(olena: Person) -> None:
    photo = olena.send_photo(PICTURE)
    answer = await olena.next_message()

    assert answer.text.startswith("текст із зображення · англійська → українська")
    assert len(sentences_of(answer.text)) == 3
    assert answer.replied() is photo
    assert "міст" in (await next_after(olena, olena.reply(photo, "/translate uk"))).text


@needs_tesseract
async def test_a_picture_sent_as_a_file_is_read_too(john: Person) -> None:
    john.send_document(PICTURE, "page.png")
    assert "page.png (recognised text) · English" in (await john.next_message()).text


@needs_tesseract
async def test_a_photo_without_text_is_told_so(john: Person) -> None:
    assert (await next_after(john, john.send_photo())).text.startswith("I can’t make out any text")


async def test_without_tesseract_a_photo_is_answered_with_what_to_do(
    run_bot: RunBot, john: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    async with run_bot():
        john.send_photo()
        assert (await john.next_message()).text.startswith("I can’t read text in pictures")


async def test_a_photo_with_a_caption_stands_for_its_caption(john: Person) -> None:
    john.send_photo(PICTURE, caption="Good morning everybody")
    assert (await john.next_message()).text.startswith("This text is already short (3 words)")
