"""Files by their names and beginnings, and text files in every encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Origin
from bot.errors import ArticleTooLong, DragomanError, FileUnreadable, NoText
from bot.reading import read_text_file
from bot.reading.file_types import FILE_TYPES, UNREAD, Format, begins_as_document, by_name
from bot.rendering.words import words_in

RUSSIAN = "Сегодня в городе открыли новый мост через реку. Его строили четыре года, и вот он готов."
UKRAINIAN = "Сьогодні в місті відкрили новий міст. Його будували чотири роки; є ще й ґанок, їжак."
ENGLISH = "A new bridge was opened in the city today. It took four years to build."


_UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
TEXTS = [
    *((RUSSIAN, encoding) for encoding in (*_UNICODE, "cp1251", "koi8-u", "mac-cyrillic", "cp866")),
    *((UKRAINIAN, encoding) for encoding in (*_UNICODE, "cp1251", "koi8-u")),
    (UKRAINIAN.replace("ґ", "г"), "mac-cyrillic"),
    ("«Мост» — это „чудо“… № 1, сказали они.", "cp1251"),
    (ENGLISH, "ascii"),
    *((ENGLISH.replace("city", "“café” — city"), name) for name in ("utf-8", "cp1252", "utf-16")),
]


@pytest.mark.parametrize(("text", "encoding"), TEXTS)
def test_a_text_is_read_whatever_encoding_it_is_in(text: str, encoding: str) -> None:
    assert read_text_file(text.encode(encoding), "bridge.txt", 1000).body.text == text


def test_a_file_cut_inside_a_character_is_read_but_for_that_character() -> None:
    text = read_text_file(RUSSIAN.encode()[:-2], "bridge.txt", 1000).body.text
    assert text[:-1] == RUSSIAN[:-2]


def test_the_file_is_named_as_the_source_and_its_heading_is_found() -> None:
    article = read_text_file(f"# Мост\n\n{RUSSIAN}\n".encode(), "bridge.md", 1000)
    assert (article.source.origin, article.source.name) == (Origin.FILE, "bridge.md")
    assert (article.title.text, article.body.text) == ("Мост", RUSSIAN)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj << /Type /Catalog >>",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"{\\rtf1\\ansi A new bridge}",
        b"  <!DOCTYPE html><p>A new bridge</p>",
        b"A new bridge\x00\x00\x00",
        bytes(range(256)) * 4,
        "\ufeffbridge\0".encode("utf-16-le"),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_not_plain_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_text_file(data, "bridge.pdf", 1000)
    assert refused.value.details == {"name": "bridge.pdf"}


def test_an_empty_file_has_no_text() -> None:
    with pytest.raises(NoText):
        read_text_file(b"", "empty.txt", 1000)


@pytest.mark.parametrize("size", [1001, 10_000_000])
def test_a_file_over_the_limit_is_refused(size: int) -> None:
    with pytest.raises(ArticleTooLong) as refused:
        read_text_file(b"a" * size, "long.txt", 1000)
    assert refused.value.details["limit"] == 1000


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_clearly(data: bytes) -> None:
    try:
        article = read_text_file(data, "unknown", 1000)
    except DragomanError:
        return
    assert "\0" not in article.body.text


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_people_are_told_of_every_format(language: str) -> None:
    refusal = words_in(language).say("error-file-unreadable", name="x")
    greeting = words_in(language).say("what-i-read")

    read = [format.upper() for format in FILE_TYPES.keys() - UNREAD]
    assert all(name in refusal and name in greeting for name in read)


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.FB2.zip", Format.FB2), ("a.b.markdown", Format.MARKDOWN), ("a.zip", None), (".md", None)],
)
def test_a_name_promises_a_format(name: str, format: Format | None) -> None:
    assert by_name(name) is format


def test_white_space_may_stand_before_a_pdf() -> None:
    assert begins_as_document(b"\r\n%PDF-1.7")
    assert not begins_as_document(b"Portable documents begin with %PDF-1.7")
