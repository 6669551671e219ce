"""A playground, somebody to talk in it, and python-telegram-bot's real client to speak to it."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError
from telegram.request import HTTPXRequest

from bot.playground import Person, Playground

Answer = TypeVar("Answer")


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
def olena(playground: Playground) -> Person:
    """Return a person who has started the bot."""
    olena = playground.person("Olena", language_code="uk")
    olena.send("/start")
    return olena


@pytest.fixture
def petro(playground: Playground) -> Person:
    """Return a person who has not written to the bot yet."""
    return playground.person("Petro")


async def refused(
    call: Awaitable[object], reason: str = "", error: type[TelegramError] = BadRequest
) -> None:
    """Check that a call is refused for this reason."""
    with pytest.raises(error, match=f"(?i){re.escape(reason)}"):
        await call


async def asked(
    bot: Bot, asking: Coroutine[Any, Any, Answer]
) -> tuple["asyncio.Task[Answer]", Update]:
    """Start what a person asks the bot, and return it with the update that the bot gets."""
    task = asyncio.create_task(asking)
    await asyncio.sleep(0)
    return task, (await bot.get_updates())[-1]


def plain_http() -> HTTPXRequest:
    """Without the certificates of the world, which take longer to load than a test to run."""
    return HTTPXRequest(connection_pool_size=8, httpx_kwargs={"verify": False})


@pytest.fixture
async def new_bot(playground: Playground) -> AsyncIterator[Callable[[], Bot]]:
    """Provide clients of the same bot, each with its own connections."""
    bots: list[Bot] = []

    def make() -> Bot:
        bots.append(
            Bot(
                playground.token,
                base_url=playground.base_url,
                base_file_url=playground.base_file_url,
                request=plain_http(),
                get_updates_request=plain_http(),
            )
        )
        return bots[-1]

    yield make
    for bot in bots:
        await bot.shutdown()


@pytest.fixture
async def bot(new_bot: Callable[[], Bot]) -> Bot:
    bot = new_bot()
    await bot.initialize()
    return bot
