"""The log: readable or JSON, in both a line for each update, and in neither a secret or a text."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any, Literal

import aiohttp
import pytest
from pydantic import SecretStr

from bot.botapi.server import SECRET_HEADER
from bot.config import Settings
from bot.playground import Playground
from bot.telemetry.logs import FACTS, configure_logging
from tests.botapi.test_server import SECRET, free_address
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import ask, summary_of, tap

LogFormat = Literal["readable", "json"]

FORMATS = pytest.mark.parametrize("format", ["readable", "json"])
TOKEN = "7100000001:AAthe-token-of-the-test"

Written = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Restore the log after a test that sets it up."""
    root, level = logging.root.handlers, logging.root.level
    logging.root.handlers = []
    yield
    logging.root.handlers = root
    logging.root.setLevel(level)


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Written:
    return lambda: capsys.readouterr().err.splitlines()


@FORMATS
def test_secrets_are_left_out_wherever_they_stand(format: LogFormat, written: Written) -> None:
    configure_logging(
        Settings(token=SecretStr(TOKEN), webhook_secret=SecretStr(SECRET), log_format=format)
    )
    log = logging.getLogger("aiohttp")
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("Failed with %s", SECRET, extra={FACTS: {"url": f"/{TOKEN}/"}})
    log.error("https://api.telegram.org/bot%s/getMe", TOKEN.replace(":", "%3A"))
    lines = written()

    assert "<token>" in lines[0]
    assert "<webhook secret>" in lines[0]
    for line in lines:
        assert TOKEN not in line
        assert TOKEN.partition(":")[2] not in line
        assert SECRET not in line


def test_json_is_an_object_in_each_line(written: Written) -> None:
    configure_logging(Settings(log_format="json"))
    log = logging.getLogger("bot.somewhere")
    log.info("Слово\nand a line", extra={FACTS: {"ms": 12, "odd": object}})
    try:
        raise ValueError("bad")
    except ValueError:
        log.exception("Failed")
    first, second = map(json.loads, written())

    assert first["message"] == "Слово\nand a line"
    assert (first["level"], first["logger"], first["ms"]) == ("INFO", "bot.somewhere", 12)
    assert first["time"].endswith("+00:00")
    assert "ValueError: bad" in second["traceback"]


@FORMATS
def test_workflows_and_the_server_log_as_the_rest_does(format: LogFormat, written: Written) -> None:
    configure_logging(Settings(log_format=format, log_level="DEBUG"))
    for name in ("dbos", "aiohttp.access", "aiohttp.server", "telegram.ext", "bot.app"):
        logging.getLogger(name).warning("Something")
    lines = written()

    assert len(lines) == 5
    assert all(line.startswith("{" if format == "json" else "20") for line in lines)


async def test_each_update_leaves_a_line_that_says_what_it_took(
    telegram: Playground, run_bot: RunBot, written: Written
) -> None:
    configure_logging(Settings(token=SecretStr(telegram.token), log_format="json"))
    john = telegram.person("John", language_code="uk")
    family = telegram.group("Family", members=[john])
    async with run_bot():
        summary = await summary_of(john, ENGLISH)
        await tap(john, summary, "− Коротше")
        john.send("https://127.0.0.1/secret")
        await john.wait_for(lambda m: "127.0.0.1" in m.text)
        telegram.post_update({"message": {"message_id": 1, "date": "never"}})
        await ask(john, "/help", to=family)
    lines: list[dict[str, Any]] = [json.loads(line) for line in written()]
    handled = [line for line in lines if line["message"] == "Update handled"]
    article, pressed, refused = [line for line in handled if line["chat"] == "private"]
    in_group = next(line for line in handled if line["chat"] == "supergroup")
    broken = next(line for line in handled if (line["kind"], line["chat"]) == ("message", "other"))

    assert (article["kind"], article["outcome"]) == ("message", "answered")
    assert article["sentences"] == 3
    assert article["models"] == "Argos, en→uk 1.4"
    assert article["ms"] >= article["translate_ms"] > 0
    assert {"summarise_ms", "send_ms"} <= article.keys()
    assert (pressed["kind"], pressed["outcome"]) == ("callback_query", "answered")
    assert (refused["outcome"], refused["error"]) == ("refused", "ForbiddenAddress")
    assert (broken["outcome"], broken["error"]) == ("refused", "MessageNotUnderstood")
    assert article["update"] < pressed["update"] < refused["update"]
    assert not any("127.0.0.1" in str(line) for line in lines if line["logger"] != "bot.app")
    people = {line["person"] for line in (article, pressed, refused, in_group)}
    assert len(people) == 1
    assert str(john.id) not in people


@FORMATS
async def test_a_webhook_logs_neither_texts_nor_secrets(
    telegram: Playground, run_bot: RunBot, written: Written, format: LogFormat
) -> None:
    configure_logging(
        Settings(
            token=SecretStr(telegram.token),
            webhook_secret=SecretStr(SECRET),
            log_format=format,
            log_level="DEBUG",
        )
    )
    john = telegram.person("Ioann", language_code="uk")
    address = free_address()
    url = f"http://{address}/{telegram.token}"
    changes = {"webhook_url": url, "webhook_secret": SecretStr(SECRET), "listen": address}
    async with run_bot(**changes), aiohttp.ClientSession() as session:
        await summary_of(john, ENGLISH)
        telegram.fail("sendMessage", 500)
        await summary_of(john, RUSSIAN)
        async with session.post(url, data=b"{", headers={SECRET_HEADER: SECRET}) as response:
            assert response.status == 400
    log = "\n".join(written())

    assert "Update handled" in log
    assert "aiohttp.access" in log
    for secret in (telegram.token, SECRET, "bridge", "мост", "Ioann", str(john.id)):
        assert secret not in log
