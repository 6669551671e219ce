"""Put texts and their translations below each other, by paragraphs or by sentences."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from bot.domain.article import Article
from bot.domain.preferences import Bilingual
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair, Translation
from bot.translating.formatting.rebuilding import (
    KEPT_MARK,
    marked,
    translated_body,
    translated_parts,
)

_LINE_END = RichText("\n")
_LINE_ENDS = re.compile("\n")
_QUOTATIONS = (Kind.BLOCKQUOTE, Kind.EXPANDABLE_BLOCKQUOTE)


def bilingual_body(
    article: Article, translation: Translation, way: Bilingual, mark: str = ""
) -> RichText:
    """Return the article's body in both languages, or in the new one where `way` is OFF.

    What stands below a paragraph is an expandable quotation. `mark` is that of `translated_body`.
    """
    if way is Bilingual.OFF:
        return translated_body(article, translation, mark)
    below = in_italics if way is Bilingual.SENTENCES else _quoted
    passages = _passages(article.body, translation.sentences)
    return _LINE_END.join(
        bilingual_parts(passages, len(_LINE_END), translation.sentences, way, mark, below)
    )


def bilingual_pair(pair: Pair, way: Bilingual) -> RichText:
    """Return a sentence of a summary: both languages below each other, or its translation."""
    new, original = marked(pair, KEPT_MARK), pair.source.text
    if way is Bilingual.OFF or not differs(pair):
        return new
    below = in_italics if way is Bilingual.SENTENCES else _quoted
    upper, lower = (original, new) if way is Bilingual.TRANSLATION_BELOW else (new, original)
    return _LINE_END.join([upper, below(lower)])


def in_italics(text: RichText) -> RichText:
    """Return a text in italics, without the objects of a document, which the upper text has."""
    return text.strip().without([Kind.OBJECT]).with_span(Kind.ITALIC)


def bilingual_parts(
    parts: Sequence[RichText],
    between: int,
    sentences: Sequence[Pair],
    way: Bilingual,
    mark: str = "",
    below: Callable[[RichText], RichText] = in_italics,
) -> tuple[RichText, ...]:
    """Return the parts of a body that was joined with `between` characters, in both languages.

    Parts and sentences that are the same in both stand there once. No sentence may reach from one
    part into the next. `below` gives the lower text its look.
    """
    translated = translated_parts(parts, between, sentences, mark)
    if way is Bilingual.OFF:
        return translated
    pairs = sorted(sentences, key=lambda pair: pair.source.start)
    starts = [pair.source.start for pair in pairs]
    both: list[RichText] = []
    position = 0
    for part, new in zip(parts, translated, strict=True):
        end = position + len(part)
        own = pairs[bisect_left(starts, position) : bisect_left(starts, end)]
        if not any(map(differs, own)):
            both.append(new)
        elif way is Bilingual.SENTENCES:
            both.append(_LINE_END.join(_by_sentences(part, position, own, mark, below)))
        else:
            upper, lower = (new, part) if way is Bilingual.ORIGINAL_BELOW else (part, new)
            both.append(_LINE_END.join([upper, below(lower)]))
        position = end + between
    return tuple(both)


def differs(pair: Pair) -> bool:
    """Return whether a sentence has a translation that is other words than its own."""
    return pair.problem is None and pair.target.text != pair.source.text.text


def _by_sentences(
    part: RichText,
    start: int,
    pairs: Sequence[Pair],
    mark: str,
    below: Callable[[RichText], RichText],
) -> Iterator[RichText]:
    """Yield the lines of a part that starts at `start` of the body."""
    position = 0
    for pair in pairs:
        lead = part[position : pair.source.start - start]
        target = marked(pair, mark)
        # A list marker, or an object of a document.
        yield lead + target if lead.text.strip() or lead.spans else target
        if differs(pair):
            yield below(pair.source.text)
        position = pair.source.end - start
    rest = part[position:]
    if rest.text.strip() or rest.spans:
        yield rest


def _quoted(text: RichText) -> RichText:
    """Return a text as a quotation; Telegram knows none inside another."""
    return text.strip().without(_QUOTATIONS).with_span(Kind.EXPANDABLE_BLOCKQUOTE)


def _passages(body: RichText, sentences: Sequence[Pair]) -> list[RichText]:
    """Cut a body at the ends of its lines, but for those inside of a sentence."""
    inside = {
        pair.source.start + end.start()
        for pair in sentences
        for end in _LINE_ENDS.finditer(pair.source.text.text)
    }
    ends = [end.start() for end in _LINE_ENDS.finditer(body.text) if end.start() not in inside]
    starts = [0, *(end + 1 for end in ends)]
    return list(body.slices(zip(starts, [*ends, len(body)], strict=True)))
