"""Documents that are written again with other words: what may change does, and nothing else."""

import io
import zipfile
from dataclasses import replace

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.docx_writing import write
from bot.reading.documents.formats import detect, edit, read
from bot.reading.file_types import Format
from testkit.documents import (
    docx,
    epub,
    fb2,
    pptx,
    slide_run,
    slide_shape,
    word_paragraph,
    word_run,
)
from testkit.pdf import pdf, pdf_line
from tests.reading.documents.test_formats import ASS, DOCX, EPUB, HTML, MARKDOWN, ODT
from tests.reading.documents.writing import body, member, members, rewritten

SRT = (
    b"1\r\n00:00:01,000 --> 00:00:02,000 X1:100\r\n<i>The bridge\r\nis open</i> again.\r\n\r\n"
    b"2\r\n00:00:03,000 --> 00:00:04,500\r\n- Hi.\r\n- Bye.\r\n"
)
VTT = b"WEBVTT\n\nNOTE x\n\nintro\n00:01.000 --> 00:02.000 align:left\nThe bridge\n"
TXT = "Мост открыт.\n\n  Река тихая.\n".encode("cp1251")
PPTX = pptx(
    slide_shape(slide_run("The bridge"), placeholder="title")
    + slide_shape(
        slide_run("It is ") + slide_run("open", "b='1'") + slide_run(" again", "sz='4000'"),
        placeholder="",
    )
)

FILES = {
    "a.docx": DOCX,
    "a.pptx": PPTX,
    "a.odt": ODT,
    "a.epub": EPUB,
    "a.html": HTML,
    "a.md": MARKDOWN,
    "a.srt": SRT,
    "a.vtt": VTT,
    "a.ass": ASS,
    "a.txt": TXT,
}


@pytest.mark.parametrize("name", FILES)
def test_every_passage_is_replaced_with_its_formatting(name: str) -> None:
    data = FILES[name]
    before = [place.read() for place in edit(data, detect(data, name)).texts]
    written = rewritten(data, name)
    after = [place.read() for place in edit(written, detect(written, name)).texts]

    assert [text.text for text in after] == [text.text.upper() for text in before]
    for old, new in zip(before, after, strict=True):
        assert new.spans == old.spans


def test_subtitles_keep_their_timing_settings_numbers_and_lines() -> None:
    text = rewritten(SRT, "a.srt").decode()

    assert text == (
        "1\n00:00:01,000 --> 00:00:02,000 X1:100\n<i>THE BRIDGE IS\nOPEN</i> AGAIN.\n\n"
        "2\n00:00:03,000 --> 00:00:04,500\n- HI.\n- BYE.\n"
    )


def test_a_longer_cue_has_as_many_lines_about_as_long_as_each_other() -> None:
    change = {"The bridge is open again.": RichText("Старий міст через річку знову відкрито.")}
    lines = rewritten(SRT, "a.srt", change).decode().split("\n")

    assert lines[2:5] == ["Старий міст через", "річку знову відкрито.", ""]


def test_a_line_break_in_a_cue_parts_words_and_lines() -> None:
    source = b"1\n00:00:01,000 --> 00:00:02,000\n<i>The bridge.<br/>Is <BR>open</i>\n"
    change = {"The bridge. Is open": RichText("Die Brücke. Ist offen.")}

    assert rewritten(source, "a.srt", change).decode().split("\n")[2:] == [
        "Die",
        "Brücke.",
        "Ist offen.",
        "",
    ]


def test_subtitles_of_aegisub_keep_their_places_styles_and_lines() -> None:
    change = {"The bridge, old, is open.": RichText("Міст старий, і відкритий.")}
    lines = rewritten(ASS, "a.ass", change).decode().split("\n")

    assert lines[6].endswith(",Ann,0,0,0,,{\\an8}Міст старий,\\Nі відкритий.")
    assert [*lines[:6], *lines[7:]] == [
        line for number, line in enumerate(ASS.decode().split("\n")) if number != 6
    ]


