"""Show the context of a sentence of a summary: its message quoted, or the sentences around it."""

import re
from collections.abc import Sequence
from urllib.parse import quote, urldefrag

from bot.domain.article import Article, Chapter, Origin, Role
from bot.domain.parts import Place, Quotation, part_of, quotation
from bot.domain.rich_text import Kind, RichText, Span
from bot.languages import split_sentences
from bot.rendering.splitting import MESSAGE_ENTITIES, split
from bot.rendering.words import Words

_QUOTE_UNITS = 1024
"""UTF-16 units that a quote may have."""
_NOT_QUOTED = frozenset(Kind) - {
    Kind.BOLD,
    Kind.ITALIC,
    Kind.UNDERLINE,
    Kind.STRIKETHROUGH,
    Kind.SPOILER,
    Kind.CUSTOM_EMOJI,
    Kind.DATE_TIME,
}
"""Formats that Telegram leaves out of a quote."""
_BLOCKS = frozenset({Kind.BLOCKQUOTE, Kind.EXPANDABLE_BLOCKQUOTE, Kind.PRE})
"""Formats that are not allowed in a quotation."""
_LONGEST_TITLE = 100
_THIS_AND_NEXT_LINE = re.compile(r"[^\n]*\s*[^\n]*")
_LONGEST_EXACT = 10
"""Words; of a longer sentence a link names the first and the last ones."""
_NAMED = 5
_MOST_AROUND = 12
"""Words before and behind a sentence that tell it from others like it."""


def quote_of(article: Article, place: Place) -> Quotation | None:
    """Return a sentence as Telegram quotes it: what fits of it, exactly as its message has it.

    None where it stands in no message.
    """
    if _is_document(article):
        return None
    found = quotation(article.body, article.parts, *place)
    if found is None:
        return None
    text = found.text.without(_NOT_QUOTED)
    first, *rest = split(text, _QUOTE_UNITS, MESSAGE_ENTITIES)
    end = len(first) if rest else len(text)
    for span in text.spans:
        if span.kind is Kind.CUSTOM_EMOJI and span.start < end < span.end:
            end = span.start
    return found._replace(text=text[:end]) if end else None


def place_text(
    article: Article, chapters: Sequence[Chapter], place: Place, opening: str, words: Words
) -> RichText:
    """Return the sentence among its neighbours below `opening`, and how to get there."""
    lines = [RichText(opening), *map(RichText, facts_of(article, chapters, place, words))]
    lines.append(neighbours(article, place))
    if link := link_to(article, place):
        label = "place-open" if link != article.source.link else "place-open-post"
        lines.append(RichText.styled(words.say(label), Kind.TEXT_LINK, link))
    return RichText("\n").join(lines)


def facts_of(
    article: Article, chapters: Sequence[Chapter], place: Place, words: Words
) -> list[str]:
    """Return a line with the headings and the page of a sentence, if there are any."""
    facts = headings(article, chapters, place)
    if page := page_of(article, place):
        facts.append(words.say("place-page", page=str(page)))
    return [" · ".join(facts)] if facts else []


def neighbours(article: Article, place: Place) -> RichText:
    """Return the sentence in bold between the one before and the one after it, as a quotation."""
    body, (start, end) = article.body, place
    line = body.text.rfind("\n", 0, start) + 1
    above = body.text[:line].rstrip().rfind("\n") + 1
    rest = _THIS_AND_NEXT_LINE.match(body.text, end)
    assert rest is not None
    around = split_sentences(body[above : rest.end()], article.language or "")
    starts = [above + s.start for s in around if above + s.end <= start]
    ends = [above + s.end for s in around if above + s.start >= end]
    first, last = starts[-1] if starts else start, ends[0] if ends else end
    context = body[first:last].without(_BLOCKS)
    marked = RichText(context.text, (*context.spans, Span(start - first, end - first, Kind.BOLD)))
    return marked.with_span(Kind.EXPANDABLE_BLOCKQUOTE)


def headings(article: Article, chapters: Sequence[Chapter], place: Place) -> list[str]:
    """Return the chapter and the heading of a sentence, if there are any."""
    chapter = next((c for c in reversed(chapters) if c.start <= place.start < c.end), None)
    above = (b for b in reversed(article.blocks) if b.role is Role.HEADING and b.end <= place.start)
    heading = next(above, None)
    found = [chapter.title] if chapter is not None else []
    if heading is not None and (chapter is None or heading.start >= chapter.start):
        found.append(article.body.text[heading.start : heading.end])
    shown = (" ".join(title.lstrip("# ").split())[:_LONGEST_TITLE] for title in found)
    return list(dict.fromkeys(shown))


def page_of(article: Article, place: Place) -> int | None:
    """Return the number of the page of a document, from 1 on; None where it is not known."""
    part = part_of(article.parts, place.start) if _is_document(article) else None
    return part.number if part is not None else None


def link_to(article: Article, place: Place) -> str:
    """Return a link that jumps to the sentence, or else one to its post; "" where there is none."""
    source = article.source
    if not source.link or source.origin is not Origin.PAGE:
        return source.link
    page = page_of(article, place)
    if page is not None:
        return f"{urldefrag(source.link).url}#page={page}"
    address, fragment = urldefrag(source.link)
    return f"{address}#{fragment}:~:{text_directive(article.body.text, place)}"


def text_directive(text: str, place: Place) -> str:
    """Return what makes a browser jump to a place: `text=prefix-,start,end,-suffix`.

    With as many words around it as it takes to be the only place that a browser finds. To it, all
    white space is the same, and small letters are capitals.
    """
    page = " ".join(text.split())
    searched = page.lower() if len(page.lower()) == len(page) else page
    end = len(" ".join(text[: place.end].split()))
    start = end - len(" ".join(text[place.start : place.end].split()))
    is_short = page.count(" ", start, end) < _LONGEST_EXACT
    start_end = end if is_short else _forward(page, start, _NAMED)
    end_start = start if is_short else _back(page, end, _NAMED)
    for around in range(_MOST_AROUND + 1):
        before, after = _back(page, start, around), _forward(page, end, around)
        opening = searched[before : after if is_short else start_end]
        is_first_end = is_short or searched.find(searched[end_start:after], start_end) == end_start
        if searched.count(opening) == 1 and is_first_end:
            break
    terms = [_encoded(page[start:start_end])]
    if not is_short:
        terms.append(_encoded(page[end_start:end]))
    if before < start:
        terms.insert(0, f"{_encoded(page[before:start])}-")
    if after > end:
        terms.append(f"-{_encoded(page[end:after])}")
    return f"text={','.join(terms)}"


def _back(page: str, place: int, words: int) -> int:
    for _ in range(words):
        place = page.rfind(" ", 0, max(place - 1, 0)) + 1
    return place


def _forward(page: str, place: int, words: int) -> int:
    for _ in range(words):
        space = page.find(" ", place + 1)
        place = len(page) if space < 0 else space
    return place


def _encoded(term: str) -> str:
    return quote(term.strip(), safe="").replace("-", "%2D")


def _is_document(article: Article) -> bool:
    return article.source.origin in (Origin.FILE, Origin.PAGE)
