"""Translation with Argos packages: which are installed, where they lead, and going there."""

from bot.translating.changing import Change, changing
from bot.translating.memory import TranslationMemory
from bot.translating.models import DEFAULT_LIMITS, ModelLimits
from bot.translating.packages import InstalledPackage, PackageFolder
from bot.translating.rebuilding import KEPT_MARK, marked, translated_body, translated_parts
from bot.translating.routes import Route
from bot.translating.tally import Tally
from bot.translating.translator import Translator

__all__ = [
    "DEFAULT_LIMITS",
    "KEPT_MARK",
    "Change",
    "InstalledPackage",
    "ModelLimits",
    "PackageFolder",
    "Route",
    "Tally",
    "TranslationMemory",
    "Translator",
    "changing",
    "marked",
    "translated_body",
    "translated_parts",
]
