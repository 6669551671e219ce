"""`dragoman run`, `receive` and `work`: the bot, or a part of it, until somebody stops it."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.cli.exits import ExitCode
from bot.config import Settings
from bot.errors import DragomanError
from bot.languages import SERVED
from bot.telemetry.logs import configure_logging

if TYPE_CHECKING:
    from bot.jobs.processes import ProcessRole

log = logging.getLogger(__name__)

# Threads that wait for a database out of reach, or run a model, take as long to end.
_CLOSING_SECONDS = 5.0


def run(settings: Settings, role: "ProcessRole", *, install: bool = False) -> None:
    """Serve until SIGINT or SIGTERM. Raises what `serve` raises.

    `install` first downloads the packages that are missing, for the languages in the settings or,
    where none are set, for those that are served.
    """
    languages = settings.install_languages or (SERVED if install else ())
    # Without a token the bot ends at once, so that a download would be in vain.
    if languages and role.works and settings.token.get_secret_value():
        from bot.cli.installing import install_needed

        install_needed(settings, languages)
    # Only here, since the demo shows its page before it loads the bot.
    from bot.app import serve

    serve_until_signalled(settings, lambda stop: serve(settings, stop, role=role))


def serve_until_signalled(
    settings: Settings, work: Callable[[asyncio.Event], Awaitable[None]]
) -> None:
    """Run the work, which stops when the first signal sets its event; a second signal kills it.

    An unexpected error is logged, since the log hides the token, and ends the command.
    """
    configure_logging(settings)
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(_until_signalled(work, settings.stop_seconds + _CLOSING_SECONDS))
    except DragomanError:
        raise
    except Exception:
        log.critical("Stopped by an error", exc_info=True)
        raise SystemExit(ExitCode.NOT_DONE) from None


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's factory of event loops, which cost less; None where it is not installed."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


async def _until_signalled(
    work: Callable[[asyncio.Event], Awaitable[None]], patience: float
) -> None:
    """Run until a signal; end the process if that takes more than `patience` seconds."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop_once() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)
        last = threading.Timer(patience, _leave)
        last.daemon = True
        last.start()

    # Windows has no such handlers; there Ctrl+C ends the loop itself.
    with suppress(NotImplementedError):
        for number in signals:
            loop.add_signal_handler(number, stop_once)
    await work(stop)


def _leave() -> None:
    """End the process as it is: unfinished work is in the database."""
    log.warning("Not everything could be closed in time")
    logging.shutdown()
    os._exit(ExitCode.FINE)
