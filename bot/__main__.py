"""The command line: which commands there are and what they take. `bot/cli/` does the work.

Each command imports what it needs when it runs, so that `dragoman --help` and a summary need not
wait for the libraries of the others.
"""

import logging
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bot.cli.exits import explained
from bot.summarizing.methods import Method

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.summarizing import Length


class Commands(TyperGroup):
    """A group whose commands may raise DragomanError."""

    def invoke(self, ctx: Any) -> Any:
        with explained():
            return super().invoke(ctx)


# A traceback with the values of variables could show the token.
app = typer.Typer(
    name="dragoman",
    cls=Commands,
    help="Summarises and translates articles, offline: in Telegram and right here.",
    epilog="Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 wrong configuration.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models = typer.Typer(
    help="Show, install, update and remove translation packages.", no_args_is_help=True
)
app.add_typer(models, name="models")

Given = Annotated[
    str,
    typer.Argument(
        metavar="FILE|URL|-",
        show_default="standard input",
        help="A file (TXT, MD, HTML, PDF, DOCX, ODT, EPUB, FB2, RTF, SRT, VTT) or a web address.",
    ),
]
Source = Annotated[
    str | None,
    typer.Option("--from", "-f", metavar="LANGUAGE", help="What the article is in, if known."),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON object, described in bot/cli/json_output.py."),
]
STANDARD_INPUT = "-"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def settle(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The settings, in place of config.toml."),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    context.obj = config
    # What a command has to say it prints itself; only `run` and `demo` show the log.
    logging.getLogger("bot").addHandler(logging.NullHandler())


@app.command()
def summary(
    context: typer.Context,
    given: Given = STANDARD_INPUT,
    length: Annotated[
        str | None,
        typer.Option(
            "--length",
            "--sentences",
            "-n",
            metavar="LENGTH",
            help="How much to keep: 1 to 50 sentences, 1% to 100%, or short, medium, long.",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", metavar="LANGUAGE", help="Translate the summary too."),
    ] = None,
    method: Annotated[
        Method, typer.Option("--method", "-m", help="How to rank the sentences.")
    ] = Method.READER,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show why each sentence was taken.")
    ] = False,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Keep the sentences of an article that say the most.

    LANGUAGE is a code or a name: uk, Ukrainian, українська.
    """
    from bot.cli.digesting import Asked, Wanted, summarize

    wanted = Wanted(_length(length), language, method, explain)
    summarize(_settings(context), Asked(given, source, as_json), wanted)


@app.command()
def translate(
    context: typer.Context,
    to: Annotated[
        str, typer.Option("--to", "-t", metavar="LANGUAGE", help="What to translate into.")
    ],
    given: Given = STANDARD_INPUT,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write a file of the same format."),
    ] = None,
    source: Source = None,
    as_json: AsJson = False,
) -> None:
    """Translate a whole article with the installed packages.

    LANGUAGE is a code or a name: uk, Ukrainian, українська. A document becomes another file:
    report.docx is translated into report.uk.docx, beside it or where --output says.
    """
    from bot.cli.digesting import Asked
    from bot.cli.digesting import translate as translate_article

    translate_article(_settings(context), Asked(given, source, as_json), to, output)


@models.command("list")
def list_models(context: typer.Context) -> None:
    """Show the installed packages; without a terminal, columns between tabs."""
    from bot.cli.models import list_packages

    list_packages(_settings(context))


@models.command("available")
def list_available_models(
    context: typer.Context,
    language: Annotated[
        str | None,
        typer.Argument(metavar="LANGUAGE", help="Only what is from or into it."),
    ] = None,
) -> None:
    """Download the list of packages and show it."""
    from bot.cli.models import list_available

    list_available(_settings(context), language)


@models.command("install")
def install_models(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="PAIR|FILE", help="en-ru, or an .argosmodel file.")
    ],
) -> None:
    """Install packages: pairs of languages are downloaded, files are taken as they are.

    A package takes the place of the one for the same languages.
    """
    from bot.cli.installing import install

    install(_settings(context), names)


@models.command("update")
def update_models(context: typer.Context) -> None:
    """Download newer versions of the installed packages."""
    from bot.cli.installing import update

    update(_settings(context))


@models.command("remove")
def remove_model(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name from the list, or a pair such as en_ru.")
    ],
) -> None:
    """Remove a package."""
    from bot.cli.models import remove_package

    remove_package(_settings(context), name)


@app.command()
def run(
    context: typer.Context,
    install: Annotated[
        bool,
        typer.Option(
            "--install",
            help="First download what translations need: for install_languages in the settings, "
            "or for English, Russian and Ukrainian.",
        ),
    ] = False,
) -> None:
    """Run the bot until SIGINT (Ctrl+C) or SIGTERM."""
    from bot.cli.serving import run as run_bot
    from bot.jobs.processes import Role

    run_bot(_settings(context), Role.ALL, install=install)


@app.command()
def receive(context: typer.Context) -> None:
    """Only take what people send, for `dragoman work` to answer. Needs PostgreSQL.

    Of several such processes one is at it, and when that one is gone another takes its place.
    """
    from bot.cli.serving import run as run_bot
    from bot.jobs.processes import Role

    run_bot(_settings(context), Role.RECEIVER)


@app.command()
def work(context: typer.Context) -> None:
    """Only answer what `dragoman receive` takes, in any number of processes. Needs PostgreSQL."""
    from bot.cli.serving import run as run_bot
    from bot.jobs.processes import Role

    run_bot(_settings(context), Role.WORKER)


@app.command()
def demo(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the chat page; 0 takes a free one.")
    ] = 8800,
) -> None:
    """Talk to the bot in a browser on this machine, without a token and without a network."""
    from bot.cli.demo import demonstrate

    demonstrate(_settings(context), port)


@app.command()
def doctor(context: typer.Context) -> None:
    """Try everything that the bot needs, and say what is missing.

    Exits with 0 if the bot can run, with 3 if the settings are wrong, else with 1.
    """
    from bot.cli.doctor import examine

    examine(context.obj)


def _length(word: str | None) -> "Length | None":
    from bot.errors import LengthOutOfRange, SummaryUsage
    from bot.summarizing import MOST_SENTENCES, is_out_of_range, parse_length

    length = parse_length(word) if word is not None else None
    if word is not None and length is None:
        error = LengthOutOfRange if is_out_of_range(word) else SummaryUsage
        raise error(word=word, limit=MOST_SENTENCES)
    return length


def _settings(context: typer.Context) -> "Settings":
    from bot.config import load_settings

    return load_settings(context.obj)


def main() -> None:
    """Run the console script."""
    app(prog_name="dragoman")


if __name__ == "__main__":
    main()
