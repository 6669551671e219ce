"""What is kept between updates: people's settings, recent articles for the buttons, and a memory of
translations.
"""

from bot.domain.preferences import Preferences
from bot.storage.database import DatabaseAway, DatabaseUnusable
from bot.storage.roster import Roster
from bot.storage.slots import Slots
from bot.storage.store import Store
from bot.storage.usage import Usage
from bot.storage.values import Forgotten, KeptDocument, RecentArticle

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
