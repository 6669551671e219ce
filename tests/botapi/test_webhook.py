"""A bot that has a webhook, from Telegram's delivery to the answer."""

import asyncio

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import serve
from bot.config import Settings
from bot.errors import BadConfiguration
from bot.playground import Person, Playground
from testkit.postgres import PostgresServer
from tests.botapi.test_server import SECRET, free_address
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, summary_of, tap
from tests.waiting import until

Changes = dict[str, object]


@pytest.fixture
def address() -> str:
    return free_address()


@pytest.fixture
def webhook(address: str, telegram: Playground) -> Changes:
    """Return the settings of a bot that has a webhook."""
    telegram.cloud.updates.retry_delay = 0.1
    return {"webhook_url": f"http://{address}/telegram", "listen": address}


async def test_a_delivered_update_is_answered(
    telegram: Playground, run_bot: RunBot, webhook: Changes, olena: Person
) -> None:
    async with run_bot(**webhook):
        summary = await summary_of(olena, ENGLISH)
        await tap(olena, summary, "− Коротше")

    call = telegram.calls_of("setWebhook")[-1]
    assert call.parameters["allowed_updates"] == [
        *("message", "edited_message", "callback_query", "channel_post", "edited_channel_post"),
        *("my_chat_member", "stopped_message_generation", "message_reaction", "guest_message"),
        *("inline_query", "chosen_inline_result"),
    ]
    assert len(call.parameters["secret_token"]) >= 64
    assert not telegram.calls_of("getUpdates")


async def test_a_bot_that_polls_deletes_its_webhook(
    telegram: Playground, run_bot: RunBot, webhook: Changes, olena: Person
) -> None:
    async with run_bot(**webhook):
        await ask(olena, "/help")
    async with run_bot():
        await ask(olena, "/help")
    assert telegram.cloud.updates.webhook is None


async def test_one_address_serves_the_webhook_and_the_metrics(
    run_bot: RunBot, address: str, webhook: Changes, olena: Person
) -> None:
    async with run_bot(**webhook, metrics_listen=address), aiohttp.ClientSession() as session:
        await ask(olena, "/start")
        async with session.post(f"http://{address}/telegram", data=b"{}") as refused:
            assert refused.status == 403
        async with session.get(f"http://{address}/metrics") as response:
            metrics = await response.text()

    assert 'dragoman_webhook_requests_total{status="200"} 1.0' in metrics
    assert 'dragoman_webhook_requests_total{status="403"} 1.0' in metrics


async def test_an_update_that_comes_twice_is_answered_once(
    telegram: Playground, run_bot: RunBot, webhook: Changes, olena: Person
) -> None:
    async with run_bot(**webhook):
        await ask(olena, "/start")
        help_asked = olena.send("/help")
        update = dict(telegram.cloud.updates.waiting[-1])
        await next_after(olena, help_asked)
        telegram.post_update(update)
        await ask(olena, "/settings")

    assert len(olena.bot_messages()) == 3


def test_a_generated_secret_is_the_same_in_every_process_with_the_token() -> None:
    one, same = (Settings(token=SecretStr("1:A"), listen=f":{port}") for port in (1, 2))
    other, given = Settings(token=SecretStr("1:B")), Settings(webhook_secret=SecretStr(SECRET))
    assert one.delivery_secret == same.delivery_secret != other.delivery_secret
    assert given.delivery_secret == SECRET


async def test_while_the_database_is_away_telegram_keeps_the_updates(
    telegram: Playground,
    run_bot: RunBot,
    webhook: Changes,
    olena: Person,
    postgres: PostgresServer,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.botapi.server._STORED_WITHIN", 1.0)
    async with run_bot(**webhook, database_url=postgres_url):
        await ask(olena, "/start")
        postgres.stop()
        try:
            olena.send("/help")
            hook = telegram.cloud.updates.webhook
            assert hook is not None
            await until(lambda: "503" in hook.last_error, within=30)
        finally:
            postgres.start()
        await olena.next_message(within=60)
        await ask(olena, "/settings")

    assert not telegram.cloud.updates.waiting
    assert len(olena.bot_messages()) == 3


async def test_a_refused_address_stops_the_start(settings: Settings, address: str) -> None:
    changes = {"webhook_url": "https://bot.example.org/", "listen": address}
    with pytest.raises(BadConfiguration, match=r"webhook_url .*on this machine only"):
        await serve(settings.model_copy(update=changes), asyncio.Event())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_secret", "short"),
        ("webhook_secret", "with spaces and so on"),
        ("webhook_url", "bot.example.org"),
        ("listen", ""),
        ("listen", "8080"),
        ("listen", "127.0.0.1:70000"),
        ("metrics_listen", "::1:8080"),
        ("telegram_networks", "149.154.160.1/20"),
        ("trusted_proxies", "proxy.example.org"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings.model_validate({name: value})
