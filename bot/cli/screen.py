"""Prints texts and tables on standard output, and remarks on standard error.

On a terminal texts are formatted and lines wrapped; elsewhere they are plain. No text is read as
markup, and control characters are replaced.
"""

import io
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from getpass import getpass

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.domain.rich_text import Kind, RichText, Span
from bot.rendering.words import Words, interface_language, words_in

_WIDEST = 88
"""Columns; longer lines of running text are hard to read."""

_STYLES: Mapping[Kind, Style] = {
    Kind.BOLD: Style(bold=True),
    Kind.ITALIC: Style(italic=True),
    Kind.UNDERLINE: Style(underline=True),
    Kind.STRIKETHROUGH: Style(strike=True),
}

# An escape sequence in an article or in the name of a file could change the screen.
_CONTROL_CHARACTERS = {
    **dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")}, "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def harmless(text: str) -> str:
    """Return the text with U+FFFD for every control character and half surrogate pair."""
    return text.translate(_CONTROL_CHARACTERS)


def words_here() -> Words:
    """Return the bot's words in the language of the terminal, by LC_ALL, LC_MESSAGES and LANG."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, map(os.environ.get, names)), "")
    # "uk_UA.UTF-8" is "uk-UA" in a tag.
    tag = locale.partition(".")[0].replace("_", "-")
    return words_in(interface_language(tag, default="en"))


class Screen:
    """Standard output."""

    def __init__(self) -> None:
        # What the terminal's encoding lacks becomes a question mark, not an exception.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        self._console = Console(highlight=False, markup=False, emoji=False)

    @property
    def is_terminal(self) -> bool:
        return self._console.is_terminal

    def show_article(self, text: RichText) -> None:
        """Show running text; each of its lines is a paragraph."""
        self._show(_styled(text), width=min(self._console.width, _WIDEST))

    def show_line(self, text: str, style: str = "") -> None:
        self._show(Text(harmless(text), style))

    def show_table(self, headings: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
        """Show a table on a terminal, elsewhere its rows, columns between tabs, without headings.

        The last column is the one that is folded where there is no room.
        """
        if not self._console.is_terminal:
            for row in rows:
                print(harmless("\t".join(row)))
            return
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        *short, last = headings
        for heading in short:
            table.add_column(heading, no_wrap=True)
        table.add_column(last, overflow="fold")
        for row in rows:
            table.add_row(*(Text(harmless(cell)) for cell in row))
        self._console.print(table)

    def _show(self, text: Text, width: int | None = None) -> None:
        if self._console.is_terminal:
            self._console.print(text, width=width)
        else:
            print(text.plain, flush=True)


def print_json(value: object) -> None:
    """Print an object for other programs, in UTF-8 whatever the terminal's encoding."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())


def ask(question: str, *, is_secret: bool = False) -> str:
    """Return what the person at the terminal types, a secret without showing it."""
    try:
        return (getpass if is_secret else input)(f"{question} ").strip()
    except EOFError:  # Ctrl+D
        raise KeyboardInterrupt from None


def agrees(question: str) -> bool:
    """Return whether the person at the terminal says yes."""
    return ask(question).lower() in words_here().say("terminal-yes").split()


def remark(text: str) -> None:
    """Print a line or two on standard error."""
    Console(stderr=True, highlight=False, markup=False, emoji=False).print(
        Text(harmless(f"dragoman: {text}")), soft_wrap=True
    )


def _styled(rich: RichText) -> Text:
    text = Text(harmless(rich.text))
    for span in rich.spans:
        style = _style(span)
        if style is not None:
            text.stylize(style, span.start, span.end)
    return text


def _style(span: Span) -> Style | None:
    if span.kind is Kind.TEXT_LINK:
        return Style(link=harmless(span.data))
    return _STYLES.get(span.kind)
