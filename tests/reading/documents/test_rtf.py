"""RTF as Word, WordPad and others write it."""

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.formats import read
from bot.reading.file_types import Format
from tests.reading.structures import formatted, read_file

RUSSIAN = "Вчера городской совет обсудил ремонт моста. Работы начнутся в мае."
UKRAINIAN = "Учора міська рада обговорила ремонт мосту. Роботи почнуться в травні."


def rtf(head: str, text: str, encoding: str = "cp1251") -> bytes:
    """Return a file with a paragraph whose letters are bytes in an encoding."""
    letters = "".join(
        f"\\'{byte:02x}" if byte > 0x7F else chr(byte) for byte in text.encode(encoding)
    )
    return f"{{\\rtf1\\ansi{head} {letters}\\par}}".encode()


def passages(data: bytes | str) -> list[tuple[Role, str]]:
    """Return the passages of a file, or of what is in one."""
    if isinstance(data, str):
        data = f"{{\\rtf1 {data}\\par}}".encode()
    return [(passage.role, passage.text.text) for passage in read(data, Format.RTF).passages]


def texts(data: bytes | str) -> list[str]:
    return [text for _, text in passages(data)]


@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN])
@pytest.mark.parametrize(
    "head",
    [
        r"\ansicpg1252\deff0{\fonttbl{\f0\fcharset204 Arial;}}\pard\plain",
        r"\ansicpg1252\deff1{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}\f0\plain",
        r"\ansicpg1252\deff0{\fonttbl{\f0\cpg1251 Arial;}}\pard",
        r"\ansicpg0\deff0{\fonttbl{\f0\fnil Arial;}}\pard\plain\f0",
        r"\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset1 Arial;}}\f1",
        "",
    ],
    ids=["default font", "plain", "code page of the font", "page 0", "ANSI font", "nothing"],
)
def test_cyrillic_letters_are_never_read_as_western_ones(head: str, text: str) -> None:
    assert read_file(rtf(head, text)).text.text == text


def test_western_letters_stay_what_they_are() -> None:
    text = "Le café de la ville — déjà vu, “naïve” — était fermé à l’été."
    assert read_file(rtf(r"\ansicpg1252", text, "cp1252")).text.text == text


def test_a_sign_alone_is_no_cyrillic_letter() -> None:
    assert read_file(rtf("", "It has 10´000 dogs.", "cp1252")).text.text == "It has 10´000 dogs."


def test_cells_of_a_table_in_a_table_are_words_apart() -> None:
    data = rb"{\rtf1\pard\intbl\itap2 The river\nestcell The dog\nestcell{\nestrow}\pard Old.\par}"
    assert texts(data) == ["The river The dog", "Old."]


def test_letters_of_other_languages_are_in_the_character_set_of_their_font() -> None:
    text = "Zażółć gęślą jaźń, powiedział burmistrz."
    head = r"\ansicpg1252\deff0{\fonttbl{\f0\fcharset238 Arial;}}"
    assert read_file(rtf(head, text, "cp1250")).text.text == text


def test_of_what_is_written_twice_the_unicode_is_read() -> None:
    head = (
        r"\ansicpg1251{\info{\upr{\title Bridge ????}{\*\ud\uc0{\title Bridge "
        r"\u1084 \u1086 \u1089 \u1090 }}}{\upr{\author ??}{\*\ud\uc0{\author \u1030 \u1074 }}}}"
    )
    document = read_file(rtf(head, RUSSIAN))

    assert (document.title.text, document.author) == ("Bridge мост", "Ів")
    assert document.text.text == RUSSIAN


@pytest.mark.parametrize(
    "item",
    [
        r"\pard\plain{\listtext\f1\'B7\tab}\ls1 %s\par",
        r"\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt}\fi-360 %s\par",
    ],
    ids=["Word", "WordPad"],
)
def test_items_of_lists_are_known(item: str) -> None:
    text = (item % "one house") + r"\pard\plain " + (item % "two houses") + r"\pard The end.\par"
    assert [role for role, _ in passages(text)] == [Role.LIST_ITEM, Role.LIST_ITEM, Role.TEXT]


NOTED = (
    rb"{\rtf1\ansi\pard\plain The cat sees the river{\super\chftn{\footnote\pard\plain \chftn "
    rb"The old dog\par sees the lake.}} and {\field{\*\fldinst{HYPERLINK \"https://example.org/\"}}"
    rb"{\fldrslt{the big city}}}.\par It has 10{\super 6} dogs{\*\footnote More or less.}.\par}"
)


