"""Read the article behind a link.

`network` decides which addresses may be connected to, `fetching` limits what may come back, and
`extraction` reads it in the sandbox.
"""

from bot.reading.pages.fetching import Limits
from bot.reading.pages.links import link_in
from bot.reading.pages.network import INTERNET, Network
from bot.reading.pages.pages import Pages, open_pages

__all__ = ["INTERNET", "Limits", "Network", "Pages", "link_in", "open_pages"]
