"""Fetching as the tests do it: with small limits, from an address as a person writes it."""

from bot.reading.pages.fetching import FetchedPage, Fetcher, Limits

LIMITS = Limits(seconds=10.0, most_bytes=200_000, most_document_bytes=400_000)


async def fetch(fetcher: Fetcher, address: str) -> FetchedPage:
    return await fetcher.fetch(fetcher.checked(address))
