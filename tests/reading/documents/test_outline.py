"""The parts of real kinds of documents: a coursework, a report, an article with its sources."""

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import Document, Passage
from bot.reading.documents.outline import is_section_name, outline_of
from bot.reading.file_types import Format
from testkit.documents import docx, odt, word_line, word_paragraph, word_run, word_table
from tests.reading.structures import are_sound, lines_with, read_file, roles_of

BRIDGE = "Міст через річку збудували понад шістдесят років тому, і опори його не міняли."
TITLE_PAGE = [
    "Міністерство освіти і науки України",
    "Київський політехнічний інститут імені Ігоря Сікорського",
    "Кафедра мостів і тунелів",
    "КУРСОВА РОБОТА",
    "з дисципліни «Будівельна механіка»",
    "на тему:",
    "«Ремонт мосту",
    "через річку Стир»",
    "Виконав: студент групи МТ-21",
    "Петренко І. І.",
    "Керівник: доц. Коваль О. М.",
    "Київ – 2024",
]
CONTENTS = ["ВСТУП\t3", "РОЗДІЛ 1. СТАН МОСТУ\t5", "1.1 Опори мосту\t6", "ВИСНОВКИ\t9"]


def document(*lines: str) -> Document:
    return Document(tuple(Passage(RichText(line)) for line in lines))


def roles(*lines: str) -> list[Role]:
    return list(outline_of(document(*lines).passages).roles)


COURSEWORK = docx(
    "".join(word_line(line, centred=True) for line in TITLE_PAGE)
    + word_line("ЗМІСТ", centred=True)
    + "".join(word_line(line) for line in CONTENTS)
    + word_line("ВСТУП", "1")
    + word_line(BRIDGE)
    + word_line("РОЗДІЛ 1. СТАН МОСТУ", "1")
    + word_line("1.1 Опори мосту", "20")
    + word_line(BRIDGE)
    + word_line("Рис. 1.1. Опори мосту навесні", centred=True)
    + word_line("Таблиця 1.1 – Стан опор", "a5")
    + word_table(("Опора", "Стан"), ("перша", "тріщини на опорі знайшли навесні."))
    + word_line(BRIDGE)
    + word_line("ВИСНОВКИ", "1")
    + word_line("Міст треба закрити на час ремонту.")
    + word_line("СПИСОК ВИКОРИСТАНИХ ДЖЕРЕЛ", centred=True)
    + word_line("1. Коваль О. М. Мости України. Київ : Наука, 2020. 120 с.")
    + word_line("2. Ремонт мостів. URL: https://example.org/mosty"),
    author="Користувач Windows",
)


def test_every_part_of_a_coursework_is_known_for_what_it_is() -> None:
    coursework = read_file(COURSEWORK)

    assert lines_with(coursework, Role.TITLE_PAGE) == TITLE_PAGE
    assert lines_with(coursework, Role.CONTENTS) == CONTENTS
    assert lines_with(coursework, Role.HEADING) == [
        "ЗМІСТ",
        "ВСТУП",
        "РОЗДІЛ 1. СТАН МОСТУ",
        "1.1 Опори мосту",
        "ВИСНОВКИ",
        "СПИСОК ВИКОРИСТАНИХ ДЖЕРЕЛ",
    ]
    assert lines_with(coursework, Role.CAPTION) == [
        "Рис. 1.1. Опори мосту навесні",
        "Таблиця 1.1 – Стан опор",
    ]
    assert lines_with(coursework, Role.TABLE) == [
        "Опора",
        "Стан",
        "перша",
        "тріщини на опорі знайшли навесні.",
    ]
    assert len(lines_with(coursework, Role.NOTE)) == 2
    assert lines_with(coursework, Role.TEXT) == [BRIDGE] * 3 + [
        "Міст треба закрити на час ремонту."
    ]
    assert are_sound(coursework.blocks, coursework.text)


def test_the_title_of_a_coursework_is_its_topic_and_a_program_is_no_author() -> None:
    coursework = read_file(COURSEWORK)

    assert (coursework.title.text, coursework.author) == ("Ремонт мосту через річку Стир", "")


def test_the_heading_of_the_first_part_is_no_title() -> None:
    report = read_file(
        docx(word_line("ВВЕДЕНИЕ", "1") + word_line(BRIDGE) + word_line("Итоги", "1"))
    )

    assert report.title.text == ""
    assert lines_with(report, Role.HEADING) == ["ВВЕДЕНИЕ", "Итоги"]


