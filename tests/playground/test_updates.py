"""How updates reach the bot: long polling, webhooks, and what is in them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.error import Conflict

from bot.playground import Person, Playground, bold
from tests.playground.conftest import refused
from tests.waiting import until


async def updates(bot: Bot, **options: Any) -> list[Update]:
    return list(await bot.get_updates(allowed_updates=Update.ALL_TYPES, **options))


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, olena: Person) -> None:
    olena.send("An article")
    start, article = await updates(bot)
    assert (start.message.text, article.message.text) == ("/start", "An article")
    assert await updates(bot, offset=article.update_id) == [article] == await updates(bot)
    assert await updates(bot, offset=article.update_id + 1) == [] == await updates(bot)


async def test_a_long_poll_ends_as_soon_as_something_happens(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    (start,) = await updates(bot)
    poll = asyncio.create_task(updates(bot, offset=start.update_id + 1, timeout=30))
    await until(lambda: playground.cloud.updates.is_polled)
    assert not poll.done()
    olena.send("Now")
    async with asyncio.timeout(20):
        assert [update.message.text for update in await poll] == ["Now"]


async def test_a_second_poll_ends_the_first(
    bot: Bot, new_bot: Callable[[], Bot], playground: Playground
) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await until(lambda: playground.cloud.updates.is_polled)
    newer = asyncio.create_task(new_bot().get_updates(timeout=30))
    await refused(older, "terminated by other getUpdates", Conflict)
    playground.person("Petro").send("Hello")
    assert len(await newer) == 1


async def test_only_wanted_kinds_are_sent(playground: Playground, bot: Bot, olena: Person) -> None:
    first = olena.send("One")
    await bot.get_updates(allowed_updates=["edited_message"], offset=-1)
    olena.send("Two")
    olena.edit(first, "One, edited")
    assert (await bot.get_updates())[-1].edited_message.text == "One, edited"
    assert [call.code for call in playground.calls_of("getUpdates")] == [200, 200]


async def test_a_persons_language_is_in_every_update(bot: Bot, olena: Person) -> None:
    olena.user.language_code = "ru"
    olena.send("Привет")
    assert [u.effective_user.language_code for u in await updates(bot)] == ["uk", "ru"]


async def test_a_forward_names_its_origin(playground: Playground, bot: Bot, olena: Person) -> None:
    channel = playground.channel("Riverside News", username="riverside_news")
    friends = playground.group("Friends", members=[olena])
    petro = playground.person("Petro", last_name="Ivanenko")
    olena.forward("A", from_channel=channel, signature="N. Hrim", message_id=41, date=1_700_000_000)
    olena.forward("B", from_user=petro)
    olena.forward("C", hidden_name="Somebody")
    olena.forward("D", from_chat=friends, signature="admin")
    origins = [u.message.forward_origin for u in (await updates(bot))[-4:]]
    a, b, c, d = origins
    assert isinstance(a, MessageOriginChannel)
    assert (a.chat.username, a.message_id, a.author_signature) == ("riverside_news", 41, "N. Hrim")
    assert a.date.timestamp() == 1_700_000_000
    assert isinstance(b, MessageOriginUser)
    assert b.sender_user.full_name == "Petro Ivanenko"
    assert isinstance(c, MessageOriginHiddenUser)
    assert c.sender_user_name == "Somebody"
    assert isinstance(d, MessageOriginChat)
    assert (d.sender_chat.title, d.author_signature) == ("Friends", "admin")


async def test_a_reply_brings_the_message_and_the_quote(bot: Bot, olena: Person) -> None:
    article = olena.send("The " + bold("old mill") + " closed.")
    olena.reply(article, "Why?", quote="old mill")
    reply = (await updates(bot))[-1].message
    assert reply.reply_to_message.text == "The old mill closed."
    assert (reply.quote.text, reply.quote.position) == ("old mill", 4)
    assert [entity.type for entity in reply.quote.entities] == ["bold"]


async def test_a_long_text_is_sent_as_messages_that_lose_no_word(bot: Bot, olena: Person) -> None:
    words = " ".join(f"слово{number}" for number in range(1500))
    pieces = olena.send_long(words)
    assert len(pieces) > 2
    assert " ".join(piece.text for piece in pieces) == words
    with pytest.raises(ValueError, match="too many for one message"):
        olena.send(words)


async def test_a_posted_update_is_delivered_unchanged(bot: Bot, playground: Playground) -> None:
    update_id = playground.post_update({"message": {"message_id": 1}, "unheard_of": {}})
    with pytest.raises(KeyError):
        await bot.get_updates()
    assert playground.calls[-1].response["result"][0]["update_id"] == update_id


class Hook:
    """A bot's webhook, which refuses the first updates with a 500."""

    def __init__(self) -> None:
        self.refusals = 0
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()
        self.url = ""
        self._came = asyncio.Condition()

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        async with self._came:
            self.texts.append((await request.json())["message"]["text"])
            self._came.notify_all()
        return web.Response()

    async def received(self, count: int) -> list[str]:
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: len(self.texts) >= count)
        return self.texts


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_that_fails_at_first_gets_every_update_in_order(
    playground: Playground, bot: Bot, olena: Person, hook: Hook
) -> None:
    playground.cloud.updates.retry_delay = 0.01
    hook.refusals = 3
    await bot.set_webhook(hook.url, secret_token="s3cret")
    for number in range(5):
        olena.send(str(number))
    assert await hook.received(6) == ["/start", "0", "1", "2", "3", "4"]
    assert hook.secrets == {"s3cret"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (hook.url, 0)
    assert "500" in (info.last_error_message or "")


async def test_polling_is_refused_while_a_webhook_is_set(
    playground: Playground, bot: Bot, olena: Person, hook: Hook
) -> None:
    polling = asyncio.create_task(bot.get_updates(offset=10**9, timeout=30))
    await until(lambda: playground.cloud.updates.is_polled)
    await bot.set_webhook(hook.url)
    await refused(polling, "terminated by setWebhook", Conflict)
    await refused(bot.get_updates(), "webhook is active", Conflict)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("ftp://127.0.0.1/", "a", "An HTTPS URL must be provided"),
        ("https://elsewhere.example/", "a", "on this machine only"),
        ("https://127.0.0.1/", "not allowed!", "unallowed characters"),
    ],
)
async def test_wrong_webhooks_are_refused(bot: Bot, url: str, secret: str, reason: str) -> None:
    await refused(bot.set_webhook(url, secret_token=secret), reason)
