"""Documents at a terminal: summaries of any format, and translation from file to file."""

import json
from pathlib import Path

import pytest

from bot.reading.file_types import OLE
from testkit.argos.package import build_package
from testkit.documents import (
    docx,
    epub,
    fb2,
    part_of,
    pptx,
    slide_run,
    slide_shape,
    word_paragraph,
    word_run,
    zipped,
)
from testkit.pdf import pdf, pdf_line
from tests.cli.conftest import ARTICLE, TITLE, Dragoman

PARAGRAPHS = ARTICLE.strip().split("\n\n")
DOCX = docx("".join(word_paragraph(word_run(text)) for text in PARAGRAPHS), title=TITLE)
EPUB = epub({"a.xhtml": "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])}, title=TITLE)
PPTX = pptx(
    slide_shape(slide_run(TITLE), placeholder="title"), slide_shape(*map(slide_run, PARAGRAPHS[1:]))
)
FB2 = fb2("".join(f"<section><p>{text}</p></section>" for text in PARAGRAPHS[1:]), title=TITLE)


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", DOCX), ("a.pptx", PPTX), ("a.epub", EPUB), ("a.fb2", FB2)]
)
def test_a_document_is_summarised_like_a_text(
    dragoman: Dragoman, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    shown = dragoman("summary", name).stdout.splitlines()
    assert shown[:2] == [TITLE, f"{name} · English · 78 words → 3 sentences"]


@pytest.mark.sandboxed
def test_a_document_may_come_on_standard_input(dragoman: Dragoman) -> None:
    assert json.loads(dragoman("summary", "--json", given=DOCX).stdout)["title"] == TITLE


@pytest.mark.slow
def test_a_document_is_translated_into_a_file_beside_it(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "bridge.epub").write_bytes(EPUB)
    assert dragoman("translate", "bridge.epub", "--to", "uk").stdout == "bridge.uk.epub\n"
    assert "міст" in part_of(tmp_path / "bridge.uk.epub", "O/a.xhtml")
    again = dragoman("translate", "bridge.epub", "--to", "uk", ends=1).stderr
    assert "bridge.uk.epub already exists" in again
    assert "--output bridge.uk.epub" in again


@pytest.mark.parametrize("output", ["a.docx", "./a.docx", "link.docx"])
def test_a_translation_does_not_replace_its_original(
    dragoman: Dragoman, tmp_path: Path, output: str
) -> None:
    (tmp_path / "a.docx").write_bytes(DOCX)
    (tmp_path / "link.docx").symlink_to("a.docx")
    refused = dragoman("translate", "a.docx", "--to", "uk", "--output", output, ends=1).stderr
    assert "is the original, which the translation would replace" in refused
    assert (tmp_path / "a.docx").read_bytes() == DOCX


@pytest.mark.parametrize(
    ("name", "data", "program", "save_as"),
    [
        ("a.xlsx", zipped({"xl/workbook.xml": "<workbook/>"}), "Excel", "PDF"),
        ("a.ppt", OLE + bytes(600) + "PowerPoint D".encode("utf-16-le"), "PowerPoint", "PPTX"),
        ("a.mobi", b"Book" + bytes(56) + b"BOOKMOBI" + bytes(90), "Kindle", "EPUB"),
        ("a.djvu", b"AT&TFORM\0\0\0\x10DJVM" + bytes(90), "DjVu", "PDF"),
    ],
)
def test_a_format_that_is_not_read_is_named(
    dragoman: Dragoman, tmp_path: Path, name: str, data: bytes, program: str, save_as: str
) -> None:
    (tmp_path / name).write_bytes(data)
    refused = dragoman("summary", name, ends=1).stderr
    assert f"{name} is " in refused
    assert program in refused
    assert save_as in refused


@pytest.mark.slow
def test_rtf_named_as_an_old_word_file_becomes_a_docx(dragoman: Dragoman, tmp_path: Path) -> None:
    text = "\\par ".join(PARAGRAPHS[1:])
    (tmp_path / "a.doc").write_bytes(f"{{\\rtf1 {text}}}".encode())
    assert dragoman("translate", "a.doc", "--to", "uk").stdout == "a.uk.docx\n"


def test_a_text_about_pdf_is_summarised(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"Such a file begins with `%PDF-1.7`.\n\n{ARTICLE}", "utf-8")
    assert "sentences" in dragoman("summary", "a.md").stdout


def test_a_format_other_than_the_files_is_refused(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "bridge.docx").write_bytes(DOCX)
    words = ("translate", "bridge.docx", "--to", "uk", "--output", "bridge.odt")
    assert ".docx" in dragoman(*words, ends=1).stderr
    assert not (tmp_path / "bridge.odt").exists()


def test_a_format_that_is_not_written_becomes_a_docx(dragoman: Dragoman, tmp_path: Path) -> None:
    lines = "".join(
        pdf_line(line, 50, 700 - 14 * n) for n, line in enumerate(["The bear saw", "the bridge."])
    )
    (tmp_path / "bridge.pdf").write_bytes(pdf([lines]))
    shown = dragoman("translate", "bridge.pdf", "--to", "ru", "--from", "en").stdout

    assert shown == "bridge.ru.docx\n"
    assert "медведь" in part_of(tmp_path / "bridge.ru.docx", "word/document.xml")


def test_a_text_is_translated_into_a_file_where_one_is_named(
    dragoman: Dragoman, article: Path, tmp_path: Path
) -> None:
    words = ("translate", article, "--to", "ru", "--output")
    assert "Cannot write out/мост.txt" in dragoman(*words, "out/мост.txt", ends=1).stderr
    assert dragoman(*words, "мост.txt").stdout == "мост.txt\n"
    assert "медведь" in (tmp_path / "мост.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("summary",), ("translate", "--to", "uk")])
def test_a_document_that_cannot_be_opened_is_named(
    dragoman: Dragoman, command: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    for name, reason in (("a.docx", "is damaged"), ("b.docx", "there is no such file")):
        refused = dragoman(*command, name, ends=1).stderr
        assert name in refused
        assert reason in refused


def test_below_a_file_stands_what_was_not_translated(dragoman: Dragoman, tmp_path: Path) -> None:
    build_package(tmp_path / "packages", "en", "ru", loops=True)
    (tmp_path / "bridge.docx").write_bytes(DOCX)
    result = dragoman(
        "translate", "bridge.docx", "--to", "ru", packages_folder=tmp_path / "packages"
    )

    assert result.stdout == "bridge.ru.docx\n"
    assert result.stderr.startswith("dragoman: ⚠ ")
    assert "sentences are left in the original language" in result.stderr
