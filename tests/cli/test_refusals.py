"""What cannot be done ends with a line on standard error and its exit code, nothing else."""

import re
from pathlib import Path

import pytest

from bot.rendering.words import INTERFACE_LANGUAGES
from tests.cli.conftest import ARTICLE, Dragoman

TOKEN = "123456:AAE-not-a-real-token"


@pytest.mark.parametrize(
    ("content", "explanation"),
    [
        (b"", "no text"),
        ("👍 👍\n".encode(), "no text"),
        (b"https://example.org/news/1", "only a link"),
        (b"%PDF-1.7\n" + bytes(range(256)), "damaged"),
        (("Слово. " * 1000).encode("utf-16"), "1,000"),
        ("мама".encode(), "--from"),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_text_that_cannot_be_summarised(
    dragoman: Dragoman, content: bytes, explanation: str, as_json: tuple[str, ...]
) -> None:
    result = dragoman("summary", *as_json, given=content, article_characters="1000", ends=1)
    assert result.stdout == ""
    assert result.stderr.startswith("dragoman: ")
    assert explanation in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_without_an_end_is_not_read_to_the_end(dragoman: Dragoman) -> None:
    assert "1,000" in dragoman("summary", "/dev/zero", article_characters="1000", ends=1).stderr


@pytest.mark.parametrize(
    ("words", "explanation"),
    [
        (("summary", "missing.txt"), "missing.txt"),
        (("summary", "."), "it is a folder"),
        (("summary", "bad\x1b[2J.txt"), "bad\ufffd[2J.txt"),
        (("translate", "--to", "en", "bridge.txt"), "already in English"),
        (("translate", "--to", "de", "bridge.txt"), "English → German"),
        (("models", "remove", "en_fr"), "en_fr"),
        (("models", "install", "missing.argosmodel"), "missing.argosmodel"),
        (("models", "install", "bridge.txt"), "bridge.txt"),
    ],
)
@pytest.mark.usefixtures("article")
def test_what_cannot_be_done_is_1(
    dragoman: Dragoman, words: tuple[str, ...], explanation: str
) -> None:
    result = dragoman(*words, ends=1)
    assert result.stdout == ""
    assert result.stderr.startswith("dragoman: ")
    assert explanation in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "--length", "0"),
        ("summary", "--length", "101%"),
        ("summary", "--length", "enormous"),
        ("summary", "--method", "random"),
        ("summary", "--language", "klingonese"),
        ("summary", "--from", "klingonese"),
        ("translate", "--to", "42"),
        ("models", "install"),
        ("demo", "--port", "99999"),
        ("demo", "--port", "eighty"),
        ("summary", "--json=yes"),
        ("summary", "one.txt", "two.txt"),
    ],
)
def test_wrong_usage_is_2(dragoman: Dragoman, words: tuple[str, ...]) -> None:
    result = dragoman(*words, given=ARTICLE, ends=2)
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("www.example.org", "https://www.example.org"),
        ("news.example.org/2", "https://news.example.org/2"),
        ("file:///tmp/a.txt", "file://: /tmp/a.txt"),
    ],
)
def test_a_near_address_or_file_gets_a_hint(dragoman: Dragoman, given: str, hint: str) -> None:
    assert hint in dragoman("summary", given, ends=1).stderr


def test_a_wrong_value_is_named_in_plain_words(dragoman: Dragoman) -> None:
    refused = dragoman("summary", given=ARTICLE, threads="0", ends=3).stderr
    assert "threads: must be at least 1" in refused


def test_a_language_that_nothing_here_reads_is_unknown(dragoman: Dragoman) -> None:
    assert "Klingon" in dragoman("summary", "--from", "Klingon", given=ARTICLE, ends=2).stderr


