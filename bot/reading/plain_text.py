"""Read plain text in any encoding, and join lines of a fixed width to paragraphs.

Verse, lists, code, logs and quoted mail keep their lines: only in prose of a fixed width most lines
are full, end inside a sentence, and are continued by a small letter.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.domain.article import Article, Origin, Source
from bot.domain.rich_text import RichText
from bot.errors import ArticleTooLong, FileUnreadable
from bot.reading.encodings import decode
from bot.reading.file_types import Format, begins_as_document, by_name
from bot.reading.posts import Post, read_post
from bot.reading.text import tidy

# Text files that are not plain text.
_MARKUP = ("<!doctype", "<html", "<?xml")

_NARROWEST, _WIDEST = 40, 100
"""The widths of lines in characters that count as fixed."""
_SAMPLE_LINES = 2_000
_LINE = re.compile(r"[^\n]+")
# The beginning of a list item, a quotation, a heading, a table row or a code block.
_ITEM = re.compile(r"[ \t]*(?:[-–—*•·+>|]\s|\d{1,3}[.)]\s|#{1,6}\s|```|>)")
_FINISHED = (".", "!", "?", "…", ":")
# Words are matched from their beginning and up to a length, so that matching takes linear time.
_HYPHEN = re.compile(r"(?<!\w)(\w{1,40})[-\u2010\u00ac]\n[ \t]*(?=([^\W\d_]\w{0,40}))")
_HYPHENATED = re.compile(r"(?<!\w)\w{1,40}-\w{1,40}")


def read_text_file(data: bytes, name: str, limit: int) -> Article:
    """Return the article in a .txt or .md file of at most `limit` characters.

    Raises FileUnreadable for anything but plain text, and what `read_post` raises.
    """
    # No encoding has more than four bytes a character.
    if len(data) > 4 * limit + 4:
        raise ArticleTooLong(characters=len(data) // 4, limit=limit)
    text = text_of(data)
    if text is None or begins_as_document(data) or text.lstrip().lower().startswith(_MARKUP):
        raise FileUnreadable(name=name)
    if by_name(name) is not Format.MARKDOWN:  # where line breaks have a meaning
        text = unwrapped(text)
    return read_post(Post(RichText(text), source=Source(Origin.FILE, name)), limit)


def text_of(data: bytes) -> str | None:
    """Return the text of a file with line feeds as line ends, or None if it is not text."""
    text = decode(data)
    return None if text is None else tidy(RichText(text)).text


def fixed_width(text: str) -> int | None:
    """Return the width of the lines, or None if they are not of a fixed width."""
    lines = [line.rstrip() for line in text.split("\n")[:_SAMPLE_LINES]]
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    widest = max(map(len, lines), default=0)
    if len(pairs) < 3 or not _NARROWEST <= widest <= _WIDEST:
        return None
    # A line is full if the first word of the next line would not fit.
    full = sum(len(a) + 1 + len(b.split(maxsplit=1)[0]) > 0.9 * widest for a, b in pairs)
    unfinished = sum(not a.endswith(_FINISHED) for a, _ in pairs)
    continued = sum(_may_continue(b) for _, b in pairs)
    is_prose = unfinished > 0.5 * len(pairs) and continued > 0.5 * len(pairs)
    return widest if full > 0.6 * len(pairs) and is_prose else None


def paragraphs(text: str, width: int | None) -> list[tuple[int, int]]:
    """Return the starts and ends of the paragraphs; without a width, every line is one."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    if width is None:
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and start == joined[-1][1] + 1:
            first, last = joined[-1]
            previous = text[text.rfind("\n", 0, last) + 1 : last]
            if _belongs(text[start:end], previous, width, in_item=bool(_ITEM.match(text, first))):
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    return joined


def on_one_line(paragraph: str, hyphenated: frozenset[str] = frozenset()) -> str:
    """Join the lines of a paragraph, and words cut at the end of a line unless `hyphenated`."""
    if "\n" not in paragraph:
        return paragraph

    def whole(match: re.Match[str]) -> str:
        keeps = f"{match[1]}-{match[2]}".lower() in hyphenated or not match[2][0].islower()
        return f"{match[1]}-" if keeps else match[1]

    return " ".join(line.strip() for line in _HYPHEN.sub(whole, paragraph).split("\n"))


def hyphenated_words(text: str) -> frozenset[str]:
    """Return the words with a hyphen inside a line: well-known, кто-то."""
    return frozenset(word.lower() for word in _HYPHENATED.findall(text))


def unwrapped(text: str) -> str:
    """Return the text with each paragraph on one line, if its lines have a fixed width."""
    width = fixed_width(text)
    if width is None:
        return text
    known = hyphenated_words(text)
    return with_replacements(
        text, ((a, b, on_one_line(text[a:b], known)) for a, b in paragraphs(text, width))
    )


def with_replacements(text: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with some parts replaced: (start, end, new text), in order."""
    parts: list[str] = []
    position = 0
    for start, end, new in replacements:
        parts += (text[position:start], new)
        position = end
    return "".join((*parts, text[position:]))


def _may_continue(line: str) -> bool:
    """Return whether a line may continue a sentence."""
    line = line.lstrip()
    return not (line[0].isupper() or line[0].isdigit() or _ITEM.match(line))


def _belongs(line: str, previous: str, width: int, *, in_item: bool) -> bool:
    """Return whether a line continues the paragraph of the previous one."""
    # An indented line begins a paragraph, except in a list item; a short line ends one.
    if _ITEM.match(line) or (line[0].isspace() and not in_item):
        return False
    return len(previous) + 1 + len(line.split(maxsplit=1)[0]) > 0.75 * width
