"""The bot as a whole, talking over HTTP to a Telegram on this machine."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import serve
from bot.config import Settings
from bot.playground import Playground
from tests.postgres import NoPostgres, PostgresServer

pytest_plugins = ["tests.argos.fixtures"]

RunBot = Callable[..., AbstractAsyncContextManager[None]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests. A test that stops it starts it again."""
    try:
        server = PostgresServer()
    except NoPostgres as missing:
        if os.environ.get("POSTGRES_IS_A_MUST"):
            raise
        pytest.skip(str(missing))
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A fresh, empty database."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest.fixture
def settings(telegram: Playground, argos_packages: Path, tmp_path: Path) -> Settings:
    return Settings(
        token=SecretStr(telegram.token),
        api_url=telegram.base_url,
        api_file_url=telegram.base_file_url,
        database_url=f"sqlite:///{tmp_path}/dragoman.sqlite3",
        packages_folder=argos_packages,
        threads=2,
    )


@pytest.fixture
def run_bot(settings: Settings) -> RunBot:
    """Runs the bot for a while, with other settings if need be; called again, it is a restart."""

    @asynccontextmanager
    async def run(**changes: object) -> AsyncIterator[None]:
        stop = asyncio.Event()
        bot = asyncio.create_task(serve(settings.model_copy(update=changes), stop))
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
