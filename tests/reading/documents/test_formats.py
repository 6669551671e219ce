"""What comes out of a document in each format."""

import pytest

from bot.domain.rich_text import Kind
from bot.reading.documents.document import Encrypted, NotADocument, NotRead
from bot.reading.file_types import Format
from testkit.documents import docx, epub, fb2, odt, word_paragraph, word_run, zipped
from testkit.pdf import pdf, pdf_line
from tests.reading.structures import formatted, read_file

BRIDGE = "The bridge is open again, and people walk to the market."


ABOUT_PDF = (
    b"# About PDF\n\nA file begins with `%PDF-1.7`, and then come its objects.\n\n"
    b"1 0 obj <</Type/Catalog>> endobj\n\ntrailer <</Root 1 0 R>>\n\nstartxref\n\n%%EOF\n"
)
ASS = (
    b"[Script Info]\nTitle: x\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, "
    b"MarginR, MarginV, Effect, Text\nComment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,gone\n"
    b"Dialogue: 0,0:00:01.00,0:00:02.00,Default,Ann,0,0,0,,{\\an8}The bridge, {\\i1}old{\\i0},\\N"
    b"is open.\nDialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}\n"
)
MHT = (
    b"From: <Saved by Blink>\nSubject: Bridge\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/related;\n\ttype="text/html"; boundary="--x"\n\n----x\n'
    b"Content-Type: text/html; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable"
    b"\n\n<html><head><meta name=3DGenerator content=3D'Microsoft Word 15'></head><body>\n"
    b"<h1>=CD=EE=E2=EE=F1=F2=E8</h1><p>=CC=EE=F1=F2 =F7=E5=F0=E5=E7 =F0=E5=EA=F3 =EE=F2=EA=F0=\n"
    b"=FB=F2 =F1=ED=EE=E2=E0.</p></body></html>\n----x\nContent-Type: image/png\n"
    b"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n----x--\n"
)


DOCX = docx(
    word_paragraph(word_run("Bridge"), '<w:pStyle w:val="Mine"/>')
    + word_paragraph(
        word_run("It is ")
        + word_run("open", "<w:b/>")
        + word_run(" and ", '<w:b w:val="0"/>')
        + word_run("new", "<w:i/>")
        + f'<w:hyperlink r:id="r7">{word_run(" here")}</w:hyperlink>'
        + f"<w:del>{word_run('gone')}</w:del>"
    )
    + word_paragraph(word_run("one"), "<w:numPr/>")
    + word_paragraph(word_run("two"), "<w:numPr/>"),
    title="The title",
    author="Ann Lee",
    links={"r7": "https://example.org/"},
)
ODT = odt(
    '<text:h text:outline-level="1">Bridge</text:h>'
    '<text:p>It is <text:span text:style-name="T1">open</text:span> and '
    '<text:span text:style-name="T2">new</text:span>'
    '<text:a xlink:href="https://example.org/"> here</text:a>'
    "<office:annotation><text:p>gone</text:p></office:annotation></text:p>"
    "<text:list><text:list-item><text:p>one</text:p></text:list-item>"
    "<text:list-item><text:p>two</text:p></text:list-item></text:list>",
    title="The title",
    author="Ann Lee",
)
_MARKUP = (
    "<h1>Bridge</h1><p>It\n is&nbsp;<b>open</b> and <i>new</i>"
    '<a href="https://example.org/"> here</a><script>gone()</script></p>'
    "<ul><li>one</li>\n<li>two</li></ul>"
).replace("&nbsp;", " ")
EPUB = epub({"one.xhtml": _MARKUP}, title="The title", author="Ann Lee")
HTML = (
    '<html><head><title>The title</title><meta name="author" content="Ann Lee"></head>'
    f"<body><nav>gone</nav><article>{_MARKUP}</article></body></html>"
).encode()
MARKDOWN = (
    b"---\ntitle: The title\nauthor: Ann Lee\n---\n# Bridge\n\n"
    b"It is **open** and *new*[ here](https://example.org/)\n\n- one\n- two\n"
)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (DOCX, Format.DOCX),
        (ODT, Format.ODT),
        (EPUB, Format.EPUB),
        (HTML, Format.HTML),
        (MARKDOWN, Format.MARKDOWN),
    ],
)
def test_headings_lists_and_formatting_come_out_of(data: bytes, format: Format) -> None:
    read = read_file(data, "file.md" if format is Format.MARKDOWN else "file")

    assert read.format is format
    # The only heading of a page is its title; in the others it stands below another one.
    above = "" if format is Format.HTML else "Bridge\n\n"
    assert read.text.text == f"{above}It is open and new here\n\n• one\n• two"
    assert formatted(read, Kind.BOLD)[-1] == "open"
    assert ("Bridge" in formatted(read, Kind.BOLD)) == bool(above)
    assert formatted(read, Kind.ITALIC) == ["new"]
    assert [link.strip() for link in formatted(read, Kind.TEXT_LINK)] == ["here"]
    assert read.author == "Ann Lee"
    assert read.title.text == ("Bridge" if format is Format.HTML else "The title")


