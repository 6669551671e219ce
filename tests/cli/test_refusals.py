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
    result = dragoman("summary", *as_json, given=content, DRAGOMAN_ARTICLE_CHARACTERS="1000")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("dragoman: ")
    assert explanation in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_without_an_end_is_not_read_to_the_end(dragoman: Dragoman) -> None:
    result = dragoman("summary", "/dev/zero", DRAGOMAN_ARTICLE_CHARACTERS="1000")

    assert result.exit_code == 1
    assert "1,000" in result.stderr


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
    result = dragoman(*words)

    assert (result.exit_code, result.stdout) == (1, "")
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
        ("translate",),
        ("translate", "--to", "42"),
        ("models", "install"),
        ("demo", "--port", "99999"),
        ("demo", "--port", "eighty"),
        ("summary", "--length"),
        ("summary", "--json=yes"),
        ("summary", "one.txt", "two.txt"),
        ("sumary",),
        ("models", "lst"),
    ],
)
def test_wrong_usage_is_2(dragoman: Dragoman, words: tuple[str, ...]) -> None:
    result = dragoman(*words, given=ARTICLE)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("www.example.org", "https://www.example.org"),
        ("news.example.org/2", "https://news.example.org/2"),
        ("file:///tmp/a.txt", "file://: /tmp/a.txt"),
    ],
)
def test_what_is_nearly_an_address_or_a_file_gets_a_hint(
    dragoman: Dragoman, given: str, hint: str
) -> None:
    result = dragoman("summary", given)

    assert result.exit_code == 1
    assert hint in result.stderr


def test_a_summary_that_could_not_be_translated_is_1(dragoman: Dragoman, tmp_path: Path) -> None:
    nothing = {"DRAGOMAN_PACKAGES_FOLDER": str(tmp_path / "none")}
    result = dragoman("summary", "--language", "uk", given=ARTICLE, **nothing)

    assert result.exit_code == 1
    assert "bear" in result.stdout


def test_a_wrong_value_is_named_in_plain_words(dragoman: Dragoman) -> None:
    result = dragoman("summary", given=ARTICLE, DRAGOMAN_THREADS="0")

    assert result.exit_code == 3
    assert "threads: must be at least 1" in result.stderr


def test_a_language_that_nothing_here_reads_is_unknown(dragoman: Dragoman) -> None:
    result = dragoman("summary", "--from", "Klingon", given=ARTICLE)

    assert result.exit_code == 2
    assert "Klingon" in result.stderr


@pytest.mark.parametrize(
    "words", [("summary",), ("translate", "--to", "ru"), ("models", "list"), ("run",), ("demo",)]
)
def test_a_wrong_configuration_is_3_for_every_command(
    dragoman: Dragoman, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(f'tokem = "{TOKEN}"\nthreads = 0\n', encoding="utf-8")

    result = dragoman("--config", file, *words, given=ARTICLE)

    assert (result.exit_code, result.stdout) == (3, "")
    assert "tokem" in result.stderr
    assert TOKEN not in result.stderr


def test_a_configuration_that_is_not_there_is_3(dragoman: Dragoman) -> None:
    result = dragoman("--config", "missing.toml", "summary", given=ARTICLE)

    assert result.exit_code == 3
    assert "missing.toml" in result.stderr


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
    result = dragoman("summary", "-n", length, given=ARTICLE, LANG=f"{language}.UTF-8")

    assert told in result.stderr
    assert length in result.stderr


def test_errors_are_told_in_the_persons_language(dragoman: Dragoman) -> None:
    result = dragoman("summary", "missing.txt", LANG="uk_UA.UTF-8")

    assert result.stderr.startswith("dragoman: Не вдалося відкрити missing.txt")


def test_the_language_can_be_named_where_it_is_unclear(dragoman: Dragoman) -> None:
    assert dragoman("summary", "--from", "en", given="Xyzzy").exit_code == 0


@pytest.mark.parametrize("command", [["summary"], ["translate", "--to", "uk"]])
def test_a_link_into_the_machine_itself_is_not_followed(
    dragoman: Dragoman, command: list[str]
) -> None:
    result = dragoman(*command, "http://127.0.0.1/admin")

    assert result.exit_code == 1
    assert "I don’t open links to 127.0.0.1" in result.stderr


def test_links_stay_closed_where_the_settings_say_so(dragoman: Dragoman) -> None:
    result = dragoman("summary", "http://127.0.0.1/", DRAGOMAN_OPEN_LINKS="false")

    assert result.exit_code == 1
    assert "links in a text are not opened" in result.stderr


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
    file = tmp_path / "wrong.toml"
    file.write_text(WRONG, encoding="utf-8")

    result = dragoman("--config", file, "summary", LANG=locale)

    told = result.stderr.partition(" config.example.toml")[0].split(": ", 2)[2]
    problems = [problem.partition(": ")[2] for problem in told.split("; ")]
    assert len(problems) == WRONG.count("=")
    for problem in problems:
        assert re.match("[а-яієї]", problem), problem
        assert set(re.findall("[A-Za-z]{2,}", problem)) <= WORDS_OF_SETTINGS, problem


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("summary", "missing.txt"), "такого файлу чи теки немає"),
        (("summary", "."), "це тека"),
        (("translate", "--to", "uk", "bridge.txt", "-o", "no/a.txt"), "такого файлу чи теки немає"),
        (("models", "install", "bridge.txt"), "це не цілий zip-архів"),
        (("--config", "missing.toml", "run"), "missing.toml: такого файлу чи теки немає"),
    ],
)
@pytest.mark.usefixtures("article")
def test_reasons_are_in_the_persons_language(
    dragoman: Dragoman, words: tuple[str, ...], reason: str
) -> None:
    assert reason in dragoman(*words, LANG="uk_UA").stderr
