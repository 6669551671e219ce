"""The table of file types: their names, how their files begin, and which module reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of old Word documents, and of DOCX files with a password."""


class Format(StrEnum):
    """Formats of documents; the values are the usual endings of file names.

    The last five are known, to say what to save a file as, and not read.
    """

    TXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    ODT = "odt"
    EPUB = "epub"
    FB2 = "fb2"
    RTF = "rtf"
    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    MHT = "mht"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MOBI = "mobi"
    DJVU = "djvu"


@dataclass(frozen=True, slots=True)
class FileType:
    """A format of documents. `reader` is the module in `documents` that reads it, if one does.

    Translations of formats that are not `is_written` are DOCX files.
    """

    reader: str
    endings: tuple[str, ...]
    """The endings of file names."""
    content_types: tuple[str, ...] = ()
    """The names that servers and Telegram use."""
    beginning: bytes = b""
    """The beginning of all files in this format, if nothing else begins so."""
    is_written: bool = False


FILE_TYPES: Mapping[Format, FileType] = {
    Format.TXT: FileType("plain", (".txt", ".text", ".log"), ("text/plain",), is_written=True),
    Format.MARKDOWN: FileType(
        "markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), is_written=True
    ),
    Format.HTML: FileType(
        "html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), is_written=True
    ),
    Format.PDF: FileType("pdf", (".pdf",), ("application/pdf", "application/x-pdf"), b"%PDF-"),
    Format.DOCX: FileType(
        "docx",
        (".docx", ".docm"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        is_written=True,
    ),
    Format.PPTX: FileType(
        "pptx",
        (".pptx", ".pptm", ".ppsx", ".potx"),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        ),
        is_written=True,
    ),
    Format.ODT: FileType(
        "odt", (".odt",), ("application/vnd.oasis.opendocument.text",), is_written=True
    ),
    Format.EPUB: FileType("epub", (".epub",), ("application/epub+zip",), is_written=True),
    # Libraries give out FB2 in archives.
    Format.FB2: FileType(
        "fictionbook", (".fb2", ".fbz", ".fb2.zip"), ("application/x-fictionbook+xml",)
    ),
    Format.RTF: FileType("rtf", (".rtf",), ("application/rtf", "text/rtf"), b"{\\rtf"),
    Format.SRT: FileType("subtitles", (".srt",), ("application/x-subrip",), is_written=True),
    Format.VTT: FileType("subtitles", (".vtt",), ("text/vtt",), is_written=True),
    Format.ASS: FileType("subtitles", (".ass", ".ssa"), is_written=True),
    Format.MHT: FileType("html", (".mht", ".mhtml")),
    Format.DOC: FileType("", (".doc", ".dot")),
    Format.XLS: FileType("", (".xls", ".xlsx", ".xlsm")),
    Format.PPT: FileType("", (".ppt", ".pps", ".pot")),
    Format.MOBI: FileType("", (".mobi", ".azw", ".azw3", ".prc")),
    Format.DJVU: FileType("", (".djvu", ".djv")),
}
UNREAD = frozenset(format for format, type in FILE_TYPES.items() if not type.reader)
"""Formats that are recognised and not read."""
WRITTEN = frozenset(format for format, type in FILE_TYPES.items() if type.is_written)
"""Formats in which a translation can be written."""
CONTENT_TYPES: Mapping[str, Format] = {
    name: format for format, type in FILE_TYPES.items() for name in type.content_types
}
UNKNOWN_TYPES = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/zip", "application/download"}
    | {"application/x-zip-compressed", "application/force-download", "application/x-download"}
)
"""What servers say of files in unknown formats."""
PICTURE_TYPES: Mapping[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG",),
    "image/tiff": (b"II*\0", b"MM\0*"),
    "image/bmp": (b"BM",),
    "image/webp": (),
}
"""The types of pictures whose text is read, and how they begin."""

_BEGINNINGS = (ZIP, OLE, *(type.beginning for type in FILE_TYPES.values() if type.beginning))
_PICTURE_BEGINNINGS = tuple(mark for marks in PICTURE_TYPES.values() for mark in marks)
_MOST_SPACE = 16


def by_name(name: str) -> Format | None:
    """Return the format by the ending of a file's name."""
    name = name.lower()
    return next(
        (
            format
            for format, type in FILE_TYPES.items()
            if name.endswith(type.endings) and not name.startswith(type.endings)
        ),
        None,
    )


def begins_as_document(data: bytes) -> bool:
    """Return whether bytes are the beginning of a document that is not a text file."""
    return data.startswith(_BEGINNINGS) or data[: _MOST_SPACE + 8].lstrip().startswith(_BEGINNINGS)


def begins_as_picture(data: bytes) -> bool:
    """Return whether bytes are the beginning of a picture."""
    return data.startswith(_PICTURE_BEGINNINGS)
