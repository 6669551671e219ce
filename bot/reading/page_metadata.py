"""Read the metadata of a page and of its first lines: title, author, site, date, address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import filterfalse, islice
from typing import Any

from yarl import URL

from bot.domain.rich_text import RichText
from bot.reading.dates import iso_date, leading_date, only_date
from bot.reading.headings import Heading
from bot.reading.metadata import read_byline, real_author
from bot.reading.text import single_spaced

# Between a headline and the name of the site in a title.
_TITLE_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+")
_ALMOST_THE_SAME = 0.8
_LONGEST_TITLE = 300
_LONGEST_NAME = 100
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "date"),
    *("dc.date", "parsely-pub-date", "pubdate"),
)
_ARTICLE_TYPE = re.compile(r"Article$|^BlogPosting$|^Report$|^NewsArticle$", re.IGNORECASE)
_MOST_DATA = 200_000
_MOST_AUTHORS = 5
_MOST_LOOKED_AT = 100
_MOST_ANCESTORS = 50
_AUTHOR_PLACES = (
    "//a[contains(concat(' ', @rel, ' '), ' author ')]"
    " | //*[contains(concat(' ', @itemprop, ' '), ' author ')"
    " or contains(concat(' ', @class, ' '), ' author ')"
    " or contains(concat(' ', @class, ' '), ' byline ')]"
)
# Names of elements with the date and the author.
_META = re.compile(
    r"(?:^|[\s_-])(?:meta|info|details|byline|dateline|date|time|published|pub-?date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_META_PLACES = "(//h1)[1]/following::*[position() <= 40] | (//h1)[1]/preceding::*[position() <= 10]"
_LONGEST_META = 200
"""Characters."""
META_SEPARATOR = re.compile(r"\s*[|·•—–]\s*|\s*\n\s*|\s{2,}")
# Names of elements with comments of readers.
_OF_READERS = re.compile(r"(?:^|[\s/_-])comments?(?:$|[\s_-])", re.IGNORECASE)
_NAMING = ("class", "id", "itemtype", "itemprop")
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of a page; empty and None if it does not say.

    `free` is False if the page says that it is for subscribers only, `is_article` is True if it
    says that it is an article.
    """

    title: str
    site: str
    address: str
    date: datetime | None
    author: str
    language: str
    amp: str
    free: bool
    is_article: bool


def read_page_metadata(tree: Any, url: str) -> PageMetadata:
    """Return the metadata of a parsed page that was fetched from `url`."""
    meta = _meta(tree)
    data = list(_structured_data(tree))
    address = _canonical(tree, URL(url))
    times = (time.get("datetime", "") for time in tree.iterfind(".//article//time[@datetime]"))
    beside = _beside_heading(tree)
    bylines = filter(None, (_real_name(text) for text in beside if read_byline(text)))
    dates = (
        *(meta.get(name, "") for name in _DATES),
        *(str(item.get("datePublished", "")) for item in data),
        *times,
    )
    return PageMetadata(
        title=_title(tree, meta.get("og:title", "")),
        site=meta.get("og:site_name", "")[:_LONGEST_NAME],
        address=str(address),
        date=next((date for text in dates if (date := iso_date(text))), None)
        or next((found.date for text in beside if (found := leading_date(text))), None),
        author=(_author(tree, data, meta) or next(bylines, ""))[:_LONGEST_NAME],
        language=(tree.get("lang") or meta.get("og:locale", ""))[:2].lower(),
        amp=_linked(tree, "amphtml", url),
        free=not any(str(item.get("isAccessibleForFree")).lower() == "false" for item in data),
        is_article=meta.get("og:type") == "article"
        or any(_ARTICLE_TYPE.search(kind) for item in data for kind in _types(item)),
    )


