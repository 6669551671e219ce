"""A playground, somebody to talk in it, and python-telegram-bot's real client to speak to it."""

from collections.abc import AsyncIterator, Callable

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.playground import Person, Playground


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
