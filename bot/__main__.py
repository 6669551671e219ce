"""The command line: which commands there are and what they take. `bot/cli/` does the work.

Each command imports what it needs when it runs, so that `dragoman --help` and a summary need not
wait for the libraries of the others. What the help says stands in `bot/rendering/locales/`.
"""

import atexit
import gc
import logging
import sys
from argparse import REMAINDER, Namespace
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.command_line import CommandLine, Mistake, WrongUsage, unknown
from bot.cli.exits import ExitCode, ending_well
from bot.domain.preferences import Bilingual
from bot.summarizing.methods import Method

if TYPE_CHECKING:
    from bot.cli.articles import Asked
    from bot.config import Settings
    from bot.summarizing import Length

_HIGHEST_PORT = 65535

# Nearly all objects that a start makes stay: the garbage collector, which Python would let look for
# others after each 700 new ones, and once more at the end, took a sixth of it.
_NEW_OBJECTS = 300_000

Command = Callable[[CommandLine, Path | None], None]
"""Reads the words after its name, and does what they say with the settings in a file, if any."""


def _summary(line: CommandLine, config: Path | None) -> None:
    _take_article(line)
    line.add_argument("--length", "--sentences", "-n", type=_length)
    line.add_argument("--language", "-l")
    line.add_argument("--method", "-m", type=_method, default=Method.READER)
    line.add_argument("--explain", action="store_true")
    line.add_argument("--where", action="store_true")
    found = line.read()
    from bot.cli.articles import WantedSummary, summarize

    wanted = WantedSummary(found.length, found.language, found.method, found.explain, found.where)
    summarize(_settings(config), _asked(found), wanted)


def _translate(line: CommandLine, config: Path | None) -> None:
    _take_article(line)
    line.add_argument("--to", "-t")
    line.add_argument("--output", "-o", type=Path)
    line.add_argument("--bilingual", "-b", type=_bilingual, default=Bilingual.OFF)
    line.add_argument("--glossary", "-g", type=Path)
    found = line.read()
    if found.to is None:
        raise WrongUsage(Mistake.MISSING, "--to")
    from bot.cli.articles import WantedTranslation, translate

    wanted = WantedTranslation(found.to, found.output, found.bilingual, found.glossary)
    translate(_settings(config), _asked(found), wanted)


def _take_article(line: CommandLine) -> None:
    line.add_argument("given", nargs="?", default="-")
    line.add_argument("--from", "-f", dest="source")
    line.add_argument("--json", action="store_true")


def _asked(found: Namespace) -> "Asked":
    from bot.cli.articles import Asked

    return Asked(found.given, found.source, found.json)


def _models(line: CommandLine, config: Path | None) -> None:
    line.add_argument("command", nargs="?")
    command = line.read().command
    if command is not None:
        known = [name.partition(" ")[2] for name in COMMANDS if name.startswith("models ")]
        raise unknown(Mistake.COMMAND, command, known)
    line.show_help()
    raise SystemExit(ExitCode.WRONG_USAGE)


def _list_models(line: CommandLine, config: Path | None) -> None:
    line.read()
    from bot.cli.models import list_packages

    list_packages(_settings(config))


def _available_models(line: CommandLine, config: Path | None) -> None:
    line.add_argument("language", nargs="?")
    found = line.read()
    from bot.cli.installing import list_available

    list_available(_settings(config), found.language)


def _install_models(line: CommandLine, config: Path | None) -> None:
    line.add_argument("names", nargs="*")
    line.add_argument("--yes", "-y", action="store_true")
    found = line.read()
    if not found.names:
        raise WrongUsage(Mistake.MISSING, "PAIR|LANGUAGE|MODEL|FILE")
    from bot.cli.installing import install

    install(_settings(config), found.names, agreed=found.yes)


def _update_models(line: CommandLine, config: Path | None) -> None:
    line.read()
    from bot.cli.installing import update

    update(_settings(config))


def _remove_model(line: CommandLine, config: Path | None) -> None:
    line.add_argument("name", nargs="?")
    found = line.read()
    if not found.name:
        raise WrongUsage(Mistake.MISSING, "NAME")
    from bot.cli.models import remove_package

    remove_package(_settings(config), found.name)


