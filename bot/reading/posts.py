"""A chat message, or any other plain text, as an article: title, date and author off the body.

The only thing known of where the text came from is its `Source`; its language is not known.
"""

import re
from dataclasses import dataclass, field, replace

from bot.domain.article import Article, Source
from bot.domain.rich_text import Kind, RichText
from bot.errors import ArticleTooLong, LinkOnly, NoText
from bot.languages.patterns import LETTER
from bot.reading.headings import read_heading
from bot.reading.structure import recognised
from bot.reading.text import StructuredText, tidy

_LINK_KINDS = frozenset(
    {Kind.URL, Kind.TEXT_LINK, Kind.MENTION, Kind.TEXT_MENTION, Kind.EMAIL, Kind.PHONE_NUMBER}
)
# A text link is drawn on words, which count; the others are what they stand on.
_WORDLESS_KINDS = _LINK_KINDS - {Kind.TEXT_LINK, Kind.TEXT_MENTION} | {
    Kind.HASHTAG,
    Kind.CASHTAG,
    Kind.BOT_COMMAND,
}
_LINK = re.compile(
    r"\b(?:https?|ftp|tg)://\S+|\bwww\.\S+|(?<!\S)(?:[\w-]+\.)+\w{2,}/\S*|(?<!\w)@\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Post:
    """What a chat message brings."""

    text: RichText
    source: Source = field(default_factory=Source)


def read_post(post: Post, limit: int) -> Article:
    """Return the article in a post of at most `limit` characters.

    The body keeps its formatting, blank lines and kinds of space; line ends become line feeds, and
    characters that nobody can see are gone. A text of one paragraph has no title.

    Raises ArticleTooLong; LinkOnly for links and mentions without words; NoText for no words.
    """
    if len(post.text) > limit:
        raise ArticleTooLong(characters=len(post.text), limit=limit)
    text = tidy(post.text).strip()
    require_words(text)
    heading = read_heading(text)
    source = post.source
    if source.date is None and heading.date is not None:
        source = replace(source, date=heading.date)
    body = recognised(StructuredText(text[heading.body_start :]))
    return Article(
        title=heading.title,
        body=body.text,
        source=source,
        author=heading.author,
        blocks=body.blocks,
    )


def require_words(text: RichText) -> None:
    """Raise LinkOnly for links and mentions without words, and NoText for no words."""
    links_left_out = _LINK.sub(" ", _without_spans(text))
    if LETTER.search(links_left_out):
        return
    linked = any(span.kind in _LINK_KINDS for span in text.spans) or _LINK.search(text.text)
    raise LinkOnly if linked else NoText


def _without_spans(text: RichText) -> str:
    """Return the text with spaces in place of the spans that are no words."""
    parts: list[str] = []
    position = 0
    for span in text.spans:
        if span.kind in _WORDLESS_KINDS:
            parts.append(text.text[position : span.start])
            position = max(position, span.end)
    return " ".join((*parts, text.text[position:]))
