"""Puts the translated sentences where their originals stood in the article."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation

KEPT_MARK = " ⚠"
"""After a sentence that stayed in the original because its translation was no good."""


def translated_body(article: Article, translation: Translation, mark: str = "") -> RichText:
    """The article's body with each sentence that was translated replaced by its translation.

    Everything between the sentences (spaces, blank lines, list markers) stays as it is. A sentence
    that stayed in the original because of a problem is followed by the `mark`.
    """
    pairs = sorted(translation.sentences, key=lambda pair: pair.source.start)
    return _rebuilt(article.body, 0, pairs, mark)


def translated_parts(
    parts: Sequence[RichText], between: int, sentences: Sequence[Pair], mark: str = ""
) -> tuple[RichText, ...]:
    """The same of each part of a body that was joined with `between` characters between the parts.

    No sentence may reach from one part into the next.
    """
    pairs = sorted(sentences, key=lambda pair: pair.source.start)
    starts = [pair.source.start for pair in pairs]
    rebuilt: list[RichText] = []
    position = 0
    for part in parts:
        end = position + len(part)
        own = pairs[bisect_left(starts, position) : bisect_left(starts, end)]
        rebuilt.append(_rebuilt(part, position, own, mark))
        position = end + between
    return tuple(rebuilt)


def _rebuilt(text: RichText, start: int, pairs: Sequence[Pair], mark: str) -> RichText:
    """A text that starts at `start` of the body, with the translations of its sentences."""
    parts: list[RichText] = []
    position = 0
    for pair in pairs:
        parts += (
            text[position : pair.source.start - start],
            marked(pair, mark),
        )
        position = pair.source.end - start
    parts.append(text[position:])
    return _concatenated(parts)


def marked(pair: Pair, mark: str) -> RichText:
    """Return the target of a pair, followed by the mark where there is a problem.

    The mark gets the formatting of the text's end, so that a quotation of many sentences stays one.
    """
    text = pair.target
    if pair.problem is None:
        return text
    end = len(text)
    spans = (replace(s, end=end + len(mark)) if s.end == end else s for s in text.spans)
    return RichText(text.text + mark, tuple(spans))


def _concatenated(parts: Sequence[RichText]) -> RichText:
    """All parts in one, where formatting that goes on from part to part is one span again.

    In halves, because adding part after part would take time that grows with their square.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return _concatenated(parts[:middle]) + _concatenated(parts[middle:])
