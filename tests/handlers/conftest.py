"""Chats with the bot. It runs in every test with a Telegram, unless the test runs it itself."""

from collections.abc import AsyncIterator

import pytest

from bot.playground import Chat, Person, Playground
from bot.reading.pages import INTERNET, Network
from tests.handlers.articles import PAGE
from tests.web import Web, open_web


@pytest.fixture(autouse=True)
def running(request: pytest.FixtureRequest, parsers_at_hand: None) -> None:
    names = request.fixturenames
    if "telegram" in names and "run_bot" not in names:
        request.getfixturevalue("bot")


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """Provide pages for links, among them one with an article."""
    async with open_web() as web:
        web.page("news.example/bridge", PAGE)
        yield web


@pytest.fixture
def network(request: pytest.FixtureRequest) -> Network:
    if "web" not in request.fixturenames:
        return INTERNET
    web: Web = request.getfixturevalue("web")
    return web.network


@pytest.fixture
def friends(telegram: Playground, olena: Person, john: Person) -> Chat:
    """Return a group that the bot is not in."""
    return telegram.group("Friends", members=[olena, john], with_bot=False)


@pytest.fixture
def group(telegram: Playground, john: Person, olena: Person) -> Chat:
    return telegram.group("Readers", members=[john, olena])
