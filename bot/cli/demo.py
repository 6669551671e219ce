"""`dragoman demo`: the real bot, and a Telegram on this machine to talk to it in.

They speak HTTP on the loopback interface, so that neither a token nor a network is needed.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.cli.screen import Screen, words_here
from bot.cli.serving import serve_until_signalled
from bot.config import EVERYBODY, Settings
from bot.errors import DragomanError
from bot.playground import Playground
from bot.translating import PackageFolder


class PortTaken(DragomanError):
    """Something listens on `port` already, or it may not be used."""


def demonstrate(settings: Settings, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Port 0 takes a free one. Raises PortTaken."""
    with _database(settings) as database_url:
        local = settings.model_copy(update={"database_url": database_url})
        serve_until_signalled(local, lambda stop: _demonstrate(local, port, stop))


async def _demonstrate(settings: Settings, port: int, stop: asyncio.Event) -> None:
    playground = Playground(port=port)
    try:
        await playground.start()
    except OSError as error:
        raise PortTaken(port=str(port)) from error
    try:
        _greet(settings, playground.url)
        # Otherwise requests to this machine would go through a proxy that the environment names.
        os.environ["no_proxy"] = "127.0.0.1"
        # The page opens, and keeps what is sent, while the bot's libraries are loaded.
        serve = await asyncio.to_thread(_load_bot)
        await serve(_speaking_to(playground, settings), stop)
    finally:
        await playground.stop()


def _load_bot() -> Callable[[Settings, asyncio.Event], Awaitable[None]]:
    from bot.app import serve

    return serve


def _speaking_to(playground: Playground, settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "token": SecretStr(playground.token),
            "api_url": playground.base_url,
            "api_file_url": playground.base_file_url,
            "webhook_url": "",
            # On their own machine people need no limits.
            "admins": (EVERYBODY,),
        }
    )


def _greet(settings: Settings, url: str) -> None:
    screen, words = Screen(), words_here()
    screen.show_line(words.say("terminal-demo-ready", url=url))
    if not PackageFolder(settings.packages_folder).installed():
        screen.show_line(words.say("terminal-demo-no-packages"))


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """Yield the URL of the database of the settings, or of a temporary one."""
    if "database_url" in settings.model_fields_set:
        yield settings.database_url
        return
    with TemporaryDirectory(prefix="dragoman-demo-") as folder:
        yield f"sqlite:///{Path(folder, 'demo.sqlite3')}"
