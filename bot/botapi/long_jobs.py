"""Jobs: long translations, documents and downloads, for which no chat should have to wait.

They are done beside the updates of their chat, and begin again after a crash.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows

_QUEUE = "jobs"
_AT_ONCE = 8
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Job:
    """A task, written like a button's data, and the update that has led to it.

    Jobs of one person with the same task are the same job, so the task says what it is about.
    `language` is that of the article, where it is known.
    """

    update: JSON
    task: str
    language: str | None = None

    @property
    def message(self) -> IncomingMessage:
        """The message or press that it is done for."""
        message = parse_update(self.update)
        assert message is not None
        return message


def job_id(update_id: int) -> str:
    """Return the id of the job that an update has led to."""
    return f"job-{update_id:012d}"


def jobs_queue(
    carry_out: Callable[[Job], Awaitable[None]],
    give_up: Callable[[IncomingMessage], Awaitable[None]],
    at_once: int = _AT_ONCE,
) -> Queue:
    """Return the queue of jobs that `carry_out` does, or `give_up` where it cannot be done."""

    async def work(content: JSON) -> None:
        await carry_out(Job(**content))

    async def on_given_up(content: JSON) -> None:
        await give_up(Job(**content).message)

    return Queue(_QUEUE, at_once, work, on_given_up)


class Jobs:
    """The jobs that have begun or wait for their turn; for one person, one at a time."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows

    async def start(self, job: Job, person_id: int) -> bool:
        """Put a job into the queue. False where the person has the same one there already."""
        number = int(job.update["update_id"])
        unfinished = await self._workflows.unfinished(_QUEUE, str(person_id))
        id = job_id(number)
        if any(work.content["task"] == job.task and work.id != id for work in unfinished):
            return False
        person = str(person_id)
        await self._workflows.enqueue(_QUEUE, Work(id, person, person, number, asdict(job)))
        return True

    async def count(self, person_id: int) -> int:
        """Count the jobs of a person that have not ended."""
        return len(await self._workflows.unfinished(_QUEUE, str(person_id)))

    async def cancel_chat(self, chat_id: int) -> None:
        """Cancel the jobs for a chat that cannot be answered."""
        unfinished = await self._workflows.unfinished(_QUEUE)
        for_chat = [w.id for w in unfinished if Job(**w.content).message.chat_id == chat_id]
        # The job that calls this ends by itself.
        own = self._workflows.current_id
        await self._workflows.cancel([id for id in for_chat if id != own])

    async def wait_for(self, kind: str, person_id: int, before: int) -> None:
        """Wait until a person's jobs of a kind, from updates before this one, have ended.

        A job's kind is what its task has before the colon.
        """
        while True:
            unfinished = await self._workflows.unfinished(_QUEUE, str(person_id))
            earlier = [work.content["task"] for work in unfinished if work.number < before]
            if all(task.partition(":")[0] != kind for task in earlier):
                return
            await asyncio.sleep(_LOOK_SECONDS)
