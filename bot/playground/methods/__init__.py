"""The methods of the Bot API: one async function each, `(Cloud, Parameters) -> result`.

Each module lists its own in `METHODS`; here they become one table, its names in lower case since
Telegram does not mind.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from bot.playground.cloud import Cloud
from bot.playground.methods import (
    answering,
    chats,
    editing,
    media,
    profile,
    sending,
    updates,
)
from bot.playground.parameters import Parameters

Method: TypeAlias = Callable[[Cloud, Parameters], Awaitable[Any]]

METHODS: Mapping[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for module in (answering, chats, editing, media, profile, sending, updates)
    for name, method in module.METHODS.items()
}
"""Method by its name in lower case, with the name as the documentation writes it."""
