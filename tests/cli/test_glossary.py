"""`dragoman translate --glossary`, and the glossary in the settings."""

import zipfile
from pathlib import Path

import pytest

from testkit.documents import docx, word_line, word_table
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
    result = dragoman("translate", article, "--to", "uk", "--glossary", glossary)
    title, _, *body = result.stdout.splitlines()
    text = " ".join(body)
    assert (result.exit_code, title) == (0, "Цей віадук і цей ведмедик")
    assert "цей mayor" in text.lower()
    assert "головна вулиця" in text.lower()
    assert not {"міст", "ведмідь", "мер"} & {*text.lower().replace(".", "").split()}


def test_the_glossary_of_the_settings_is_for_summaries_too(
    dragoman: Dragoman, article: Path, glossary: Path
) -> None:
    settings = {"DRAGOMAN_GLOSSARY": str(glossary)}
    for command in (("summary", article, "-l", "uk"), ("translate", article, "-t", "uk")):
        result = dragoman(*command, **settings)
        assert "Цей віадук і цей ведмедик" in result.stdout


def test_the_file_on_the_command_line_wins(
    dragoman: Dragoman, article: Path, glossary: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("term,uk\nbridge,\nbear,ведмедисько\n", encoding="utf-8")
    settings = {"DRAGOMAN_GLOSSARY": str(glossary)}
    result = dragoman("translate", article, "--to", "uk", "-g", own, **settings)
    assert result.stdout.splitlines()[0] == "Цей bridge і цей ведмедисько"


@pytest.mark.slow
def test_titles_items_cells_and_captions_of_a_page_have_the_terms(
    dragoman: Dragoman, tmp_path: Path, glossary: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = dragoman("translate", "page.html", "--to", "uk", "--glossary", glossary)
    assert (result.exit_code, result.stdout) == (0, "page.uk.html\n")
    page = (tmp_path / "page.uk.html").read_text(encoding="utf-8")
    for part in (
        "<h1>Цей віадук і цей ведмедик</h1>",
        "Головна вулиця</li>",
        "<li>Віадук</li>",
        "<td>Ведмедик</td>",
        '<a href="https://example.org">великий віадук</a>',
        "<b>віадук</b>.</figcaption>",
        "<code>bridge</code>",
        "https://example.org/bridge",
    ):
        assert part in page, page


@pytest.mark.slow
def test_an_office_file_has_the_terms(dragoman: Dragoman, tmp_path: Path, glossary: Path) -> None:
    body = word_line("The bridge", "Heading1") + word_table(["Bear", "The old bridge"])
    (tmp_path / "a.docx").write_bytes(docx(body + word_line("The mayor opened the bridge.")))
    result = dragoman("translate", "a.docx", "--to", "uk", "--glossary", glossary)
    assert result.stdout == "a.uk.docx\n"
    with zipfile.ZipFile(tmp_path / "a.uk.docx") as file:
        text = file.read("word/document.xml").decode()
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
    by_option = dragoman("translate", article, "--to", "uk", "--glossary", name)
    by_setting = dragoman("translate", article, "--to", "uk", DRAGOMAN_GLOSSARY=name)
    for result in (by_option, by_setting):
        assert result.exit_code == 1
        assert said in " ".join(result.stderr.split())


def test_the_doctor_names_a_glossary_that_is_missing(dragoman: Dragoman) -> None:
    assert "✗ Cannot read the glossary none.toml" in " ".join(
        dragoman("doctor", DRAGOMAN_GLOSSARY="none.toml").stdout.split()
    )
