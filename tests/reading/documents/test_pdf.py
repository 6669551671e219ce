"""What comes out of a PDF, which says where its letters stand and no more."""

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.document import Illegible, Scanned
from bot.reading.documents.formats import read
from bot.reading.file_types import Format
from testkit.pdf import pdf, pdf_line, pdf_lines
from tests.reading.structures import formatted, read_file

BRIDGE = "The bridge is open again, and people walk to the market."


def test_a_pdf_may_begin_with_something_else() -> None:
    data = b"HTTP/1.1 200 OK\r\n\r\n" + pdf([pdf_line(BRIDGE, 50, 700)])
    assert read_file(data).text.text == BRIDGE


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
    ("text", "encoding"),
    [
        ("Вчера городской совет открыл «Старый мост» снова.", "cp1251"),
        ("Міст через річку її відкрито — знову.", "cp1251"),
        ("Le maire a déjà été élu à l’hôtel de ville, près de l’église.", "cp1252"),
    ],
)
def test_cyrillic_letters_of_a_pdf_in_the_places_of_western_ones_and_those_are_read(
    text: str, encoding: str
) -> None:
    data = _in_one_byte_font(text.encode(encoding), "/WinAnsiEncoding")
    assert read_file(data).text.text == text


def test_a_pdf_whose_letters_have_only_numbers_is_illegible() -> None:
    names = "".join(f"/g{n}" for n in range(1, 60))
    codes = bytes(1 + ord(character) % 50 for character in BRIDGE)
    with pytest.raises(Illegible):
        read_file(_in_one_byte_font(codes, f"<</Differences[1{names}]>>"))


def test_a_pdf_gets_its_paragraphs_back() -> None:
    first = pdf_lines(
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
        + pdf_lines("seen to it.", "Nobody knows more.")
        + pdf_line("2", 300, 20),
        pdf_line("The Daily Bridge 3", 50, 780) + pdf_lines("The end.") + pdf_line("3", 300, 20),
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
    page = "".join(title) + pdf_lines(BRIDGE, BRIDGE, "Nobody knows more.", top=670)

    assert _roles_of_pdf(page)[0] == (
        "The old bridge over the river was opened again",
        Role.HEADING,
    )


def test_two_numbered_headings_are_two() -> None:
    page = pdf_line("2. The bridge and the river", 50, 760, bold=True)
    page += pdf_line("2.1. The bridge", 50, 748, bold=True)
    page += pdf_lines(BRIDGE, BRIDGE, "Nobody knows more.", top=730)

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
    page += pdf_lines(*(BRIDGE.replace("open", f"open {n}") for n in range(4)))

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


def test_a_pdf_has_the_chapters_of_its_outline() -> None:
    pages = [
        pdf_lines(*(f"Page {number} says {BRIDGE}" for _ in range(50)), top=780)
        for number in ("one", "two", "three", "four") * 3
    ]
    read = read_file(pdf(pages, outline=[("Раз", 0), ("Два", 6)]))

    assert [chapter.title for chapter in read.chapters] == ["Раз", "Два"]
    assert read.chapters[0].start == 0


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

    text = read_file(pdf([page])).text.text
    assert text == "The river has 10⁶ dogs, and H₂O is in the river again."


def test_what_stands_askew_on_a_page_is_not_read() -> None:
    stamp = pdf_line("DRAFT", 100, 200, 60).replace("1 0 0 1", "0.7 0.7 -0.7 0.7")
    assert read_file(pdf([pdf_line(BRIDGE, 50, 700) + stamp])).text.text == BRIDGE


def test_items_with_letters_are_items() -> None:
    lines = [BRIDGE, "a) the first pier", "б) другая опора"]
    found = _roles_of_pdf(pdf_lines(*lines))
    assert [text for text, role in found if role is Role.LIST_ITEM] == lines[1:]


def test_the_number_of_a_journal_at_the_edge_of_a_page_is_no_title() -> None:
    lines = [f"The mayor said in {year} that the old bridge is open." for year in range(1990, 1998)]
    page = pdf_line("Journal of Bridges, Vol. 3, No. 2 (2020)", 50, 780)
    page += pdf_line("The old bridge", 50, 740, 18)
    page += pdf_lines(*lines)
    assert read_file(pdf([page])).title.text == "The old bridge"


def test_the_letters_of_ukrainian_fonts_of_tex_are_read() -> None:
    text = "Міст через річку є старий, і його опори не міняли жодного разу в Україні."
    seen = text.translate(str.maketrans("ієї", "i№Ё")).encode("cp1251").decode("cp1252")
    formula = "F(A, x) = f(x) - a + b, c < d"
    page = pdf_line(seen, 50, 700) + pdf_line(formula, 50, 680)
    assert text in read_file(pdf([page])).text.text


def test_pages_that_are_all_the_same_are_read() -> None:
    assert BRIDGE in read_file(pdf([pdf_line(BRIDGE, 50, 700)] * 4)).text.text
