"""What an update is about: its text with what the messages after it add, and its article.

Both are found once: where the work on an update begins again after a crash, they are the same.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar, cast

from pydantic import TypeAdapter

from bot.botapi.inbox import Inbox
from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part
from bot.domain.rich_text import RichText
from bot.errors import NoArticle
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows
from bot.reading import Post, post_of
from bot.reading.gathering import Arrived, joined, may_continue, rest_of
from bot.storage import RecentArticle, Store

Found = TypeVar("Found", bound=RecentArticle | None)


class _Continuation(NamedTuple):
    """The text of a message that was taken out of the inbox, where it was known by an id."""

    id: str
    text: RichText
    message_id: int = 0


_continuations: TypeAdapter[list[_Continuation]] = TypeAdapter(list[_Continuation])


class Gathering:
    """Takes the continuations of articles out of the inbox, and remembers which article it is."""

    def __init__(self, workflows: Workflows, inbox: Inbox, store: Store, seconds: float) -> None:
        """Wait `seconds` for a message that may follow."""
        self._workflows = workflows
        self._inbox = inbox
        self._store = store
        self._seconds = seconds

    async def whole_post(self, message: IncomingMessage, text: RichText) -> Post:
        """Return a text of a new message together with what the messages after it add to it.

        Those get no answers of their own.
        """
        post = post_of(message, text)
        if not may_continue(message):
            return post

        async def take() -> JSON:
            rest = await rest_of(message, lambda: self._waiting(message), self._seconds)
            taken = [_Continuation(e.id, e.message.text, e.message.message_id) for e in rest]
            return _continuations.dump_python(taken, mode="json")

        # Recorded, since they do not wait any more when this begins again.
        taken = _continuations.validate_python(await self._workflows.step("gather", take))
        await self._workflows.cancel([each.id for each in taken])
        added = [Post(each.text, parts=(Part(0, each.message_id),)) for each in taken]
        return joined([post, *added])

    async def _waiting(self, first: IncomingMessage) -> list[Arrived]:
        """Return what waits behind the first message."""
        works = await self._inbox.waiting(first.chat_id, first.person_id)
        parsed = [(parse_update(work.content), work) for work in works]
        return [Arrived(message, work.id) for message, work in parsed if message]

    async def article(self, find: Callable[[], Awaitable[Found]], name: str = "article") -> Found:
        """Return the stored article that `find` finds. Raises NoArticle where it was deleted.

        `name` is that of the step in the database.
        """
        found: list[Found] = []

        async def find_id() -> int | None:
            article = await find()
            found.append(article)
            return article.id if article is not None else None

        # What is stored twice after a loss of power is deleted with the rest.
        article_id = await self._workflows.step(name, find_id, repeatable=True)
        if found:
            return found[0]
        if article_id is None:
            return cast("Found", None)
        article = await self._store.article(article_id)
        if article is None:  # deleted since, with everything else of this person
            raise NoArticle
        return cast("Found", article)
