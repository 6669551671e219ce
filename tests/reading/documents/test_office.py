"""What word processors put beside the running text: notes, boxes, headers, deleted words."""

import io
import re
import zipfile

import pytest

from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import Format
from bot.reading.documents.formats import edit, read
from bot.text import RichText
from tests.reading.documents.making import docx, odt, word_paragraph, word_run


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


def _in_capitals(data: bytes, format: Format) -> dict[str, str]:
    """The parts of the document in XML, once everything that is text is in capital letters."""
    editing = edit(data, format)
    for place in editing.places:
        place.put(RichText(place.read().text.upper()))
    with zipfile.ZipFile(io.BytesIO(editing.save("uk"))) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}


def test_all_text_of_a_docx_is_translated_and_nothing_else_is_lost() -> None:
    parts = _in_capitals(DOCX, Format.DOCX)
    body = parts["word/document.xml"]

    assert "THE DAILY BRIDGE" in parts["word/header1.xml"]
    assert "ALL RIGHTS RESERVED" in parts["word/footer1.xml"]
    assert re.search(r"<w:footnoteRef/>.* THE MAYOR SAID SO\.<", parts["word/footnotes1.xml"])
    assert 'w:type="separator"' in parts["word/footnotes1.xml"]
    assert "THE END OF THE NOTES." in parts["word/endnotes1.xml"]
    # For programs that know the box, and for those that do not.
    assert body.count("A BOX SAYS THAT THE RIVER IS QUIET.") == 2
    assert "<w:delText>, they lied</w:delText>" in body
    assert '<w:footnoteReference w:id="2"/>' in body


def test_all_text_of_an_odt_is_translated_and_nothing_else_is_lost() -> None:
    parts = _in_capitals(ODT, Format.ODT)
    body = parts["content.xml"]

    assert "THE DAILY BRIDGE" in parts["styles.xml"]
    assert re.search(r"THE BRIDGE IS OPEN AGAIN\..*<text:note>.*THE MAYOR SAID SO\.", body)
    assert "A BOX SAYS THAT THE RIVER IS QUIET." in body
    assert "they lied" in body
    assert '<text:bookmark text:name="here"/>' in body


def test_a_box_in_a_box_in_a_box_is_read_once() -> None:
    def nested(depth: int) -> str:
        inside = nested(depth - 1) if depth else ""
        return (
            word_run(f"Level {depth} is here.")
            + f"<w:r><w:pict><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></w:pict></w:r>"
        )

    document = read(docx(word_paragraph(nested(3))), Format.DOCX)
    assert [b.text.text for b in document.blocks] == [f"Level {n} is here." for n in (3, 2, 1, 0)]
