import pytest

from bot.reading.file_types import FILE_TYPES, UNREAD, Format, begins_as_document, by_name
from bot.rendering.words import words_in


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