def _meta(tree: Any) -> dict[str, str]:
    """Return the first content of each name in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = single_spaced(element.get("content") or "")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _title(tree: Any, og_title: str) -> str:
    """Return the first heading that og:title confirms, else og:title without the site's name.

    On news of 2023 to 2026, such a heading is right more often than any other title.
    """
    headings = [single_spaced("".join(h1.itertext())) for h1 in tree.iter("h1")]
    confirmed = [h for h in headings if h and og_title and _agree(h, og_title)]
    if confirmed:
        return confirmed[0][:_LONGEST_TITLE]
    title = og_title or single_spaced(tree.findtext(".//title") or "")
    only = headings[0] if len(set(headings)) == 1 else ""
    if not og_title and only:
        return only[:_LONGEST_TITLE]
    parts = _TITLE_SEPARATOR.split(title)
    # A headline is longer than the name of a site.
    return (parts[0] if len(parts[0]) >= len(parts[-1]) else title)[:_LONGEST_TITLE]


def _agree(heading: str, og_title: str) -> bool:
    one, other = heading.casefold(), og_title.casefold()
    shorter, longer = sorted((one, other), key=len)
    if shorter in longer and len(shorter) > 10:
        return True
    words, others = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", other))
    return len(words & others) >= _ALMOST_THE_SAME * max(len(words), len(others), 1)


def _structured_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects on a page, also those in lists and graphs."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            yield from _objects(json.loads((script.text or "")[:_MOST_DATA]), depth=3)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _objects(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []), depth - 1)


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type", "")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _author(tree: Any, data: list[dict[str, Any]], meta: dict[str, str]) -> str:
    names: list[str] = []
    for item in data:
        if any(_ARTICLE_TYPE.search(kind) for kind in _types(item)):
            authors = item.get("author", [])
            for author in authors if isinstance(authors, list) else [authors]:
                name = author.get("name", "") if isinstance(author, dict) else author
                if isinstance(name, str):
                    names.append(single_spaced(name))
    if not any(map(_real_name, names)):
        names = [meta.get("author", "") or meta.get("article:author", "")]
    if not any(map(_real_name, names)):
        names = [single_spaced("".join(element.itertext())) for element in _author_elements(tree)]
        names = [name for name in names if read_byline(f"By {_unlabelled(name)}") is not None]
    named = [name for name in map(_real_name, dict.fromkeys(names)) if name][:_MOST_AUTHORS]
    return ", ".join(dict.fromkeys(named))[:_LONGEST_NAME]


def _real_name(name: str) -> str:
    # Some sites state the address of a profile.
    return "" if "://" in name else real_author(_unlabelled(name))


def _author_elements(tree: Any) -> list[Any]:
    """Return the elements that may name the authors, but not authors of comments."""
    found = filterfalse(_is_of_readers, tree.xpath(_AUTHOR_PLACES)[:_MOST_LOOKED_AT])
    return list(islice(found, _MOST_AUTHORS))


def _is_of_readers(element: Any) -> bool:
    return any(
        _OF_READERS.search(around.get(name, ""))
        for around in islice(element.iterancestors(), _MOST_ANCESTORS)
        for name in _NAMING
    )


def _beside_heading(tree: Any) -> list[str]:
    """Return the parts of elements near the heading that are named as date or byline."""
    parts: list[str] = []
    for element in tree.xpath(_META_PLACES):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _META.search(names[:_LONGEST_NAME]) and not _is_of_readers(element):
            text = "\n".join(element.itertext())
            if len(text) <= _LONGEST_META:
                parts += filter(None, META_SEPARATOR.split(text.strip()))
    return parts


def _unlabelled(name: str) -> str:
    """Return a name without the "By" before it."""
    return read_byline(name) or name


def _canonical(tree: Any, url: URL) -> URL:
    """Return the canonical address of a page, if it is on the same site, else `url`."""
    try:
        canonical = URL(_linked(tree, "canonical", str(url)))
    except ValueError:
        return url
    same_site = _bare(canonical.host) == _bare(url.host)
    # On careless sites, every page names the front page.
    return canonical if same_site and (len(canonical.path) > 1 or len(url.path) == 1) else url


def _linked(tree: Any, relation: str, url: str) -> str:
    for link in tree.iter("link"):
        if relation in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                address = URL(url).join(URL(link.get("href").strip()))
                host = address.host
            except ValueError:
                continue
            if address.scheme in ("http", "https") and host:
                return str(address)
    return ""


def _bare(host: str | None) -> str:
    """Return a host without "www." and the prefixes of mobile versions."""
    return re.sub(r"^(?:(?:www|m|mobile|amp)\.)+", "", host or "")


def read_header(text: RichText, title: str) -> Heading:
    """Return the author and the date above the body of a page with this title."""
    author, date, end = "", None, 0
    for line in text.text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        words = single_spaced(line)
        if not words or words.casefold() == title.casefold():
            pass
        elif (found := _byline_and_date(words)) is not None:
            author, date = author or found[0], date or found[1]
        else:
            break
        end += len(line) + 1
    return Heading(date=date, author=author, body_start=end if text.text[end:].strip() else 0)


def _byline_and_date(line: str) -> tuple[str, datetime | None] | None:
    """Return the author and the date on a line with nothing else, or None."""
    if (whole := read_byline(line)) is not None:
        return whole, None
    author, date = "", None
    for part in META_SEPARATOR.split(line):
        if (byline := read_byline(part)) is not None:
            author = author or byline
        elif (day := only_date(part)) is not None:
            date = date or day
        else:
            return None
    return author, date
