"""Files that mean harm cost one process and end with a clear error; the next document is read."""

import asyncio
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import (
    ArticleTooLong,
    DocumentBroken,
    DocumentTooDemanding,
    DragomanError,
    FileUnreadable,
)
from bot.reading import sandbox
from bot.reading.documents import DocumentLimits, DocumentReader
from testkit.documents import docx, epub, fb2, odt, word_paragraph, word_run, zipped
from testkit.pdf import pdf
from tests.waiting import holding_up, until

GOOD = "Мост через реку сегодня открыли снова, и люди идут на рынок.".encode()


def _bomb() -> bytes:
    return docx(f"<w:p>{' ' * 200_000_000}</w:p>")


def _lying_size() -> bytes:
    """Return an archive whose directory says that a member has ten bytes."""
    data = bytearray(docx(word_paragraph(" " * 90_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        real = archive.getinfo("word/document.xml").file_size
    return bytes(data).replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def _entities() -> str:
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12)
    )
    return f"<!DOCTYPE FictionBook [{levels}]>"


def _secret(path: str = "/etc/hostname") -> str:
    return f'<!DOCTYPE FictionBook [<!ENTITY secret SYSTEM "file://{path}">]>'


def _fb2_with(doctype: str, entity: str) -> bytes:
    book = fb2(f"<section><p>Мост &{entity}; открыт.</p></section>").decode()
    return book.replace("<FictionBook", f"{doctype}<FictionBook", 1).encode()


def _pages(count: int) -> bytes:
    return pdf([""] * count)


def _deflate_bomb() -> bytes:
    """Return a page whose content is 500 MB of nothing."""
    packed = zlib.compress(b" " * 500_000_000, 9)
    plain = pdf([""])
    return plain.replace(
        b"<</Length 0>>stream\n\nendstream",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    )


NESTED = 100_000
HOSTILE: dict[str, tuple[str, Callable[[], bytes], type[DragomanError] | None]] = {
    "a zip bomb": ("a.docx", _bomb, DocumentTooDemanding),
    "a member that lies about its size": ("a.docx", _lying_size, DragomanError),
    "eleven thousand members": (
        "a.docx",
        lambda: zipped({f"{n}": "" for n in range(11_000)} | {"word/document.xml": "<x/>"}),
        DocumentTooDemanding,
    ),
    "an archive that is cut off": ("a.docx", lambda: docx("<w:p/>")[:-40], DocumentBroken),
    "no paragraphs": ("a.docx", lambda: docx(""), FileUnreadable),
    "deep nesting in a docx": (
        "a.docx",
        lambda: docx("<w:tbl>" * NESTED + "</w:tbl>" * NESTED),
        DragomanError,
    ),
    "deep nesting in an odt": (
        "a.odt",
        lambda: odt("<text:p>" + "<text:span>" * NESTED + "</text:span>" * NESTED + "</text:p>"),
        DragomanError,
    ),
    "deep nesting in a page": ("a.html", lambda: b"<div><b>" * NESTED + b"x", FileUnreadable),
    "deep nesting in rtf": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * NESTED, DocumentTooDemanding),
    "deep nesting in markdown": ("a.md", lambda: b"> " * NESTED + b"Bridge", None),
    "brackets in markdown": ("a.md", lambda: b"[" * 50_000 + b"Bridge", None),
    "emphasis in markdown": ("a.md", lambda: b"*a **b " * 20_000, None),
    "entities that grow": ("a.fb2", lambda: _fb2_with(_entities(), "e11"), None),
    "an entity that is a file": ("a.fb2", lambda: _fb2_with(_secret(), "secret"), None),
    "a book that is in itself": (
        "a.epub",
        lambda: epub({"../../../../etc/passwd": "<p>Bridge</p>"}),
        DragomanError,
    ),
    "a pdf of 10,000 pages": ("a.pdf", lambda: _pages(10_000), DocumentTooDemanding),
    "a pdf with a page that unpacks to 500 MB": ("a.pdf", _deflate_bomb, DragomanError),
    "a pdf of nothing but its header": ("a.pdf", lambda: b"%PDF-1.7\n" * 1000, DocumentBroken),
    "3,000,000 characters": ("a.txt", lambda: b"bridge " * 430_000, ArticleTooLong),
    "nothing but full stops": ("a.txt", lambda: b"A b. " * 390_000, DocumentTooDemanding),
    "300,000 lines": ("a.txt", lambda: b"abcdef\n" * 280_000, DocumentTooDemanding),
    "a line of 2 MB": ("a.txt", lambda: b"bridge" * 330_000, None),
    "boxes in boxes": (
        "a.docx",
        lambda: docx(
            "<w:p><w:r><w:pict><w:txbxContent>" * 1_000
            + word_paragraph(word_run("Bridge"))
            + "</w:txbxContent></w:pict></w:r></w:p>" * 1_000
        ),
        DragomanError,
    ),
    "notes that are nowhere": (
        "a.docx",
        lambda: docx(
            word_paragraph(word_run("The bridge is open.")),
            parts={f"{'../' * 9}etc/passwd{n}/footnotes": "" for n in range(1_000)},
        ),
        None,
    ),
    "a page of divisions in divisions": (
        "a.html",
        lambda: b"<html><meta property='og:site_name' content='x'>" + b"<div>x " * 50_000,
        None,
    ),
    "one cue of 2 MB": (
        "a.srt",
        lambda: b"1\n00:00:01,000 --> 00:00:02,000\n" + b"bridge\n" * 250_000,
        None,
    ),
    "timings without words": (
        "a.srt",
        lambda: b"1\n00:00:01,000 --> 00:00:02,000\n\n" * 50_000,
        FileUnreadable,
    ),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentReader]:
    """Provide a reader that still reads a good file after all the others."""
    # None must take so long that it is killed for that.
    reader = DocumentReader(DocumentLimits(seconds=600, megabytes=768))
    yield reader
    good = tmp_path_factory.mktemp("good") / "good"
    good.write_bytes(GOOD)
    assert asyncio.run(reader.read(good, "good.txt")).text.text == GOOD.decode()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_is_cheap(reader: DocumentReader, name: str, tmp_path: Path) -> None:
    file_name, make, expected = HOSTILE[name]
    hostile = tmp_path / "hostile"
    hostile.write_bytes(make())
    text = ""
    if expected is None:
        text = (await reader.read(hostile, file_name)).text.text
    else:
        with pytest.raises(expected):
            await reader.read(hostile, file_name)

    assert os.uname().nodename not in text
    assert "hahaha" not in text


