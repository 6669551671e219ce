"""What the bot asks of documents; every function here runs in the sandbox, and nowhere else.

They never look at the network, the settings or the database, and raise `Unreadable`.
"""

from dataclasses import replace
from pathlib import Path

from bot.domain.rich_text import RichText
from bot.reading.documents.articles import ReadText
from bot.reading.documents.assembling import (
    assemble,
    refuse_endless,
    refuse_too_long,
    refuse_too_much,
    with_bounded_spans,
)
from bot.reading.documents.document import Document, NotADocument, Passage, Scanned
from bot.reading.documents.formats import detect, edit, read
from bot.reading.documents.plain import decoded
from bot.reading.documents.reader import Given
from bot.reading.documents.recognition import recognised
from bot.reading.file_types import WRITTEN, Format


def read_text(given: Given) -> ReadText:
    """Return the document as one text."""
    data, format = _opened(given)
    document, was_recognised = _document(data, format, given)
    return replace(assemble(document, format, given.limit), recognised=was_recognised)


def read_picture(given: Given) -> ReadText:
    """Return the text in a picture."""
    assert given.tesseract is not None
    document = recognised(given.file.read_bytes(), given.tesseract)
    return replace(assemble(document, Format.TXT, given.limit), recognised=True)


def read_passages(given: Given) -> tuple[Format, tuple[RichText, ...]]:
    """Return every stretch of running text, to be translated."""
    data, format = _opened(given)
    if format in WRITTEN:
        texts = [place.read() for place in edit(data, format).places]
    else:
        texts = [passage.text for passage in _passages(_document(data, format, given)[0])]
    refuse_too_much(texts, given.limit)
    refuse_endless(texts)
    if not any(text.text.strip() for text in texts):
        raise NotADocument
    return format, tuple(map(with_bounded_spans, texts))


def write(given: Given, texts: tuple[RichText, ...], language: str, output: Path) -> None:
    """Write the document with other texts in its places, in its own format or as a DOCX."""
    data, format = _opened(given)
    if format in WRITTEN:
        editing = edit(data, format)
        for place, text in zip(editing.places, texts, strict=True):
            if text != place.read():
                place.put(text)
        written = editing.save(language)
    else:
        from bot.reading.documents import docx_writing

        document, _ = _document(data, format, given)
        passages = [
            replace(passage, text=text)
            for passage, text in zip(_passages(document), texts, strict=True)
        ]
        written = docx_writing.write(passages, document.title, document.author, language)
    output.write_bytes(written)


def _opened(given: Given) -> tuple[bytes, Format]:
    data = given.file.read_bytes()
    format = detect(data, given.name)
    if format in (Format.TXT, Format.MARKDOWN):
        refuse_too_long(decoded(data), given.limit)
    return data, format


def _document(data: bytes, format: Format, given: Given) -> tuple[Document, bool]:
    """Return the document, and whether it is a scan whose text was recognised."""
    try:
        return read(data, format), False
    except Scanned as scanned:
        if given.tesseract is None:
            raise
        reason = scanned
    from bot.reading.documents import pdf

    passages: list[Passage] = []
    pages: list[int] = []
    for picture in pdf.pictures(data, reason):
        pages.append(len(passages))
        passages += recognised(picture, given.tesseract).passages
    return Document(tuple(passages), pages=tuple(pages)), True


def _passages(document: Document) -> list[Passage]:
    return [passage for passage in document.passages if passage.text]
