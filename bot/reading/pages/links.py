"""Tell whether a message is a link to an article, or an article with links in it."""

import re
from dataclasses import replace

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
    addresses = list(dict.fromkeys(link.data for link in links))
    if len(addresses) > _MOST_LINKS:
        return None
    return preview or addresses[0]


def _links(text: RichText) -> list[Span]:
    """Return the links that are marked as such, else the addresses; `data` is the address."""
    marked = [replace(span, data=_address(text.text, span)) for span in text.spans]
    return [span for span in marked if _ADDRESS.fullmatch(span.data)] or [
        Span(*match.span(), Kind.URL, _without_punctuation(match.group()))
        for match in _ADDRESS.finditer(text.text)
    ]


def _address(text: str, span: Span) -> str:
    if span.kind is not Kind.URL:
        return span.data if span.kind is Kind.TEXT_LINK else ""
    address = text[span.start : span.end]
    return address if _SCHEME.match(address) else f"https://{address}"


def _without_punctuation(address: str) -> str:
    address = address.rstrip(_PUNCTUATION_AFTER)
    # A closing bracket belongs to the address if the opening one does.
    return address.rstrip(")]") if not re.search(r"[(\[]", address) else address


def _words(text: RichText, links: list[Span]) -> tuple[int, int]:
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
