"""PDF files with text, and pictures of the pages of scans."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from bot.reading.documents.document import (
    Broken,
    Document,
    Encrypted,
    Illegible,
    Scanned,
    TocEntry,
    TooDemanding,
    TooLong,
)
from bot.reading.documents.pdf_lines import Column, columns
from bot.reading.documents.pdf_paragraphs import paragraphs
from bot.reading.documents.pdf_words import UNKNOWN, page_words

MOST_PAGES = 5_000
MOST_LETTERS = 10_000_000
_MOST_ENTRIES = 2_000
MOST_SCANNED_PAGES = 10
_DOTS_PER_INCH = 200
_MOST_PIXELS_A_SIDE = 4_000
_MOST_UNKNOWN = 0.25
"""The share of letters that may be unknown."""
_FEWEST_LETTERS_A_PAGE = 20
"""A page of text has more letters; a scan has at most a page number."""


def read(data: bytes) -> Document:
    with opened(data) as pdf:
        if len(pdf) > MOST_PAGES:
            raise TooDemanding(f"{len(pdf)} pages")
        pages, letters, unknown = [], 0, 0
        for number in range(len(pdf)):
            page = _columns(pdf, number)
            text = "".join(word.text for column in page for line in column for word in line.words)
            letters += len(text)
            unknown += text.count(UNKNOWN)
            if letters > MOST_LETTERS:
                raise TooLong(letters)
            pages.append(page)
        if unknown > _MOST_UNKNOWN * letters:
            raise Illegible
        if letters < _FEWEST_LETTERS_A_PAGE * len(pages) and _has_pictures(pdf):
            raise Scanned
        passages, starts = paragraphs(pages)
        contents = tuple(
            TocEntry(title, starts[page])
            for title, page in _contents(pdf)
            if page < len(starts) and starts[page] < len(passages)
        )
        title = _decoded(lambda: str(pdf.get_metadata_value("Title")))
        author = _decoded(lambda: str(pdf.get_metadata_value("Author")))
    return Document(tuple(passages), title, author, contents=contents, pages=tuple(starts))


def pictures(data: bytes, too_many: Scanned) -> Iterator[bytes]:
    """Yield the pages of a scan as grey PGM pictures. Raises `too_many` if there are too many."""
    with opened(data) as pdf:
        if len(pdf) > MOST_SCANNED_PAGES:
            raise too_many
        for number in range(len(pdf)):
            page = pdf[number]
            largest = max(*page.get_size(), 1.0)
            scale = min(_DOTS_PER_INCH / 72, _MOST_PIXELS_A_SIDE / largest)
            bitmap = page.render(scale=scale, grayscale=True)
            rows = memoryview(bitmap.buffer).cast("B")
            header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
            yield header + b"".join(
                rows[row * bitmap.stride : row * bitmap.stride + bitmap.width]
                for row in range(bitmap.height)
            )
            bitmap.close()
            page.close()


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Yield the file in PDFium. Raises Encrypted and Broken."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise Encrypted(str(error)) from error
        raise Broken(str(error)) from error
    try:
        if len(pdf) == 0:
            raise Broken("no pages")
        yield pdf
    finally:
        pdf.close()


def _columns(pdf: pdfium.PdfDocument, number: int) -> Sequence[Column]:
    try:
        page = pdf[number]
    except pdfium.PdfiumError:  # one broken page does not break the document
        return []
    try:
        return columns(page_words(page))
    finally:
        page.close()


def _has_pictures(pdf: pdfium.PdfDocument) -> bool:
    """Return whether one of the first pages has a picture."""
    for number in range(min(len(pdf), 5)):
        try:
            page = pdf[number]
        except pdfium.PdfiumError:
            continue
        kinds = [pdfium_c.FPDF_PAGEOBJ_IMAGE]
        if next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None:
            return True
    return False


def _contents(pdf: pdfium.PdfDocument) -> list[tuple[str, int]]:
    """Return the titles in the top level of the outline, each with its page (from 0), in order."""
    found: dict[int, str] = {}
    for count, bookmark in enumerate(pdf.get_toc(max_depth=1)):
        if count >= _MOST_ENTRIES:
            break
        destination = bookmark.get_dest()
        page = destination.get_index() if destination is not None else None
        title = " ".join(_decoded(bookmark.get_title).split())
        if page is not None and page >= 0 and title:
            found.setdefault(page, title)
    return [(title, page) for page, title in sorted(found.items())]


def _decoded(value: Callable[[], str]) -> str:
    """Return a text from the file's metadata; empty if it is not valid UTF-16."""
    try:
        return value()
    except UnicodeDecodeError:
        return ""
