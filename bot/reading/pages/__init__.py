"""What a link leads to becomes an `Article`. Never imports telegram.

The way out is narrow: `addresses` and `network` say where a connection may go, `fetching` how much
may come back. What came is read in a process of its own (`isolation`), by `extraction`.
"""

from bot.reading.pages.fetching import Limits
from bot.reading.pages.links import link_in
from bot.reading.pages.network import INTERNET, Network
from bot.reading.pages.pages import Pages, open_pages

__all__ = ["INTERNET", "Limits", "Network", "Pages", "link_in", "open_pages"]
