"""What a translation looks like: formatting, addresses, numbers, case, quotation marks, layout."""

from bot.translating.formatting.rebuilding import (
    KEPT_MARK,
    marked,
    translated_body,
    translated_parts,
)

__all__ = ["KEPT_MARK", "marked", "translated_body", "translated_parts"]
