"""The bot as a process of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

import pytest

from bot.config import Settings


@asynccontextmanager
async def started(
    environment: Mapping[str, str], *words: str, errors: int | IO[bytes] = PIPE
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command of the bot, and kill it where it has not ended after the test."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), env=environment, stdout=PIPE, stderr=errors
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process with the settings of the test."""
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "HOME": str(tmp_path),
        "DRAGOMAN_TOKEN": settings.token.get_secret_value(),
        "DRAGOMAN_API_URL": settings.api_url,
        "DRAGOMAN_API_FILE_URL": settings.api_file_url,
        "DRAGOMAN_DATABASE_URL": settings.database_url,
        "DRAGOMAN_PACKAGES_FOLDER": str(settings.packages_folder),
        "DRAGOMAN_THREADS": "1",
    }
