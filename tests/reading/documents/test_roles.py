"""What the passages of documents are, in every format that says so."""

import pytest

from bot.domain.article import Role
from testkit.documents import epub, fb2
from testkit.pdf import pdf, pdf_line, pdf_lines
from tests.reading.structures import lines_with, read_file, roles_of

BRIDGE = "Міст через річку знову відкрито, і люди йдуть на ринок."


def test_the_elements_of_a_book_have_roles() -> None:
    book = read_file(
        epub(
            {
                "cover.xhtml": '<div epub:type="titlepage" xmlns:epub="e"><p>Річка</p></div>',
                "toc.xhtml": "<nav><ol><li>Міст</li></ol></nav>",
                "one.xhtml": f"<h1>Міст</h1><p>{BRIDGE}</p><ul><li>пункт</li></ul>"
                "<figure><img/><figcaption>Опора навесні</figcaption></figure>"
                "<table><tr><td>Опора</td><td>Стан</td></tr></table>"
                "<pre>x = 1\ny = 2</pre><aside>Так сказав мер.</aside>"
                '<p class="footnote">І ще раз.</p><dl><dt>Опора</dt></dl>',
            },
            title="Річка тече",
        )
    )

    assert roles_of(book) == [
        (Role.TITLE_PAGE, "Річка"),
        (Role.CONTENTS, "Міст"),
        (Role.HEADING, "Міст"),
        (Role.TEXT, BRIDGE),
        (Role.LIST_ITEM, "• пункт"),
        (Role.CAPTION, "Опора навесні"),
        (Role.TABLE, "Опора"),
        (Role.TABLE, "Стан"),
        (Role.CODE, "x = 1"),
        (Role.CODE, "y = 2"),
        (Role.NOTE, "Так сказав мер."),
        (Role.NOTE, "І ще раз."),
        (Role.LABEL, "Опора"),
    ]


def test_tables_that_put_text_in_its_place_are_text() -> None:
    inner = f"<table><tr><td>{BRIDGE}</td></tr></table>"
    book = read_file(epub({"a.xhtml": f"<table><tr><td>{inner}</td><td>x</td></tr></table>"}))

    assert lines_with(book, Role.TEXT) == [BRIDGE, "x"]


def test_who_wrote_a_poem_in_a_fictionbook_is_a_credit() -> None:
    book = read_file(
        fb2(
            f"<section><title><p>Міст</p></title><epigraph><p>Тече річка.</p>"
            f"<text-author>Тарас Шевченко</text-author></epigraph><p>{BRIDGE}</p>"
            "<table><tr><td>Опора</td><td>Стан</td></tr></table></section>",
            title="Книга",
        )
    )

    assert lines_with(book, Role.HEADING) == ["Міст"]
    assert lines_with(book, Role.CREDIT) == ["Тарас Шевченко"]
    assert lines_with(book, Role.TABLE) == ["Опора", "Стан"]


def test_the_parts_of_markdown_have_roles() -> None:
    text = read_file(
        f"# Міст\n\n{BRIDGE}\n\n## Опори\n\n{BRIDGE}\n\n**Стан опор**\n\n{BRIDGE}\n\n- пункт\n\n"
        "| Опора | Стан |\n|---|---|\n| перша | добра |\n\n[^1]: Так сказав мер.\n".encode(),
        "a.md",
    )

    assert lines_with(text, Role.HEADING) == ["Опори", "Стан опор"]
    assert lines_with(text, Role.LIST_ITEM) == ["• пункт"]
    assert lines_with(text, Role.TABLE) == ["Опора", "Стан", "перша", "добра"]
    assert lines_with(text, Role.NOTE) == ["[^1]: Так сказав мер."]


