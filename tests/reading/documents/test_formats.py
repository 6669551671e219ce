"""What comes out of a document in each format."""

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.articles import ReadText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import Encrypted, Illegible, NotADocument, NotRead, Scanned
from bot.reading.documents.formats import detect, read
from bot.reading.file_types import Format
from testkit.documents import docx, epub, fb2, odt, word_paragraph, word_run, zipped
from testkit.pdf import pdf, pdf_line

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


def read_file(data: bytes, name: str = "file") -> ReadText:

    format = detect(data, name)
    return assemble(read(data, format), format, 1_000_000)


def formatted(read: ReadText, kind: Kind) -> list[str]:
    return [read.text.text[s.start : s.end] for s in read.text.spans if s.kind is kind]


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
def test_a_text_about_pdf_is_none(name: str) -> None:
    assert "begins with" in read_file(ABOUT_PDF[:70], name).text.text


@pytest.mark.parametrize("name", ["a.md", "a.txt", "file"])
def test_a_text_that_shows_a_whole_pdf_is_none(name: str) -> None:
    assert "begins with" in read_file(ABOUT_PDF, name).text.text


def test_a_pdf_may_begin_with_something_else() -> None:
    data = b"HTTP/1.1 200 OK\r\n\r\n" + pdf([pdf_line(BRIDGE, 50, 700)])
    assert read_file(data).text.text == BRIDGE


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


def test_a_pdf_that_does_not_say_which_letters_it_shows_is_said_to_be_so() -> None:
    glyphs = "".join(chr(ord(character) - 29) for character in BRIDGE)
    with pytest.raises(Illegible):
        read_file(pdf([pdf_line(glyphs, 50, 700)]).replace(b"/ToUnicode 5 0 R", b""))


def test_what_is_drawn_twice_to_look_bold_is_read_once() -> None:
    words = "".join(pdf_line(BRIDGE, 50 + off, 700) for off in (0, 0.4))
    places = [(letter, 50 + 5 * n + off) for n, letter in enumerate("Nobody") for off in (0, 1)]
    letters = "".join(pdf_line(letter, left, 688) for letter, left in places)

    assert read_file(pdf([words + letters])).text.text == f"{BRIDGE} Nobody"


def test_doubled_letters_and_words_stay_doubled() -> None:
    text = "He had had 1100 dogs, 22 cats and 11 birds."
    assert read_file(pdf([pdf_line(text, 50, 700)])).text.text == text


def test_a_few_letters_that_a_font_does_not_name_are_left_alone() -> None:
    data = pdf([pdf_line("ITEXT 2024", 50, 700)]).replace(b"/ToUnicode 5 0 R", b"")
    assert read_file(data).text.text == "ITEXT 2024"


def _in_one_byte_font(data: bytes, encoding: str) -> bytes:
    """Return a PDF in whose font letters are single bytes, and nothing tells which."""
    page = f"BT /H 12 Tf 1 0 0 1 50 700 Tm <{data.hex()}> Tj ET"
    font = b"/Encoding" + encoding.encode() + b"/BaseFont/Helvetica"
    return pdf([page]).replace(b"/BaseFont/Helvetica", font)


@pytest.mark.parametrize(
    "text",
    ["Вчера городской совет открыл «Старый мост» снова.", "Міст через річку її відкрито — знову."],
)
def test_a_pdf_with_cyrillic_letters_in_the_places_of_western_ones_is_read(text: str) -> None:
    data = _in_one_byte_font(text.encode("cp1251"), "/WinAnsiEncoding")
    assert read_file(data).text.text == text


def test_western_letters_of_a_pdf_stay_what_they_are() -> None:
    text = "Le maire a déjà été élu à l’hôtel de ville, près de l’église."
    data = _in_one_byte_font(text.encode("cp1252"), "/WinAnsiEncoding")
    assert read_file(data).text.text == text


def test_a_pdf_whose_letters_have_only_numbers_is_illegible() -> None:
    names = "".join(f"/g{n}" for n in range(1, 60))
    codes = bytes(1 + ord(character) % 50 for character in BRIDGE)
    with pytest.raises(Illegible):
        read_file(_in_one_byte_font(codes, f"<</Differences[1{names}]>>"))


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


def _pdf_text(*lines: str, x: float = 50, top: float = 700) -> str:
    return "".join(pdf_line(line, x, top - 12 * n) for n, line in enumerate(lines))


