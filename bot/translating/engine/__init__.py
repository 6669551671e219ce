"""Runs the models: pieces of sentences go in as tokens, from all requests at once."""

from bot.translating.engine.batching import Engine, Tally
from bot.translating.engine.memory import TranslationMemory
from bot.translating.engine.models import DEFAULT_LIMITS, ModelLimits, Models

__all__ = ["DEFAULT_LIMITS", "Engine", "ModelLimits", "Models", "Tally", "TranslationMemory"]