def test_rtf_is_known_by_the_names_of_its_styles() -> None:
    def words(text: str) -> bytes:
        return "".join(f"\\u{ord(c)}?" for c in text).encode()

    text = read_file(
        rb"{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\s2\sbasedon1 Mine;}"
        rb"{\s3 toc 1;}{\s4 caption;}{\s5 Title;}{\*\cs6 Strong;}}"
        + rb"\pard\s5 " + words("Річка") + rb"\par\pard\s3 " + words("Міст") + rb"\tab 3\par"
        + rb"\pard\s2 " + words("Міст") + rb"\par\pard " + words(BRIDGE) + rb"\par"
        + rb"\pard\s4 " + words("Опора") + rb"\par\pard\intbl " + words("так") + rb"\cell "
        + words("ні") + rb"\cell\row\pard\ls1 " + words("пункт") + rb"\par}"
    )  # fmt: skip

    assert text.title.text == "Річка"
    assert roles_of(text) == [
        (Role.CONTENTS, "Міст\t3"),
        (Role.HEADING, "Міст"),
        (Role.TEXT, BRIDGE),
        (Role.CAPTION, "Опора"),
        (Role.TABLE, "так ні"),
        (Role.LIST_ITEM, "• пункт"),
    ]


def test_control_words_of_rtf_may_have_capitals() -> None:
    text = read_file(
        rb"{\rtf1{\*\mmathPr\mmathFont34\mbrkBin0}\trftsWidth1 The bridge is open.\par}"
    )

    assert text.text.text == "The bridge is open."


def test_sentences_of_subtitles_go_on_and_sounds_are_labels() -> None:
    cues = ["Міст через річку", "[гуркіт]", "знову відкрито.", "«Так.»", "І люди", "- Йдуть."]
    file = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{c}\n\n" for n, c in enumerate(cues, 1)
    )

    assert roles_of(read_file(file.encode(), "a.srt")) == [
        (Role.TEXT, "Міст через річку знову відкрито."),
        (Role.LABEL, "[гуркіт]"),
        (Role.TEXT, "«Так.»"),
        (Role.TEXT, "І люди"),
        (Role.TEXT, "- Йдуть."),
    ]


PROSE = [
    "Міст через річку збудували понад шістдесят років тому, і за цей час його",
    "опори не міняли жодного разу, хоча мешканці просили про це щороку, коли",
    "міська рада збиралася на засідання, щоб розглянути новий план ремонту.",
]


def test_a_page_of_a_pdf_has_a_heading_contents_and_a_caption() -> None:
    page = (
        pdf_line("Ремонт мосту", 50, 750, 18, bold=True)
        + pdf_line("Стан опор ............................................ 3", 50, 720)
        + pdf_line("Висновки .............................................. 9", 50, 708)
        + pdf_lines(*PROSE, top=680)
        + pdf_line("Рис. 1. Опора навесні", 200, 620)
        + pdf_lines(*PROSE, top=590)
    )
    text = read_file(pdf([page]))

    assert [role for role, _ in roles_of(text)] == [
        Role.CONTENTS,
        Role.CONTENTS,
        Role.TEXT,
        Role.CAPTION,
        Role.TEXT,
    ]
    assert text.title.text == "Ремонт мосту"


def test_contents_of_a_pdf_without_dots_are_known_by_the_column_of_numbers() -> None:
    entries = [("Вступ", "3"), ("Стан опор мосту", "15"), ("Висновки", "29")]
    lines = "".join(
        pdf_line(name, 50, 700 - 14 * n) + pdf_line(page, 500 - 5 * len(page), 700 - 14 * n)
        for n, (name, page) in enumerate(entries)
    )
    text = read_file(pdf([lines + pdf_lines(*PROSE * 2, top=600)]))

    assert lines_with(text, Role.CONTENTS) == [f"{name} {page}" for name, page in entries]


