"""Puts the translated sentences where their originals stood in the article."""

from collections.abc import Sequence
from dataclasses import replace

from bot.article import Article, Problem, Translation
from bot.text import RichText


def translated_body(article: Article, translation: Translation, mark: str = "") -> RichText:
    """The article's body with each sentence that was translated replaced by its translation.

    Everything between the sentences (spaces, blank lines, list markers) stays as it is. A sentence
    that stayed in the original because of a problem is followed by the `mark`.
    """
    parts: list[RichText] = []
    position = 0
    for pair in sorted(translation.sentences, key=lambda pair: pair.source.start):
        parts += (
            article.body[position : pair.source.start],
            marked(pair.target, pair.problem, mark),
        )
        position = pair.source.end
    parts.append(article.body[position:])
    return _concatenated(parts)


def marked(text: RichText, problem: Problem | None, mark: str) -> RichText:
    """The text, with the mark after it where there is a problem.

    The mark gets the formatting of the text's end, so that a quotation of many sentences stays one.
    """
    if problem is None:
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
