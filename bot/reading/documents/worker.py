"""The process that reads one document and ends: parsers run here, under limits, and nowhere else.

It gets one JSON object on its command line, answers on standard output, and never looks at the
network, the settings or the database. `python -m bot.reading.documents.worker '{…}'`
"""

import contextlib
import json
import os
import resource
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.reading.documents.assembling import (
    assemble,
    refuse_endless,
    refuse_too_long,
    refuse_too_much,
)
from bot.reading.documents.document import (
    Document,
    Format,
    NotADocument,
    Passage,
    Scanned,
    TooDemanding,
    TooLong,
    Unreadable,
)
from bot.reading.documents.formats import WRITTEN, detect, edit, read
from bot.reading.documents.plain import decoded
from bot.reading.documents.recognition import Tesseract, recognised
from bot.reading.documents.wire import pack_text, pack_texts, unpack_texts

_FILE_BYTES = 256 * 2**20
_OPEN_FILES = 64


def main() -> None:
    request: dict[str, Any] = json.loads(sys.argv[1])
    _limit(int(request["memory"]), int(request["seconds"]))
    # Libraries write warnings where they like; standard output is for the answer alone.
    answer_to = os.dup(1)
    os.dup2(2, 1)
    try:
        answer = b"ok\n" + _TASKS[request["task"]](request)
    except TooLong as error:
        answer = b"TooLong %d" % error.args[0]
    except Unreadable as error:
        answer = type(error).__name__.encode()
    except (MemoryError, RecursionError):
        answer = TooDemanding.__name__.encode()
    with os.fdopen(answer_to, "wb") as stream:
        stream.write(answer)
    # A hostile file may have left behind what would take long to tidy up.
    sys.stderr.flush()
    os._exit(0)


def _limit(memory: int, seconds: int) -> None:
    """Limit the address space, in bytes, and the processor time, in seconds, of this process."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(kind, (most, most))


def _read_text(request: dict[str, Any]) -> bytes:
    data, format = _opened(request)
    limit = int(request["limit"])
    document, was_recognised = _document(data, format, request)
    return pack_text(replace(assemble(document, format, limit), recognised=was_recognised))


def _read_picture(request: dict[str, Any]) -> bytes:
    data = Path(request["file"]).read_bytes()
    text = assemble(recognised(data, _tesseract(request)), Format.TXT, int(request["limit"]))
    return pack_text(replace(text, recognised=True))


def _read_passages(request: dict[str, Any]) -> bytes:
    """Return every stretch of running text, to be translated."""
    data, format = _opened(request)
    if format in WRITTEN:
        texts = [place.read() for place in edit(data, format).places]
    else:
        texts = [passage.text for passage in _passages(_document(data, format, request)[0])]
    refuse_too_much(texts, int(request["limit"]))
    refuse_endless(texts)
    if not any(text.text.strip() for text in texts):
        raise NotADocument
    return format.value.encode() + b"\n" + pack_texts(texts)


def _write(request: dict[str, Any]) -> bytes:
    """Return the document with other texts in its places, in its own format or as a DOCX."""
    data, format = _opened(request)
    texts = unpack_texts(Path(request["texts"]).read_bytes())
    language = str(request["language"])
    if format in WRITTEN:
        editing = edit(data, format)
        for place, text in zip(editing.places, texts, strict=True):
            if text != place.read():
                place.put(text)
        written = editing.save(language)
    else:
        from bot.reading.documents import docx_writing

        document, _ = _document(data, format, request)
        passages = [
            Passage(text, passage.role, passage.level)
            for passage, text in zip(_passages(document), texts, strict=True)
        ]
        written = docx_writing.write(passages, document.title, document.author, language)
    Path(request["output"]).write_bytes(written)
    return b""


def _opened(request: dict[str, Any]) -> tuple[bytes, Format]:
    data = Path(request["file"]).read_bytes()
    format = detect(data, str(request["name"]))
    if format in (Format.TXT, Format.MARKDOWN):
        refuse_too_long(decoded(data), int(request["limit"]))
    return data, format


def _document(data: bytes, format: Format, request: dict[str, Any]) -> tuple[Document, bool]:
    """Return the document, and whether it is a scan whose text was recognised."""
    try:
        return read(data, format), False
    except Scanned:
        if "tesseract" not in request:
            raise
    from bot.reading.documents import pdf

    tesseract = _tesseract(request)
    passages = [
        b for picture in pdf.pictures(data) for b in recognised(picture, tesseract).passages
    ]
    return Document(tuple(passages)), True


def _tesseract(request: dict[str, Any]) -> Tesseract:
    return Tesseract(*map(str, request["tesseract"]))


def _passages(document: Document) -> list[Passage]:
    return [passage for passage in document.passages if passage.text]


_TASKS = {
    "text": _read_text,
    "picture": _read_picture,
    "passages": _read_passages,
    "write": _write,
}


if __name__ == "__main__":
    main()
