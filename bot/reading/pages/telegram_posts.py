"""Read public Telegram posts from their preview pages."""

import re
from typing import Any

from yarl import URL

from bot.domain.article import Article, Origin, Source
from bot.reading.dates import iso_date
from bot.reading.html_text import structured_text
from bot.reading.posts import Post, read_post
from bot.reading.text import single_spaced

_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
# /channel/12, or /s/channel/12 in the preview of a channel.
_POST = re.compile(r"/(?:s/)?(?P<channel>[A-Za-z]\w{3,31})/(?P<number>\d{1,10})/?")


def preview_of(url: URL) -> URL | None:
    """Return the preview page of the public post at an address; None for other addresses."""
    match = _POST.fullmatch(url.path)
    if url.host not in _HOSTS or match is None:
        return None
    query = {"embed": "1", "mode": "tme"}
    return URL.build(
        scheme=url.scheme, host="t.me", path=f"/{match['channel']}/{match['number']}", query=query
    )


def is_preview(url: str) -> bool:
    """Return whether an address is a preview page."""
    address = URL(url)
    return address.host in _HOSTS and address.query.get("embed") == "1"


def read_preview(tree: Any, url: str, limit: int) -> Article | None:
    """Return the post on a preview page, or None without text. Raises what `read_post` raises."""
    message = _first(tree, "tgme_widget_message_text")
    if message is None:
        return None
    owner = _first(tree, "tgme_widget_message_owner_name")
    name = single_spaced("".join(owner.itertext())) if owner is not None else ""
    dates = (iso_date(time.get("datetime")) for time in tree.iterfind(".//time[@datetime]"))
    date = next(filter(None, dates), None)
    source = Source(Origin.CHANNEL, name, str(URL(url).with_query(None)), date)
    return read_post(Post(structured_text(message, url).text, source=source), limit)


def _first(tree: Any, name: str) -> Any:
    # A quoted message is in an element with more classes, before the text of the post.
    found = tree.xpath("//*[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")
    return found[-1] if found else None
