"""Argos packages: reading, installing and downloading them, and routes over several."""

from bot.translating.packages.folder import PackageFolder
from bot.translating.packages.installing import Installer, open_installer
from bot.translating.packages.routes import InstalledPackage, Route

__all__ = ["InstalledPackage", "Installer", "PackageFolder", "Route", "open_installer"]