def test_the_first_of_several_equal_headings_is_no_title() -> None:
    report = read_file(docx(word_line("Мост", "1") + word_line(BRIDGE) + word_line("Река", "1")))

    assert report.title.text == ""


def test_a_paragraph_in_the_style_of_titles_is_the_title() -> None:
    report = read_file(docx(word_line("Мост и река", "a3") + word_line(BRIDGE)))

    assert report.title.text == "Мост и река"
    assert roles_of(report) == [(Role.TEXT, BRIDGE)]


def test_the_contents_that_word_makes_are_known_by_their_style() -> None:
    report = read_file(
        docx(
            word_line("Зміст", "a7")
            + word_line("Мости Києва без номера сторінки", "11")
            + word_line(BRIDGE)
        )
    )

    assert lines_with(report, Role.HEADING) == ["Зміст"]
    assert lines_with(report, Role.CONTENTS) == ["Мости Києва без номера сторінки"]


def test_code_in_a_docx_is_known_by_its_style() -> None:
    report = read_file(docx(word_line(BRIDGE) + word_line("x = 1", "HTML")))

    assert lines_with(report, Role.CODE) == ["x = 1"]


def test_a_table_around_a_long_text_is_no_table() -> None:
    report = read_file(docx(word_table(("Опора", f"{BRIDGE} " * 9))))

    assert lines_with(report, Role.TABLE) == []


def test_an_odt_is_known_by_its_elements_and_styles() -> None:
    report = read_file(
        odt(
            "<text:table-of-content><text:index-body>"
            "<text:index-title><text:p>Зміст</text:p></text:index-title>"
            "<text:p>Опори</text:p></text:index-body></text:table-of-content>"
            '<text:h text:outline-level="1">Опори</text:h>'
            f"<text:p>{BRIDGE}<text:note><text:note-body><text:p>Так сказав мер.</text:p>"
            "</text:note-body></text:note></text:p>"
            '<text:p text:style-name="Illustration">Опора навесні</text:p>'
            "<table:table><table:table-row>"
            "<table:table-cell><text:p>Опора</text:p></table:table-cell>"
            "<table:table-cell><text:p>Стан</text:p></table:table-cell>"
            "</table:table-row></table:table>"
            "<text:list><text:list-item><text:p>перший пункт</text:p></text:list-item></text:list>"
            '<text:p text:style-name="Preformatted_20_Text">x = 1</text:p>'
        )
    )

    assert roles_of(report) == [
        (Role.HEADING, "Зміст"),
        (Role.CONTENTS, "Опори"),
        (Role.HEADING, "Опори"),
        (Role.TEXT, BRIDGE),
        (Role.CAPTION, "Опора навесні"),
        (Role.TABLE, "Опора"),
        (Role.TABLE, "Стан"),
        (Role.LIST_ITEM, "• перший пункт"),
        (Role.CODE, "x = 1"),
        (Role.NOTE, "Так сказав мер."),
    ]


def test_a_list_below_the_name_of_the_contents_ends_where_the_text_begins() -> None:
    assert roles(BRIDGE, "Содержание", "Мост", "Река", "Мост", BRIDGE, "Река", BRIDGE)[1:4] == [
        Role.HEADING,
        Role.CONTENTS,
        Role.CONTENTS,
    ]


def test_dots_lead_to_a_page_and_an_entry_of_two_lines_is_one_too() -> None:
    found = roles("Вступ ........ 3", "Розділ про те, чому", "закрили міст . . . . . . 12", BRIDGE)

    assert found == [Role.CONTENTS] * 3 + [Role.TEXT]


def test_a_news_text_about_a_university_has_no_title_page() -> None:
    found = roles("Університет відкрив новий корпус", "Автор: Іван Франко", BRIDGE)

    assert Role.TITLE_PAGE not in found


def test_an_english_thesis_has_a_title_page() -> None:
    lines = ["University of Kyiv", "Master's thesis", "Submitted by Ann Lee", "Kyiv 2024"]

    assert roles(*lines, "Introduction", BRIDGE) == [
        *[Role.TITLE_PAGE] * 4,
        Role.HEADING,
        Role.TEXT,
    ]


