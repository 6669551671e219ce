"""What is kept between updates: people's settings, recent articles for the buttons, and a memory of
translations.
"""

from bot.storing.database import DatabaseAway, DatabaseUnusable
from bot.storing.roster import Roster
from bot.storing.slots import Slots
from bot.storing.store import Store
from bot.storing.usage import Usage
from bot.storing.values import Forgotten, KeptDocument, Preferences, RecentArticle

__all__ = [
    "DatabaseAway",
    "DatabaseUnusable",
    "Forgotten",
    "KeptDocument",
    "Preferences",
    "RecentArticle",
    "Roster",
    "Slots",
    "Store",
    "Usage",
]
