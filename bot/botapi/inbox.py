"""The inbox: updates are stored when they arrive, and answered in order within a chat."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.botapi.buttons import EDITING
from bot.botapi.limits import PersonLimits
from bot.botapi.long_jobs import Jobs, job_id
from bot.botapi.updates import parse_update, without_content
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.errors import Busy, DragomanError, NotForEverybody, TooManyAtOnce, TooManyInGroup
from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows

QUEUE = "updates"
_REFUSED = "refused"
_REASONS = {
    error.__name__: error for error in (Busy, NotForEverybody, TooManyAtOnce, TooManyInGroup)
}
_AT_ONCE = 64
_LATELY = timedelta(minutes=10)


def inbox_queue(
    answer: Callable[[IncomingMessage], Awaitable[None]],
    give_up: Callable[[IncomingMessage], Awaitable[None]],
    at_once: int = _AT_ONCE,
) -> Queue:
    """Return the queue of an inbox whose updates `answer` answers, or `give_up` where it cannot."""

    async def work(update: JSON) -> None:
        await answer(_parsed(update))

    async def on_given_up(update: JSON) -> None:
        await give_up(_parsed(update))

    return Queue(QUEUE, at_once, work, on_given_up)


def refused_queue(refuse: Callable[[IncomingMessage, DragomanError], Awaitable[None]]) -> Queue:
    """Return the queue of what an inbox has refused, for which `refuse` says why."""

    async def work(content: JSON) -> None:
        reason = _REASONS[content["error"]](**content["details"])
        await refuse(_parsed(content["update"]), reason)

    return Queue(_REFUSED, _AT_ONCE, work)


class Inbox:
    """The updates that wait for an answer."""

    def __init__(self, workflows: Workflows, jobs: Jobs, limits: PersonLimits) -> None:
        self._workflows = workflows
        self._jobs = jobs
        self._limits = limits

    async def put(self, message: IncomingMessage) -> None:
        """Store an update: when this returns it will be answered, whatever happens.

        An update over the limits is refused instead: its sender is told, and nothing of its content
        is stored. One that came before is not answered twice. Raises SQLAlchemyError where it
        cannot be stored.
        """
        refused = await self._limits.on_receipt(message, self)
        if refused is None:
            await self._workflows.enqueue(QUEUE, _work(message))
        elif refused.why is not None:
            await self.refuse(message, refused.why)

    async def refuse(self, message: IncomingMessage, why: DragomanError) -> None:
        """Put an update into the queue of those whose senders are told why they are refused."""
        told = {"error": type(why).__name__, "details": why.details}
        content = {"update": without_content(message), **told}
        alone = replace(_work(message), lane=f"{_REFUSED} {message.update_id}", content=content)
        await self._workflows.enqueue(_REFUSED, alone)

    async def unanswered(self, person_id: int) -> tuple[list[IncomingMessage], int]:
        """Return what a person has sent that is not answered yet, and the number of their jobs."""
        found = await self._workflows.unfinished(QUEUE, str(person_id))
        return [_parsed(work.content) for work in found], await self._jobs.count(person_id)

    async def count(self, person_id: int) -> tuple[int, int]:
        """Count the updates and jobs that have not begun, and a person's that have not ended."""
        return await self._workflows.count(str(person_id))

    async def finished_per_minute(self) -> float:
        """Return how many updates and jobs have ended in a minute lately."""
        return await self._workflows.count_finished(_LATELY) / (_LATELY.total_seconds() / 60)

    async def waiting(self, chat_id: int, person_id: int) -> list[Work]:
        """Return what a person has sent to a chat after what is being answered, in its order."""
        found = await self._workflows.waiting(QUEUE, str(person_id))
        return [work for work in found if work.lane == str(chat_id)]

    async def pressed_before(self, update_id: int, person_id: int) -> list[str]:
        """Return the data of buttons that a person pressed before and that are being worked on."""

        async def find() -> JSON:
            found = await self._workflows.unfinished(QUEUE, str(person_id))
            earlier = [_parsed(work.content) for work in found if work.number < update_id]
            return [message.button for message in earlier if message.kind is UpdateKind.PRESS]

        return list(await self._workflows.step("pressed before", find))

    async def stop(self, update_id: int, person_id: int) -> bool:
        """Stop the work on a person's update; False where nothing is going on."""
        ids = [_work_id(update_id), job_id(update_id)]
        return await self._workflows.stop(ids, str(person_id))

    async def cancel_chat(self, chat_id: int) -> None:
        """Cancel what waits in a chat that cannot be answered."""
        found = await self._workflows.waiting(QUEUE)
        await self._workflows.cancel([w.id for w in found if w.lane == str(chat_id)])


def _work(message: IncomingMessage) -> Work:
    number = message.update_id
    person = str(message.person_id) if message.person_id else ""
    # All numbers have the same length, so that they are in the same order as text.
    return Work(_work_id(number), _lane(message), person, number, message.update)


def _work_id(update_id: int) -> str:
    return f"update-{update_id:012d}"


def _lane(message: IncomingMessage) -> str:
    """Return the lane of an update: all in one are answered in their order."""
    # What waits in a chat is cancelled where the bot was removed, but not the update about that.
    if message.kind is UpdateKind.MEMBERSHIP:
        return f"{message.kind} {message.chat_id}"
    # The chat may be waiting for what is to be stopped.
    if message.kind is UpdateKind.STOP:
        return f"{message.kind} {message.update_id}"
    if message.kind is not UpdateKind.PRESS and message.chat_id:
        return str(message.chat_id)
    # A pressed button does not wait for the answers in its chat. Buttons that change the message
    # which they are below wait for each other, so that it shows what was asked for last. Buttons
    # of inline messages all do.
    is_edit = message.message_id and message.button.partition(":")[0] in EDITING
    if is_edit or message.inline_message_id:
        return f"{message.kind} below {message.chat_id} {message.message_id}"
    # A person's inline queries are answered one after the other.
    if message.kind is UpdateKind.INLINE:
        return f"{message.kind} {message.person_id}"
    return f"{message.kind} {message.update_id}"


def _parsed(update: JSON) -> IncomingMessage:
    """Parse an update that is in the inbox, and so is one."""
    message = parse_update(update)
    assert message is not None
    return message
