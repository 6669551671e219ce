"""Runs the models: sentences in tokens go in, from everybody at once, and come out in another
language, each of them only once.
"""

from bot.translating.engine.batching import Engine
from bot.translating.engine.memory import TranslationMemory
from bot.translating.engine.models import DEFAULT_LIMITS, ModelLimits, Models
from bot.translating.engine.steps import Step

__all__ = ["DEFAULT_LIMITS", "Engine", "ModelLimits", "Models", "Step", "TranslationMemory"]
