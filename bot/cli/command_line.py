"""Parses the command line with argparse, and explains mistakes in the person's language.

argparse's own help and errors are English on most machines, so they are not shown.
"""

from argparse import Action, ArgumentError, ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from bot.cli.screen import Screen, words_here
from bot.errors import DragomanError


class Mistake(StrEnum):
    """How a word of a command line is wrong; `terminal-usage` says it to the person."""

    COMMAND = "command"
    OPTION = "option"
    NO_VALUE = "no-value"
    NEEDLESS_VALUE = "needless-value"
    MISSING = "missing"
    TOO_MUCH = "too-much"
    PORT = "port"
    METHOD = "method"
    BILINGUAL = "bilingual"


class WrongUsage(DragomanError):
    """`word` is a `mistake` on the command line; `meant` is what might be right, or "none".

    The help of `command` says more.
    """

    def __init__(self, mistake: Mistake, word: str, meant: str = "none") -> None:
        super().__init__(mistake=mistake.value, word=word, meant=meant, command="dragoman")

    def of(self, command: str) -> "WrongUsage":
        """Return the same mistake, made with a command."""
        self.details["command"] = f"dragoman {command}"
        return self


class CommandLine(ArgumentParser):
    """The arguments of a command, or those before any command where its name is empty.

    A command says by `add_argument` what it takes, then calls `read`. Every command has a help.
    """

    def __init__(self, command: str, given: Sequence[str]) -> None:
        super().__init__(add_help=False, allow_abbrev=False, exit_on_error=False)
        self.help_id = f"help-{command.replace(' ', '-') or 'dragoman'}"
        self.options: list[Action] = []
        self._given = given
        self.add_argument("--help", "-h", action="store_true")

    def add_argument(self, *names: str, **details: Any) -> Action:
        """Take an argument, as argparse does."""
        action = super().add_argument(*names, **details)
        if action.option_strings:
            self.options.append(action)
        return action

    def read(self) -> Namespace:
        """Return the arguments. Raises WrongUsage, and SystemExit once the help was shown."""
        try:
            found, rest = self.parse_known_args(list(self._given))
        except ArgumentError as error:
            name = str(error.argument_name).partition("/")[0]
            flags = {option.option_strings[0] for option in self.options if option.nargs == 0}
            mistake = Mistake.NEEDLESS_VALUE if name in flags else Mistake.NO_VALUE
            raise WrongUsage(mistake, name) from None
        if found.help:
            self.show_help()
            raise SystemExit(0)
        for word in rest:
            if not word.startswith("-"):
                raise WrongUsage(Mistake.TOO_MUCH, word)
            known = [name for option in self.options for name in option.option_strings]
            raise unknown(Mistake.OPTION, word.partition("=")[0], known)
        return found

    def show_help(self) -> None:
        """Print the help of the command."""
        Screen().show_line(words_here().say(self.help_id))


def unknown(mistake: Mistake, word: str, known: Iterable[str]) -> WrongUsage:
    """Return the mistake of an unknown word, with the known word that is most like it."""
    return WrongUsage(mistake, word, next(iter(get_close_matches(word, known, 1)), "none"))
