"""How a command ends: a DragomanError becomes a remark and an exit code, never a traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from bot.cli.command_line import WrongUsage
from bot.cli.documentation import address, page_of
from bot.cli.screen import remark, words_here
from bot.errors import (
    BadConfiguration,
    DatabaseTooNew,
    DragomanError,
    SummaryUsage,
    UnknownLanguage,
)
from bot.rendering.words import Words


class ExitCode(IntEnum):
    """What `dragoman` tells the shell; `dragoman --help` explains them too."""

    FINE = 0
    NOT_DONE = 1
    WRONG_USAGE = 2
    WRONG_CONFIGURATION = 3


@contextmanager
def ending_well() -> Iterator[None]:
    """Raise SystemExit for a DragomanError, once the person has been told, and for what is no
    fault of ours: Ctrl+C, and a reader of the output that has gone.
    """
    try:
        yield
        sys.stdout.flush()
    except DragomanError as error:
        complain(error)
        raise SystemExit(_code(error)) from None
    except BrokenPipeError:
        # Python would try to write the rest at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(ExitCode.NOT_DONE) from None
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.NOT_DONE) from None


def complain(error: DragomanError) -> None:
    """Say on standard error what went wrong, and which page tells how to mend it, if any does."""
    words, page = words_here(), page_of(error)
    lines = [explanation(error, words)]
    if page:
        lines.append(words.say("terminal-documentation", address=address(page)))
    remark("\n".join(lines))


def explanation(error: DragomanError, words: Words) -> str:
    """Return what to tell at a terminal, where some advice is other than in a chat."""
    try:
        return words.say(f"terminal-{error.message_id}", **error.details)
    except KeyError:
        return words.explain(error)


def _code(error: DragomanError) -> ExitCode:
    if isinstance(error, BadConfiguration | DatabaseTooNew):
        return ExitCode.WRONG_CONFIGURATION
    if isinstance(error, WrongUsage | UnknownLanguage | SummaryUsage):
        return ExitCode.WRONG_USAGE
    return ExitCode.NOT_DONE
