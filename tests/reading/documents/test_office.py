"""What word processors put beside the running text: notes, boxes, headers, deleted words."""

import re

import pytest

from bot.domain.rich_text import RichText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.formats import edit, read
from bot.reading.file_types import Format
from testkit.documents import docx, odt, word_paragraph, word_run
from tests.reading.documents.writing import body, members, rewritten


def _box(text: str) -> str:
    content = f"<w:txbxContent>{word_paragraph(word_run(text))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing><wps:txbx xmlns:wps="s">'
        f'{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="v">'
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _note(kind: str, text: str, type: str = "") -> str:
    number = f"<w:r><w:{kind}Ref/></w:r>"
    paragraph = word_paragraph(number + word_run(f" {text}"))
    return f'<w:{kind} w:id="2"{type}>{paragraph}</w:{kind}>'


DOCX = docx(
    word_paragraph(
        word_run("The bridge is open")
        + "<w:r><w:footnoteReference w:id='2'/></w:r>"
        + "<w:del><w:r><w:delText>, they lied</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{word_run('moved away')}</w:moveFrom>"
        + f"<w:ins>{word_run(' again')}</w:ins>"
        + word_run(".")
        + _box("A box says that the river is quiet.")
    )
    + word_paragraph(word_run("The market is open too.")),
    parts={
        "header": word_paragraph(word_run("The Daily Bridge")),
        "footer": word_paragraph(word_run("All rights reserved")),
        "footnotes": _note("footnote", "a line", ' w:type="separator"')
        + _note("footnote", "The mayor said so."),
        "endnotes": _note("endnote", "The end of the notes."),
    },
)
ODT = odt(
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>they lied</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    "<text:p>The bridge is open<text:note><text:note-body>"
    "<text:p>The mayor said so.</text:p></text:note-body></text:note> again."
    '<text:bookmark text:name="here"/>'
    "<draw:frame><draw:text-box><text:p>A box says that the river is quiet.</text:p>"
    "</draw:text-box></draw:frame></text:p><text:p>The market is open too.</text:p>",
    header="<text:p>The Daily Bridge</text:p>",
)
FILES = {Format.DOCX: DOCX, Format.ODT: ODT}
TEXT = (
    "The bridge is open again.\n\nA box says that the river is quiet.\n\nThe market is open too."
    "\n\nThe mayor said so."
)


@pytest.mark.parametrize("format", FILES)
def test_boxes_stand_behind_their_paragraphs_notes_at_the_end_and_headers_nowhere(
    format: Format,
) -> None:
    text = assemble(read(FILES[format], format), format, 10_000).text.text
    assert text.removesuffix("\n\nThe end of the notes.") == TEXT


def _in_capitals(format: Format) -> dict[str, str]:
    """Return the parts of the document in XML, with its text in capitals and no formatting."""
    texts = [place.read().text for place in edit(FILES[format], format).texts]
    change = {text: RichText(text.upper()) for text in texts}
    parts = members(rewritten(FILES[format], f"a.{format}", change))
    return {name: data.decode() for name, data in parts.items() if name.endswith(".xml")}


def test_all_text_of_a_docx_is_translated_and_nothing_else_is_lost() -> None:
    parts = _in_capitals(Format.DOCX)
    text = parts["word/document.xml"]

    assert "THE DAILY BRIDGE" in parts["word/header1.xml"]
    assert "ALL RIGHTS RESERVED" in parts["word/footer1.xml"]
    assert re.search(r"<w:footnoteRef/>.* THE MAYOR SAID SO\.<", parts["word/footnotes1.xml"])
    assert 'w:type="separator"' in parts["word/footnotes1.xml"]
    assert "THE END OF THE NOTES." in parts["word/endnotes1.xml"]
    # For programs that know the box, and for those that do not.
    assert text.count("A BOX SAYS THAT THE RIVER IS QUIET.") == 2
    assert "<w:delText>, they lied</w:delText>" in text
    assert '<w:footnoteReference w:id="2"/>' in text


def test_all_text_of_an_odt_is_translated_and_nothing_else_is_lost() -> None:
    parts = _in_capitals(Format.ODT)
    text = parts["content.xml"]

    assert "THE DAILY BRIDGE" in parts["styles.xml"]
    assert re.search(r"THE BRIDGE IS OPEN AGAIN\..*<text:note>.*THE MAYOR SAID SO\.", text)
    assert "A BOX SAYS THAT THE RIVER IS QUIET." in text
    assert "they lied" in text
    assert '<text:bookmark text:name="here"/>' in text


def test_a_box_in_a_box_in_a_box_is_read_once() -> None:
    def nested(depth: int) -> str:
        inside = nested(depth - 1) if depth else ""
        return (
            word_run(f"Level {depth} is here.")
            + f"<w:r><w:pict><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></w:pict></w:r>"
        )

    document = read(docx(word_paragraph(nested(3))), Format.DOCX)
    assert [b.text.text for b in document.passages] == [f"Level {n} is here." for n in (3, 2, 1, 0)]


def _mark(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def _odt_note(number: int) -> str:
    return f"<text:note><text:note-citation>{number}</text:note-citation></text:note>"


NOTED = {
    Format.DOCX: docx(
        word_paragraph(
            _mark(1)
            + word_run("The old bridge")
            + _mark(2)
            + _mark(3, "endnote")
            + word_run(" is open.")
            + _mark(4)
            + word_run(" The river")
            + f"<w:hyperlink>{word_run(' was')}{_mark(5)}</w:hyperlink>"
            + word_run(" quiet")
        )
    ),
    Format.ODT: odt(
        f"<text:p>{_odt_note(1)}The old <text:span>bridge{_odt_note(2)}</text:span>{_odt_note(3)}"
        f" is open.{_odt_note(4)} The river <text:a>was{_odt_note(5)}</text:a> quiet</text:p>"
    ),
}


def _with_marks(data: bytes) -> str:
    """Return the text of the document with the numbers of notes in brackets."""
    text = re.sub(r'<w:\w+Reference w:id="(\d)"/>', r"[\1]", body(data))
    text = re.sub(r"<text:note><[^>]*>(\d)<[^>]*></text:note>", r"[\1]", text)
    return re.sub("<[^>]*>", "", text).strip()


@pytest.mark.parametrize("format", NOTED)
def test_the_marks_of_notes_go_with_their_words(format: Format) -> None:
    data = NOTED[format]
    before = "[1]The old bridge[2][3] is open.[4] The river was[5] quiet"
    assert _with_marks(data) == before
    editing = edit(data, format)
    (place,) = editing.texts
    text = place.read()
    # The second sentence comes first, and "bridge" is "мост".
    place.put(text[24:] + ". " + text[:8] + RichText("мост", text[8:14].spans) + text[14:23])

    after = "[1]The river was[5] quiet. The old мост[2][3] is open.[4]"
    assert _with_marks(editing.save("uk")) == after


@pytest.mark.parametrize("format", NOTED)
def test_the_mark_of_a_note_whose_word_is_gone_stands_at_the_end(format: Format) -> None:
    editing = edit(NOTED[format], format)
    editing.texts[0].put(RichText("Мост"))
    written = _with_marks(editing.save("uk"))

    assert sorted(re.findall(r"\d", written)) == ["1", "2", "3", "4", "5"]
    assert "Мост" in written


@pytest.mark.parametrize("format", NOTED)
def test_notes_are_no_formatting_of_a_text_that_is_read(format: Format) -> None:
    assert not any(block.text.spans for block in read(NOTED[format], format).passages)
