"""`dragoman doctor`: a line for everything that the bot needs, and 0 only if it can run."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from email.message import Message
from itertools import pairwise
from pathlib import Path

import pytest

from bot.playground import Playground
from bot.reading.documents.recognition import Tesseract
from tests.cli.conftest import Dragoman, Result

TOKEN = "7100000001:AAthis-is-the-token-of-the-test"

Examine = Callable[..., Awaitable[Result]]


@pytest.fixture
async def telegram() -> Playground:
    return Playground(token=TOKEN)


@pytest.fixture
def examine(dragoman: Dragoman, telegram: Playground) -> Examine:
    """Run the doctor against a Telegram that knows TOKEN; no output may show it."""

    async def run(**variables: str) -> Result:
        async with telegram:
            settings = {"DRAGOMAN_API_URL": telegram.base_url, "DRAGOMAN_TOKEN": TOKEN}
            result = await asyncio.to_thread(dragoman, "doctor", **{**settings, **variables})
        assert TOKEN not in result.output
        assert_every_problem_has_its_section(result)
        return result

    return run


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the doctor find a Tesseract, whether this machine has one or not."""
    found = Tesseract("/usr/bin/tesseract", "eng+rus+ukr")
    monkeypatch.setattr("bot.cli.doctor.find_tesseract", lambda: found)


def assert_every_problem_has_its_section(result: Result) -> None:
    lines = result.stdout.splitlines()
    for line, below in pairwise(lines):
        assert below.startswith("  How to fix it: docs/") == line.startswith(("!", "✗")), line


def section_below(result: Result, beginning: str) -> str:
    """Return where it is told how to mend a problem, by how its line begins."""
    lines = result.stdout.splitlines()
    (found,) = (below for line, below in pairwise(lines) if line.startswith(beginning))
    return found.removeprefix("  How to fix it: docs/")


def marked(result: Result, mark: str) -> list[str]:
    return [line for line in result.stdout.splitlines() if line.startswith(mark)]


@pytest.mark.usefixtures("tesseract")
async def test_where_all_is_well_every_package_and_route_has_translated_a_word(
    examine: Examine,
) -> None:
    result = await examine()

    assert result.exit_code == 0
    assert marked(result, "✗") == []
    (detour,) = marked(result, "!")
    assert detour.startswith("! Russian → Ukrainian, Ukrainian → Russian: not translated directly.")
    assert detour.endswith("dragoman models install opus:zle-zle")
    good = "\n".join(marked(result, "✓"))
    assert "@dragoman_bot" in good
    assert "en→uk 1.4: cat → кіт" in good
    assert "ru→en 1.9, en→uk 1.4: кот → кіт" in good
    assert "uk→en 1.9, en→ru 1.9: кіт → кот" in good


@pytest.mark.usefixtures("tesseract")
async def test_without_packages_the_bot_can_run_but_is_told_how_to_translate(
    examine: Examine, tmp_path: Path
) -> None:
    result = await examine(DRAGOMAN_PACKAGES_FOLDER=str(tmp_path / "none"))

    assert result.exit_code == 0
    (warning,) = marked(result, "!")
    assert "dragoman models install en-ru" in warning


async def test_a_route_that_is_missing_and_a_package_that_is_broken_are_warnings(
    examine: Examine, own_argos_packages: Path
) -> None:
    model = own_argos_packages / "translate-uk_en-1_9" / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])

    result = await examine(DRAGOMAN_PACKAGES_FOLDER=str(own_argos_packages))

    assert result.exit_code == 0
    warnings = marked(result, "!")
    assert any("translate-uk_en-1_9" in line for line in warnings)
    assert sum("→" in line for line in marked(result, "✓")) == 4


async def test_without_a_token_the_bot_cannot_run(examine: Examine) -> None:
    result = await examine(DRAGOMAN_TOKEN="")

    assert result.exit_code == 1
    assert "@BotFather" in marked(result, "✗")[0]


async def test_a_token_that_telegram_refuses_is_not_shown(examine: Examine) -> None:
    other = "7100000001:AAanother-token-that-nobody-knows"

    result = await examine(DRAGOMAN_TOKEN=other)

    assert result.exit_code == 1
    assert len(marked(result, "✗")) == 1
    assert other not in result.output


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/bot", "no address"])
async def test_a_telegram_that_does_not_answer_is_named_without_the_token(
    examine: Examine, url: str
) -> None:
    result = await examine(DRAGOMAN_API_URL=url)

    assert result.exit_code == 1
    assert url in marked(result, "✗")[0]


@pytest.mark.parametrize(
    "url",
    ["sqlite:////dev/null/no/dragoman.sqlite3", "sqlite:////dev/null", "nodatabase://x", "what"],
)
async def test_a_database_that_does_not_open_stops_the_bot(examine: Examine, url: str) -> None:
    result = await examine(DRAGOMAN_DATABASE_URL=url)

    assert result.exit_code == 1
    assert "database_url" in marked(result, "✗")[0]


