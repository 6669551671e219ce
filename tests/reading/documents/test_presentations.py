"""Presentations are read slide by slide, and translated in place."""

import re
from collections.abc import Mapping

import pytest

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import NotADocument
from bot.reading.documents.formats import detect, edit, read
from bot.reading.documents.reader import ReadText
from bot.reading.file_types import Format
from testkit.documents import pptx, slide_run, slide_shape, zipped
from tests.reading.documents.writing import member, translated
from tests.reading.structures import roles_of

RED = "<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill>"
LINK = '<a:hlinkClick r:id="l1"/>'
NUMBER = '<a:fld id="{1}" type="slidenum"><a:rPr/><a:t>1</a:t></a:fld>'


def article(data: bytes) -> ReadText:
    return assemble(read(data, detect(data, "a.pptx")), Format.PPTX, 100_000)


def slide(data: bytes, translations: Mapping[str, str], number: int = 1) -> str:
    """Return a slide of the translated presentation: {link|words}, ¶ for its paragraphs."""
    text = member(translated(data, translations, "a.pptx"), f"ppt/slides/slide{number}.xml")
    text = re.sub(
        r"<a:r>(?:(?!</a:r>).)*?hlinkClick[^>]*?\"(\w+)\".*?<a:t>([^<]*)</a:t></a:r>",
        r"{\1|\2}",
        text,
    )
    text = re.sub(r"<a:fld .*?<a:t>([^<]*)</a:t></a:fld>", r"{\1}", text)
    text = re.sub(r"</a:p>", "¶", text)
    return re.sub(r"<a:br[^>]*>", "\n", re.sub(r"<(?!a:br)[^>]*>", "", text)).strip()


def table(*rows: tuple[str, str]) -> str:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:p>{slide_run(text)}</a:p></a:txBody></a:tc>"

    inside = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        f"{inside}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def test_slides_come_in_their_order_with_titles_lists_tables_and_notes() -> None:
    data = pptx(
        slide_shape(slide_run("Bridges of Europe"), placeholder="ctrTitle")
        + slide_shape(slide_run("A report"), placeholder="subTitle"),
        slide_shape(slide_run("The bridge is old."), slide_run("It is long."), placeholder="")
        + slide_shape(slide_run("The first bridge"), placeholder="title")
        + f"<p:grpSp><p:grpSp>{slide_shape(slide_run('A box in groups.'))}</p:grpSp></p:grpSp>"
        + table(("Year", "Cost"), ("2020", "Much"))
        + slide_shape(slide_run("Our firm"), placeholder="ftr")
        + slide_shape(NUMBER, placeholder="sldNum"),
        notes={1: slide_shape(slide_run("Say that it is open."), placeholder="body")},
    )
    text = article(data)
    assert text.title.text == "Bridges of Europe"
    assert roles_of(text) == [
        (Role.TEXT, "A report"),
        (Role.HEADING, "The first bridge"),
        (Role.LIST_ITEM, "• The bridge is old."),
        (Role.LIST_ITEM, "• It is long."),
        (Role.TEXT, "A box in groups."),
        (Role.TABLE, "Year"),
        (Role.TABLE, "Cost"),
        (Role.TABLE, "2020"),
        (Role.TABLE, "Much"),
        (Role.NOTE, "Say that it is open."),
    ]


def test_the_title_is_that_of_the_first_slide_and_else_that_of_the_file() -> None:
    named = pptx(
        slide_shape(slide_run("The bridge"), placeholder="title"),
        slide_shape(slide_run("The river"), placeholder="title"),
        title="Last year's report",
        author="Olena Koval",
    )
    assert article(named).title.text == "The bridge"
    assert article(named).author == "Olena Koval"
    unnamed = pptx(
        slide_shape(slide_run("The bridge is open again.")), title="About the bridge of Lviv"
    )
    assert article(unnamed).title.text == "About the bridge of Lviv"
    filled_in = pptx(slide_shape(slide_run("It is open.")), title="PowerPoint Presentation")
    assert article(filled_in).title.text == ""