@pytest.mark.slow
async def test_no_line_of_a_document_is_endless(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"The bridge is open " * 10_000 + b"bridge" * 10_000)
    text = (await DocumentReader(DocumentLimits()).read(file, "a.txt")).text.text

    assert max(map(len, text.split("\n"))) <= 10_000
    assert "".join(text.split()) == "".join(file.read_text().split())
    with pytest.raises(DocumentTooDemanding):
        await DocumentReader(DocumentLimits()).passages(file, "a.txt")


@pytest.mark.timeout(30)
async def test_a_document_that_takes_too_long_is_killed_with_its_process(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"*a **b " * 1_000_000)
    reader = DocumentReader(DocumentLimits(seconds=1, characters=10_000_000))
    with pytest.raises(DocumentTooDemanding):
        await reader.read(file, "a.md")


def _is_worker_running() -> bool:
    """Return whether this process has started one that reads a document."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    commands = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children]
    return any(b"bot.reading.documents.tasks" in command for command in commands)


async def test_a_reader_that_is_cancelled_leaves_no_process(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"*a **b " * 1_000_000)
    reading = asyncio.create_task(
        DocumentReader(DocumentLimits(characters=10_000_000)).read(file, "a.md")
    )
    await until(_is_worker_running)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert not _is_worker_running()


def test_the_process_does_not_see_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_TOKEN", "123:secret")
    assert not any("secret" in value for value in sandbox._environment().values())


async def test_the_event_loop_goes_on_while_20_megabytes_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(("Мост через реку сегодня открыли снова. " * 80 + "\n").encode() * 3_600)
    reader = DocumentReader(DocumentLimits(characters=20_000_000))
    async with holding_up() as longest:
        read = await reader.read(file, "a.txt")
    assert len(read.text) > 10_000_000
    assert longest() < 0.5  # measured: some 20 ms
