"""What a call of the Bot API was made with, for the log: its shape, and none of its words."""

from collections.abc import Mapping
from typing import Any

# Where no person's words can stand: names from the Bot API, and what our buttons are made to do.
_WITHOUT_WORDS = frozenset({"type", "action", "callback_data", "callback_query_id"})


def wordless(value: Any, key: str = "") -> Any:
    """The same with the length of each text in its place, and the kind of each file."""
    match value:
        case Mapping():
            return {name: wordless(inner, name) for name, inner in value.items()}
        case list() | tuple():
            return [wordless(inner, key) for inner in value]
        case None | bool() | int() | float():
            return value
        case str():
            return str(value) if key in _WITHOUT_WORDS else f"<{len(value)} characters>"
        # An object of python-telegram-bot's.
        case _ if hasattr(value, "to_dict"):
            return wordless(value.to_dict())
        case _:
            return f"<{type(value).__name__}>"