async def test_a_database_password_is_not_shown(examine: Examine) -> None:
    url = "postgresql+asyncpg://bot:swordfish@127.0.0.1:9/dragoman"

    result = await examine(DRAGOMAN_DATABASE_URL=url)

    assert result.exit_code == 1
    assert "swordfish" not in result.output


def test_a_wrong_configuration_is_the_first_thing_to_mend(dragoman: Dragoman) -> None:
    result = dragoman("doctor", DRAGOMAN_THREADS="none")

    assert result.exit_code == 3
    assert "threads: must be a whole number" in result.stdout
    assert "threads" in marked(result, "✗")[0]


async def test_pictures_are_read_or_it_says_what_to_install(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = await examine(PATH="")

    assert result.exit_code == 0
    assert any("Tesseract" in line for line in marked(result, "!"))


async def test_the_database_is_named_without_its_driver(examine: Examine) -> None:
    result = await examine()

    assert "sqlite:///" in result.output
    assert "aiosqlite" not in result.output


async def test_the_folder_of_the_database_is_not_made_by_looking(
    examine: Examine, tmp_path: Path
) -> None:
    result = await examine(DRAGOMAN_DATABASE_URL="sqlite:///new/data/dragoman.sqlite3")

    assert result.exit_code == 0
    assert "sqlite:///new/data/dragoman.sqlite3" in marked(result, "✓")[2]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("mode", "said"), [("guest_mode", "Guest mode is off"), ("inline_mode", "/setinline")]
)
async def test_how_a_mode_is_turned_on_is_said_unless_it_is_not_wanted(
    examine: Examine, telegram: Playground, mode: str, said: str
) -> None:
    setattr(telegram.cloud, mode, False)
    assert any(said in line for line in marked(await examine(), "!"))
    off = await examine(**{f"DRAGOMAN_{mode.upper()}": "false"})
    assert not any(said in line for line in marked(off, "!"))


@pytest.mark.parametrize(
    ("variables", "beginning", "section"),
    [
        ({"TOKEN": ""}, "✗ No token", "run-your-bot.md#the-token"),
        ({"API_URL": "no address"}, "✗ The Bot API", "run-your-bot.md#telegram-does-not-answer"),
        ({"DATABASE_URL": "what"}, "✗ Cannot open", "deployment.md#a-database-that-does-not-open"),
        ({"GLOSSARY": "none"}, "✗ Cannot read the glossary", "translations.md#a-glossary"),
        ({"PACKAGES_FOLDER": "none"}, "! There are no", "translations.md#missing-or-broken-models"),
        ({}, "! Russian → Ukrainian", "translations.md#better-models"),
    ],
)
async def test_each_problem_has_a_section_of_its_own(
    examine: Examine, variables: dict[str, str], beginning: str, section: str
) -> None:
    result = await examine(**{f"DRAGOMAN_{name}": value for name, value in variables.items()})

    assert section_below(result, beginning) == section


@pytest.mark.parametrize(
    ("language", "words"), [("ru_RU", "Как исправить: "), ("uk_UA", "Як виправити: ")]
)
def test_the_section_is_named_in_the_language_of_the_terminal(
    dragoman: Dragoman, language: str, words: str
) -> None:
    result = dragoman("doctor", LANG=language, DRAGOMAN_THREADS="none")

    assert f"  {words}docs/configuration.md#a-wrong-setting\n" in result.stdout


def test_on_a_site_the_section_is_a_link(
    dragoman: Dragoman, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Message()
    package["Project-URL"] = "Documentation, https://docs.example.org/dragoman/"
    monkeypatch.setattr("bot.cli.documentation.metadata", lambda _: package)

    result = dragoman("doctor", DRAGOMAN_THREADS="none")

    link = "https://docs.example.org/dragoman/configuration/#a-wrong-setting"
    assert f"  How to fix it: {link}\n" in result.stdout


def test_a_wrong_catalogue_of_models_is_a_wrong_setting(dragoman: Dragoman) -> None:
    result = dragoman("doctor", DRAGOMAN_MODEL_CATALOGUE="none.toml")

    assert result.exit_code == 3
    assert section_below(result, "✗ There is an error") == "configuration.md#a-wrong-setting"
    assert "cannot run yet" in result.stdout


def test_other_programs_get_the_same_as_one_object(dragoman: Dragoman) -> None:
    shown = dragoman("doctor", DRAGOMAN_TOKEN="").stdout.splitlines()
    result = dragoman("doctor", "--json", DRAGOMAN_TOKEN="")

    assert (result.exit_code, result.stderr) == (1, "")
    printed = json.loads(result.stdout)
    marks = {"good": "✓", "warning": "!", "bad": "✗"}
    lines = [f"{marks[found['mark']]} {found['text']}" for found in printed["findings"]]
    assert lines == [line for line in shown if not line.startswith("  ")][:-1]
    token = next(found for found in printed["findings"] if found["mark"] == "bad")
    assert token["documentation"] == "docs/run-your-bot.md#the-token"
    assert printed["ready"] is False
