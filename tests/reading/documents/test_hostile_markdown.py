"""Markdown that would take minutes is read as plain text, and costs no more than a long book."""

import time
from collections.abc import Callable

import pytest

from bot.domain.rich_text import Kind
from bot.reading.documents import markdown, plain
from bot.reading.documents.assembling import refuse_too_long
from bot.reading.documents.document import TooDemanding

LENGTH = 1_990_000
BOOK = "The *bridge* is open again, and people go to a [market](a). And so on, and so forth.\n\n"


def _filled(piece: str) -> str:
    return (piece * (LENGTH // len(piece) + 1))[:LENGTH]


BOMBS: dict[str, Callable[[], str]] = {
    "brackets": lambda: _filled("["),
    "pictures": lambda: _filled("!["),
    "labels": lambda: _filled("[a][b"),
    "emphasis": lambda: _filled("*a **b "),
    "emphasis in pairs": lambda: _filled("*a*"),
    "links in links": lambda: "[" * (LENGTH // 5) + "](a)" * (LENGTH // 5),
    "tags that go on": lambda: _filled("a<b c='"),
    "comments that go on": lambda: _filled("a<!-- "),
    "quotes in quotes": lambda: _filled("> " * 40 + "a\n"),
    "a quote whose lines are lazy": lambda: "> " * 12 + _filled("a" * 49 + "\n"),
    "lists in lists": lambda: _filled("- " * 9 + "a" * 24 + "\n"),
    "a list on one line": lambda: _filled("- "),
    "a table of empty cells": lambda: (
        "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + _filled("|" * 1000 + "\n")[:-5000]
    ),
    "front matter of spaces": lambda: "---\ntitle: x" + " " * (LENGTH - 50) + "x\n---\na",
}


def _seconds_of_a_processor(data: bytes) -> float:
    started = time.process_time()
    markdown.read(data)
    return time.process_time() - started


@pytest.fixture(scope="module")
def book_seconds() -> float:
    """Return what a book of half the length costs."""
    return _seconds_of_a_processor(_filled(BOOK)[: LENGTH // 2].encode())


@pytest.mark.parametrize("name", BOMBS)
def test_two_megabytes_of_markup_cost_no_more_than_a_book(name: str, book_seconds: float) -> None:
    # Measured: at most one and a half times as much; without limits, twenty times and more.
    assert _seconds_of_a_processor(BOMBS[name]().encode()) < 5 * book_seconds


@pytest.mark.parametrize("line", ["a", "- a", "> a", "# a", "[a]: b", "|a|"])
def test_a_text_of_nothing_but_short_lines_is_refused_before_it_is_taken_apart(line: str) -> None:
    with pytest.raises(TooDemanding):
        refuse_too_long(_filled(f"{line}\n"), 2_000_000)


@pytest.mark.parametrize("name", ["brackets", "quotes in quotes", "lists in lists"])
def test_what_is_too_much_markup_loses_no_words(name: str) -> None:
    data = f"{BOMBS[name]()[:700_000]}\n\n**Bridge**".encode()
    editing = markdown.edit(data)

    assert markdown.read(data).passages == plain.read(data).passages
    editing.texts[-1].put(editing.texts[-1].read() + " open")
    assert editing.save("en") == data + b" open"


def test_quotes_that_nobody_reads_to_the_bottom_keep_their_words() -> None:
    (passage,) = markdown.read(b"> " * 60 + b"Bridge").passages
    assert passage.text.text.endswith("> Bridge")


@pytest.mark.slow
def test_a_long_book_is_read_with_its_markup() -> None:
    document = markdown.read(_filled(BOOK)[:1_500_000].encode())
    assert {span.kind for passage in document.passages for span in passage.text.spans} == {
        Kind.ITALIC,
        Kind.TEXT_LINK,
    }
