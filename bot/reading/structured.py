"""A text together with what its passages are, so that a role is never parted from its words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.domain.article import Block, Role, shift_blocks, slice_blocks
from bot.domain.rich_text import RichText


@dataclass(frozen=True, slots=True)
class StructuredText:
    """A text and its blocks, as an `Article` has them."""

    text: RichText = field(default_factory=RichText)
    blocks: tuple[Block, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "StructuredText":
        """Return a part with what is left of its blocks. Only slices without a step are taken."""
        start, stop, _ = part.indices(len(self.text))
        return StructuredText(self.text[part], slice_blocks(self.blocks, start, max(start, stop)))

    def strip(self) -> "StructuredText":
        """Return the text without white space around it."""
        text = self.text.text
        start = len(text) - len(text.lstrip())
        return self[start : start + len(text.strip())]

    def runs(self) -> Iterator[tuple[Role, "StructuredText"]]:
        """Yield the blocks and the stretches of plain text between them, in their order."""
        position = 0
        for block in self.blocks:
            if position < block.start:
                yield Role.TEXT, self[position : block.start]
            yield block.role, self[block.start : block.end]
            position = block.end
        if position < len(self.text):
            yield Role.TEXT, self[position:]


def with_role(text: RichText, role: Role) -> StructuredText:
    """Return a text that has one role as a whole."""
    is_block = role is not Role.TEXT and len(text) > 0
    return StructuredText(text, (Block(0, len(text), role),) if is_block else ())


def concatenated(parts: Iterable[StructuredText]) -> StructuredText:
    """Return the parts one directly after the other."""
    texts: list[RichText] = []
    blocks: list[Block] = []
    length = 0
    for part in parts:
        texts.append(part.text)
        blocks += shift_blocks(part.blocks, length)
        length += len(part)
    return StructuredText(RichText().join(texts), tuple(blocks))
