"""Translation with Argos packages: which are installed, where they lead, and going there."""

from bot.translating.packages import InstalledPackage, PackageFolder
from bot.translating.rebuilding import translated_body, translated_parts
from bot.translating.routes import Route
from bot.translating.translator import Translator

__all__ = [
    "InstalledPackage",
    "PackageFolder",
    "Route",
    "Translator",
    "translated_body",
    "translated_parts",
]
