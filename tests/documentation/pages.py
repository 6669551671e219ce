"""What the README and the pages of the documentation say to type, and what they show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
}

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\S*)\n(?P<body>.*?)^ *```$", re.M | re.S)
_INLINE = re.compile(r"`([^`\n]+)`")
_COMMENT = re.compile(r" +# .*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: `language` as it is named there, and the lines between the fences."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """What to type, of one line or of several that belong together, and what the page shows."""

    text: str
    output: str


def blocks(page: str) -> Iterator[Block]:
    for found in FENCE.finditer(page):
        indent = len(found["indent"])
        lines = (line[indent:] for line in found["body"].splitlines())
        yield Block(found["language"], tuple(lines))


def commands(page: str) -> Iterator[Command]:
    """Yield the commands of a page: lines of `sh` blocks, and of `console` blocks after a `$`."""
    for block in blocks(page):
        if block.language == "sh":
            yield from _lines_of_shell(block.lines)
        elif block.language == "console":
            yield from _lines_of_console(block.lines)


def inline_commands(page: str) -> Iterator[str]:
    """Yield what stands for a command of Dragoman in the text and in `text` blocks."""
    for found in _INLINE.findall(FENCE.sub("", page)):
        command = found.removeprefix("uv run ")
        if command.startswith("dragoman "):
            yield command
    for block in blocks(page):
        if block.language == "text":
            yield from (line for line in block.lines if line.startswith("dragoman "))


def _lines_of_shell(lines: tuple[str, ...]) -> Iterator[Command]:
    text = "\n".join(_COMMENT.sub("", line) for line in lines if line.strip())
    # What is indented, and the end of a loop, belongs to the line before.
    for part in re.split(r"\n(?! |done\b)", text):
        yield Command(part, "")


def _lines_of_console(lines: tuple[str, ...]) -> Iterator[Command]:
    for part in re.split(r"^\$ ", "\n".join(lines), flags=re.M)[1:]:
        text, _, output = part.partition("\n")
        yield Command(text, output)
