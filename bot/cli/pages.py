"""Reads the page whose address a command is given."""

from bot.config import Settings
from bot.domain.article import Article
from bot.errors import LinkOnly


async def read_linked(address: str, settings: Settings) -> Article:
    """Return the article on a page, if the settings let links be opened.

    Raises LinkOnly where they do not, and what `Pages.read` raises.
    """
    if not settings.open_links:
        raise LinkOnly
    # What connects to the web is loaded only by whoever gives a link.
    from bot.reading.pages import INTERNET, Limits, open_pages
    from bot.service.documents import document_reader

    documents = document_reader(settings)
    async with open_pages(documents, Limits(ports=settings.page_ports), INTERNET) as pages:
        return (await pages.read(address, settings.article_characters)).article
