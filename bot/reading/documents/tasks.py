"""The tasks on documents that run in the sandbox. They raise `Unreadable`."""

from dataclasses import replace
from pathlib import Path

from bot.domain.rich_text import RichText
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
from bot.reading.documents.reader import DocumentRequest, ReadText
from bot.reading.documents.recognition import recognise
from bot.reading.file_types import WRITTEN, Format


def read_text(request: DocumentRequest) -> ReadText:
    """Return the document as one text."""
    data, format = _opened(request)
    document, was_recognised = _document(data, format, request)
    return replace(assemble(document, format, request.limit), recognised=was_recognised)


def read_picture(request: DocumentRequest) -> ReadText:
    """Return the text in a picture."""
    assert request.tesseract is not None
    document = recognise(request.file.read_bytes(), request.tesseract)
    return replace(assemble(document, Format.TXT, request.limit), recognised=True)


def read_passages(request: DocumentRequest) -> tuple[Format, tuple[RichText, ...]]:
    """Return the format and all pieces of running text, to be translated."""
    data, format = _opened(request)
    if format in WRITTEN:
        texts = [text.read() for text in edit(data, format).texts]
    else:
        texts = [passage.text for passage in _passages(_document(data, format, request)[0])]
    refuse_too_much(texts, request.limit)
    refuse_endless(texts)
    if not any(text.text.strip() for text in texts):
        raise NotADocument
    return format, tuple(map(with_bounded_spans, texts))


def write(
    request: DocumentRequest, texts: tuple[RichText, ...], language: str, output: Path
) -> None:
    """Write the document with other texts, in its own format or as a DOCX."""
    data, format = _opened(request)
    if format in WRITTEN:
        document = edit(data, format)
        for old, new in zip(document.texts, texts, strict=True):
            if new != old.read():
                old.put(new)
        written = document.save(language)
    else:
        from bot.reading.documents import docx_writing

        source, _ = _document(data, format, request)
        passages = [
            replace(passage, text=text)
            for passage, text in zip(_passages(source), texts, strict=True)
        ]
        written = docx_writing.write(passages, source.title, source.author, language)
    output.write_bytes(written)


def _opened(request: DocumentRequest) -> tuple[bytes, Format]:
    data = request.file.read_bytes()
    format = detect(data, request.name)
    if format in (Format.TXT, Format.MARKDOWN):
        refuse_too_long(decoded(data), request.limit)
    return data, format


def _document(data: bytes, format: Format, request: DocumentRequest) -> tuple[Document, bool]:
    """Return the document, and whether it is a scan whose text was recognised."""
    try:
        return read(data, format), False
    except Scanned as scanned:
        if request.tesseract is None:
            raise
        reason = scanned
    from bot.reading.documents import pdf

    passages: list[Passage] = []
    pages: list[int] = []
    for picture in pdf.pictures(data, reason):
        pages.append(len(passages))
        passages += recognise(picture, request.tesseract).passages
    return Document(tuple(passages), pages=tuple(pages)), True


def _passages(document: Document) -> list[Passage]:
    return [passage for passage in document.passages if passage.text]
