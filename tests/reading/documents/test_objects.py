"""What stands in running text and is no words stays in its place when the words are translated."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import RichText, Span
from bot.reading.documents.document import NotRead
from bot.reading.documents.formats import detect, edit, read
from bot.reading.file_types import Format
from testkit.documents import docx, odt, strict, word_paragraph, word_run, zipped
from tests.reading.documents.writing import (
    body,
    member,
    members,
    odt_paragraph,
    paragraph,
    translated,
)


def marked(data: bytes) -> str:
    """Return the text of a DOCX or ODT with its objects: {what|words}, and ▣ for those without."""
    text = body(data)
    text = re.sub(r".*<(?:w:body|office:text)>|</(?:w:body|office:text)>.*", "", text, flags=re.S)
    for pattern, shown in (
        (r"<w:tab/>|<text:tab/>", "\t"),
        (r'<text:s text:c="1"/>', " "),
        (r'<w:fldChar w:fldCharType="begin"/>', "{"),
        (r'<w:fldChar w:fldCharType="separate"/>', "|"),
        (r'<w:fldChar w:fldCharType="end"/>|</w:hyperlink>|</w:fldSimple>', "}"),
        (r'<(?:w:hyperlink|w:fldSimple) [^>]*?"([^"]*)"[^>]*>', r"{\1|"),
        (r'<text:a [^>]*href="([^"]*)"[^>]*>', r"{\1|"),
        (r"<text:(page-number|sequence|bookmark-ref)[^>]*>", r"{\1|"),
        (r"</text:(?:a|page-number|sequence|bookmark-ref)>", "}"),
        (r'<w:vertAlign w:val="(\w+)script"/>[^>]*><w:t [^>]*>([^<]*)', r"{\1|\2}"),
        (r'<text:span text:style-name="\w*?(super|sub)script">([^<]*)', r"{\1|\2}"),
        (r"<m:t>[^<]*</m:t>", ""),
        (r"<w:drawing/>|<m:oMath[^>]*>|<draw:frame[^>]*/>", "▣"),
        (r"<(?:w|text):bookmark-?[sS]tart[^>]*>", "["),
        (r"<(?:w|text):bookmark-?[eE]nd[^>]*>", "]"),
        (r"<[^>]*>", ""),
    ):
        text = re.sub(pattern, shown, text)
    return text


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return f"{mark('begin')}{instruction}{mark('separate')}{result}{mark('end')}"


def simple_field(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{code}">{word_run(result)}</w:fldSimple>'


def link(anchor: str, content: str) -> str:
    return f'<w:hyperlink w:anchor="{anchor}">{content}</w:hyperlink>'


def raised(text: str, position: str = "superscript") -> str:
    return word_run(text, f'<w:vertAlign w:val="{position}"/>')


FORMULA = '<m:oMath xmlns:m="m"><m:r><m:t>a</m:t></m:r></m:oMath>'
PICTURE = "<w:r><w:drawing/></w:r>"


BOOKMARKED = (
    '<w:bookmarkStart w:id="1" w:name="a"/>',
    "Bridge",
    '<w:bookmarkEnd w:id="1"/>',
    " is open.",
)
ODT_BOOKMARKED = (
    '<text:bookmark-start text:name="a"/>Bridge<text:bookmark-end text:name="a"/> is open.'
)
TOC_PAGE = field("PAGEREF _Toc1", word_run("3"))
TOC_BEGINS, TOC_ENDS = field("TOC", "|").split("|")
RIVER = {"River is big and lake is small.": "Река есть большая и озеро есть малое."}
STAYS: dict[str, tuple[bytes, Mapping[str, str], str]] = {
    "a field of words, translated inside": (
        paragraph("See ", field("REF here", word_run("the old bridge")), " again."),
        {"See the old bridge again.": "Смотрите этот старый мост снова."},
        "Смотрите { REF here |этот старый мост} снова.",
    ),
    "what a program for sources writes": (
        paragraph("It is old ", field("ADDIN ZOTERO_ITEM", word_run("(Lee, 2010)")), "."),
        {"It is old.": "Он старый."},
        "Он старый { ADDIN ZOTERO_ITEM |(Lee, 2010)}.",
    ),
    "the target of a link within a docx": (
        paragraph(link("_Toc1", f"{word_run('The bridge')}<w:r><w:tab/></w:r>{TOC_PAGE}")),
        {"The bridge\t3": "Мост\t3"},
        "{_Toc1|Мост\t{ PAGEREF _Toc1 |3}}",
    ),
    "a field that goes on in other paragraphs": (
        docx(
            word_paragraph(TOC_BEGINS + word_run("First bridge"))
            + word_paragraph(word_run("Last") + TOC_ENDS)
        ),
        {"First bridge": "Первый мост", "Last": "Последний"},
        "{ TOC |Первый мостПоследний}",
    ),
    "raised and lowered digits": (
        paragraph("10", raised("6"), " dogs drink H", raised("2", "subscript"), "O."),
        {"10⁶ dogs drink H₂O.": "10⁶ собак пьют H₂O."},
        "10{super|6} собак пьют H{sub|2}O.",
    ),
    "lowered letters": (
        paragraph("The speed v", raised("max", "subscript"), " is great."),
        {"The speed vmax is great.": "Скорость vmax большая."},
        "Скорость v{sub|max} большая.",
    ),
    "pictures and formulas of a docx": (
        paragraph("River ", FORMULA, " is big and lake", PICTURE, " is small."),
        RIVER,
        "Река ▣ есть большая и озеро▣ есть малое.",
    ),
    "pictures of an odt": (
        odt_paragraph('River <draw:frame draw:n="1"/> is big and lake<draw:frame/> is small.'),
        RIVER,
        "Река ▣ есть большая и озеро▣ есть малое.",
    ),
    "bookmarks of a docx": (
        paragraph(*BOOKMARKED),
        {"Bridge is open.": "Мост есть открыт."},
        "[Мост] есть открыт.",
    ),
    "bookmarks of an odt": (
        odt_paragraph(ODT_BOOKMARKED),
        {"Bridge is open.": "Мост есть открыт."},
        "[Мост] есть открыт.",
    ),
    "white space at the edges of a paragraph": (
        docx(word_paragraph(f"<w:r><w:tab/></w:r>{word_run('The mayor ')}")),
        {"The mayor": "Мэр"},
        "\tМэр ",
    ),
}


@pytest.mark.parametrize("name", STAYS)
def test_what_is_no_words_stays_in_its_place(name: str) -> None:
    data, translations, written = STAYS[name]
    assert marked(translated(data, translations)) == written


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (STAYS["what a program for sources writes"][0], "It is old (Lee, 2010)."),
        (STAYS["raised and lowered digits"][0], "10⁶ dogs drink H₂O."),
        (STAYS["lowered letters"][0], "The speed vmax is great."),
        (paragraph("The river ", FORMULA, " is big."), "The river a is big."),
    ],
)
def test_what_is_shown_between_words_is_read(data: bytes, text: str) -> None:
    (passage,) = read(data, detect(data, "a")).passages
    assert passage.text.text == text


@pytest.mark.parametrize(
    "data",
    [
        paragraph(
            "Page ", field("PAGE", word_run("1")), " of ", field("NUMPAGES", word_run("5")), "."
        ),
        paragraph("Page ", simple_field("PAGE", "1"), " of ", simple_field("NUMPAGES", "5"), "."),
        odt_paragraph(
            "Page <text:page-number>1</text:page-number> of <text:sequence>5</text:sequence>."
        ),
    ],
)
def test_fields_that_count_keep_their_places(data: bytes) -> None:
    written = marked(translated(data, {"Page 1 of 5.": "Страница 1 из 5."}))
    assert re.fullmatch(r"Страница \{[^|]*\|1\} из \{[^|]*\|5\}\.", written)


def test_a_field_whose_number_is_gone_is_not_lost() -> None:
    data = paragraph("Page ", field("PAGE", word_run("1")), " is here.")
    written = marked(translated(data, {"Page 1 is here.": "Вот первая страница."}))
    assert "{ PAGE |1}" in written
    assert re.sub(r" ?\{[^}]*\}", "", written) == "Вот первая страница."


def test_values_that_touch_each_other_or_words_all_stay() -> None:
    data = odt_paragraph(
        "Table A<text:sequence>1</text:sequence><text:variable-set>2</text:variable-set> is here."
    )
    written = translated(data, {"Table A12 is here.": "Таблица A12 есть тут."}, "a.odt")
    text = body(written)
    assert ">Таблица A</text:span><text:sequence>1</text:sequence>" in text
    assert "<text:variable-set>2</text:variable-set>" in text
    assert re.sub("<[^>]*>", "", text).count("12") == 1


@given(st.data())
def test_no_object_is_lost_or_doubled_wherever_a_translation_puts_it(data: st.DataObject) -> None:
    runs = [
        '<w:bookmarkStart w:id="1" w:name="a"/>',
        "one ",
        field("PAGE", word_run("2")),
        " three ",
        PICTURE,
        '<w:bookmarkEnd w:id="1"/>',
        link("here", word_run("four")),
        field("SEQ", word_run("5")),
        FORMULA,
        " six",
    ]
    document = paragraph(*runs)
    editing = edit(document, Format.DOCX)
    (place,) = editing.texts
    places = st.integers(0, 12)
    spans = tuple(
        Span(data.draw(places), data.draw(places), span.kind, span.data)
        for span in place.read().spans
    )
    place.put(RichText("раз два пять", spans))
    written = marked(editing.save("ru"))

    assert written.count("▣") == 2
    assert written.index("[") < written.index("]")
    assert (written.count("{ PAGE |2}"), written.count("{ SEQ |5}")) == (1, 1)
    assert re.sub(r"\s", "", re.sub(r"\{ \w+ \|\d\}|\{here\||[▣\[\]{}]", "", written)) == (
        "раздвапять"
    )


def test_links_are_never_in_links_that_they_were_not_in() -> None:
    data = paragraph(link("a", word_run("hy")), link("b", word_run("per")), link("c", PICTURE))
    written = body(translated(data, {"hyper": "ссылка"}))
    assert not re.search(r"<w:hyperlink[^>]*><w:hyperlink", written)
    assert "ссылка" in written
    assert "<w:drawing/>" in written


def test_a_link_made_by_a_field_is_a_link() -> None:
    data = paragraph(field('HYPERLINK "https://a.bc"', word_run("The bridge")), " is open.")
    (span,) = read(data, Format.DOCX).passages[0].text.spans
    assert span.data == "https://a.bc"


def test_raised_and_lowered_digits_of_an_odt_are_read_and_written() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties '
        f'style:text-position="{position} 58%"/></style:style>'
        for name, position in (("T8", "super"), ("T9", "sub"))
    )
    six, two = (f'<text:span text:style-name="{name}">' for name in ("T8", "T9"))
    data = odt_paragraph(f"10{six}6</text:span> dogs drink H{two}2</text:span>O.", styles)
    assert read(data, Format.ODT).passages[0].text.text == "10⁶ dogs drink H₂O."
    written = translated(data, {"10⁶ dogs drink H₂O.": "10⁶ собак пьют H₂O."}, "a.odt")
    assert f">10</text:span>{six}6</text:span>" in body(written)
    assert f"{two}2</text:span>" in body(written)


def test_a_raised_number_behind_a_word_is_the_mark_of_a_note() -> None:
    data = paragraph("The old house", raised("1"), " is 5 m", raised("2"), " big.")
    assert read(data, Format.DOCX).passages[0].text.text == "The old house is 5 m² big."
    translation = {"The old house is 5 m² big.": "Старый дом имеет 5 м² места."}
    assert "{super|1}" in marked(translated(data, translation))
    assert not re.search(r"\{super\|1\}\w", marked(translated(data, translation)))


def comment(kind: str) -> str:
    return f'<w:comment{kind} w:id="7"/>'


def comments_in(data: bytes) -> str:
    """Return the text of a DOCX with where its comments begin, end and hang."""
    text = body(data)
    for kind, sign in (("RangeStart", "("), ("RangeEnd", ")"), ("Reference", "!")):
        text = re.sub(rf"<w:comment{kind}[^>]*>", sign, text)
    return re.sub(r"<[^>]*>", "", text.replace("</w:p>", "¶")).strip()


def test_comments_stay_around_their_words_and_are_translated() -> None:
    reference = f"<w:r>{comment('Reference')}</w:r>"
    runs = [comment("RangeStart"), "Bridge", comment("RangeEnd"), reference, " is open."]
    content = "".join(run if "<" in run else word_run(run) for run in runs)
    text = word_paragraph(word_run("Is it open?"))
    data = docx(
        word_paragraph(content), parts={"comments": f'<w:comment w:id="7">{text}</w:comment>'}
    )
    assert [p.text.text for p in read(data, Format.DOCX).passages] == ["Bridge is open."]
    written = translated(data, {"Bridge is open.": "Мост открыт.", "Is it open?": "Открыт ли?"})
    assert comments_in(written) == "(Мост)! открыт.¶"
    assert "Открыт ли?" in member(written, "word/comments1.xml")


def test_a_comment_on_several_paragraphs_stays_around_its_words() -> None:
    first = word_run("Old ") + comment("RangeStart") + word_run("bridge")
    last = word_run("River") + comment("RangeEnd") + word_run(" here.")
    data = docx(word_paragraph(first) + word_paragraph(last))
    written = translated(data, {"Old bridge": "Старый мост", "River here.": "Река тут."})
    assert comments_in(written) == "Старый (мост¶Река) тут.¶"


def test_comments_of_an_odt_are_translated_and_not_read() -> None:
    data = odt_paragraph(
        "Bridge<office:annotation><text:p>Is it open?</text:p></office:annotation> is."
    )
    assert [p.text.text for p in read(data, Format.ODT).passages] == ["Bridge is."]
    written = translated(data, {"Bridge is.": "Мост это.", "Is it open?": "Открыт ли?"}, "a.odt")
    assert re.search("Мост.*Открыт ли?.* это", body(written))


def test_a_link_of_a_picture_stays_one() -> None:
    data = paragraph("The bridge ", link("here", PICTURE), " is open.")
    assert "{here|▣}" in marked(translated(data, {"The bridge is open.": "Мост открыт."}))


def test_words_in_a_link_look_like_words_in_a_link() -> None:
    data = paragraph(
        "A very long text is here ", link("here", word_run("link", '<w:color w:val="F00"/>'))
    )
    written = body(translated(data, {"A very long text is here link": "Тут текст и ссылка"}))
    assert written.count('<w:color w:val="F00"/>') == 1


def test_a_strict_document_gets_strict_words() -> None:
    data = strict(paragraph("The bridge is open."))
    written = body(translated(data, {"The bridge is open.": "Мост открыт."}))
    assert "Мост открыт." in written
    assert "schemas.openxmlformats.org" not in written


def test_the_main_part_may_have_any_name() -> None:
    parts = members(paragraph("The bridge is open."))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = zipped(
        parts
        | {
            "[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>',
            "_rels/.rels": '<Relationships><Relationship Type="o/officeDocument" '
            'Target="/word/document2.xml"/></Relationships>',
        }
    )
    assert detect(data, "a.docx") is Format.DOCX
    assert read(data, Format.DOCX).passages[0].text.text == "The bridge is open."
    written = translated(data, {"The bridge is open.": "Мост открыт."})
    assert "Мост открыт." in member(written, "word/document2.xml")


def test_a_workbook_is_no_text() -> None:
    data = zipped({"[Content_Types].xml": "spreadsheetml.sheet.main+xml", "xl/workbook.xml": "x"})
    with pytest.raises(NotRead):
        detect(data, "a.docx")


@pytest.mark.parametrize(
    ("data", "properties"),
    [
        (docx(word_paragraph(word_run("Text.")), title="The bridge"), "docProps/core.xml"),
        (odt("<text:p>Text.</text:p>", title="The bridge"), "meta.xml"),
    ],
)
def test_the_title_in_the_properties_is_translated_and_the_language_is_set(
    data: bytes, properties: str
) -> None:
    written = member(translated(data, {"The bridge": "Мост"}, "a"), properties)
    assert ":title>Мост</" in written
    assert re.search(r"<(\w+:)?language[^>]*>ru</", written)


def test_a_title_that_a_program_filled_in_is_not_translated() -> None:
    data = docx(word_paragraph(word_run("Text.")), title="Microsoft Word - x.doc")
    assert [place.read().text for place in edit(data, Format.DOCX).texts] == ["Text."]


def test_words_say_their_language() -> None:
    data = paragraph(word_run("The bridge", '<w:lang w:val="en-US"/>'))
    assert 'w:val="en-US"' not in body(translated(data, {}))