def test_numbers_of_items_stay() -> None:
    items = [rf"\pard\plain{{\listtext\pard\plain {n}.\tab}}\ls1 house {n}\par" for n in (1, 2)]
    assert read_file(f"{{\\rtf1 {' '.join(items)}}}".encode()).text.text == "1. house 1\n2. house 2"


def test_a_link_leads_where_it_led() -> None:
    assert formatted(read_file(NOTED), Kind.TEXT_LINK) == ["the big city"]


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (r'HYPERLINK "example.org/a"', "example.org/a"),
        (r"HYPERLINK mailto:a@example.org ", "mailto:a@example.org"),
        (r'HYPERLINK \\l "chapter"', ""),
        (r'PAGEREF "chapter"', ""),
    ],
)
def test_the_address_of_a_link_is_what_the_field_says(instruction: str, address: str) -> None:
    field = rf"{{\field{{\*\fldinst {instruction}}}{{\fldrslt here}}}}"
    (passage,) = read(rf"{{\rtf1 The bridge is {field}.\par}}".encode(), Format.RTF).passages

    assert passage.text.text == "The bridge is here."
    assert [span.data for span in passage.text.spans] == ([address] if address else [])


def test_notes_stand_behind_the_text_and_their_marks_in_no_word() -> None:
    document = read_file(NOTED)

    assert document.text.text.split("\n\n") == [
        "The cat sees the river and the big city.",
        "It has 10⁶ dogs.",
        "The old dog",
        "sees the lake.",
        "More or less.",
    ]
    assert [block.role for block in document.blocks] == [Role.NOTE] * 3


def test_a_note_that_nobody_ended_keeps_the_text_around_it() -> None:
    cut = NOTED[: NOTED.index(b" sees the lake")]
    assert texts(cut) == ["The cat sees the river", "The old dog"]


def test_headers_have_no_notes() -> None:
    assert texts(r"{\header The river{\footnote gone}\par}The cat.") == ["The cat."]


def test_running_headers_and_footers_are_not_read() -> None:
    edges = "".join(
        f"{{\\{word} \\pard\\plain\\v0 The Daily Bridge\\par {{\\field{{\\*\\fldinst PAGE}}"
        "{\\fldrslt 1}}\\par}"
        for word in ("header", "headerl", "headerr", "headerf", "footer", "footerf")
    )
    lines = {"ftnsep": "\\chftnsep", "aftnsep": "\\chftnsep", "ftncn": "Continued"}
    notes = "".join(f"{{\\*\\{word} {text}\\par}}" for word, text in lines.items())
    assert texts(f"{edges}{notes}\\pard The bridge {{\\v hidden}}is open.") == [
        "The bridge is open."
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (r"\mac\ansicpg10007{\fonttbl{\f0 A;}}\f0", "mac-cyrillic"),
        (r"\pc", "cp866"),
        (r"\ansicpg20866", "koi8-r"),
        (r"\deff0{\fonttbl{\f0\fcharset77 A;}}", "mac-cyrillic"),
    ],
)
def test_russian_in_older_encodings_is_read(head: str, encoding: str) -> None:
    assert read_file(rtf(head, RUSSIAN, encoding)).text.text == RUSSIAN


def test_boxes_are_read_once_behind_their_paragraphs() -> None:
    text = r"\pard A {\b big} box.\par"
    box = (
        rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv 1}}}}{{\shptxt {text}}}}}"
        rf"{{\shprslt{{\*\do{{\dptxbxtext {text}}}}}}}}}"
    )
    assert passages(f"{{\\header {box}}}The {box}bridge is open.") == [
        (Role.TEXT, "The bridge is open."),
        (Role.TEXT, "A big box."),
    ]
    assert passages(rf"It is.{{\*\do{{\dptxbxtext {text}}}}}") == [
        (Role.TEXT, "It is."),
        (Role.TEXT, "A big box."),
    ]


def test_deleted_words_are_not_read() -> None:
    assert passages(r"The bridge{\deleted  was} is open.") == [(Role.TEXT, "The bridge is open.")]


def test_a_row_of_a_table_is_one_whatever_its_paragraphs_say() -> None:
    row = r"\trowd\cellx100\cellx200 Pier\cell State\cell\row\pard It is open."
    assert passages(row) == [(Role.TABLE, "Pier State"), (Role.TEXT, "It is open.")]
