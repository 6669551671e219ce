"""Translation with Argos packages: which are installed, where they lead, and going there."""

from bot.translating.changing import Change, changing
from bot.translating.packages import InstalledPackage, PackageFolder
from bot.translating.rebuilding import marked, translated_body
from bot.translating.routes import Route
from bot.translating.translator import Translator

__all__ = [
    "Change",
    "InstalledPackage",
    "PackageFolder",
    "Route",
    "Translator",
    "changing",
    "marked",
    "translated_body",
]
