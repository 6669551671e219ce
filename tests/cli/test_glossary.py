"""`dragoman translate --glossary`, and the glossary in the settings."""

from pathlib import Path

import pytest

from testkit.documents import docx, part_of, word_line, word_table
from tests.cli.conftest import Dragoman

TERMS = """
keep = ["mayor"]
[uk]
bear = ["ведмедик", "ведмедика"]
"main road" = "Головна вулиця"
bridge = "віадук"
"""

PAGE = """<!DOCTYPE html><html><head><title>The bridge</title></head><body><article>
<h1>The bridge and the bear</h1>
<ul><li>The main road</li><li>Bridges</li></ul>
<table><tr><td>Bear</td>
<td>The mayor opened the <a href="https://example.org">big bridge</a>.</td></tr></table>
<figure><img src="b.png"><figcaption>The bear saw the <b>bridge</b>.</figcaption></figure>
<p>The bear saw <code>bridge</code> in https://example.org/bridge after the winter.</p>
</article></body></html>
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    file = tmp_path / "glossary.toml"
    file.write_text(TERMS, encoding="utf-8")
    return file


def test_an_article_is_translated_with_the_terms_of_a_file(
    dragoman: Dragoman, article: Path, glossary: Path
) -> None:
    shown = dragoman("translate", article, "--to", "uk", "--glossary", glossary).stdout
    title, _, *body = shown.splitlines()
    text = " ".join(body).lower()
    assert title == "Цей віадук і цей ведмедик"
    assert "цей mayor" in text
    assert "головна вулиця" in text
    assert not {"міст", "ведмідь", "мер"} & {*text.replace(".", "").split()}


def test_the_glossary_of_the_settings_is_for_summaries_too(
    dragoman: Dragoman, article: Path, glossary: Path
) -> None:
    for command in (("summary", article, "-l", "uk"), ("translate", article, "-t", "uk")):
        assert "Цей віадук і цей ведмедик" in dragoman(*command, glossary=glossary).stdout


def test_the_file_on_the_command_line_wins(
    dragoman: Dragoman, article: Path, glossary: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("term,uk\nbridge,\nbear,ведмедисько\n", encoding="utf-8")
    shown = dragoman("translate", article, "--to", "uk", "-g", own, glossary=glossary).stdout
    assert shown.splitlines()[0] == "Цей bridge і цей ведмедисько"


@pytest.mark.slow
def test_titles_items_cells_and_captions_of_a_page_have_the_terms(
    dragoman: Dragoman, tmp_path: Path, glossary: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = dragoman("translate", "page.html", "--to", "uk", "--glossary", glossary)
    assert result.stdout == "page.uk.html\n"
    page = (tmp_path / "page.uk.html").read_text(encoding="utf-8")
    for part in (
        *("<h1>Цей віадук і цей ведмедик</h1>", "Головна вулиця</li>", "<li>Віадук</li>"),
        *("<td>Ведмедик</td>", '<a href="https://example.org">великий віадук</a>'),
        *("<b>віадук</b>.</figcaption>", "<code>bridge</code>", "https://example.org/bridge"),
    ):
        assert part in page, page


@pytest.mark.slow
def test_an_office_file_has_the_terms(dragoman: Dragoman, tmp_path: Path, glossary: Path) -> None:
    body = word_line("The bridge", "Heading1") + word_table(["Bear", "The old bridge"])
    (tmp_path / "a.docx").write_bytes(docx(body + word_line("The mayor opened the bridge.")))
    result = dragoman("translate", "a.docx", "--to", "uk", "--glossary", glossary)
    assert result.stdout == "a.uk.docx\n"
    text = part_of(tmp_path / "a.uk.docx", "word/document.xml")
    for part in (">Віадук<", "Ведмедик", "Цей старий віадук", "Цей mayor"):
        assert part in text, text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.toml", None, "none.toml: there is no such file"),
        ("bad.toml", "[uk", "bad.toml: it is not written as docs/translations.md says"),
        ("bad.csv", "bank,банк", "bad.csv: “банк”: the language isn’t clear (ru, uk)"),
        ("bad.csv", "a" * 300, "longer than 200 characters"),
    ],
)
def test_a_file_that_is_no_glossary_is_refused(
    dragoman: Dragoman, article: Path, tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    words = ("translate", article, "--to", "uk")
    by_option = dragoman(*words, "--glossary", name, ends=1).stderr
    by_setting = dragoman(*words, glossary=name, ends=1).stderr
    for refused in (by_option, by_setting):
        assert said in " ".join(refused.split())
