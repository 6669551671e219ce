"""HTML files: pages of the web are read as pages are, other documents whole."""

import pytest

from bot.domain.article import Role
from bot.reading.documents.formats import edit
from bot.reading.file_types import Format
from testkit.pages import RecordedPage, f1, recorded_pages
from tests.reading.documents.test_formats import BRIDGE
from tests.reading.structures import lines_with, read_file


@pytest.mark.parametrize(
    "page", [page for page in recorded_pages() if not page.wall], ids=lambda page: page.name
)
def test_a_page_that_was_saved_to_a_file_is_read_as_pages_are(page: RecordedPage) -> None:
    read = read_file(page.page.body, "page.html")
    assert f1(page.expected, f"{read.title}\n\n{read.text}") > 0.97
    # A page without a word about itself is a post of Telegram or has its headline among others.
    assert read.title.text == page.title or page.name.endswith(("_telegram", "en_tables"))


def test_what_a_word_processor_saved_as_a_page_is_read_whole() -> None:
    rest = "<div class='share-buttons'>one</div><p>Short.</p><footer>gone</footer>"
    head = "<head><meta name='generator' content='LibreOffice 25.2'><title>Bridge</title></head>"
    data = f"<html>{head}<body><p>{BRIDGE}</p>{rest}</body></html>".encode()
    assert read_file(data, "a.html").text.text == f"{BRIDGE}\n\none\n\nShort."


def test_a_long_text_in_html_keeps_its_chapters() -> None:
    parts = "".join(f"<h2>Part {n}</h2><p>{(BRIDGE + ' ') * 150}</p>" for n in range(3))
    data = f"<html><title>A book</title><body>{parts}</body></html>".encode()
    assert [c.title for c in read_file(data, "a.html").chapters] == ["Part 0", "Part 1", "Part 2"]


def test_a_title_with_a_character_that_nobody_sees_is_written_without_it() -> None:
    page = (
        b"<html><head><title>\x01The bridge is open</title></head><body><p>One.</p></body></html>"
    )
    editing = edit(page, Format.HTML)
    for place in editing.texts:
        place.put(place.read())

    assert b"<title>The bridge is open</title>" in editing.save("en")


def test_the_items_of_a_list_that_word_has_saved_are_items() -> None:
    head = "<head><meta name=Generator content='Microsoft Word 15'></head>"
    item = "<p class=MsoListParagraphCxSpFirst>· a pier</p>"
    data = f"<html>{head}<body><p>{BRIDGE}</p>{item}</body></html>".encode()
    assert lines_with(read_file(data, "a.html"), Role.LIST_ITEM) == ["· a pier"]
