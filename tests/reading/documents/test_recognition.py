"""The text of pictures and scans, where Tesseract is installed."""

from pathlib import Path

import pytest

from bot.errors import DocumentBroken, DocumentScanned, NoTextInPicture, PicturesNotRead
from bot.reading.documents import DocumentLimits, DocumentReader
from bot.reading.documents.recognition import find_tesseract
from testkit.pdf import png, scan

TESSERACT = find_tesseract()
needs_tesseract = pytest.mark.skipif(TESSERACT is None, reason="Tesseract is not installed")

LINES = ["The bridge over the river is open", "again, and many people walk to the mar-", "ket."]
TEXT = "The bridge over the river is open again, and many people walk to the market."


@pytest.fixture
def reader() -> DocumentReader:
    return DocumentReader(DocumentLimits(), TESSERACT)


@needs_tesseract
async def test_the_text_of_a_picture_is_recognised(reader: DocumentReader, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(png(LINES))
    read = await reader.recognise(file, "photo.png")

    assert read.text.text == TEXT
    assert read.recognised


@needs_tesseract
async def test_a_scan_is_recognised_page_by_page(reader: DocumentReader, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan([LINES, ["The end is near."]]))
    read = await reader.read(file, "scan.pdf")

    assert read.text.text == f"{TEXT}\n\nThe end is near."
    assert read.recognised


@needs_tesseract
async def test_a_picture_without_words_and_no_picture_are_told_apart(
    reader: DocumentReader, tmp_path: Path
) -> None:
    file = tmp_path / "picture"
    file.write_bytes(png([]))
    with pytest.raises(NoTextInPicture):
        await reader.recognise(file, "photo.png")
    file.write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    with pytest.raises(DocumentBroken):
        await reader.recognise(file, "photo.png")


@needs_tesseract
async def test_a_scan_of_too_many_pages_is_said_to_be_one(
    reader: DocumentReader, tmp_path: Path
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan([[]] * 11))
    with pytest.raises(DocumentScanned):
        await reader.read(file, "scan.pdf")


async def test_without_tesseract_pictures_and_scans_are_refused(tmp_path: Path) -> None:
    reader = DocumentReader(DocumentLimits(), None)
    file = tmp_path / "file"
    file.write_bytes(scan([LINES]))
    with pytest.raises(DocumentScanned):
        await reader.read(file, "scan.pdf")
    with pytest.raises(PicturesNotRead):
        await reader.recognise(file, "photo.png")


def test_tesseract_is_not_found_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_tesseract() is None
