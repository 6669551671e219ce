"""Replace the sentences of an article by their translations."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.article import Article
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair, Translation

KEPT_MARK = " ⚠"
"""Follows a sentence that stays in the original because of a problem with its translation."""


def translated_body(article: Article, translation: Translation, mark: str = "") -> RichText:
    """Return the article's body with each translated sentence in place of its original.

    Everything between the sentences (spaces, blank lines, list markers) stays as it is. The `mark`
    follows a sentence that stays in the original because of a problem.
    """
    return translated_parts([article.body], 0, translation.sentences, mark)[0]


def translated_parts(
    parts: Sequence[RichText], between: int, sentences: Sequence[Pair], mark: str = ""
) -> tuple[RichText, ...]:
    """Return the same for parts of a body that was joined with `between` characters between them.

    No sentence may reach from one part into the next.
    """
    pairs = sorted(sentences, key=lambda pair: pair.source.start)
    starts = [pair.source.start for pair in pairs]
    rebuilt: list[RichText] = []
    position = 0
    for part in parts:
        end = position + len(part)
        own = pairs[bisect_left(starts, position) : bisect_left(starts, end)]
        rebuilt.append(_rebuild(part, position, own, mark))
        position = end + between
    return tuple(rebuilt)


def _rebuild(text: RichText, start: int, pairs: Sequence[Pair], mark: str) -> RichText:
    """Return a text that starts at `start` of the body, with the translations of its sentences."""
    parts: list[RichText] = []
    position = 0
    for pair in pairs:
        parts += (text[position : pair.source.start - start], marked(pair, mark))
        position = pair.source.end - start
    parts.append(text[position:])
    return _concatenate(parts)


def marked(pair: Pair, mark: str) -> RichText:
    """Return the target of a pair, followed by the mark where there is a problem.

    The mark gets the formatting of the text's end, so that a quotation of many sentences stays one.
    """
    text = pair.target
    if pair.problem is None:
        return text
    end = len(text)
    spans = (
        replace(s, end=end + len(mark)) if s.end == end and s.kind is not Kind.OBJECT else s
        for s in text.spans
    )
    return RichText(text.text + mark, tuple(spans))


def _concatenate(parts: Sequence[RichText]) -> RichText:
    """Add up all parts, so that formatting that continues from part to part is one span again.

    By halves: adding part after part would take time that grows with the square of their number.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return _concatenate(parts[:middle]) + _concatenate(parts[middle:])