def test_text_of_slides_is_translated_in_its_place() -> None:
    data = pptx(
        slide_shape(
            slide_run("The bridge is ") + slide_run("open", "b='1'") + slide_run("."),
            placeholder="",
        )
        + table(("Year", "Cost"), ("2020", "Much"))
    )
    translations = {"The bridge is open.": "Мост есть открыт.", "Year": "Год", "Much": "Много"}
    assert slide(data, translations) == "Мост есть открыт.¶Год¶Cost¶2020¶Много¶"


def test_links_fields_and_line_breaks_of_slides_stay_at_their_words() -> None:
    data = pptx(
        slide_shape(
            slide_run("See ")
            + slide_run("the ", "", LINK)
            + slide_run("bridge", "b='1'", LINK)
            + "<a:br/>"
            + slide_run("Slide ")
            + NUMBER
            + slide_run(" of 9")
        ),
        links={"l1": "https://a.bc"},
    )
    (passage,) = read(data, Format.PPTX).passages
    assert passage.text.text == "See the bridge\nSlide 1 of 9"
    assert [s.data for s in passage.text.spans if s.kind is Kind.TEXT_LINK] == ["https://a.bc"]
    written = slide(data, {passage.text.text: "Смотрите the bridge\nСлайд 1 из 9"})
    assert written == "Смотрите {l1|the }{l1|bridge}\nСлайд {1} из 9¶"


def test_colours_of_slides_stay_on_their_words_and_the_language_is_set() -> None:
    data = pptx(
        slide_shape(
            slide_run("The bridge of ", "lang='en-US' sz='2400'")
            + slide_run("2024", "lang='en-US' sz='2400' dirty='0'", RED)
            + slide_run(" is open.", "lang='en-GB' sz='2400' err='1'")
        )
    )
    (place,) = edit(data, Format.PPTX).texts[:1]
    assert [(s.kind, place.read().text[s.start : s.end]) for s in place.read().spans] == [
        (Kind.LOOK, "2024")
    ]
    written = translated(data, {"The bridge of 2024 is open.": "Мост 2024 года открыт."}, "a.pptx")
    text = member(written, "ppt/slides/slide1.xml")
    runs = re.findall(r'<a:rPr sz="2400" lang="ru"(?:/>|>(.*?)</a:rPr>)<a:t>([^<]*)', text)
    assert [(bool(look), words) for look, words in runs] == [
        (False, "Мост "),
        (True, "2024"),
        (False, " года открыт."),
    ]
    assert '<a:endParaRPr lang="ru"/></a:p>' in text


def test_words_on_every_slide_and_in_diagrams_and_charts_are_translated() -> None:
    words = {
        "layout": "slideLayout",
        "data": "diagramData",
        "drawing": "diagramDrawing",
        "chart": "chart",
    }
    shape = slide_shape(slide_run("The river")) + slide_shape(
        slide_run("Click here"), placeholder="body"
    )
    parts = {
        name: (
            kind,
            f"<p:spTree>{shape}</p:spTree>"
            if name == "layout"
            else f"<a:p>{slide_run('The river')}</a:p>",
        )
        for name, kind in words.items()
    }
    data = pptx(slide_shape(slide_run("The bridge is open.")), parts=parts)
    assert article(data).text.text.count("The river") == 2
    assert "Click" not in article(data).text.text
    written = translated(data, {"The river": "Река", "Click here": "Жми"}, "a.pptx")
    for name in words:
        text = member(written, f"ppt/{name}.xml")
        assert "Река" in text
        assert "The river" not in text
        assert "Жми" not in text


def test_the_title_in_the_properties_of_a_presentation_is_translated() -> None:
    data = pptx(slide_shape(slide_run("Text.")), title="The bridge")
    written = member(translated(data, {"The bridge": "Мост"}, "a.pptx"), "docProps/core.xml")
    assert ":title>Мост</" in written
    assert re.search(r"language[^>]*>ru</", written)


@pytest.mark.parametrize("name", ["a.pptx", "a.ppsx", "a", "a.docx"])
def test_a_presentation_is_known_by_its_content(name: str) -> None:
    assert detect(pptx(slide_shape(slide_run("Text."))), name) is Format.PPTX


def test_a_presentation_without_slides_has_no_text() -> None:
    with pytest.raises(NotADocument):
        read(zipped({"ppt/presentation.xml": "<p/>"}), Format.PPTX)