def test_a_pdf_gets_its_paragraphs_back() -> None:
    first = _pdf_text(
        "The bridge over the river was opened again on Monday, and the mar-",
        "ket is full of people. Many of them said that the old and well-",
        "known bridge has changed a lot, and that a well-known architect has",
    )
    pages = [
        pdf_line("The Daily Bridge 1", 50, 780)
        + pdf_line("Мост открыт", 50, 740, 18, bold=True)
        + first
        + pdf_line("1", 300, 20),
        pdf_line("The Daily Bridge 2", 50, 780)
        + _pdf_text("seen to it.", "Nobody knows more.")
        + pdf_line("2", 300, 20),
        pdf_line("The Daily Bridge 3", 50, 780) + _pdf_text("The end.") + pdf_line("3", 300, 20),
    ]
    read = read_file(pdf(pages, title="Заголовок", author="Ann Lee"))

    heading, body, *rest = read.text.text.split("\n\n")
    assert heading == "Мост открыт"
    assert body == (
        "The bridge over the river was opened again on Monday, and the market is full of people. "
        "Many of them said that the old and well-known bridge has changed a lot, and that a "
        "well-known architect has seen to it."
    )
    assert rest == ["Nobody knows more.", "The end."]
    assert formatted(read, Kind.BOLD) == ["Мост открыт"]
    assert (read.title.text, read.author) == ("Заголовок", "Ann Lee")


def test_running_headers_of_two_pages_side_by_side_are_left_out() -> None:
    pages = [
        "".join(
            pdf_line("The Daily Bridge", x, 780)
            + "".join(
                pdf_line(f"{'abcdef'[page]}{'ghijklmnopqr'[n]} is here", x, 700 - 12 * n)
                for n in range(12)
            )
            + pdf_line(str(page + 1), x + 100, 20)
            for page, x in ((2 * sheet, 50), (2 * sheet + 1, 330))
        )
        for sheet in range(3)
    ]
    text = read_file(pdf(pages)).text.text

    assert "Daily" not in text
    assert text.index("ar is here") < text.index("bg is here")


def _roles_of_pdf(page: str) -> list[tuple[str, Role]]:
    return [(p.text.text, p.role) for p in read(pdf([page]), Format.PDF).passages]


def test_a_heading_in_three_lines_is_one() -> None:
    title = [
        pdf_line(text, 50, 760 - 26 * n, 22)
        for n, text in enumerate(["The old bridge over", "the river was opened", "again"])
    ]
    page = "".join(title) + _pdf_text(BRIDGE, BRIDGE, "Nobody knows more.", top=670)

    assert _roles_of_pdf(page)[0] == (
        "The old bridge over the river was opened again",
        Role.HEADING,
    )


def test_two_numbered_headings_are_two() -> None:
    page = pdf_line("2. The bridge and the river", 50, 760, bold=True)
    page += pdf_line("2.1. The bridge", 50, 748, bold=True)
    page += _pdf_text(BRIDGE, BRIDGE, "Nobody knows more.", top=730)

    assert [text for text, role in _roles_of_pdf(page) if role is Role.HEADING] == [
        "2. The bridge and the river",
        "2.1. The bridge",
    ]


def test_a_text_in_bold_is_no_heading() -> None:
    bold = [pdf_line(BRIDGE, 50, 700 - 12 * n, bold=True) for n in range(4)]
    page = pdf_line("Bridge", 50, 760, 20, bold=True) + "".join(bold)

    assert [role for _, role in _roles_of_pdf(page)] == [Role.HEADING, Role.TEXT]


def test_a_sentence_in_bold_is_no_heading() -> None:
    page = pdf_line(BRIDGE, 50, 730, bold=True)
    page += _pdf_text(*[BRIDGE.replace("open", f"open {n}") for n in range(4)])

    assert [role for _, role in _roles_of_pdf(page)] == [Role.TEXT, Role.TEXT]


@pytest.mark.parametrize("row_by_row", [True, False])
def test_columns_of_a_pdf_are_read_one_after_the_other(row_by_row: bool) -> None:
    left = [pdf_line(f"the left column has line {n} here", 50, 700 - 12 * n) for n in range(12)]
    right = [pdf_line(f"the right column has line {n} too", 330, 700 - 12 * n) for n in range(12)]
    lines = [line for pair in zip(left, right, strict=True) for line in pair]
    if not row_by_row:
        lines = left + right
    text = read_file(pdf(["".join(lines)])).text.text

    assert text.index("left column has line 11") < text.index("right column has line 0")