def _setup(line: CommandLine, config: Path | None) -> None:
    line.read()
    from bot.cli.first_start import set_up

    set_up(config)


def _run(line: CommandLine, config: Path | None) -> None:
    line.add_argument("--install", action="store_true")
    found = line.read()
    settings = _settings(config)
    if not settings.token.get_secret_value():
        from bot.cli.first_start import offer_set_up

        if offer_set_up(config):
            settings = _settings(config)
    from bot.cli.serving import run
    from bot.jobs.processes import ProcessRole

    run(settings, ProcessRole.ALL, install=found.install)


def _receive(line: CommandLine, config: Path | None) -> None:
    line.read()
    from bot.cli.serving import run
    from bot.jobs.processes import ProcessRole

    run(_settings(config), ProcessRole.RECEIVER)


def _work(line: CommandLine, config: Path | None) -> None:
    line.read()
    from bot.cli.serving import run
    from bot.jobs.processes import ProcessRole

    run(_settings(config), ProcessRole.WORKER)


def _demo(line: CommandLine, config: Path | None) -> None:
    line.add_argument("--port", type=_port, default=8800)
    found = line.read()
    from bot.cli.demo import demonstrate

    demonstrate(_settings(config), found.port)


def _doctor(line: CommandLine, config: Path | None) -> None:
    line.add_argument("--json", action="store_true")
    found = line.read()
    from bot.cli.doctor import examine

    examine(config, as_json=found.json)


COMMANDS: Mapping[str, Command] = {
    "summary": _summary,
    "translate": _translate,
    "models": _models,
    "models list": _list_models,
    "models available": _available_models,
    "models install": _install_models,
    "models update": _update_models,
    "models remove": _remove_model,
    "setup": _setup,
    "run": _run,
    "receive": _receive,
    "work": _work,
    "demo": _demo,
    "doctor": _doctor,
}


def _length(word: str) -> "Length":
    from bot.errors import LengthOutOfRange, SummaryUsage
    from bot.summarizing import MOST_SENTENCES, is_out_of_range, parse_length

    length = parse_length(word)
    if length is None:
        error = LengthOutOfRange if is_out_of_range(word) else SummaryUsage
        raise error(word=word, limit=MOST_SENTENCES)
    return length


def _method(word: str) -> Method:
    if word not in set(Method):
        raise unknown(Mistake.METHOD, word, Method)
    return Method(word)


def _bilingual(word: str) -> Bilingual:
    if word not in set(Bilingual):
        raise unknown(Mistake.BILINGUAL, word, Bilingual)
    return Bilingual(word)


def _port(word: str) -> int:
    if not (word.isascii() and word.isdigit() and int(word) <= _HIGHEST_PORT):
        raise WrongUsage(Mistake.PORT, word)
    return int(word)


def _settings(config: Path | None) -> "Settings":
    from bot.config import load_settings

    return load_settings(config)


def _carry_out(given: Sequence[str]) -> None:
    line = CommandLine("", given)
    line.add_argument("--config", type=Path)
    line.add_argument("--version", action="store_true")
    line.add_argument("command", nargs="?")
    line.add_argument("words", nargs=REMAINDER)
    found = line.read()
    if found.version:
        print(f"dragoman {version('dragoman')}")
        return
    if found.command is None:
        line.show_help()
        raise SystemExit(ExitCode.WRONG_USAGE)
    # "models list" is a command of two words.
    name, words = found.command, found.words
    if words and f"{name} {words[0]}" in COMMANDS:
        name, words = f"{name} {words[0]}", words[1:]
    if name not in COMMANDS:
        raise unknown(Mistake.COMMAND, name, COMMANDS)
    try:
        COMMANDS[name](CommandLine(name, words), found.config)
    except WrongUsage as wrong:
        raise wrong.of(name) from None


def main(given: Sequence[str] | None = None) -> None:
    """Run a command; `given` are the words after `dragoman`, those of the process if None."""
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.disable)
    # What a command has to say it prints itself; only `run` and `demo` show the log.
    logging.getLogger("bot").addHandler(logging.NullHandler())
    with ending_well():
        _carry_out(sys.argv[1:] if given is None else given)


if __name__ == "__main__":
    main()
