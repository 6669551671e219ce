"""What is kept between updates: each person's settings, and recent articles for the buttons."""

from bot.storing.database import DatabaseUnusable
from bot.storing.roster import Roster
from bot.storing.store import Store
from bot.storing.values import Forgotten, KeptDocument, Preferences, RecentArticle

__all__ = [
    "DatabaseUnusable",
    "Forgotten",
    "KeptDocument",
    "Preferences",
    "RecentArticle",
    "Roster",
    "Store",
]
