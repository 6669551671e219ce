"""Tell whether a message is a link to an article, or an article with links in it."""

import re
from dataclasses import dataclass

from bot.domain.rich_text import Kind, RichText, Span

# Around a link people write "Look at this", a headline, or the name of a channel.
_MOST_WORDS_AROUND = 12
_MOST_WORDS_ON_LINKS = 25
_MOST_LINKS = 3

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PUNCTUATION_AFTER = ".,;:!?…»”’\"'"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’ʼ][^\W_]+)*")
_LEFT_OUT = frozenset({Kind.MENTION, Kind.HASHTAG, Kind.CASHTAG, Kind.EMAIL, Kind.BOT_COMMAND})


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    address: str


def link_in(text: RichText, preview: str = "") -> str | None:
    """Return the address of the page that a message is about, or None if the message has enough
    words of its own or no link.

    `preview` is the address of the link preview below the message, if there is one.
    """
    links = _links(text)
    if not links and not preview:
        return None
    around, on_links = _words(text, links)
    if around > _MOST_WORDS_AROUND or on_links > _MOST_WORDS_ON_LINKS:
        return None
    addresses = list(dict.fromkeys(link.address for link in links))
    if len(addresses) > _MOST_LINKS:
        return None
    return preview or addresses[0]


def _links(text: RichText) -> list[_Link]:
    marked = [link for span in text.spans if (link := _marked(text.text, span))]
    if marked:
        return marked
    return [
        _Link(match.start(), match.end(), _without_punctuation(match.group()))
        for match in _ADDRESS.finditer(text.text)
    ]


def _marked(text: str, span: Span) -> _Link | None:
    if span.kind is Kind.TEXT_LINK:
        address = span.data
    elif span.kind is Kind.URL:
        address = text[span.start : span.end]
        if not _SCHEME.match(address):
            address = f"https://{address}"
    else:
        return None
    return _Link(span.start, span.end, address) if _ADDRESS.fullmatch(address) else None


def _without_punctuation(address: str) -> str:
    address = address.rstrip(_PUNCTUATION_AFTER)
    # A closing bracket belongs to the address if the opening one does.
    return address.rstrip(")]") if not re.search(r"[(\[]", address) else address


def _words(text: RichText, links: list[_Link]) -> tuple[int, int]:
    """Return the number of words outside of links, and in the text of links."""
    around = on_links = position = 0
    apart = sorted(
        [(link.start, link.end, True) for link in links]
        + [(span.start, span.end, False) for span in text.spans if span.kind in _LEFT_OUT]
    )
    for start, end, is_link in apart:
        around += _count(text.text[position:start])
        shown = text.text[start:end]
        # An address is not words.
        if is_link and not _ADDRESS.match(shown) and " " in shown:
            on_links += _count(shown)
        position = max(position, end)
    return around + _count(text.text[position:]), on_links


def _count(text: str) -> int:
    return len(_WORD.findall(text))
