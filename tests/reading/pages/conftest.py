"""A web on this machine, and what fetches its pages, with small limits."""

from collections.abc import AsyncIterator

import pytest

from bot.reading.pages.fetching import FetchedPage, Fetcher, Limits
from bot.reading.pages.network import open_session
from tests.web import Web, open_web

LIMITS = Limits(seconds=10.0, most_bytes=200_000, most_document_bytes=400_000)


async def fetch(fetcher: Fetcher, address: str) -> FetchedPage:
    """Fetch an address as a person writes it."""
    return await fetcher.fetch(fetcher.checked(address))


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with open_web() as web:
        yield web


@pytest.fixture
async def fetcher(web: Web) -> AsyncIterator[Fetcher]:
    async with open_session(web.network) as session:
        yield Fetcher(session, web.network, LIMITS)
