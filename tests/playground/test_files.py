"""Files in both directions."""

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.playground import Person, bold
from bot.playground.calls import BotApiError
from bot.playground.files import grey_picture, image_size
from tests.playground.conftest import refused


async def test_a_persons_document_can_be_downloaded(bot: Bot, olena: Person) -> None:
    olena.send_document("Стаття".encode(), "стаття.txt", caption=bold("Read"))
    message = (await bot.get_updates())[-1].message
    assert (message.document.file_name, message.document.mime_type) == ("стаття.txt", "text/plain")
    assert (message.caption, message.caption_entities[0].type) == ("Read", "bold")
    file = await message.document.get_file()
    assert (await file.download_as_bytearray()).decode() == "Стаття"


async def test_a_file_over_20_megabytes_cannot_be_downloaded(bot: Bot, olena: Person) -> None:
    olena.send_document(b"%PDF", "book.pdf", size=20 * 2**20 + 1)
    await refused((await bot.get_updates())[-1].message.document.get_file(), "File is too big")
    await refused(bot.get_file("made-up"), "Wrong file_id")


async def test_the_bots_document_arrives_with_name_and_caption(bot: Bot, olena: Person) -> None:
    sent = await bot.send_document(olena.id, b"long", filename="whole.txt", caption="All of it")
    message = await olena.next_message()
    assert (message.file_name, message.text) == ("whole.txt", "All of it")
    await refused(sent.edit_text("A text"), "There is no text in the message to edit")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(olena.id, b"long", caption="a" * 1025)


async def test_a_photo_has_to_be_a_picture(bot: Bot, olena: Person) -> None:
    olena.send_photo(grey_picture(300, 200))
    photo = (await bot.get_updates())[-1].message.photo
    assert [(size.width, size.height) for size in photo] == [(90, 60), (300, 200)]
    with pytest.raises(BotApiError, match="IMAGE_PROCESS_FAILED"):
        olena.send_photo(b"not a picture")


async def test_messages_of_an_album_share_a_media_group_id(bot: Bot, olena: Person) -> None:
    for caption in ("The article", ""):
        olena.send_photo(caption=caption, media_group_id="77")
    first, second = (update.message for update in (await bot.get_updates())[-2:])
    assert first.media_group_id == second.media_group_id == "77"


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xc0\x00\x02", b"\x89PNG\r\n"])
def test_a_broken_picture_has_no_size(data: bytes) -> None:
    assert image_size(data) is None