@pytest.mark.parametrize(
    "words", [("summary",), ("translate", "--to", "ru"), ("models", "list"), ("run",), ("demo",)]
)
def test_a_wrong_configuration_is_3_for_every_command(
    dragoman: Dragoman, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(f'tokem = "{TOKEN}"\nthreads = 0\n', encoding="utf-8")

    result = dragoman("--config", file, *words, given=ARTICLE, ends=3)

    assert result.stdout == ""
    assert "tokem" in result.stderr
    assert TOKEN not in result.stderr


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en_GB", "1 to 50 sentences, or 1% to 100% of the text"),
        ("ru_RU", "от 1 до 50 предложений или от 1% до 100% текста"),
        ("uk_UA", "від 1 до 50 речень або від 1% до 100% тексту"),
    ],
)
@pytest.mark.parametrize("length", ["0", "51", "2024", "0%", "101%"])
def test_a_length_out_of_range_is_told_the_range(
    dragoman: Dragoman, language: str, told: str, length: str
) -> None:
    refused = dragoman("summary", "-n", length, given=ARTICLE, LANG=f"{language}.UTF-8", ends=2)
    assert told in refused.stderr
    assert length in refused.stderr


def test_the_language_can_be_named_where_it_is_unclear(dragoman: Dragoman) -> None:
    assert "Xyzzy" in dragoman("summary", "--from", "en", given="Xyzzy").stdout


@pytest.mark.parametrize("command", [["summary"], ["translate", "--to", "uk"]])
def test_no_link_into_the_machine_is_followed(dragoman: Dragoman, command: list[str]) -> None:
    refused = dragoman(*command, "http://127.0.0.1/admin", ends=1).stderr
    assert "I don’t open links to 127.0.0.1" in refused


def test_links_stay_closed_where_the_settings_say_so(dragoman: Dragoman) -> None:
    refused = dragoman("summary", "http://127.0.0.1/", open_links="false", ends=1).stderr
    assert "links in a text are not opened" in refused


WRONG = """
foo = 1
webhook_url = "abc"
listen = "here"
telegram_networks = ["house"]
default_language = "fr"
summary_sentences = "huge"
install_languages = ["klingonese"]
page_ports = 80
open_links = "maybe"
gather_seconds = 99
operator = 7
"""
WORDS_OF_SETTINGS = {
    *(*INTERFACE_LANGUAGES, "Ukrainian", "short", "medium", "long", "true", "false"),
    *("http", "https"),
}


@pytest.mark.parametrize("locale", ["ru_RU.UTF-8", "uk_UA.UTF-8"])
def test_what_is_wrong_with_the_settings_is_told_in_the_persons_language(
    dragoman: Dragoman, tmp_path: Path, locale: str
) -> None:
    (file := tmp_path / "wrong.toml").write_text(WRONG, encoding="utf-8")
    refused = dragoman("--config", file, "summary", LANG=locale, ends=3).stderr

    told = refused.partition(" config.example.toml")[0].split(": ", 2)[2]
    problems = [problem.partition(": ")[2] for problem in told.split("; ")]
    assert len(problems) == WRONG.count("=")
    for problem in problems:
        assert re.match("[а-яієї]", problem), problem
        assert set(re.findall("[A-Za-z]{2,}", problem)) <= WORDS_OF_SETTINGS, problem


NO_FILE = "такого файлу чи теки немає"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("summary", "missing.txt"), f"dragoman: Не вдалося відкрити missing.txt: {NO_FILE}"),
        (("summary", "."), "це тека"),
        (("translate", "--to", "uk", "bridge.txt", "-o", "no/a.txt"), NO_FILE),
        (("models", "install", "bridge.txt"), "це не цілий zip-архів"),
        (("--config", "missing.toml", "run"), f"missing.toml: {NO_FILE}"),
    ],
)
@pytest.mark.usefixtures("article")
def test_reasons_are_in_the_persons_language(
    dragoman: Dragoman, words: tuple[str, ...], reason: str
) -> None:
    assert reason in dragoman(*words, LANG="uk_UA", ends=3 if "run" in words else 1).stderr