def test_a_fictionbook_is_read_in_the_encoding_that_it_names() -> None:
    read = read_file(
        fb2(
            "<section><title><p>Глава</p><p>первая</p></title><p>Мост <strong>открыт</strong>.</p>"
            "<poem><stanza><v>Раз,</v><v>два.</v></stanza></poem></section>",
            title="Книга",
            author="Анна Ли",
            encoding="windows-1251",
        )
    )

    assert read.text.text == "Глава первая\n\nМост открыт.\n\nРаз,\nдва."
    assert formatted(read, Kind.BOLD) == ["Глава первая", "открыт"]
    assert (read.title.text, read.author) == ("Книга", "Анна Ли")


def test_a_fictionbook_may_come_packed() -> None:
    data = zipped({"book.fb2": fb2(f"<section><p>{BRIDGE}</p></section>")})
    assert read_file(data).text.text == BRIDGE


def test_rtf_is_read_in_the_encoding_of_its_fonts_and_in_unicode() -> None:
    read = read_file(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 Arial;}}{\info{\title Bridge}}"
        rb"\f0 \'cc\'ee\'f1\'f2 {\b \u1074?\u1110?\u1076?} \{x\}\par{\*\secret gone}"
        rb"\u-10179?\u-8704? end{\pict\bin5 }{}}}\par}"
    )

    assert read.text.text == "Мост від {x}\n\n😀 end"
    assert formatted(read, Kind.BOLD) == ["від"]
    assert read.title.text == "Bridge"


def test_subtitles_become_sentences() -> None:
    read = read_file(
        b"WEBVTT\n\nintro\n00:01.000 --> 00:02.000 align:left\n<i>The bridge</i>\nis open,\n\n"
        b"00:03.000 --> 00:04.000\nand new.\n\nNOTE gone\n\n"
        b"00:05.000 --> 00:06.000\n- Hi.\n- Bye.\n"
    )

    assert read.format is Format.VTT
    assert read.text.text == "The bridge is open, and new.\n\n- Hi.\n\n- Bye."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-u", "cp866", "utf-16"])
def test_a_text_is_read_in_any_encoding(encoding: str) -> None:
    text = "Мост через реку сегодня открыли снова."
    assert read_file(text.encode(encoding), "a.txt").text.text == text


@pytest.mark.parametrize("name", ["a.md", "a.txt", "file"])
@pytest.mark.parametrize("data", [ABOUT_PDF[:70], ABOUT_PDF], ids=["its beginning", "all of it"])
def test_a_text_that_shows_a_pdf_is_none(name: str, data: bytes) -> None:
    assert "begins with" in read_file(data, name).text.text


def test_a_pdf_within_an_archive_does_not_make_it_one() -> None:
    with pytest.raises(NotADocument):
        read_file(zipped({"a.pdf": pdf([pdf_line(BRIDGE, 50, 700)])}, stored=["a.pdf"]))