def test_a_list_of_fields_is_no_title_page() -> None:
    items = ("Title", "Дата проведения конференции", "Name", "Место проведения")
    passages = [
        Passage(RichText("Дата проведения конференции")),
        *(Passage(RichText(text), Role.LIST_ITEM) for text in items),
    ]

    assert Role.TITLE_PAGE not in outline_of(passages).roles


def test_prose_below_the_name_of_the_sources_is_text() -> None:
    assert roles("Джерела", "Річка бере початок із джерел у горах.")[1] is Role.TEXT


@pytest.mark.parametrize(
    "line",
    [
        "ВСТУП",
        "Введение.",
        "Глава 2",
        "Розділ IV. Міст",
        "3. Висновки",
        "Додаток А",
        "Chapter 1: Rain",
    ],
)
def test_names_of_sections_are_known(line: str) -> None:
    assert is_section_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "Частина з них пішла",
        "Розділ книги про мости",
        "Глава правительства",
        "1984",
        "",
        "Part of it",
    ],
)
def test_lines_that_begin_like_names_of_sections_are_none(line: str) -> None:
    assert not is_section_name(line)


def test_numbered_items_have_no_second_marker() -> None:
    items = Document(
        tuple(Passage(RichText(t), Role.LIST_ITEM) for t in ("1. раз", "- два", "три"))
    )

    assert assemble(items, Format.PDF, 1000).text.text == "1. раз\n- два\n• три"


def test_names_and_signatures_below_the_last_sign_stand_on_the_title_page() -> None:
    lines = [*TITLE_PAGE[:9], "Петренко І. І. ____________", "(підпис)", "Прийняв з оцінкою"]

    assert roles(*lines, "ВСТУП", BRIDGE) == [*[Role.TITLE_PAGE] * 12, Role.HEADING, Role.TEXT]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Курсова робота", "на тему: «Ремонт", "мосту»", "Виконав: Коваль"], "Ремонт мосту"),
        (["Реферат", "по теме: Мосты Киева", "Проверил: Коваль"], "Мосты Киева"),
        (["Реферат", "«Мосты Киева»", "Проверил: Коваль"], "Мосты Киева"),
        (["Отчет по практике", "Проверил: Коваль"], "Отчет по практике"),
        (["УНІВЕРСИТЕТ", "Студент: Іван", "Викладач: Ігор", "Група: КН-21"], ""),
    ],
)
def test_the_title_on_a_title_page_is_its_topic_or_the_kind_of_work(
    lines: list[str], title: str
) -> None:
    assert outline_of(document(*lines, "Вступ", BRIDGE).passages).title == title


def test_a_numbered_line_above_a_text_is_a_heading_and_several_are_a_list() -> None:
    assert roles(BRIDGE, "2. Стан опор", BRIDGE, "1. Опора", "2. Настил", "3. Перила") == [
        Role.TEXT,
        Role.HEADING,
        Role.TEXT,
        *[Role.LIST_ITEM] * 3,
    ]


def _in_font(text: str, font: str) -> str:
    return word_paragraph(word_run(text, f'<w:rFonts w:ascii="{font}"/>'))


def test_lines_in_letters_of_one_width_are_code() -> None:
    report = read_file(docx(word_line(BRIDGE) + _in_font("print(bridge)", "Courier New")))

    assert lines_with(report, Role.CODE) == ["print(bridge)"]


def test_a_text_of_a_typewriter_is_text() -> None:
    report = read_file(docx(_in_font(BRIDGE, "Courier New") * 3))

    assert lines_with(report, Role.TEXT) == [BRIDGE] * 3


def test_items_that_end_with_semicolons_are_a_list() -> None:
    lines = ["Треба:", "оглянути опори;", "полагодити настил;", "відкрити міст."]

    assert roles(BRIDGE, *lines, BRIDGE) == [*[Role.TEXT] * 2, *[Role.LIST_ITEM] * 3, Role.TEXT]


def test_where_the_authors_of_a_paper_work_is_a_credit() -> None:
    lines = ["Bridges of Kyiv", "Ann Lee", "University of Kyiv", "lee@example.org", "Abstract"]

    assert roles(*lines, BRIDGE)[2:] == [Role.CREDIT, Role.CREDIT, Role.HEADING, Role.TEXT]
