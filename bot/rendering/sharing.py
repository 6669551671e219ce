"""A link that opens Telegram's own page for sharing a summary together with its source."""

from urllib.parse import quote

from bot.rendering.layout import shown_sentences, shown_title
from bot.service.articles import SummaryResult

_SHARING = "https://t.me/share/url?"
_LONGEST_ADDRESS = 2_000
"""Characters, of which a letter that is not Latin takes six."""


def sharing_address(result: SummaryResult) -> str:
    """Return the link, with as many sentences as fit; "" where the source has none of its own."""
    source = result.summary.article.source.link
    if not source:
        return ""
    address = f"{_SHARING}url={quote(source, safe='')}"
    between = "&text="
    for line in (shown_title(result), *shown_sentences(result)):
        added = between + quote(line.text, safe="")
        if len(address) + len(added) > _LONGEST_ADDRESS:
            break
        if line:
            address += added
            between = "%0A%0A"
    return address
