"""What stands in the middle of an article and is none of it: banners, sign-ups, "Read also: …"."""

import re
from copy import deepcopy
from typing import Any

from bot.domain.rich_text import RichText
from bot.languages.phrases import normal
from bot.reading.pages.facts import plain
from bot.reading.phrases import page_phrases
from bot.reading.structured import StructuredText, concatenated

_BANNER = re.compile(
    r"cookie|gdpr|consent|user-notification|newsletter|subscri(?:be|ption)-(?:box|form|block)"
    r"|(?:share|social)-(?:buttons?|bar|links)|sharedaddy|read-?(?:more|also)|smart-banner"
    r"|(?:^|[\s_-])(?:ad|advert\w*)[-_](?:slot|block|unit|container)",
    re.IGNORECASE,
)
_BANNER_TAGS = frozenset({"amp-user-notification", "amp-ad", "amp-embed", "amp-sidebar", "dialog"})
_CONTENT_TAGS = frozenset({"html", "body", "main", "article"})
# A banner is short, and what is marked as one by mistake is not.
_LONGEST_BANNER = 600

_LONGEST_POINTER = 40
"""Words, those of the other article's title too."""
_MOST_POINTERS = 50


def without_banners(tree: Any) -> Any:
    """Return a copy of a page without what its markup calls banners, sign-ups and notices."""
    copy = deepcopy(tree)
    for element in list(copy.iter()):
        if _is_banner(element) and element.getparent() is not None:
            element.drop_tree()
    return copy


def without_pointers(text: StructuredText) -> StructuredText:
    """Return the text without the paragraphs that only point at other articles."""
    parts: list[StructuredText] = []
    start = position = 0
    for line in text.text.text.split("\n"):
        end = position + len(line)
        if _is_pointer(plain(line)) and len(parts) < _MOST_POINTERS:
            parts.append(text[start:position].strip())
            start = end
        position = end + 1
    if not parts:
        return text
    parts.append(text[start:].strip())
    kept = [part for part in parts if len(part)]
    between = StructuredText(RichText("\n\n"))
    return concatenated(piece for part in kept for piece in (between, part))[len(between) :]


def _is_banner(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _CONTENT_TAGS:
        return False
    if element.tag in _BANNER_TAGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _BANNER.search(names[:500]):
        return False
    return len(plain(element.text_content())) <= _LONGEST_BANNER


def _is_pointer(line: str) -> bool:
    length = page_phrases().pointers.opening(normal(line))
    rest = line[length:]
    is_alone = not rest or (rest.lstrip().startswith(":") and len(rest.split()) <= _LONGEST_POINTER)
    return length > 0 and is_alone
