"""Whose title and whose name stand above a document: its own, or none."""

import pytest

from bot.domain.article import Role
from bot.reading.documents.assembling import assemble
from bot.reading.documents.formats import read
from bot.reading.documents.reader import ReadText
from bot.reading.file_types import Format
from testkit.documents import docx, odt, pptx, slide_run, slide_shape, word_line
from tests.reading.structures import lines_with

TEXT = "The mayor said that the old bridge over the river is open again for everybody."
TEXT_UK = "Мер сказав, що старий міст через річку знову відкрито для всіх мешканців міста."


def assembled(data: bytes, format: Format = Format.DOCX) -> ReadText:
    return assemble(read(data, format), format, 10_000)


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft PowerPoint - x.ppt",
        "file://D:\\work\\bridge",
        "C:\\work\\bridge",
        "Untitled document",
        "ВВЕДЕНИЕ",
        "Зміст",
        "Слайд 1",
        "Слайд 12",
        "Folie 1",
        "Untitled-1",
        "Аркуш1",
        "[Заголовок документа]",
        "www.news.example",
        "\\\\server\\docs\\bridge",
        "&lt;4D6963726F736F6674&gt;",
    ],
)
def test_what_a_program_filled_in_is_no_title(title: str) -> None:
    assert assembled(docx(word_line(TEXT), title=title)).title.text == ""


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("Користувач Windows", ""),
        ("Admin", ""),
        ("python-docx", ""),
        ("ann@news.example", ""),
        ("anonymous", ""),
        ("Пользователь Windows 10", ""),
        ("Учень 1", ""),
        ("RePack by SPecialiST", ""),
        ("Обліковий запис Microsoft", ""),
        ("Lenovo G50", ""),
        ("каб. 205", ""),
        ("Dreus", ""),
        ("Павел", "Павел"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_no_program_and_no_account_is_an_author(author: str, shown: str) -> None:
    assert assembled(docx(word_line(TEXT_UK), author=author)).author == shown


def test_a_title_over_several_lines_is_one_and_the_name_below_it_is_its_author() -> None:
    body = word_line("The old bridge", "a3") + word_line("and the river", "a3")
    read = assembled(docx(body + word_line("Lee A. B.") + word_line(TEXT), author="Jo Roe"))

    assert read.title.text == "The old bridge and the river"
    assert read.author == "Lee A. B."
    assert read.text.text == TEXT


def test_paragraphs_in_the_style_of_authors_name_them() -> None:
    body = "".join(
        f'<text:p text:style-name="{style}">{text}</text:p>'
        for style, text in (("Title", "Bridges"), ("Author", "Ann Lee"), ("Author", "Jo Roe"))
    )
    read = assembled(odt(f"{body}<text:p>{TEXT}</text:p>", author="root"), Format.ODT)

    assert (read.title.text, read.author) == ("Bridges", "Ann Lee, Jo Roe")


@pytest.mark.parametrize("line", ["Франко І. Я.", "І. Я. Франко", "Шевченко Т.Г., Франко І.Я."])
def test_a_name_with_initials_below_a_title_is_its_author(line: str) -> None:
    body = word_line("Старий міст", "a3") + word_line(line) + word_line(TEXT_UK)
    read = assembled(docx(body))

    assert (read.title.text, read.author, read.text.text) == ("Старий міст", line, TEXT_UK)


@pytest.mark.parametrize("line", ["На правах рукопису", "НА ПРАВАХ РУКОПИСИ"])
@pytest.mark.parametrize("style", ["", "a3", "1"])
def test_what_stands_above_the_title_of_a_manuscript_is_no_title(line: str, style: str) -> None:
    body = word_line(line, style) + word_line("Старий міст", style) + word_line(TEXT_UK)
    assert assembled(docx(body)).title.text == "Старий міст"


def test_a_manuscript_without_a_title_has_none() -> None:
    read = assembled(docx(word_line("На правах рукопису", "a3") + word_line(TEXT_UK)))
    assert (read.title.text, read.text.text) == ("", TEXT_UK)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["УКРАЇНА", "ЛЬВІВСЬКА МІСЬКА РАДА", "Н А К А З", "від 12.03.2024 \t№ 15-н"],
            "Про ремонт мосту",
        ),
        (["Российская Федерация", "ПОСТАНОВЛЕНИЕ", "от 16.02.2016 года   № 10"], "О ремонте моста"),
    ],
)
def test_the_title_of_an_official_paper_is_its_subject(lines: list[str], title: str) -> None:
    body = "".join(word_line(line, centred=True) for line in lines)
    read = assembled(docx(body + word_line(title) + word_line(TEXT_UK)))
    assert (read.title.text, lines_with(read, Role.TEXT)) == (title, [TEXT_UK])


def test_a_plan_above_a_paper_is_its_contents() -> None:
    entries = ["План", "Вступ", "1. Історія мосту", "Висновки"]
    lines = [
        "Реферат на тему: Ремонт мосту",
        *entries,
        "Вступ",
        TEXT_UK,
        "1. Історія мосту",
        TEXT_UK,
    ]
    read = assembled(docx("".join(map(word_line, lines))))
    assert lines_with(read, Role.CONTENTS) == entries[1:]


def test_no_school_is_the_title_of_a_thesis() -> None:
    lines = [
        "Міністерство освіти і науки України",
        "«Львівський національний університет мостів»",
        "Коваль Олена Михайлівна",
        "РЕМОНТ СТАРОГО МОСТУ",
        "Дисертація на здобуття ступеня",
        "Науковий керівник",
        "Львів 2018",
        "ВСТУП",
    ]
    read = assembled(docx("".join(map(word_line, [*lines, TEXT_UK]))))
    assert read.title.text == "РЕМОНТ СТАРОГО МОСТУ"


def test_no_school_is_the_title_of_a_presentation() -> None:
    school = slide_shape(slide_run("Державний навчальний заклад «Ліцей»"), placeholder="ctrTitle")
    data = pptx(school + slide_shape(slide_run(TEXT_UK)), title="Ремонт старого мосту")
    assert assembled(data, Format.PPTX).title.text == "Ремонт старого мосту"


def test_who_is_named_behind_a_topic_is_no_part_of_it() -> None:
    lines = [
        "Львівський університет",
        "КУРСОВА РОБОТА",
        "на тему: Ремонт мосту Виконав: Коваль О. М.",
    ]
    read = assembled(docx("".join(map(word_line, [*lines, "Львів 2022", "ВСТУП", TEXT_UK]))))
    assert read.title.text == "Ремонт мосту"


def test_the_file_of_a_book_is_no_title() -> None:
    assert assembled(docx(word_line(TEXT), title="bridge.epub")).title.text == ""
