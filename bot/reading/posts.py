"""Read a chat message, or other plain text, as an article."""

import re
from dataclasses import dataclass, field, replace

from bot.domain.article import Article, Source
from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part
from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText, utf16_length
from bot.errors import ArticleTooLong, LinkOnly, NoText
from bot.languages.patterns import LETTER
from bot.reading.headings import read_heading
from bot.reading.structure import with_line_roles
from bot.reading.text import StructuredText, tidy_structured

_LINK_KINDS = frozenset(
    {Kind.URL, Kind.TEXT_LINK, Kind.MENTION, Kind.TEXT_MENTION, Kind.EMAIL, Kind.PHONE_NUMBER}
)
_LINK = re.compile(
    r"\b(?:https?|ftp|tg)://\S+|\bwww\.\S+|(?<!\S)(?:[\w-]+\.)+\w{2,}/\S*|(?<!\w)@\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Post(StructuredText):
    """The text of a chat message, and whose it is."""

    source: Source = field(default_factory=Source)


def post_of(message: IncomingMessage, text: RichText | None = None) -> Post:
    """Return the text of a message, or only its end, which is `text`."""
    if text is None:
        text = message.text
    if message.is_list:  # which cannot be quoted
        return Post(text, source=message.source)
    before = message.text.text[: message.text.text.rindex(text.text)]
    parts = (Part(0, message.message_id, utf16_length(before)),)
    return Post(text, parts=parts, source=message.source)


def read_post(post: Post, limit: int) -> Article:
    """Return the article in a post of at most `limit` characters.

    The body keeps its formatting, blank lines and spaces; line ends become line feeds, and
    invisible characters are removed. A text of one paragraph has no title.

    Raises ArticleTooLong, and what `require_words` raises.
    """
    if len(post.text) > limit:
        raise ArticleTooLong(characters=len(post.text), limit=limit)
    post = tidy_structured(post).strip()
    require_words(post.text)
    heading = read_heading(post.text)
    source = post.source
    if source.date is None and heading.date is not None:
        source = replace(source, date=heading.date)
    body = with_line_roles(post[heading.body_start :])
    return Article(
        title=heading.title,
        body=body.text,
        source=source,
        author=heading.author,
        blocks=body.blocks,
        parts=body.parts,
    )


def require_words(text: RichText) -> None:
    """Raise LinkOnly for links without words, and NoText for no words."""
    # Word by word, since links have no spaces and most texts begin with words.
    if any(LETTER.search(_LINK.sub(" ", word)) for word in _without_spans(text).split()):
        return
    linked = any(span.kind in _LINK_KINDS for span in text.spans) or _LINK.search(text.text)
    raise LinkOnly if linked else NoText


def _without_spans(text: RichText) -> str:
    """Return the text with spaces in place of links, mentions and tags."""
    parts: list[str] = []
    position = 0
    for span in text.spans:
        # The text of a text link counts as words, the text of other links does not.
        if span.kind in DETECTED_KINDS:
            parts.append(text.text[position : span.start])
            position = max(position, span.end)
    return " ".join((*parts, text.text[position:]))
