"""Reads the article that a command is given: a file, or whatever comes on standard input."""

import sys
from dataclasses import replace
from pathlib import Path

from bot.article import Article, Source
from bot.errors import DragomanError
from bot.reading import read_text_file
from bot.replying.words import Words
from bot.terminal.screen import harmless, remark

STANDARD_INPUT = Path("-")


class FileNotOpened(DragomanError):
    """The file `name` could not be read, and the operating system's `reason`."""

    message_id = "terminal-file-not-opened"


def read_article(file: Path, limit: int, words: Words) -> Article:
    """The article in a file or on standard input, of at most `limit` characters.

    Raises FileNotOpened and what `read_text_file` raises.
    """
    # One byte more than the longest text can have, so that a longer one is known to be longer.
    most_bytes = 4 * limit + 5
    if file == STANDARD_INPUT:
        if sys.stdin.isatty():
            remark(words.say("terminal-paste"))
        data = sys.stdin.buffer.read(most_bytes)
        article = read_text_file(data, words.say("terminal-standard-input"), limit)
        return replace(article, source=Source())
    try:
        with file.open("rb") as stream:
            data = stream.read(most_bytes)
    except OSError as error:
        raise FileNotOpened(name=str(file), reason=error.strerror or str(error)) from error
    return read_text_file(data, harmless(file.name), limit)