def test_markdown_keeps_what_is_around_its_words() -> None:
    source = (
        "# Bridge #\n\n> It is\n> open\n\n1. one ![p](p.png)\n2. *two*\n\n| a | b |\n|---|---|\n"
        "| c | d |\n\n```\ncode\n```\n[x]: https://example.org\n"
    )
    change = {
        "Bridge": RichText("Міст"),
        "It is open": RichText("Він *відкритий*"),
        "one": RichText("один"),
        "two": RichText.styled("два", Kind.ITALIC),
        "d": RichText("г"),
    }
    assert rewritten(source.encode(), "a.md", change).decode() == (
        "# Міст #\n\n> Він \\*відкритий\\*\n\n1. ![p](p.png) один\n2. *два*\n\n| a | b |\n"
        "|---|---|\n| c | г |\n\n```\ncode\n```\n[x]: https://example.org\n"
    )


def test_html_keeps_its_pictures_attributes_and_says_its_new_language_and_encoding() -> None:
    source = (
        '<html lang="ru"><head><meta charset="windows-1251"><title>t</title></head><body>'
        '<p class="a">Мост <img src="x.png"> <b>открыт</b></p><!-- c --><script>1 < 2</script>'
        "</body></html>"
    ).encode("cp1251")
    bridge = RichText("Міст відкрито", (Span(0, 4, Kind.OBJECT, "0"),))
    page = rewritten(source, "a.html", {"Мост открыт": bridge}).decode()

    assert '<p class="a">Міст <img src="x.png"> відкрито</p>' in page
    assert '<html lang="uk">' in page
    assert '<meta charset="utf-8">' in page
    assert "windows-1251" not in page
    assert "<script>1 < 2</script>" in page


def test_a_title_with_what_nobody_sees_is_replaced() -> None:
    page = "<html><head><title>\x01The bridge</title></head><body><p>x</p></body></html>"
    change = {"The bridge": RichText("Міст")}

    assert "<title>Міст</title>" in rewritten(page.encode(), "a.html", change).decode()


def test_an_epub_keeps_its_other_members_and_says_its_new_language() -> None:
    data = epub(
        {"a.xhtml": "<p>Bridge</p>"},
        contents={"a.xhtml": "First"},
        extra={"O/cover.png": b"\x89PNG", "O/style.css": "p {}"},
    )
    change = {"Bridge": RichText("Міст"), "First": RichText("Перший")}
    written = rewritten(data, "a.epub", change)
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert members(written)["O/cover.png"] == b"\x89PNG"
    assert "Міст" in member(written, "O/a.xhtml")
    assert "Перший" in member(written, "O/nav.xhtml")
    assert "<dc:language>uk</dc:language>" in member(written, "O/book.opf")


def test_a_docx_keeps_pictures_fonts_and_other_members() -> None:
    data = docx(
        word_paragraph(
            word_run("The ", "<w:rFonts w:ascii='Arial'/>")
            + word_run("bridge is open", "<w:rFonts w:ascii='Arial'/><w:sz w:val='40'/>")
            + "<w:r><w:drawing/></w:r>",
            '<w:jc w:val="center"/>',
        )
    )
    change = {"The bridge is open": RichText("Міст відкрито", (Span(0, 4, Kind.BOLD),))}
    written = rewritten(data, "a.docx", change)
    text = body(written)
    assert members(written)["word/media/picture.bin"] == b"\0\1\2"
    assert "<w:drawing/>" in text
    assert '<w:jc w:val="center"/>' in text
    assert text.count('<w:sz w:val="40"/>') == 2
    assert "bridge" not in text
    assert '<w:b/><w:sz w:val="40"/></w:rPr><w:t xml:space="preserve">Міст</w:t>' in text


def test_a_fixed_width_text_is_wrapped_again() -> None:
    source = (
        "The city opened the old bridge over the river again on Monday and\n"
        "people came from all over the country to see how the bridge had\n"
        "changed in the three years for which it was closed by the old\n"
        "mayor and his friends.\n\nThe end is near.\n"
    )
    (paragraph, _) = [p.read().text for p in edit(source.encode(), Format.TXT).texts]
    lines = rewritten(source.encode(), "a.txt", {paragraph: RichText("слово " * 50)}).decode()

    assert max(map(len, lines.split("\n"))) <= 65
    assert lines.endswith("\n\nThe end is near.\n")


