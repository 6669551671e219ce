"""Which language a text is in, where its sentences end, and what languages are called."""

from bot.languages.fasttext_model import load_model
from bot.languages.identify import Identified, identify
from bot.languages.names import (
    SERVED,
    VARIANT_OF,
    language_code,
    language_name,
    words_around,
    words_of_origin,
)
from bot.languages.passages import language_of, main_language
from bot.languages.split import split_sentences

__all__ = [
    "SERVED",
    "VARIANT_OF",
    "Identified",
    "identify",
    "language_code",
    "language_name",
    "language_of",
    "load_model",
    "main_language",
    "split_sentences",
    "words_around",
    "words_of_origin",
]
