"""Translation with Argos packages.

`packages` reads and installs them, `engine` runs their models, `formatting` shapes texts, and the
modules here put these together and check the results. Each imports only those named before it.
"""

from bot.translating.engine import DEFAULT_LIMITS, ModelLimits, Tally, TranslationMemory
from bot.translating.formatting import KEPT_MARK, marked, translated_body, translated_parts
from bot.translating.packages import (
    InstalledPackage,
    Installer,
    PackageFolder,
    Route,
    open_installer,
)
from bot.translating.translator import Translator

__all__ = [
    "DEFAULT_LIMITS",
    "KEPT_MARK",
    "InstalledPackage",
    "Installer",
    "ModelLimits",
    "PackageFolder",
    "Route",
    "Tally",
    "TranslationMemory",
    "Translator",
    "marked",
    "open_installer",
    "translated_body",
    "translated_parts",
]