def test_rows_of_a_table_in_a_pdf_are_a_table() -> None:
    rows = [("Опора", "Стан", "Рік"), ("перша", "добра", "1960"), ("друга", "погана", "1961")]
    table = "".join(
        pdf_line(cell, 50 + 150 * column, 550 - 14 * n)
        for n, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    text = read_file(pdf([pdf_lines(*PROSE * 2) + table + pdf_lines(*PROSE, top=480)]))

    assert lines_with(text, Role.TABLE) == [" ".join(row) for row in rows]
    assert len(lines_with(text, Role.TEXT)) == 2


def test_what_stands_at_the_edges_of_a_single_page_is_no_text() -> None:
    page = (
        pdf_line("Вісник мостів", 50, 780, 8)
        + pdf_lines(*PROSE * 2, top=740)
        + pdf_line("7", 300, 30)
    )
    text = read_file(pdf([page]))

    assert roles_of(text) == [(Role.TEXT, " ".join(PROSE * 2)), (Role.HEADER_FOOTER, "7")]
    assert text.title.text == ""


def test_a_note_at_the_foot_of_a_page_does_not_part_a_paragraph() -> None:
    note = ["1 Так сказав мер у понеділок.", "Засідання було відкритим."]
    text = read_file(
        pdf(
            [
                pdf_lines(*PROSE[:2], top=740) + pdf_lines(*note, top=60, size=8),
                pdf_lines(*PROSE[2:], top=740) + pdf_lines("Наступне засідання у травні."),
            ]
        )
    )

    assert lines_with(text, Role.NOTE) == note
    assert lines_with(text, Role.TEXT)[0].startswith(" ".join(PROSE))


def _codes(text: str) -> str:
    return "".join(f"{ord(c):04X}" for c in text)


def test_letters_are_as_large_as_they_are_on_the_page() -> None:
    lines = [
        f"BT /F {size} Tf {scale} 0 0 {scale} 50 {700 - 12 * n} Tm <{_codes(line)}> Tj ET\n"
        for n, (line, size, scale) in enumerate(
            zip(PROSE, (10, 20, 200), (1, 0.5, 0.05), strict=True)
        )
    ]

    assert roles_of(read_file(pdf(["".join(lines)]))) == [(Role.TEXT, " ".join(PROSE))]


def test_a_turned_stamp_is_left_out() -> None:
    stamp = f"BT /F 18 Tf 0 1 -1 0 30 300 Tm <{_codes('archive')}> Tj ET\n"

    assert roles_of(read_file(pdf([stamp + pdf_lines(*PROSE)]))) == [(Role.TEXT, " ".join(PROSE))]


@pytest.mark.parametrize("title", ["Microsoft Word - мост.doc", "v3.ppt", "10811.exe", "untitled"])
def test_what_a_program_calls_a_file_is_no_title(title: str) -> None:
    page = pdf_line("Ремонт мосту", 50, 750, 18, bold=True) + pdf_lines(*PROSE)

    assert read_file(pdf([page], title=title)).title.text == "Ремонт мосту"


@pytest.mark.parametrize("author", ["Користувач Windows", "python-docx", "Admin", "1", "a@b.ua"])
def test_who_is_no_person_is_no_author(author: str) -> None:
    assert read_file(pdf([pdf_lines(*PROSE)], author=author)).author == ""


def test_a_title_of_half_a_character_is_none() -> None:
    data = pdf([pdf_lines(*PROSE)], title="Міст").replace(
        "Міст".encode("utf-16-be").hex().encode(), b"041cd83d"
    )

    assert read_file(data).title.text == ""


def test_a_page_that_is_turned_as_a_whole_is_read_as_it_is_seen() -> None:
    lines = [
        f"BT /F 1 Tf 0 10 -10 0 {100 + 12 * n} 50 Tm <{_codes(line)}> Tj ET\n"
        for n, line in enumerate(PROSE)
    ]

    assert roles_of(read_file(pdf(["".join(lines)]))) == [(Role.TEXT, " ".join(PROSE))]


def test_page_numbers_between_paragraphs_are_no_text() -> None:
    text = read_file(f"{BRIDGE}\n\n3\n\n{BRIDGE}\n\n- 4 -\n\n{BRIDGE}\n".encode(), "a.txt")

    assert lines_with(text, Role.HEADER_FOOTER) == ["3", "- 4 -"]
