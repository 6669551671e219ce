"""How a command ends: a DragomanError becomes a remark and an exit code, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

from bot.errors import BadConfiguration, DragomanError, SummaryUsage, UnknownLanguage

if TYPE_CHECKING:
    from bot.rendering.words import Words


class ExitCode(IntEnum):
    """What `dragoman` tells the shell; `dragoman --help` explains them too."""

    FINE = 0
    NOT_DONE = 1
    WRONG_USAGE = 2
    WRONG_CONFIGURATION = 3


@contextmanager
def explained() -> Iterator[None]:
    """Raise typer.Exit for a DragomanError, once the person has been told."""
    try:
        yield
    except DragomanError as error:
        from bot.cli.screen import remark, words_here

        remark(explanation(error, words_here()))
        raise typer.Exit(_code(error)) from None


def explanation(error: DragomanError, words: "Words") -> str:
    """Return what to tell at a terminal, where some advice is other than in a chat."""
    try:
        return words.say(f"terminal-{error.message_id}", **error.details)
    except KeyError:
        return words.explain(error)


def _code(error: DragomanError) -> ExitCode:
    if isinstance(error, BadConfiguration):
        return ExitCode.WRONG_CONFIGURATION
    if isinstance(error, UnknownLanguage | SummaryUsage):
        return ExitCode.WRONG_USAGE
    return ExitCode.NOT_DONE
