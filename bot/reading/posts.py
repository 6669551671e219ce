"""Read a chat message, or other plain text, as an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.article import Article, Source
from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part, slice_parts
from bot.domain.rich_text import Kind, RichText, utf16_length
from bot.errors import ArticleTooLong, LinkOnly, NoText
from bot.languages.patterns import LETTER
from bot.reading.headings import read_heading
from bot.reading.structure import recognised
from bot.reading.text import StructuredText, invisible_runs, tidy

_LINK_KINDS = frozenset(
    {Kind.URL, Kind.TEXT_LINK, Kind.MENTION, Kind.TEXT_MENTION, Kind.EMAIL, Kind.PHONE_NUMBER}
)
# The text of a text link counts as words, the text of other links does not.
_WORDLESS_KINDS = _LINK_KINDS - {Kind.TEXT_LINK, Kind.TEXT_MENTION} | {
    Kind.HASHTAG,
    Kind.CASHTAG,
    Kind.BOT_COMMAND,
}
_LINK = re.compile(
    r"\b(?:https?|ftp|tg)://\S+|\bwww\.\S+|(?<!\S)(?:[\w-]+\.)+\w{2,}/\S*|(?<!\w)@\w+",
    re.IGNORECASE,
)


_MOST_GAPS = 2_000
"""Runs of invisible characters; a text with more is hostile, and is never quoted."""


@dataclass(frozen=True, slots=True)
class Post:
    """The text of a chat message, and its parts, as in an `Article`."""

    text: RichText
    source: Source = field(default_factory=Source)
    parts: tuple[Part, ...] = ()

    def __getitem__(self, part: slice) -> "Post":
        """Return a part of the text. Only slices without a step are taken."""
        start, stop, _ = part.indices(len(self.text))
        parts = slice_parts(self.text, self.parts, start, max(start, stop))
        return replace(self, text=self.text[part], parts=parts)

    def strip(self) -> "Post":
        """Return the text without white space around it."""
        text = self.text.text
        start = len(text) - len(text.lstrip())
        return self[start : start + len(text.strip())]


def post_of(message: IncomingMessage, text: RichText | None = None) -> Post:
    """Return the text of a message, or only its end, which is `text`."""
    if text is None:
        text = message.text
    if message.is_list:  # which cannot be quoted
        return Post(text, message.source)
    before = message.text.text[: message.text.text.rindex(text.text)]
    part = Part(0, message.message_id, utf16_length(before))
    return Post(text, message.source, (part,))


def read_post(post: Post, limit: int) -> Article:
    """Return the article in a post of at most `limit` characters.

    The body keeps its formatting, blank lines and spaces; line ends become line feeds, and
    invisible characters are removed. A text of one paragraph has no title.

    Raises ArticleTooLong, and what `require_words` raises.
    """
    if len(post.text) > limit:
        raise ArticleTooLong(characters=len(post.text), limit=limit)
    post = _tidied(post).strip()
    require_words(post.text)
    heading = read_heading(post.text)
    source = post.source
    if source.date is None and heading.date is not None:
        source = replace(source, date=heading.date)
    post = post[heading.body_start :]
    body = recognised(StructuredText(post.text))
    return Article(
        title=heading.title,
        body=body.text,
        source=source,
        author=heading.author,
        blocks=body.blocks,
        parts=post.parts,
    )


def _tidied(post: Post) -> Post:
    text = tidy(post.text)
    if not post.parts or len(text) == len(post.text):
        return replace(post, text=text)
    runs = list(invisible_runs(post.text.text))
    parts = tuple(_tidied_parts(post, runs)) if len(runs) <= _MOST_GAPS else ()
    return replace(post, text=text, parts=parts)


def _tidied_parts(post: Post, runs: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Yield the parts of the text without these runs of invisible characters."""
    gaps = list(post.text.slices(runs))
    number = gone = 0
    ends = [*(part.start for part in post.parts[1:]), len(post.text)]
    for part, end in zip(post.parts, ends, strict=True):
        place, offset = part.start, part.offset
        yield replace(part, start=place - gone)
        while number < len(runs) and runs[number][0] < end:
            gap_start, gap_end = runs[number]
            offset += utf16_length(post.text.text[place:gap_end])
            place, gone = gap_end, gone + gap_end - gap_start
            yield Part(place - gone, part.number, offset, gaps[number])
            number += 1


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
        if span.kind in _WORDLESS_KINDS:
            parts.append(text.text[position : span.start])
            position = max(position, span.end)
    return " ".join((*parts, text.text[position:]))
