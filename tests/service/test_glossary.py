"""Glossaries as people write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.translation import Term
from bot.errors import GlossaryNotRead
from bot.service.glossary import BadTerm, parse_terms, read_glossary


def kept(*names: str) -> list[Term]:
    return [Term(name) for name in names]


def uk(text: str, *forms: str) -> Term:
    return Term(text, "uk", forms)


def ru(text: str, *forms: str) -> Term:
    return Term(text, "ru", forms)


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("Kubernetes", kept("Kubernetes")),
        ("Kubernetes, Lady Anne;", kept("Kubernetes", "Lady Anne")),
        ("“Chain, and Anchor”", kept("Chain, and Anchor")),
        ("• Node.js", kept("Node.js")),
        ("city hall = міська рада", [uk("city hall", "міська рада")]),
        ("city  hall→міська рада", [uk("city hall", "міська рада")]),
        ("bridge — мост", [ru("bridge", "мост")]),
        ("bridge – міст", [uk("bridge", "міст")]),
        ("bridge -> міст", [uk("bridge", "міст")]),
        ("uk: bank = банк", [uk("bank", "банк")]),
        ("українською: bank = банк", [uk("bank", "банк")]),
        ("bank = uk: банк; ru: банк", [uk("bank", "банк"), ru("bank", "банк")]),
        (
            "deep learning = глибинне навчання / глибинного навчання",
            [uk("deep learning", "глибинне навчання", "глибинного навчання")],
        ),
        (
            "bridge = міст / мост, который построен",
            [uk("bridge", "міст"), ru("bridge", "мост, который построен")],
        ),
        ("раскопки = розкопки", [uk("раскопки", "розкопки")]),
        ("Ромашка = Romashka", [Term("Ромашка", "en", ("Romashka",))]),
        ("k8s = Kubernetes", [Term("k8s", None, ("Kubernetes",))]),
        ("«a = b» = в", [ru("a = b", "в")]),
        ("uk:\nbank = банк\nport = порт", [uk("bank", "банк"), uk("port", "порт")]),
        ("The boat, which runs daily, is late.", kept("The boat, which runs daily, is late.")),
        ("https://example.org", kept("https://example.org")),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, terms: list[Term]) -> None:
    assert parse_terms(line, "ru") == terms


def test_an_unclear_language_is_the_persons_own() -> None:
    assert parse_terms("bank = банк", "uk") == [uk("bank", "банк")]
    assert parse_terms("bank = банк", "ru") == [ru("bank", "банк")]
    with pytest.raises(BadTerm) as refused:
        parse_terms("bank = банк", "en")
    assert str(refused.value.details["reason"]) == "whose word ru, uk ru: bank = банк"


@pytest.mark.parametrize(
    "line",
    ["=", "a =", "= б", "!!!", "a" * 201, "a = " + "б" * 201, "a = " + "ы / " * 9 + "я", "→"],
)
def test_a_line_that_is_no_term_is_refused(line: str) -> None:
    with pytest.raises(BadTerm):
        parse_terms(line, "ru")


@given(st.text(max_size=300))
def test_any_text_is_terms_or_refused(text: str) -> None:
    try:
        terms = parse_terms(text, "uk")
    except BadTerm:
        return
    assert all(term.text.strip() and len(term.text) <= 200 for term in terms)


def file_of(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


BANK = uk("bank", "банк", "банку")


@pytest.mark.parametrize(
    ("name", "content", "terms"),
    [
        (
            "g.toml",
            'keep = ["Kubernetes"]\n[uk]\nbank = ["банк", "банку"]\n"city hall" = "мерія"\n',
            [*kept("Kubernetes"), BANK, uk("city hall", "мерія")],
        ),
        ("g.csv", "term,uk,ru\nbank,банк | банку,\nKubernetes,,\n", [BANK, *kept("Kubernetes")]),
        ("g.csv", 'term;ru\r\n"a;b";банк\r\n', [ru("a;b", "банк")]),
        ("g.csv", "\ufeffcity,місто\nKubernetes\n\n", [uk("city", "місто"), *kept("Kubernetes")]),
        ("g.csv", "bank\tбанк\tuk\n", [uk("bank", "банк")]),
        ("g.csv", "city,місто\n".encode("cp1251"), [uk("city", "місто")]),
        ("g.csv", "", []),
    ],
)
def test_a_file_is_read(tmp_path: Path, name: str, content: str | bytes, terms: list[Term]) -> None:
    assert list(read_glossary(file_of(tmp_path, name, content))) == terms


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("g.toml", "keep = 5"),
        ("g.toml", 'uk = "банк"'),
        ("g.toml", "[uk]\nbank = 5"),
        ("g.toml", '[nonsense]\nbank = "банк"'),
        ("g.toml", "[uk"),
        ("g.csv", '"never closed'),
        ("g.csv", "bank," + "б" * 200_000),
        ("g.csv", "bank,банк,nonsense"),
        ("g.csv", ",банк"),
        ("g.csv", b"\x00\x01\x02\xff" * 50),
        ("g.csv", "".join(f"term{n}\n" for n in range(10_001))),
        ("g.csv", b"a\n" * 3_000_000),
    ],
    ids=range(12),
)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str, content: str | bytes) -> None:
    with pytest.raises(GlossaryNotRead):
        read_glossary(file_of(tmp_path, name, content))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(GlossaryNotRead) as refused:
        read_glossary(tmp_path / "none.toml")
    assert "ENOENT" in str(refused.value.details["reason"])
