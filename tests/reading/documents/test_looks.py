"""Words that look different from most of their paragraph do so in the translation too."""

import re
from collections.abc import Mapping

import pytest

from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.formats import edit, read
from bot.reading.file_types import Format
from bot.translating.formatting.spans import apply_formatting
from testkit.documents import word_run
from tests.reading.documents.test_objects import link
from tests.reading.documents.writing import body, odt_paragraph, paragraph, translated

RED, LARGE = '<w:color w:val="FF0000"/>', '<w:sz w:val="40"/>'
COLOURS = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {what}/>'
    "</style:style>"
    for name, what in (
        ("Red", 'fo:color="#ff0000"'),
        ("RedBold", 'fo:color="#ff0000" fo:font-weight="bold"'),
        ("Saved", 'fo:language="en" style:rsid="1"'),
    )
)


def word_looks(data: bytes, translations: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the words of the translated DOCX, each with the properties of its run."""
    text = body(translated(data, translations))
    runs = re.findall(r"<w:r>(?:<w:rPr[^>]*>(.*?)</w:rPr>)?<w:t [^>]*>([^<]*)", text)
    return [
        (words, re.sub(r"w:val=|<w:| |/>|xmlns:\w+=\"[^\"]*\"", "", look)) for look, words in runs
    ]


def odt_looks(content: str, translations: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the words of the translated ODT, each with the names of its styles."""
    text = body(translated(odt_paragraph(content, COLOURS), translations, "a.odt"))
    found: list[tuple[str, str]] = []
    names: list[str] = []
    for tag, name, words in re.findall(
        r'<(/?text:span)(?: text:style-name="(\w*)")?[^>]*>([^<]*)', text
    ):
        names = names[:-1] if tag[0] == "/" else [*names, name]
        if words:
            found.append((words, " ".join(filter(None, names))))
    return found


def test_colours_and_sizes_of_a_docx_stay_on_their_words() -> None:
    data = paragraph("See the ", word_run("bridge", RED), " of ", word_run("2024", LARGE), " here.")
    looks = word_looks(data, {"See the bridge of 2024 here.": "Смотрите bridge из 2024 тут."})
    assert looks == [
        ("Смотрите ", ""),
        ("bridge", 'color"FF0000"'),
        (" из ", ""),
        ("2024", 'sz"40"'),
        (" тут.", ""),
    ]


def test_most_of_a_paragraph_looks_as_most_of_it_did() -> None:
    data = paragraph(word_run("The old bridge is open", RED), " now.")
    looks = word_looks(data, {"The old bridge is open now.": "Мост снова открыт now."})
    assert looks == [("Мост снова открыт ", 'color"FF0000"'), ("now.", "")]


def test_runs_that_only_a_spelling_checker_tells_apart_are_one() -> None:
    noted = '<w:noProof/><w:lang w:val="en-GB"/>'
    data = paragraph(word_run("The bridge", noted), " is open.")
    (place,) = edit(data, Format.DOCX).texts
    assert place.read().spans == ()


def test_a_look_goes_on_over_spaces_and_formatting() -> None:
    data = paragraph(
        "It is ", word_run("old", RED), " ", word_run("bridge", f"<w:b/>{RED}"), " too now."
    )
    (place,) = edit(data, Format.DOCX).texts
    spans = [(span.kind, span.start, span.end) for span in place.read().spans]
    assert spans == [(Kind.LOOK, 6, 16), (Kind.BOLD, 10, 16)]


def test_a_toggle_that_is_off_stays_off() -> None:
    off = '<w:b w:val="0"/>'
    data = paragraph("The bridge is ", word_run("Lviv", off), " now.")
    looks = word_looks(data, {"The bridge is Lviv now.": "Мост это Lviv теперь."})
    assert ("Lviv", 'b"0"') in looks


def test_words_in_a_link_that_have_no_look_of_their_own_look_like_the_text() -> None:
    data = paragraph(word_run("See the ", LARGE), link("here", word_run("bridge", LARGE)))
    looks = word_looks(data, {"See the bridge": "Смотрите мост"})
    assert {look for _, look in looks} == {'sz"40"'}


def test_part_of_a_word_does_not_colour_a_whole_one() -> None:
    source = RichText("Hello world", (Span(0, 1, Kind.LOOK, "1"),))
    assert apply_formatting(source, "Привет мир", None).spans == ()


def test_colours_of_an_odt_stay_on_their_words() -> None:
    looks = odt_looks(
        'See the <text:span text:style-name="Red">bridge</text:span> of '
        '<text:span text:style-name="RedBold">2024</text:span> here.',
        {"See the bridge of 2024 here.": "Смотрите bridge из 2024 тут."},
    )
    assert looks == [
        ("Смотрите ", ""),
        ("bridge", "Red"),
        (" из ", ""),
        ("2024", "RedBold"),
        (" тут.", ""),
    ]


def test_bold_words_of_an_odt_do_not_get_the_colour_of_others() -> None:
    looks = odt_looks(
        '<text:span text:style-name="RedBold">Mayor</text:span> said that the '
        '<text:span text:style-name="T1">2024</text:span> bridge is open.',
        {"Mayor said that the 2024 bridge is open.": "Mayor сказал что 2024 мост открыт."},
    )
    assert ("Mayor", "RedBold") in looks
    assert ("2024", "T1") in looks


def test_character_styles_of_an_odt_stay_in_each_other() -> None:
    looks = odt_looks(
        'The <text:span text:style-name="Strong_20_Emphasis">bridge <text:span '
        'text:style-name="Red">2024</text:span></text:span> is open.',
        {"The bridge 2024 is open.": "Этот bridge 2024 открыт."},
    )
    assert ("2024", "Strong_20_Emphasis Red") in looks


def test_styles_of_an_odt_that_only_a_program_needs_are_no_look() -> None:
    words = 'The <text:span text:style-name="Saved">bridge</text:span> is open.'
    data = odt_paragraph(words, COLOURS)
    (place,) = edit(data, Format.ODT).texts
    assert place.read().spans == ()


@pytest.mark.parametrize(
    ("format", "data"),
    [
        (Format.DOCX, paragraph("The ", word_run("bridge", RED))),
        (Format.ODT, odt_paragraph('A <text:span text:style-name="Red">b</text:span>')),
    ],
)
def test_looks_are_nothing_to_read(format: Format, data: bytes) -> None:
    (passage,) = read(data, format).passages
    assert passage.text.spans == ()