def test_a_scan_is_said_to_be_one() -> None:
    image = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x41 EI Q\n"  # one grey pixel
    with pytest.raises(Scanned):
        read_file(pdf([image, image]))


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


def test_a_pdf_has_the_chapters_of_its_outline() -> None:
    pages = [
        _pdf_text(*(f"Page {number} says {BRIDGE}" for _ in range(50)), top=780)
        for number in ("one", "two", "three", "four") * 3
    ]
    read = read_file(pdf(pages, outline=[("Раз", 0), ("Два", 6)]))

    assert [chapter.title for chapter in read.chapters] == ["Раз", "Два"]
    assert read.chapters[0].start == 0


def test_a_text_with_headings_has_chapters_when_it_is_long() -> None:
    chapters = "".join(f"# Part {n}\n\n{(BRIDGE + ' ') * 150}\n\n" for n in range(3))
    assert [c.title for c in read_file(chapters.encode(), "a.md").chapters] == [
        "Part 0",
        "Part 1",
        "Part 2",
    ]
    assert not read_file(b"# One\n\nx\n\n# Two\n\ny\n", "a.md").chapters


def test_a_letter_as_high_as_several_lines_begins_its_word() -> None:
    first, second, third = BRIDGE[1:], "The river is quiet at last,", "and so are the people here."
    lines = [(BRIDGE[0], 50, 673, 40), (first, 85, 698, 10), (second, 85, 686, 10)]
    lines += [(third, 85, 674, 10), ("That is what the mayor of the city said.", 50, 662, 10)]
    page = "".join(pdf_line(text, x, y, size) for text, x, y, size in lines)

    text = read_file(pdf([page])).text.text
    assert text.split("\n\n")[0] == f"{BRIDGE} {second} {third}"


def test_small_digits_above_and_below_the_lines_of_a_pdf_are_read_as_such() -> None:
    parts = [("The river has 10", 10, 700), ("6", 6, 704), (" dogs, and H", 10, 700)]
    parts += [("2", 6, 698), ("O is in the river", 10, 700), ("1", 6, 704), (" again.", 10, 700)]
    page, left = "", 50.0
    for text, size, bottom in parts:
        page += pdf_line(text, left, bottom, size)
        left += 0.5 * size * len(text)

    assert (
        read_file(pdf([page])).text.text == "The river has 10⁶ dogs, and H₂O is in the river again."
    )


def test_what_stands_askew_on_a_page_is_not_read() -> None:
    stamp = pdf_line("DRAFT", 100, 200, 60).replace("1 0 0 1", "0.7 0.7 -0.7 0.7")
    assert read_file(pdf([pdf_line(BRIDGE, 50, 700) + stamp])).text.text == BRIDGE


def test_items_with_letters_are_items() -> None:
    lines = [BRIDGE, "a) the first pier", "б) другая опора"]
    page = "".join(pdf_line(line, 50, 700 - 12 * n) for n, line in enumerate(lines))
    passages = read(pdf([page]), Format.PDF).passages
    assert [p.text.text for p in passages if p.role is Role.LIST_ITEM] == lines[1:]


def test_the_number_of_a_journal_at_the_edge_of_a_page_is_no_title() -> None:
    lines = [f"The mayor said in {year} that the old bridge is open." for year in range(1990, 1998)]
    page = pdf_line("Journal of Bridges, Vol. 3, No. 2 (2020)", 50, 780)
    page += pdf_line("The old bridge", 50, 740, 18)
    page += "".join(pdf_line(line, 50, 700 - 12 * n) for n, line in enumerate(lines))
    assert read_file(pdf([page])).title.text == "The old bridge"


def test_the_letters_of_ukrainian_fonts_of_tex_are_read() -> None:
    text = "Міст через річку є старий, і його опори не міняли жодного разу в Україні."
    seen = text.translate(str.maketrans("ієї", "i№Ё")).encode("cp1251").decode("cp1252")
    formula = "F(A, x) = f(x) - a + b, c < d"
    page = pdf_line(seen, 50, 700) + pdf_line(formula, 50, 680)
    assert text in read_file(pdf([page])).text.text


def test_pages_that_are_all_the_same_are_read() -> None:
    assert BRIDGE in read_file(pdf([pdf_line(BRIDGE, 50, 700)] * 4)).text.text
