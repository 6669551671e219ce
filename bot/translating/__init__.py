"""Translation with Argos packages.

`packages` reads and installs them, `engine` runs their models, `formatting` shapes texts, and the
modules here put these together and check the results. Each imports only those named before it.
"""

from bot.translating.engine.batching import Tally
from bot.translating.engine.memory import TranslationMemory
from bot.translating.engine.models import DEFAULT_LIMITS, ModelLimits
from bot.translating.formatting.rebuilding import (
    differs,
    marked,
    translated_body,
    translated_pair,
    translated_parts,
)
from bot.translating.packages.folder import PackageFolder
from bot.translating.packages.installing import Installer, open_installer
from bot.translating.packages.routes import InstalledPackage, Route
from bot.translating.translator import Translator, translate_mixed

__all__ = [
    "DEFAULT_LIMITS",
    "InstalledPackage",
    "Installer",
    "ModelLimits",
    "PackageFolder",
    "Route",
    "Tally",
    "TranslationMemory",
    "Translator",
    "differs",
    "marked",
    "open_installer",
    "translate_mixed",
    "translated_body",
    "translated_pair",
    "translated_parts",
]