def test_a_format_that_is_not_written_becomes_a_docx_that_reads_the_same() -> None:
    book = read(
        fb2(
            "<section><title><p>One</p></title><p>It is <strong>open</strong> &amp; "
            '<a l:href="https://example.org/?a=1&amp;b=2">here</a>.</p></section>'
        ),
        Format.FB2,
    )
    written = read(write(book.passages, "A <title>", "Ann", "uk"), Format.DOCX)

    assert [b.text for b in written.passages] == [b.text for b in book.passages]
    assert [b.role for b in written.passages] == [b.role for b in book.passages]
    assert (written.title, written.author) == ("A <title>", "Ann")


FB2_NOTES = (
    '<section><p>The river<a l:href="#n1" type="note">[1]</a> is long, and '
    '<a l:href="#s2">the dog</a> <a l:href="#n2" type="note">*</a>, see '
    '<a l:href="https://example.org/">here</a>.</p></section></body>'
    '<body name="notes"><title><p>Notes</p></title>'
    '<section id="n1"><title><p>1</p></title><p>Very long.</p><p>And old.</p></section>'
    '<section id="n3"><p>Nobody asks.</p></section></body>'
    '<body name="comments"><section><section id="n2"><p>A big one.</p></section></section>'
)


def test_notes_of_a_fictionbook_are_footnotes_of_the_docx() -> None:
    book = read(fb2(FB2_NOTES), Format.FB2)
    texts = [RichText(p.text.text.upper(), p.text.spans) for p in book.passages]
    passages = [replace(p, text=text) for p, text in zip(book.passages, texts, strict=True)]
    data = write(passages, "", "", "uk")

    written = read(data, Format.DOCX)
    assert [(p.text.text, p.role) for p in written.passages] == [
        ("THE RIVER IS LONG, AND THE DOG, SEE HERE.", Role.TEXT),
        ("NOBODY ASKS.", Role.TEXT),
        ("VERY LONG.", Role.NOTE),
        ("AND OLD.", Role.NOTE),
        ("A BIG ONE.", Role.NOTE),
    ]
    marks = [s for s in edit(data, Format.DOCX).texts[0].read().spans if s.kind is Kind.OBJECT]
    assert [written.passages[0].text.text[mark.start : mark.end] for mark in marks] == [
        "RIVER",
        "DOG",
        "HERE",
    ]


def test_a_note_whose_mark_was_lost_stands_at_the_end() -> None:
    book = read(fb2(FB2_NOTES), Format.FB2)
    bare = [replace(p, text=RichText(p.text.text)) for p in book.passages]

    written = read(write(bare, "", "", "uk"), Format.DOCX)
    assert [p.text.text for p in written.passages] == [p.text.text for p in bare]


def test_links_of_a_pdf_are_links_of_the_docx() -> None:
    line = pdf_line("See the old bridge and the river here.", 50, 700)
    source = pdf([line], links=[("https://a.bc", "90 695 139 712"), ("https://d.ef", "0 0 9 9")])
    passages = read(source, Format.PDF).passages
    (span,) = passages[0].text.spans
    assert (passages[0].text.text[span.start : span.end], span.data) == (
        "old bridge",
        "https://a.bc",
    )

    (passage,) = read(write(passages, "", "", "uk"), Format.DOCX).passages
    assert passage.text == passages[0].text


def test_a_word_that_leads_to_a_note_stays() -> None:
    book = read(
        fb2(FB2_NOTES.replace(">[1]</a> is long", ">called the Dnipro</a> is long")), Format.FB2
    )
    text = book.passages[0].text
    assert text.text.startswith("The rivercalled the Dnipro is long")
    assert next(text.text[s.start : s.end] for s in text.spans if s.kind is Kind.OBJECT) == "Dnipro"


def test_places_speakers_and_colours_of_subtitles_stay_around_their_words() -> None:
    source = (
        '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#ff0">The <b>bridge</b></font>\n\n'
        "2\n00:00:03,000 --> 00:00:04,000\n<v Ann><i>It is open.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n<c.red>Good</c> night.\n"
    )
    lines = rewritten(source.encode(), "a.srt").decode().split("\n")
    assert lines[2] == '{\\an8}<font color="#ff0">THE <b>BRIDGE</b></font>'
    assert lines[6] == "<v Ann>IT IS OPEN."
    assert lines[10] == "GOOD NIGHT."
