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
    """Run the doctor against a Telegram that knows TOKEN; no output may show it.

    Below every problem stands its section of the documentation.
    """

    async def run(**variables: object) -> Result:
        async with telegram:
            settings = {"api_url": telegram.base_url, "token": TOKEN, **variables}
            result = await asyncio.to_thread(dragoman, "doctor", **settings)
        assert TOKEN not in result.output
        for line, below in pairwise(result.stdout.splitlines()):
            assert below.startswith("  How to fix it: docs/") == line.startswith(("!", "✗")), line
        return result

    return run


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the doctor find a Tesseract, whether this machine has one or not."""
    found = Tesseract("/usr/bin/tesseract", "eng+rus+ukr")
    monkeypatch.setattr("bot.cli.doctor.find_tesseract", lambda: found)


def section_below(result: Result, beginning: str) -> str:
    """Return where it is told how to mend a problem, by how its line begins."""
    lines = result.stdout.splitlines()
    (found,) = (below for line, below in pairwise(lines) if line.startswith(beginning))
    return found.removeprefix("  How to fix it: docs/")


def marked(result: Result, mark: str) -> list[str]:
    return [line for line in result.stdout.splitlines() if line.startswith(mark)]


@pytest.mark.usefixtures("tesseract")
async def test_where_all_is_well_each_package_and_route_has_translated(examine: Examine) -> None:
    result = await examine()

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
    (warning,) = marked(await examine(packages_folder=tmp_path / "none"), "!")
    assert "dragoman models install en-ru" in warning


async def test_a_route_that_is_missing_and_a_package_that_is_broken_are_warnings(
    examine: Examine, own_argos_packages: Path
) -> None:
    model = own_argos_packages / "translate-uk_en-1_9" / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])
    result = await examine(packages_folder=own_argos_packages)
    assert any("translate-uk_en-1_9" in line for line in marked(result, "!"))
    assert sum("→" in line for line in marked(result, "✓")) == 4


async def test_a_token_that_telegram_refuses_is_not_shown(examine: Examine) -> None:
    other = "7100000001:AAanother-token-that-nobody-knows"
    result = await examine(token=other, ends=1)
    assert len(marked(result, "✗")) == 1
    assert other not in result.output


async def test_a_database_password_is_not_shown(examine: Examine) -> None:
    url = "postgresql+asyncpg://bot:swordfish@127.0.0.1:9/dragoman"
    assert "swordfish" not in (await examine(database_url=url, ends=1)).output


def test_a_wrong_configuration_is_the_first_thing_to_mend(dragoman: Dragoman) -> None:
    result = dragoman("doctor", threads="none", ends=3)
    assert "threads: must be a whole number" in result.stdout
    assert "threads" in marked(result, "✗")[0]


async def test_pictures_are_read_or_it_says_what_to_install(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert any("Tesseract" in line for line in marked(await examine(PATH=""), "!"))


async def test_the_database_is_named_without_its_driver(examine: Examine) -> None:
    shown = (await examine()).output
    assert "sqlite:///" in shown
    assert "aiosqlite" not in shown


async def test_looking_makes_no_folder_for_the_database(examine: Examine, tmp_path: Path) -> None:
    result = await examine(database_url="sqlite:///new/data/dragoman.sqlite3")
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
    assert not any(said in line for line in marked(await examine(**{mode: "false"}), "!"))


NO_TELEGRAM = ("✗ The Bot API", "run-your-bot.md#telegram-does-not-answer")
NO_DATABASE = ("✗ Cannot open", "deployment.md#a-database-that-does-not-open", "database_url")

NO_PACKAGES = (
    *("! There are no", "translations.md#missing-or-broken-models"),
    "dragoman models install en-ru",
)


@pytest.mark.parametrize(
    ("settings", "beginning", "section", "named"),
    [
        ({"token": ""}, "✗ No token", "run-your-bot.md#the-token", "@BotFather"),
        ({"api_url": "http://127.0.0.1:9/bot"}, *NO_TELEGRAM, "http://127.0.0.1:9/bot"),
        ({"api_url": "no address"}, *NO_TELEGRAM, "no address"),
        ({"database_url": "sqlite:////dev/null/no/dragoman.sqlite3"}, *NO_DATABASE),
        ({"database_url": "sqlite:////dev/null"}, *NO_DATABASE),
        (
            {"glossary": "none"},
            "✗ Cannot read the glossary none",
            "translations.md#a-glossary",
            "none",
        ),
        ({"packages_folder": "none"}, *NO_PACKAGES),
        ({}, "! Russian → Ukrainian", "translations.md#better-models", "not translated directly"),
    ],
)
async def test_each_problem_is_named_and_has_a_section_of_its_own(
    examine: Examine, settings: dict[str, str], beginning: str, section: str, named: str
) -> None:
    result = await examine(**settings, ends=int(beginning.startswith("✗")))
    assert section_below(result, beginning) == section
    assert named in marked(result, beginning)[0]


@pytest.mark.parametrize(
    ("language", "words"), [("ru_RU", "Как исправить: "), ("uk_UA", "Як виправити: ")]
)
def test_the_section_is_named_in_the_language_of_the_terminal(
    dragoman: Dragoman, language: str, words: str
) -> None:
    shown = dragoman("doctor", LANG=language, threads="none", ends=3).stdout
    assert f"  {words}docs/configuration.md#a-wrong-setting\n" in shown


def test_on_a_site_a_section_is_a_link(dragoman: Dragoman, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Message()
    package["Project-URL"] = "Documentation, https://docs.example.org/dragoman/"
    monkeypatch.setattr("bot.cli.documentation.metadata", lambda _: package)
    link = "https://docs.example.org/dragoman/configuration/#a-wrong-setting"
    assert f"  How to fix it: {link}\n" in dragoman("doctor", threads="none", ends=3).stdout


def test_a_wrong_catalogue_of_models_is_a_wrong_setting(dragoman: Dragoman) -> None:
    result = dragoman("doctor", model_catalogue="none.toml", ends=3)
    assert section_below(result, "✗ There is an error") == "configuration.md#a-wrong-setting"
    assert "cannot run yet" in result.stdout


@pytest.mark.parametrize("address", ["what", "nodatabase://x"])
def test_a_wrong_address_of_the_database_is_a_wrong_setting(
    dragoman: Dragoman, address: str
) -> None:
    result = dragoman("doctor", token="", database_url=address, ends=3)
    assert section_below(result, "✗ There is an error in the settings: database_url: ") == (
        "configuration.md#a-wrong-setting"
    )


def test_other_programs_get_the_same_as_one_object(dragoman: Dragoman) -> None:
    shown = dragoman("doctor", token="", ends=1).stdout.splitlines()
    result = dragoman("doctor", "--json", token="", ends=1)

    assert result.stderr == ""
    printed = json.loads(result.stdout)
    marks = {"good": "✓", "warning": "!", "bad": "✗"}
    lines = [f"{marks[found['mark']]} {found['text']}" for found in printed["findings"]]
    assert lines == [line for line in shown if not line.startswith("  ")][:-1]
    token = next(found for found in printed["findings"] if found["mark"] == "bad")
    assert token["documentation"] == "docs/run-your-bot.md#the-token"
    assert printed["ready"] is False
