import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Origin
from bot.errors import ArticleTooLong, DragomanError, FileUnreadable, NoText
from bot.reading import read_text_file

RUSSIAN = "Сегодня в городе открыли новый мост через реку. Его строили четыре года, и вот он готов."
UKRAINIAN = "Сьогодні в місті відкрили новий міст. Його будували чотири роки; є ще й ґанок, їжак."
ENGLISH = "A new bridge was opened in the city today. It took four years to build."


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        *("cp1251", "koi8-u", "mac-cyrillic"),
    ],
)
@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN])
def test_a_text_is_read_whatever_encoding_it_is_in(text: str, encoding: str) -> None:
    if encoding == "mac-cyrillic":
        text = text.replace("ґ", "г")
    assert read_text_file(text.encode(encoding), "bridge.txt", 1000).body.text == text


def test_a_russian_text_of_the_dos_age_is_read() -> None:
    assert read_text_file(RUSSIAN.encode("cp866"), "bridge.txt", 1000).body.text == RUSSIAN


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp1252", "utf-16"])
def test_an_english_text_is_read(encoding: str) -> None:
    text = ENGLISH if encoding == "ascii" else ENGLISH.replace("city", "“café” — city")
    assert read_text_file(text.encode(encoding), "bridge.txt", 1000).body.text == text


def test_typography_of_windows_is_read() -> None:
    text = "«Мост» — это „чудо“… № 1, сказали они."
    assert read_text_file(text.encode("cp1251"), "a.txt", 1000).body.text == text


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
