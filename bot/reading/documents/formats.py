"""Detect the format of a file, by its content and then its name, and call the module that reads it.

A reader is imported when it is needed, so that subtitles do not wait for the PDF library.
"""

import re
from importlib import import_module
from typing import Any

from bot.reading.documents.archives import Archive
from bot.reading.documents.document import (
    Document,
    EditableDocument,
    Encrypted,
    NotADocument,
    NotRead,
    Unreadable,
)
from bot.reading.encodings import decode
from bot.reading.file_types import FILE_TYPES, OLE, ZIP, Format, by_name

_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# How an archive of Microsoft Office declares the type of its main part.
_MAIN_PARTS = {
    Format.DOCX: re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]{1,50}\.main\+xml"),
    Format.PPTX: re.compile(rb"(?:presentationml|ms-powerpoint)\.[\w.]{1,50}\.main\+xml"),
}
# The streams of old Office files, whose names are in UTF-16.
_OLE_STREAMS = {"WordDocument": Format.DOC, "Workbook": Format.XLS, "PowerPoint D": Format.PPT}
_TEXTS = frozenset({Format.TXT, Format.MARKDOWN, Format.SRT, Format.VTT, Format.ASS})
# What tells a PDF from a text about PDF.
_PDF = re.compile(rb"(?<![\x20-\x7e])%PDF-\d")
_PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_MOBI_AT, _MOBI = 60, (b"BOOKMOBI", b"TEXtREAd")
_DJVU = b"AT&TFORM"
LETTER = re.compile(
    rb"(?:[\w-]{1,60}:.*\n(?:[ \t].*\n)*){0,30}?MIME-Version:[ \t]*1", re.IGNORECASE
)
_SRT = re.compile(r"\s*\d+\s*\n\s*(?:\d+:)?\d\d:\d\d[.,]\d{1,3}\s+-->")
_ASS = re.compile(r"(?:\s|;.*\n)*\[Script Info\]", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def detect(data: bytes, name: str) -> Format:
    """Return the format of a file. Raises NotADocument, NotRead and Encrypted."""
    if not data.strip():
        raise NotADocument
    if data.startswith(ZIP):
        return _zipped(data)
    if data.startswith(OLE):
        raise _unread_ole(data)
    if data[_MOBI_AT:].startswith(_MOBI):
        raise NotRead(Format.MOBI)
    if data.startswith(_DJVU):
        raise NotRead(Format.DJVU)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        return Format.RTF
    named = by_name(name)
    if _is_pdf(data, named):
        return Format.PDF
    if LETTER.match(start):
        return Format.MHT
    if b"<FictionBook" in start or (named is Format.FB2 and start.startswith(b"<?xml")):
        return Format.FB2
    if named is Format.HTML or (named not in _TEXTS and _is_html(start)):
        return Format.HTML
    return _text_format(data, named)


def read(data: bytes, format: Format) -> Document:
    """Return the document. Raises Unreadable."""
    document: Document = _module(format).read(data)
    return document


def edit(data: bytes, format: Format) -> EditableDocument:
    """Return the document, open for writing; its format is one of WRITTEN. Raises Unreadable."""
    document: EditableDocument = _module(format).edit(data)
    return document


def _module(format: Format) -> Any:
    return import_module(f"bot.reading.documents.{FILE_TYPES[format].reader}")


def _is_pdf(data: bytes, named: Format | None) -> bool:
    """Return whether a file is a PDF; other bytes may come before its header."""
    header = _PDF.search(data[:1024])
    if header is None:
        return False
    is_first, has_objects = header.start() == 0, bool(_PDF_OBJECT.search(data))
    if named in _TEXTS:
        return is_first and (has_objects or decode(data) is None)
    return is_first or has_objects


def _unread_ole(data: bytes) -> Unreadable:
    """Return why an old file of Microsoft Office is not read."""
    if _OLE_ENCRYPTED in data:
        return Encrypted("a password")
    for stream, format in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return NotRead(format)
    return NotADocument()


def _zipped(data: bytes) -> Format:
    archive = Archive(data)
    names = frozenset(archive.names)
    types = archive.read_if_there("[Content_Types].xml") or b""
    for format, pattern in _MAIN_PARTS.items():
        if pattern.search(types):
            return format
    if "word/document.xml" in names:
        return Format.DOCX
    if "ppt/presentation.xml" in names:
        return Format.PPTX
    if "content.xml" in names:
        return Format.ODT
    if "META-INF/container.xml" in names:
        return Format.EPUB
    if any(name.lower().endswith(".fb2") for name in names):
        return Format.FB2
    if any(name.startswith("xl/") for name in names):
        raise NotRead(Format.XLS)
    raise NotADocument


def _is_html(start: bytes) -> bool:
    return bool(_HTML.match(start)) or (start.startswith(b"<?xml") and b"<html" in start)


def _text_format(data: bytes, named: Format | None) -> Format:
    text = decode(data)
    if text is None:
        raise NotADocument
    start = text[:4096].lstrip("\ufeff")
    if start.startswith("WEBVTT"):
        return Format.VTT
    if _SRT.match(start):
        return Format.SRT
    if _ASS.match(start):
        return Format.ASS
    if _is_html(start.lstrip().encode()):  # in UTF-16
        return Format.HTML
    if start.lstrip().startswith("<?xml"):
        raise NotADocument
    return Format.MARKDOWN if named is Format.MARKDOWN else Format.TXT
