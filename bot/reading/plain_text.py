"""Read plain texts: in whatever encoding, with lines of a fixed width joined to paragraphs.

Verses, lists, code, logs and quoted mail keep their lines, since a text is judged by how its lines
go on: in prose of a fixed width they are full, unfinished, and continued by a small letter.
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

# Formats that are text files, but not to be read as plain text.
_MARKUP = ("<!doctype", "<html", "<?xml")

_NARROWEST, _WIDEST = 40, 100
"""How wide the lines of a text of fixed width are, in characters."""
_SAMPLE_LINES = 2_000
_LINE = re.compile(r"[^\n]+")
# What begins an item of a list, a quotation, a heading, a table's row or a code block.
_ITEM = re.compile(r"[ \t]*(?:[-–—*•·+>|]\s|\d{1,3}[.)]\s|#{1,6}\s|```|>)")
_FINISHED = (".", "!", "?", "…", ":")
# Words are entered at their beginning only and have a longest length, so that matching takes
# linear time.
_HYPHEN = re.compile(r"(?<!\w)(\w{1,40})[-\u2010\u00ac]\n[ \t]*(?=([^\W\d_]\w{0,40}))")
_HYPHENATED = re.compile(r"(?<!\w)\w{1,40}-\w{1,40}")


def read_text_file(data: bytes, name: str, limit: int) -> Article:
    """Return the article in a .txt or .md file of at most `limit` characters.

    Raises FileUnreadable for anything but plain text, and what `read_post` raises.
    """
    # No encoding takes more than four bytes a character, so more need not even be decoded.
    if len(data) > 4 * limit + 4:
        raise ArticleTooLong(characters=len(data) // 4, limit=limit)
    text = text_of(data)
    if text is None or begins_as_document(data) or text.lstrip().lower().startswith(_MARKUP):
        raise FileUnreadable(name=name)
    if by_name(name) is not Format.MARKDOWN:  # whose lines say more
        text = unwrapped(text)
    return read_post(Post(RichText(text), Source(Origin.FILE, name)), limit)


def text_of(data: bytes) -> str | None:
    """Return the text of a file with line feeds at its line ends, None for one that is no text."""
    text = decode(data)
    return None if text is None else tidy(RichText(text)).text


def fixed_width(text: str) -> int | None:
    """Return the width of the lines, if somebody broke them all at about the same one."""
    lines = [line.rstrip() for line in text.split("\n")[:_SAMPLE_LINES]]
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    widest = max(map(len, lines), default=0)
    if len(pairs) < 3 or not _NARROWEST <= widest <= _WIDEST:
        return None
    # A line that has no room for the first word of the next one is full.
    full = sum(len(a) + 1 + len(b.split(maxsplit=1)[0]) > 0.9 * widest for a, b in pairs)
    unfinished = sum(not a.endswith(_FINISHED) for a, _ in pairs)
    going_on = sum(_goes_on(b) for _, b in pairs)
    is_prose = unfinished > 0.5 * len(pairs) and going_on > 0.5 * len(pairs)
    return widest if full > 0.6 * len(pairs) and is_prose else None


def paragraphs(text: str, width: int | None) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text with lines of this width start and end; every line is
    one where there is none.
    """
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
    """Return the lines of a paragraph as one; a word that was cut at a line's end is whole again,
    unless it is one of the words that have a hyphen.
    """
    if "\n" not in paragraph:
        return paragraph

    def whole(match: re.Match[str]) -> str:
        keeps = f"{match[1]}-{match[2]}".lower() in hyphenated or not match[2][0].islower()
        return f"{match[1]}-" if keeps else match[1]

    return " ".join(line.strip() for line in _HYPHEN.sub(whole, paragraph).split("\n"))


def hyphenated_words(text: str) -> frozenset[str]:
    """Return the words that a text writes with a hyphen inside a line: well-known, кто-то."""
    return frozenset(word.lower() for word in _HYPHENATED.findall(text))


def unwrapped(text: str) -> str:
    """Return the text with its paragraphs on a line each, if its lines have a fixed width."""
    width = fixed_width(text)
    if width is None:
        return text
    known = hyphenated_words(text)
    return with_replacements(
        text, ((a, b, on_one_line(text[a:b], known)) for a, b in paragraphs(text, width))
    )


def with_replacements(text: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with others in place of some of its parts, which come in their order."""
    parts: list[str] = []
    position = 0
    for start, end, new in replacements:
        parts += (text[position:start], new)
        position = end
    return "".join((*parts, text[position:]))


def _goes_on(line: str) -> bool:
    """Return whether a line may go on with a sentence: most do with a small letter."""
    line = line.lstrip()
    return not (line[0].isupper() or line[0].isdigit() or _ITEM.match(line))


def _belongs(line: str, previous: str, width: int, *, in_item: bool) -> bool:
    """Return whether a line belongs to the paragraph that ends with the previous one."""
    # An indented line begins a paragraph, but for an item's, and a short one ends it.
    if _ITEM.match(line) or (line[0].isspace() and not in_item):
        return False
    return len(previous) + 1 + len(line.split(maxsplit=1)[0]) > 0.75 * width
