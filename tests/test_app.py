"""Starting, stopping and starting again."""

import asyncio
import logging
import traceback
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.app import serve
from bot.config import Settings
from bot.domain.remote import Backoff
from bot.errors import BadConfiguration, DragomanError, TelegramUnreachable
from bot.jobs.processes import ProcessRole
from bot.playground import Person, Playground
from bot.playground.updates import Webhook
from bot.telemetry.logs import configure_logging
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.dbos_tables import let_work_have_been_tried
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import ask, summary_of, tap
from tests.waiting import until


async def test_old_buttons_work_after_a_restart(run_bot: RunBot, olena: Person) -> None:
    async with run_bot():
        answer = await summary_of(olena, ENGLISH)
        await summary_of(olena, RUSSIAN, by="Somebody else")
        await tap(olena, await ask(olena, "/settings"), "Мова", "English")

    async with run_bot():
        await tap(olena, answer, "− Коротше")

    assert len(sentences_of(answer.text)) == 2
    assert answer.button_texts[0] == "− Shorter"


async def test_what_was_sent_to_an_absent_bot_is_answered(run_bot: RunBot, john: Person) -> None:
    john.send("/start")
    async with run_bot():
        assert (await john.next_message()).text.startswith("Hello!")


@on_both_databases
async def test_an_update_that_the_bot_has_died_of_too_often_is_answered(
    telegram: Playground,
    run_bot: RunBot,
    john: Person,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.jobs.workflows._LOOK_FOR_GIVEN_UP_SECONDS", 0.1)
    telegram.fail("sendMessage", 502, times=1000)
    async with run_bot(stop_seconds=0.0):
        john.send("/start")
        await until(lambda: telegram.calls_of("sendMessage"))
    telegram.cloud.faults.waiting.clear()
    let_work_have_been_tried(database_url, times=1000)

    async with run_bot():
        assert "I’ve tried this several times" in (await john.next_message()).text
        john.send("/help")
        await john.wait_for(lambda message: "/settings" in message.text)
    assert len(john.bot_messages()) == 2
    assert "was given up" in caplog.text


async def test_a_second_bot_on_one_file_is_refused(
    run_bot: RunBot, settings: Settings, telegram: Playground
) -> None:
    async with run_bot():
        await until(lambda: telegram.calls_of("getMe"))
        with pytest.raises(BadConfiguration, match="another process"):
            await serve(settings, asyncio.Event())


@pytest.mark.parametrize("role", [ProcessRole.RECEIVER, ProcessRole.WORKER])
async def test_processes_of_a_bot_share_no_file(settings: Settings, role: ProcessRole) -> None:
    with pytest.raises(BadConfiguration, match="PostgreSQL"):
        await serve(settings, asyncio.Event(), role=role)


async def test_telegram_learns_the_commands_in_three_languages(
    telegram: Playground, run_bot: RunBot
) -> None:
    async with run_bot():
        await until(lambda: len(telegram.calls_of("setMyShortDescription")) == 3)
    calls = telegram.calls_of("setMyCommands")
    assert [call.parameters.get("language_code") for call in calls] == [None, "ru", "uk"]


async def test_a_start_tells_only_what_has_changed(telegram: Playground, run_bot: RunBot) -> None:
    setting = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    async with run_bot():
        await until(lambda: len(telegram.calls_of(*setting)) == 9)
    telegram.calls.clear()
    telegram.cloud.profile.set_text("description", "Something else", "ru")
    async with run_bot():
        await until(lambda: len(telegram.calls_of("getMyShortDescription")) == 3)

    (call,) = telegram.calls_of(*setting)
    assert (call.method, call.parameters["language_code"]) == ("setMyDescription", "ru")


async def test_flood_control_at_the_start_silences_nobody(
    telegram: Playground, run_bot: RunBot, john: Person
) -> None:
    telegram.fail("setMyCommands", 429, retry_after=1000)
    async with run_bot():
        await until(lambda: telegram.calls_of("setMyCommands"))
        await ask(john, "/help")


async def test_commands_are_set_though_telegram_is_out_of_order_for_a_moment(
    telegram: Playground, run_bot: RunBot
) -> None:
    telegram.answer_html("setMyCommands", 502)
    telegram.answer_html("getMyDescription")
    async with run_bot():
        await until(lambda: len(telegram.calls_of("setMyShortDescription")) == 3)
    assert [call.code for call in telegram.calls_of("setMyCommands")] == [502, 200, 200, 200]


@pytest.fixture
async def old_webhook(telegram: Playground) -> None:
    """Let an earlier run have set a webhook, which is to be deleted before the bot can poll."""
    await telegram.cloud.updates.set_webhook(Webhook("http://127.0.0.1:9/"))


async def test_without_an_old_webhook_no_start_waits_for_the_method_that_deletes_it(
    telegram: Playground, run_bot: RunBot, john: Person
) -> None:
    telegram.fail("deleteWebhook", 429, retry_after=1000)
    async with run_bot():
        await ask(john, "/help")


@pytest.mark.usefixtures("old_webhook")
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
async def test_a_start_waits_for_telegram_that_is_out_of_order_for_a_moment(
    telegram: Playground, run_bot: RunBot, john: Person, method: str
) -> None:
    telegram.fail(method, 502, times=2)
    async with run_bot():
        await ask(john, "/help")


@pytest.mark.usefixtures("old_webhook")
async def test_a_token_that_is_refused_after_the_first_call_ends_the_start_too(
    telegram: Playground, settings: Settings
) -> None:
    telegram.fail("deleteWebhook", 401, "Unauthorized")
    with pytest.raises(BadConfiguration, match="token Telegram refuses it"):
        await serve(settings, asyncio.Event())


@pytest.mark.parametrize(
    "token", ["", "7100000001:AAtheWrongOneBBBBBBBBBBBBBBBBBBBBBB", "nonsense"]
)
async def test_a_wrong_token_is_named_but_never_shown(settings: Settings, token: str) -> None:
    async with Playground(token="7100000001:AAtheRightOneAAAAAAAAAAAAAAAAAAAAAA") as strict:
        changes = {"token": SecretStr(token), "api_url": strict.base_url}
        with pytest.raises(BadConfiguration, match="token ") as raised:
            await serve(settings.model_copy(update=changes), asyncio.Event())
    assert not token or token not in "".join(traceback.format_exception(raised.value))


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot try soon again to reach Telegram at its start."""
    monkeypatch.setattr("bot.botapi.calls.Backoff", partial(Backoff, first=0.01))


@pytest.mark.usefixtures("short_pauses")
@pytest.mark.parametrize(
    ("changes", "error", "named"),
    [
        ({"api_url": "http://127.0.0.1:9/bot"}, TelegramUnreachable, "http://127.0.0.1:9/bot"),
        ({"database_url": "sqlite:////dev/null/x.sqlite3"}, BadConfiguration, "database_url"),
        ({"database_url": "nonsense"}, BadConfiguration, "database_url"),
    ],
)
async def test_what_keeps_the_bot_from_starting_is_named(
    settings: Settings, changes: dict[str, str], error: type[DragomanError], named: str
) -> None:
    with pytest.raises(error, match=named):
        await serve(settings.model_copy(update=changes), asyncio.Event())


@pytest.mark.usefixtures("short_pauses")
async def test_a_server_that_is_no_bot_api_server_is_named(settings: Settings) -> None:
    async def welcome(request: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome to this proxy</html>")

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", welcome)
    async with TestServer(application) as server:
        elsewhere = settings.model_copy(update={"api_url": str(server.make_url("/bot"))})
        with pytest.raises(TelegramUnreachable, match="/bot"):
            await serve(elsewhere, asyncio.Event())


async def test_neither_texts_nor_the_token_reach_the_log(
    telegram: Playground, run_bot: RunBot, olena: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(Settings(token=SecretStr(telegram.token)))
    async with run_bot():
        await summary_of(olena, ENGLISH)
        telegram.fail("sendMessage", 500)
        await summary_of(olena, RUSSIAN)
        logging.getLogger("bot").error("A mistake that shows %s", telegram.token)
    written = capsys.readouterr().err
    assert "sendMessage will be tried again" in written
    assert "A mistake that shows <token>" in written
    assert telegram.token not in written
    assert "bridge" not in written
    assert "мост" not in written


async def test_a_bot_that_can_receive_no_more_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        raise LookupError("a mistake")

    monkeypatch.setattr("bot.botapi.receiving.poll", fail)
    with pytest.raises(LookupError, match="a mistake"):
        await serve(settings, asyncio.Event())
