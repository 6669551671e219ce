"""The bot as a whole, talking over HTTP to a Telegram on this machine."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis
from pydantic import SecretStr

from bot.app import serve
from bot.botapi.rate_limiter import Pace, Rate
from bot.config import Settings
from bot.playground import Person, Playground
from bot.reading.pages import INTERNET, Network
from bot.storage import Store

pytest_plugins = ["tests.databases", "tests.packages", "tests.parsing", "tests.processes"]

# Chosen by `--hypothesis-profile`. A machine that does much else is no reason to fail.
hypothesis.register_profile("quick", max_examples=25, deadline=None)
hypothesis.register_profile("thorough", max_examples=100, deadline=None, print_blob=True)
hypothesis.load_profile("quick")

# A bot spares the collector all that there is when it has started. What the next ones find then is
# what earlier tests have left.
freeze_once = cache(gc.freeze)

RunBot = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
def settings(telegram: Playground, argos_packages: Path, database_url: str) -> Settings:
    return Settings(
        token=SecretStr(telegram.token),
        api_url=telegram.base_url,
        api_file_url=telegram.base_file_url,
        database_url=database_url,
        packages_folder=argos_packages,
        threads=2,
    )


@pytest.fixture
def john(telegram: Playground) -> Person:
    return telegram.person("John", language_code="en")


@pytest.fixture
def olena(telegram: Playground) -> Person:
    return telegram.person("Олена", language_code="uk")


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """Open the database, with the tables of this version."""
    store = Store(database_url)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
def pace() -> Pace:
    """So fast that no test waits for its turn."""
    return Pace(Rate(0.001), Rate(0.001), Rate(0.001))


@pytest.fixture
def network() -> Network:
    """Return where the bot finds pages."""
    return INTERNET


@pytest.fixture
def run_bot(
    settings: Settings, pace: Pace, network: Network, monkeypatch: pytest.MonkeyPatch
) -> RunBot:
    """Run the bot for a while, with other settings if need be; called again, it is a restart."""

    monkeypatch.setattr("bot.services.TELEGRAM", pace)
    monkeypatch.setattr("gc.freeze", freeze_once)

    @asynccontextmanager
    async def run(**changes: object) -> AsyncIterator[None]:
        stop = asyncio.Event()
        bot = asyncio.create_task(serve(settings.model_copy(update=changes), stop, network))
        try:
            yield
        finally:
            stop.set()
            await bot

    return run


@pytest.fixture
async def bot(run_bot: RunBot) -> AsyncIterator[None]:
    async with run_bot():
        yield
