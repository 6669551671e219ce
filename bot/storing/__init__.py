"""What is kept between updates: each person's settings, and recent articles for the buttons."""

from bot.storing.store import KeptDocument, Preferences, RecentArticle, Store

__all__ = ["KeptDocument", "Preferences", "RecentArticle", "Store"]
