"""Queries that wait for the bot's answer: pressed buttons, inline queries, mentions of a guest."""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

from bot.playground.calls import BotApiError, Json, bad_request
from bot.playground.chats import Message
from bot.playground.formatting import FormattedText

_FIRST_ID = 4_800_000_000_000_000_001
_KEPT = 200


class QueryKind(Enum):
    """What the bot is asked; the values are the names of the updates."""

    CALLBACK = "callback_query"
    """Somebody pressed a button."""
    INLINE = "inline_query"
    """Somebody typed the bot's name and words into the field of any chat."""
    GUEST = "guest_message"
    """Somebody mentioned the bot in a chat that it is not in."""


@dataclass(slots=True)
class PendingQuery:
    """A query that waits for the bot's answer.

    `text` is what an inline query asks; `message` the one that a guest query is about.
    """

    id: str
    kind: QueryKind
    created: float
    text: str = ""
    message: Message | None = None
    answer: "asyncio.Future[Any] | None" = None


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What answerCallbackQuery said: a toast, an alert, or (no text) nothing but "done"."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query, and the message that choosing it sends."""

    id: str
    title: str
    description: str
    content: FormattedText
    markup: Json | None = None
    preview: Json | None = None


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What answerInlineQuery said; `button` is the one above the results."""

    query: str
    results: tuple[InlineResult, ...]
    next_offset: str = ""
    cache_time: int = 300
    is_personal: bool = False
    button: Json | None = None

    @property
    def titles(self) -> list[str]:
        return [result.title for result in self.results]


@dataclass(slots=True)
class Queries:
    """The queries that wait for an answer; `lifetime` is in seconds."""

    lifetime: float = 15.0
    _pending: OrderedDict[str, PendingQuery] = field(default_factory=OrderedDict)
    ids: "count[int]" = field(default_factory=lambda: count(_FIRST_ID))

    def new(self, kind: QueryKind, **fields: Any) -> PendingQuery:
        """Return a new query for the bot to answer. The oldest unanswered ones are forgotten."""
        query = PendingQuery(str(next(self.ids)), kind, time.monotonic(), **fields)
        self._pending[query.id] = query
        while len(self._pending) > _KEPT:
            self._pending.popitem(last=False)
        return query

    def pending(self, kind: QueryKind, query_id: str) -> PendingQuery:
        """Return a query. Raises the 400 of one that is unknown, too old, or answered already."""
        query = self._pending.get(query_id)
        if query is None or query.kind is not kind:
            raise _too_old()
        if time.monotonic() - query.created > self.lifetime:
            raise _too_old()
        return query

    def answer(self, query: PendingQuery, answer: object) -> None:
        """Close a query, and give the answer to whoever waits for it."""
        del self._pending[query.id]
        if query.answer is not None and not query.answer.done():
            query.answer.set_result(answer)


def _too_old() -> BotApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
