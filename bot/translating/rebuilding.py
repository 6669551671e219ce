"""Puts the translated sentences where their originals stood in the article."""

from collections.abc import Sequence

from bot.article import Article, Translation
from bot.text import RichText


def translated_body(article: Article, translation: Translation) -> RichText:
    """The article's body with each sentence that was translated replaced by its translation.

    Everything between the sentences (spaces, blank lines, list markers) stays as it is.
    """
    parts: list[RichText] = []
    position = 0
    for pair in sorted(translation.sentences, key=lambda pair: pair.source.start):
        parts += (article.body[position : pair.source.start], pair.target)
        position = pair.source.end
    parts.append(article.body[position:])
    return _concatenated(parts)


def _concatenated(parts: Sequence[RichText]) -> RichText:
    """All parts in one, where formatting that goes on from part to part is one span again.

    In halves, because adding part after part would take time that grows with their square.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return _concatenated(parts[:middle]) + _concatenated(parts[middle:])
