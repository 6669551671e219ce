"""A web on this machine, and what fetches its pages."""

from collections.abc import AsyncIterator

import pytest

from bot.reading.pages.fetching import Fetcher
from bot.reading.pages.network import open_session
from tests.reading.pages.fetching import LIMITS
from tests.web import Web, open_web


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with open_web() as web:
        yield web


@pytest.fixture
async def fetcher(web: Web) -> AsyncIterator[Fetcher]:
    async with open_session(web.network) as session:
        yield Fetcher(session, web.network, LIMITS)