def test_words_of_subtitles_of_aegisub_are_read() -> None:
    assert read_file(ASS).text.text == "The bridge, old, is open."


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "file"])
def test_a_page_that_was_saved_whole_is_read_without_its_headers(name: str) -> None:
    read = read_file(MHT, name)
    assert (read.title.text, read.text.text) == ("Новости", "Мост через реку открыт снова.")


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (rb"{\rtf1 The bridge is open.\par}", Format.RTF),
        (b"<html xmlns:o='urn:x'><body><p>The bridge is open.</p></body></html>", Format.HTML),
        (
            "\ufeff<html><body><p>The bridge is open.</p></body></html>".encode("utf-16"),
            Format.HTML,
        ),
    ],
    ids=["RTF", "HTML", "HTML in UTF-16"],
)
def test_what_is_only_named_as_an_old_word_file_is_read(data: bytes, format: Format) -> None:
    read = read_file(data, "a.doc")
    assert (read.format, read.text.text) == (format, "The bridge is open.")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), Format.DOC),
        (OLE + "Workbook".encode("utf-16-le"), Format.XLS),
        (OLE + "PowerPoint Document".encode("utf-16-le"), Format.PPT),
        (zipped({"xl/workbook.xml": "<workbook/>"}), Format.XLS),
        (b"Book" + bytes(56) + b"BOOKMOBI" + bytes(90), Format.MOBI),
        (b"AT&TFORM\0\0\0\x10DJVM" + bytes(90), Format.DJVU),
    ],
)
def test_a_format_that_is_not_read_is_named(data: bytes, format: Format) -> None:
    with pytest.raises(NotRead) as raised:
        read_file(data)
    assert raised.value.args == (format,)


def test_lines_of_fixed_width_are_paragraphs_again() -> None:
    lines = (
        "The city opened the old bridge over the river again on Monday and the\n"
        "mayor said that many people came to see how the bridge had changed in\n"
        "the three years for which it was closed.\n"
        "    Nobody knows why it took so long, although the newspapers wrote of\n"
        "money that the city did not have, and of a winter that was too cold to\n"
        "work in.\n"
    )
    assert read_file(lines.encode()).text.text.count("\n\n") == 1


def test_short_lines_stay_lines() -> None:
    verses = "Раз, два, три,\nчетыре, пять,\nвышел зайчик\nпогулять.\n" * 3
    assert "два, три,\n\nчетыре" in read_file(verses.encode()).text.text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        zipped({"photo.jpg": b"\xff\xd8"}),
        b"<?xml version='1.0'?><invoice/>",
    ],
)
def test_what_is_no_document_is_told_apart(data: bytes) -> None:
    with pytest.raises(NotADocument):
        read_file(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        epub(
            {"a.xhtml": "<p>x</p>"},
            extra={
                "META-INF/encryption.xml": "<encryption><EncryptedData>"
                '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
                "</EncryptedData></encryption>"
            },
        ),
        pdf(
            [pdf_line(BRIDGE, 50, 700)],
            trailer="/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
            f"/O<{'00' * 32}>/U<{'00' * 32}>>>",
        ),
    ],
    ids=["office", "epub", "pdf"],
)
def test_a_locked_document_is_said_to_be_locked(data: bytes) -> None:
    with pytest.raises(Encrypted):
        read_file(data)


def test_a_book_has_the_chapters_of_its_table_of_contents() -> None:
    page = "".join(f"<p>{BRIDGE} {n}</p>" for n in range(200))
    read = read_file(
        epub(
            {"a.xhtml": page, "b.xhtml": page, "c.xhtml": page},
            title="The river",
            contents={"a.xhtml": "One", "b.xhtml#x": "Two", "c.xhtml": "Three"},
        )
    )

    assert [chapter.title for chapter in read.chapters] == ["One", "Two", "Three"]
    assert all(
        read.text.text[chapter.start : chapter.end].startswith(f"{BRIDGE} 0")
        for chapter in read.chapters
    )


def test_a_text_with_headings_has_chapters_when_it_is_long() -> None:
    chapters = "".join(f"# Part {n}\n\n{(BRIDGE + ' ') * 150}\n\n" for n in range(3))
    assert [c.title for c in read_file(chapters.encode(), "a.md").chapters] == [
        "Part 0",
        "Part 1",
        "Part 2",
    ]
    assert not read_file(b"# One\n\nx\n\n# Two\n\ny\n", "a.md").chapters
