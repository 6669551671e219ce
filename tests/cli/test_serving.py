"""`dragoman run` and `dragoman demo` as processes, from the start to the signal."""

import asyncio
import re
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.playground import Playground
from tests.cli.conftest import Dragoman
from tests.processes import started
from tests.waiting import in_a_thread, until

TOKEN = "7100000001:AAthis-is-the-token-of-the-test"


async def line_with(stream: asyncio.StreamReader | None, words: str) -> str:
    assert stream is not None
    while words not in (line := (await stream.readline()).decode()):
        assert line, "the process ended"
    return line


def left_behind(folder: Path) -> list[Path]:
    return [*folder.glob("dragoman*"), *folder.glob("data")]


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(token=TOKEN) as playground:
        yield playground


@pytest.mark.slow
async def test_the_bot_answers_until_sigterm_and_never_logs_its_token(
    full_environment: dict[str, str], telegram: Playground
) -> None:
    environment = {
        **full_environment,
        "DRAGOMAN_TOKEN": TOKEN,
        "DRAGOMAN_API_URL": telegram.base_url,
        "DRAGOMAN_LOG_LEVEL": "DEBUG",
    }
    async with asyncio.timeout(60), started(environment, "run") as process:
        person = telegram.person("Olena", language_code="uk")
        person.send("/start")
        await person.next_message(within=30)
        process.send_signal(signal.SIGTERM)
        output, log = await process.communicate()

    assert process.returncode == 0
    assert b"dragoman_bot" in log
    assert TOKEN.encode() not in output + log
    assert b"Traceback" not in log


def test_without_a_token_the_bot_says_where_to_get_one(dragoman: Dragoman) -> None:
    assert "@BotFather" in dragoman("run", ends=3).stderr


def test_a_database_that_is_away_is_no_wrong_setting(dragoman: Dragoman) -> None:
    away = "postgresql://bot:swordfish@127.0.0.1:9/dragoman"

    # Who starts the bot again by its exit code does so after 1.
    result = dragoman("run", token=TOKEN, database_url=away, ends=1)

    assert "database_url" in result.stderr
    assert "refused" in result.stderr
    assert "swordfish" not in result.output


@pytest.mark.parametrize(
    ("setting", "others"),
    [("metrics_listen", {}), ("listen", {"webhook_url": "https://bot.example.org/"})],
)
def test_an_address_that_is_taken_is_named_with_its_setting_and_all_is_closed(
    dragoman: Dragoman, setting: str, others: dict[str, str]
) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        in_a_thread(Playground(token=TOKEN)) as telegram,
    ):
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = {"token": TOKEN, "api_url": telegram.base_url, setting: address, **others}
        result = dragoman("run", LANG="uk_UA.UTF-8", **settings, ends=3)

    *_, last, section = result.stderr.splitlines()
    assert section == "Як виправити: docs/configuration.md#a-wrong-setting"
    assert last.startswith(
        f"dragoman: Помилка в налаштуваннях: {setting}: {address}: цю адресу зайнято"
    )
    assert "Unclosed" not in result.stderr


def test_a_telegram_that_is_away_at_the_start_leaves_nothing_open(dragoman: Dragoman) -> None:
    with in_a_thread(Playground(token=TOKEN)) as telegram:
        telegram.fail("getMe", 404, times=10)
        result = dragoman("run", token=TOKEN, api_url=telegram.base_url, ends=3)
    assert "Unclosed" not in result.stderr


@pytest.mark.slow
async def test_the_demo_needs_neither_token_nor_network_and_leaves_nothing_behind(
    full_environment: dict[str, str], tmp_path: Path
) -> None:
    nowhere = "http://127.0.0.1:9"
    environment = {**full_environment, "TMPDIR": str(tmp_path), "http_proxy": nowhere}
    del environment["DRAGOMAN_DATABASE_URL"]
    async with asyncio.timeout(60), started(environment, "demo", "--port", "0") as process:
        line = await line_with(process.stdout, "http://")
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address is not None, line
        async with aiohttp.ClientSession() as browser, browser.get(address[0]) as page:
            assert page.status == 200
        await line_with(process.stderr, "Receiving messages")
        process.send_signal(signal.SIGINT)
        await process.communicate()

    assert process.returncode == 0
    assert left_behind(tmp_path) == []


@pytest.mark.slow
async def test_nobody_has_limits_in_the_demo(full_environment: dict[str, str]) -> None:
    environment = {**full_environment, "DRAGOMAN_ARTICLES_PER_HOUR": "1"}
    async with asyncio.timeout(60), started(environment, "demo", "--port", "0") as process:
        address = re.search(r"http://\S+\d", await line_with(process.stdout, "http://"))
        assert address is not None
        page = f"{address[0]}/playground"
        async with aiohttp.ClientSession(headers={"X-Playground": "1"}) as browser:
            for article in ("en_night_bus", "en_salt_mill", "uk_river_mill"):
                async with browser.post(f"{page}/forward", json={"article": article}) as done:
                    assert done.status == 200

            async def said() -> str:
                async with browser.get(f"{page}/state") as state:
                    text = await state.text()
                return text if text.count("+ Longer") == 3 else ""

            assert "an hour" not in await until(said)


def test_a_port_that_is_taken_is_no_traceback(dragoman: Dragoman) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = dragoman("demo", "--port", str(port), ends=1)
    assert result.stderr.startswith(f"dragoman: Port {port}")
