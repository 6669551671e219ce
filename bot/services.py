"""Everything that handlers work with, built once and closed in the reverse order."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.digest import Digest, open_digest
from bot.errors import BadConfiguration
from bot.storing import Store
from bot.translating import PackageFolder


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    digest: Digest
    store: Store
    in_flight: set[str] = field(default_factory=set)
    """The pressed buttons whose work is going on, so that a second press does not do it again."""


@asynccontextmanager
async def opened_services(settings: Settings) -> AsyncIterator[Services]:
    """The services on these settings, open while this is."""
    store = Store(settings.database_url)
    with open_digest(PackageFolder(settings.packages_folder), settings.threads) as digest:
        try:
            await _open(store)
            yield Services(settings, digest, store)
        finally:
            await store.close()


async def _open(store: Store) -> None:
    try:
        await store.open()
    except (SQLAlchemyError, OSError) as error:
        raise BadConfiguration(problem=f"database_url: {error}") from error
