"""Whatever bytes come, a reader reads them or says why not, and what is read can be packed."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain.rich_text import Kind, RichText, Span
from bot.errors import DragomanError
from bot.reading.documents import DocumentLimits, DocumentReader, ReadText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import Unreadable
from bot.reading.documents.formats import detect, edit, read
from bot.reading.documents.plain import edit as edit_plain
from bot.reading.file_types import WRITTEN, Format
from bot.reading.sandbox import pack
from testkit.documents import docx, epub, fb2, odt, pptx
from testkit.pdf import pdf, pdf_line
from tests.reading.documents.test_editing import FILES, SRT, TXT, VTT
from tests.reading.documents.test_formats import DOCX, HTML, MARKDOWN

_RTF = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}\f0 {\b \u1074?}\'cc\par x\bin2 {{}"
_MARKUP = (
    "<p>Bridge <b>is</b> open</p><section><title><p>x</p></title><w:p><w:r><w:t>a</w:t></w:r></w:p>"
    "<p:sp><p:txBody><a:p><a:r><a:rPr b='1'/><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>"
)
SEEDS: dict[Format, bytes] = {
    Format.TXT: TXT,
    Format.MARKDOWN: MARKDOWN,
    Format.HTML: HTML,
    Format.PDF: pdf([pdf_line("The bridge is open", 50, 700)], title="x", outline=[("a", 0)]),
    Format.RTF: _RTF,
    Format.FB2: fb2(_MARKUP, title="x"),
    Format.SRT: SRT,
    Format.VTT: VTT,
}
_PACKED: dict[Format, Callable[[str], bytes]] = {
    Format.DOCX: docx,
    Format.PPTX: pptx,
    Format.ODT: odt,
}
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """Return a file with some bytes changed, taken out, doubled or put in."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data[start:end] = draw(st.binary(max_size=20)) * draw(st.integers(0, 3))
    return bytes(data)


def _read(data: bytes, format: Format) -> None:
    with contextlib.suppress(Unreadable):
        text = assemble(read(data, format), format, 1_000_000)
        unpacked = TypeAdapter(ReadText).validate_json(pack(text))
        assert unpacked.text.text == text.text.text
        assert all(c.start < c.end <= len(text.text) for c in text.chapters)
    if format in WRITTEN:
        with contextlib.suppress(Unreadable):
            editing = edit(data, format)
            for place in editing.texts:
                place.put(place.read())
            assert isinstance(editing.save("uk"), bytes)


@pytest.mark.parametrize("format", SEEDS)
def test_a_damaged_file_is_read_or_refused(format: Format) -> None:
    @FUZZ
    @given(damaged(SEEDS[format]))
    def check(data: bytes) -> None:
        _read(data, format)

    check()


@pytest.mark.parametrize("format", SEEDS)
def test_any_bytes_are_read_or_refused(format: Format) -> None:
    @FUZZ
    @given(st.binary(max_size=200))
    def check(data: bytes) -> None:
        _read(data, format)

    check()


@pytest.mark.parametrize("format", _PACKED)
def test_damaged_markup_in_an_archive_is_read_or_refused(format: Format) -> None:
    @FUZZ
    @given(damaged(_MARKUP.encode()))
    def check(markup: bytes) -> None:
        _read(_PACKED[format](markup.decode("utf-8", "replace")), format)

    check()


@FUZZ
@given(damaged(_MARKUP.encode()))
def test_damaged_pages_of_a_book_are_read_or_refused(markup: bytes) -> None:
    page = markup.decode("utf-8", "replace")
    _read(epub({"a.xhtml": page, "b.xhtml": page}, contents={"b.xhtml": "x"}), Format.EPUB)


@FUZZ
@given(damaged(DOCX))
def test_a_damaged_archive_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        _read(data, detect(data, "a.docx"))


@given(st.text())
def test_a_text_that_is_written_again_without_changes_is_the_same(text: str) -> None:
    with contextlib.suppress(Unreadable):
        editing = edit_plain(text.encode("utf-8", "replace"))
        before = [place.read() for place in editing.texts]
        again = edit_plain(editing.save("uk"))
        assert [place.read() for place in again.texts] == before


@given(
    st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from(Kind)))
)
def test_a_text_survives_the_way_between_the_processes(
    text: str, spans: list[tuple[int, int, Kind]]
) -> None:
    rich = RichText(text, tuple(Span(start, end, kind, "x") for start, end, kind in spans))
    assert TypeAdapter(RichText).validate_json(pack(rich)) == rich


@pytest.mark.parametrize("seed", [SEEDS[Format.PDF], DOCX, HTML], ids=["pdf", "docx", "html"])
async def test_a_few_damaged_files_in_the_real_process(seed: bytes, tmp_path: Path) -> None:
    reader = DocumentReader(DocumentLimits(seconds=20))
    for cut in (len(seed) // 3, len(seed) // 2, len(seed) - 20):
        file = tmp_path / "file"
        file.write_bytes(seed[:cut] + bytes(20) + seed[cut + 20 :])
        with contextlib.suppress(DragomanError):
            await reader.read(file, "file")


def test_every_format_that_is_written_has_a_sample() -> None:
    assert {detect(data, name) for name, data in FILES.items()} == WRITTEN
