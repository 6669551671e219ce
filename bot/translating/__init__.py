"""Translation with Argos packages: which are installed, where they lead, and going there.

`packages/` knows files, `engine/` knows tokens, `form/` knows texts; what is here puts them
together and checks what comes out. Each imports only those named before it.
"""

from bot.translating.engine import DEFAULT_LIMITS, ModelLimits, TranslationMemory
from bot.translating.formatting import KEPT_MARK, marked, translated_body, translated_parts
from bot.translating.packages import (
    InstalledPackage,
    Installer,
    PackageFolder,
    Route,
    open_installer,
)
from bot.translating.tally import Tally
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
