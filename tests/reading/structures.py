"""What tests say about structure: the lines of a text with their roles, and texts to try."""

from collections.abc import Sequence

from hypothesis import strategies as st

from bot.domain.article import Article, Block, Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.formats import detect, read
from bot.reading.documents.reader import ReadText
from bot.reading.text import StructuredText

ROLES = st.sampled_from(list(Role))


def read_file(data: bytes, name: str = "file") -> ReadText:
    """Return what is read of a document; its blocks are sound."""
    format = detect(data, name)
    text = assemble(read(data, format), format, 1_000_000)
    assert are_sound(text.blocks, text.text)
    return text


def formatted(read: ReadText, kind: Kind) -> list[str]:
    """Return the words of a text in this format."""
    return [read.text.text[s.start : s.end] for s in read.text.spans if s.kind is kind]


def roles_of(read: ReadText | StructuredText | Article) -> list[tuple[Role, str]]:
    """Return the lines that have words, each with its role."""
    body = read.body if isinstance(read, Article) else read.text
    article = Article(RichText(), body, blocks=tuple(read.blocks))
    found: list[tuple[Role, str]] = []
    position = 0
    for line in body.text.split("\n"):
        if line.strip():
            found.append((article.role_of(position, position + len(line)), line))
        position += len(line) + 1
    return found


def lines_with(read: ReadText | StructuredText | Article, role: Role) -> list[str]:
    return [line for found, line in roles_of(read) if found is role]


def are_sound(blocks: Sequence[Block], text: RichText) -> bool:
    """Whether the blocks lie inside the text, in order, apart, and consist of whole lines."""
    position = 0
    for block in blocks:
        if not position <= block.start < block.end <= len(text) or block.role is Role.TEXT:
            return False
        before = text.text[: block.start].rpartition("\n")[2]
        after = text.text[block.end :].partition("\n")[0]
        if before.strip() or after.strip():
            return False
        position = block.end
    return True
