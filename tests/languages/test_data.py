import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.rich_text import RichText
from bot.languages import SERVED, data, identify, language_of, split_sentences

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-language.md"

TOY = """
[identification]
scripts = "cyrillic"
candidate = true
alphabet = "авгзиклмоурштыћ"
decisive_letters = "ћ"
words = "зум вош"
endings = "омур"

[abbreviations]
inner = "гр"
before_number = "ном"
ending = "ит.д"

[sentences]
starters = "овозум"
vowels = "аиоуы"
"""

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write the file of a language, "qx" or another, next to those of the project."""
    for file in data.FOLDER.iterdir():
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")

    def write_file(text: str, code: str = "qx") -> None:
        (tmp_path / f"{code}.toml").write_text(text, "utf-8")
        data.languages.cache_clear()
        data.language_table.cache_clear()

    monkeypatch.setattr(data, "FOLDER", tmp_path)
    yield write_file
    data.languages.cache_clear()
    data.language_table.cache_clear()


def texts_of(text: str, language: str) -> list[str]:
    return [sentence.text.text for sentence in split_sentences(RichText(text), language)]


def test_a_file_is_enough_to_split_a_language_into_sentences(write: Write) -> None:
    text = "Калу гр. Мош, ном. 5, ит.д. Зурло мог? Овозум рук."
    write(TOY)
    assert texts_of(text, "qx") == ["Калу гр. Мош, ном. 5, ит.д.", "Зурло мог?", "Овозум рук."]


def test_a_file_is_enough_to_tell_a_language_by_its_words(write: Write) -> None:
    text = "зум вош, каломур вош зум"
    before = identify(text)
    write(TOY)
    after = identify(text)
    assert before is not None
    assert before.code != "qx"
    assert after is not None
    assert (after.code, after.confident) == ("qx", True)


def test_a_file_is_enough_to_tell_a_passage_by_its_letters(write: Write) -> None:
    passage = "Вараћ молгаур выгаруш таромур зумош."
    assert language_of(passage, "en") != "qx"
    write(TOY)
    assert language_of(passage, "en") == "qx"


def test_a_language_without_a_file_is_split_too() -> None:
    assert "hu" not in data.languages().by_code
    assert texts_of("Megjött dr. Kovács. Esik az eső.", "hu") == [
        "Megjött dr. Kovács.",
        "Esik az eső.",
    ]


def test_every_language_that_is_served_has_all_sections() -> None:
    assert {"en", "ru", "uk"} <= set(SERVED)
    for code in SERVED:
        language = data.languages().by_code[code]
        assert language.identification.words
        assert language.sentences is not None
        assert language.sentences.kinds
        assert language.sentences.starters


def test_letters_that_tell_a_language_are_of_its_alphabet() -> None:
    for language in data.languages().by_code.values():
        tells = language.identification
        assert tells.own_letters | tells.needed_letters | tells.decisive_letters <= tells.alphabet


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[identification]\nword = 'зум'", "qx.toml: [identification] has no key 'word'"),
        ("[sentences]\nbeginners = 'зум'", "qx.toml: [sentences] has no key 'beginners'"),
        ("[abbreviations]\nmiddle = 'гр'\n[sentences]", "qx.toml: [abbreviations] has no list"),
    ],
)
def test_a_misspelled_key_is_named(write: Write, text: str, complaint: str) -> None:
    write(text)
    with pytest.raises(ValueError, match=re.escape(complaint)):
        data.languages()


def test_sections_of_other_parts_of_the_program_are_left_alone(write: Write) -> None:
    write("[summaries]\nanything = 'зум'")
    assert data.sentence_words("qx") is None
    assert data.language_table("qx") == {"summaries": {"anything": "зум"}}


def test_a_language_without_a_file_has_no_sections() -> None:
    assert (
        data.language_table("qz") == data.language_table("") == data.language_table("../en") == {}
    )


def test_the_example_of_the_guide_works(write: Write) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    write("".join(blocks[:1] + blocks[2:]), "pl")
    assert texts_of("W 2024 r. Polska wybrała rząd. Mieszka na ul. Długiej. Tanio!", "pl") == [
        "W 2024 r. Polska wybrała rząd.",
        "Mieszka na ul. Długiej.",
        "Tanio!",
    ]
