"""Argos packages: which are installed and what is in them, where they lead, and getting more."""

from bot.translating.packages.changing import Change, changing
from bot.translating.packages.folder import InstalledPackage, PackageFolder
from bot.translating.packages.routes import Route

__all__ = ["Change", "InstalledPackage", "PackageFolder", "Route", "changing"]
