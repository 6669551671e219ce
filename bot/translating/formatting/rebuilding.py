"""Put translations into the place of their sentences, or both below each other.

Everything between the sentences (spaces, blank lines, list markers) stays as it is. A sentence that
stays in the original because of a problem with its translation is marked.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.article import Article
from bot.domain.preferences import Bilingual
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair, Translation

_KEPT_MARK = " ⚠"
"""Follows a sentence that stays in the original because of a problem with its translation."""

_LINE_END = RichText("\n")
_LINE_ENDS = re.compile("\n")
_QUOTATIONS = (Kind.BLOCKQUOTE, Kind.EXPANDABLE_BLOCKQUOTE)

_Look = Callable[[RichText], RichText]


def _in_italics(text: RichText) -> RichText:
    """Return a text in italics, without the objects of a document, which the upper text has."""
    return text.strip().without([Kind.OBJECT]).with_span(Kind.ITALIC)


def _quoted(text: RichText) -> RichText:
    """Return a text as a quotation; Telegram knows none inside another."""
    return text.strip().without(_QUOTATIONS).with_span(Kind.EXPANDABLE_BLOCKQUOTE)


def translated_body(
    article: Article, translation: Translation, way: Bilingual = Bilingual.OFF
) -> RichText:
    """Return the article's body translated, or in both languages unless `way` is OFF.

    What stands below a paragraph is an expandable quotation.
    """
    pairs = translation.sentences
    if way is Bilingual.OFF:
        return translated_parts([article.body], 0, pairs)[0]
    passages = _passages(article.body, pairs)
    below = _in_italics if way is Bilingual.SENTENCES else _quoted
    return _LINE_END.join(translated_parts(passages, len(_LINE_END), pairs, way, below))


def translated_pair(pair: Pair, way: Bilingual) -> RichText:
    """Return a sentence of a summary: both languages below each other, or its translation."""
    if way is Bilingual.OFF or not differs(pair):
        return marked(pair)
    below = _in_italics if way is Bilingual.SENTENCES else _quoted
    return _in_both(pair.source.text, marked(pair), way, below)


def translated_parts(
    parts: Sequence[RichText],
    between: int,
    sentences: Sequence[Pair],
    way: Bilingual = Bilingual.OFF,
    below: _Look = _in_italics,
) -> tuple[RichText, ...]:
    """Return the parts of a body that was joined with `between` characters, translated or in both.

    Parts and sentences that are the same in both stand there once. No sentence may reach from one
    part into the next. `below` gives the lower text its look.
    """
    pairs = sorted(sentences, key=lambda pair: pair.source.start)
    starts = [pair.source.start for pair in pairs]
    rebuilt: list[RichText] = []
    position = 0
    for part in parts:
        end = position + len(part)
        own = pairs[bisect_left(starts, position) : bisect_left(starts, end)]
        if way is Bilingual.SENTENCES and any(map(differs, own)):
            rebuilt.append(_LINE_END.join(_by_sentences(part, position, own, below)))
        else:
            pieces = _pieces(part, position, own)
            targets = ((lead, marked(pair) if pair else RichText()) for lead, pair in pieces)
            new = _concatenate([*chain.from_iterable(targets)])
            is_one = way is Bilingual.OFF or not any(map(differs, own))
            rebuilt.append(new if is_one else _in_both(part, new, way, below))
        position = end + between
    return tuple(rebuilt)


def differs(pair: Pair) -> bool:
    """Return whether a sentence has a translation that is other words than its own."""
    return pair.problem is None and pair.target.text != pair.source.text.text


def marked(pair: Pair) -> RichText:
    """Return the target of a pair, followed by the mark where there is a problem.

    The mark gets the formatting of the text's end, so that a quotation of many sentences stays one.
    """
    text = pair.target
    if pair.problem is None:
        return text
    end = len(text)
    spans = (
        replace(s, end=end + len(_KEPT_MARK)) if s.end == end and s.kind is not Kind.OBJECT else s
        for s in text.spans
    )
    return RichText(text.text + _KEPT_MARK, tuple(spans))


def _in_both(source: RichText, target: RichText, way: Bilingual, below: _Look) -> RichText:
    if way is Bilingual.TRANSLATION_BELOW:
        source, target = target, source
    return _LINE_END.join([target, below(source)])


def _pieces(
    part: RichText, start: int, pairs: Sequence[Pair]
) -> Iterator[tuple[RichText, Pair | None]]:
    """Yield what stands before each sentence of a part that starts at `start` of the body, with it.

    The last is what follows them all, without a sentence.
    """
    position = 0
    for pair in pairs:
        yield part[position : pair.source.start - start], pair
        position = pair.source.end - start
    yield part[position:], None


def _by_sentences(
    part: RichText, start: int, pairs: Sequence[Pair], below: _Look
) -> Iterator[RichText]:
    """Yield lines: each sentence translated, and the original below it."""
    for lead, pair in _pieces(part, start, pairs):
        # A list marker, or an object of a document.
        upper = lead if lead.text.strip() or lead.spans else RichText()
        if pair is not None:
            upper += marked(pair)
        if upper or pair is not None:
            yield upper
        if pair is not None and differs(pair):
            yield below(pair.source.text)


def _concatenate(parts: Sequence[RichText]) -> RichText:
    """Add up all parts, so that formatting that continues from part to part is one span again.

    By halves: adding part after part would take time that grows with the square of their number.
    """
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return _concatenate(parts[:middle]) + _concatenate(parts[middle:])


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
