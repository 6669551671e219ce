"""A file in a message: whether it is one to read, and what it says."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import aiohttp
from telegram import Bot
from telegram.error import BadRequest

from bot.domain.article import Book, Origin, Source
from bot.domain.incoming import IncomingMessage, SentFile
from bot.domain.remote import BodyTooLarge, body_of
from bot.domain.trace import Stage, timed
from bot.errors import DocumentTooLarge, DownloadFailed
from bot.reading.file_types import CONTENT_TYPES, PICTURE_TYPES, by_name
from handlers.turn import Turn

MOST_MEGABYTES = 20
"""What Telegram lets a bot download."""

_MOST_BYTES = MOST_MEGABYTES * 2**20
_TIMEOUT = aiohttp.ClientTimeout(total=300, sock_read=30)


def readable_file(turn: Turn, message: IncomingMessage) -> SentFile | None:
    """Return the file of a message, if it is of a kind that can be read.

    A picture is one where it comes alone: what stands below it or beside it says more, unless that
    is a command for the bot.
    """
    file = message.file
    if file is None:
        return None
    is_alone = not message.text or bool(message.command_for(turn.bot.username))
    if file.is_picture:
        return file if is_alone and not message.album else None
    if file.type in PICTURE_TYPES and is_alone:
        return replace(file, is_picture=True)
    is_text = file.type in CONTENT_TYPES or file.type.startswith("text/")
    if not is_text and by_name(file.name) is None:
        return None
    return replace(file, name=file.name or "document")


@timed(Stage.READ)
async def read_file(turn: Turn, file: SentFile, sent_at: datetime | None) -> Book:
    """Return the book in a file of a message.

    Raises what `downloaded` and `Documents.read` raise.
    """
    source = Source(Origin.FILE, file.name, date=sent_at)
    async with downloaded(file, turn.bot) as path:
        documents = turn.services.documents
        if file.is_picture:
            return await documents.recognise(path, source)
        return await documents.read(path, source)


@asynccontextmanager
async def downloaded(file: SentFile, bot: Bot) -> AsyncIterator[Path]:
    """Download a file, and keep it while this is open. Raises DocumentTooLarge, DownloadFailed."""
    if file.size > _MOST_BYTES:
        raise DocumentTooLarge(name=file.name, megabytes=MOST_MEGABYTES)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder) / "document"
        try:
            address = (await bot.get_file(file.id)).file_path
        except BadRequest as error:
            if "too big" in error.message:
                raise DocumentTooLarge(name=file.name, megabytes=MOST_MEGABYTES) from error
            raise DownloadFailed(name=file.name) from error
        await _download(address or "", path, file.name)
        yield path


async def _download(address: str, path: Path, name: str) -> None:
    """Download a file. What comes is counted, since the size that Telegram says may be wrong."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=True) as session,
            session.get(address, raise_for_status=True) as response,
        ):
            with path.open("wb") as stream:
                async for chunk in body_of(response, _MOST_BYTES):
                    stream.write(chunk)
    except BodyTooLarge:
        raise DocumentTooLarge(name=name, megabytes=MOST_MEGABYTES) from None
    # The error's own words have the address in them, which has the token in it.
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise DownloadFailed(name=name) from None
