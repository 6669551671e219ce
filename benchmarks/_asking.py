"""People who ask without pause, and what they got in the end: for `benchmarks.kill`."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError

from bot.botapi.inbox import QUEUE
from bot.jobs.dbos_settings import dbos_client
from bot.playground import Call, Person, Playground

PATIENCE = 120.0
"""Seconds without a single answer after which no more is expected."""

PEOPLE = 8
_MOST_UNANSWERED = 12

ARTICLE = (
    "Report {n}. The city opened the old bridge over the river again on Monday. Many people came "
    "in the morning and saw the market and the station. The mayor said that every street needs a "
    "tree. Scientists reported the temperature of the lake. The bank bought the factory. A teacher "
    "asked why the library sleeps on Friday, and nobody knows."
)
QUESTIONS = (ARTICLE, ARTICLE, "/translate uk " + ARTICLE, "/help")


@dataclass
class Verdict:
    """What people got. Messages `repeated_kept` had been written down as sent before.

    Answers `refused` came to Telegram in the moment of a kill, and it refused them. Nobody knows
    then whether a message has arrived, and it is not sent again where it would mostly be a second
    one; the others that are missing were lost.
    """

    name: str
    faults: int = 0
    asked: int = 0
    answered: int = 0
    refused: int = 0
    out_of_order: int = 0
    repeated_kept: int = 0
    repeated_unkept: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        is_whole = self.asked == self.answered + self.refused
        return is_whole and not self.out_of_order and not self.repeated_kept

    def row(self) -> str:
        return (
            f"{self.name:<34} {self.faults:>6} {self.asked:>6} {self.answered:>8} "
            f"{self.refused:>8} {self.out_of_order:>12} {self.repeated_kept:>13} "
            f"{self.repeated_unkept:>15} {self.seconds:>7.0f} s"
        )


Question = tuple[int, int]
"""Its chat, and the number of its message."""

HEADER = (
    f"{'fault':<34} {'times':>6} {'asked':>6} {'answered':>8} {'refused':>8} "
    f"{'out of order':>12} {'repeated':>13} {'sent, not kept':>15} {'time':>9}"
)


@dataclass
class Load:
    """People who ask, and what they have asked."""

    telegram: Playground
    chance: random.Random
    people: list[Person] = field(default_factory=list)
    asked: list[tuple[Person, int]] = field(default_factory=list)
    kept: dict[Question, int] = field(default_factory=dict)
    """How many answers there were when it was first seen that they had been written down."""
    refused: set[Question] = field(default_factory=set)
    """What Telegram had refused to take an answer to when the bot was killed."""

    def __post_init__(self) -> None:
        self.people = [self.telegram.person(f"Reader {n}") for n in range(PEOPLE)]

    def ask(self, count: int) -> None:
        """Ask some questions more, unless too many wait already."""
        for _ in range(min(count, _MOST_UNANSWERED - len(self.unanswered()))):
            person = self.chance.choice(self.people)
            question = self.chance.choice(QUESTIONS).format(n=len(self.asked))
            self.asked.append((person, person.send(question).id))

    def answers(self, person: Person) -> list[tuple[int, int]]:
        """Return which messages were answered, each with the id of the answer, as they came."""
        return [(m.reply_to, m.id) for m in person.bot_messages() if m.reply_to is not None]

    def unanswered(self) -> list[tuple[Person, int]]:
        answered = {(p.id, question) for p in self.people for question, _ in self.answers(p)}
        return [(p, question) for p, question in self.asked if (p.id, question) not in answered]

    async def all_answered(self) -> None:
        """Return when nothing is unanswered, or nothing has been answered for long."""
        left, since = len(self.unanswered()), time.monotonic()
        while left and time.monotonic() - since < PATIENCE:
            await asyncio.sleep(0.05)
            if (now := len(self.unanswered())) != left:
                left, since = now, time.monotonic()
        await asyncio.sleep(1)  # for what would come twice

    def note(self, ended: set[Question]) -> None:
        """Take note of what is done, and of what Telegram has refused; after each fault."""
        for person in self.people:
            for question, count in Counter(number for number, _ in self.answers(person)).items():
                if (person.id, question) in ended:
                    self.kept.setdefault((person.id, question), count)
        calls = self.telegram.calls_of("sendMessage")
        last = {_question(call): call.ok for call in calls}
        self.refused |= {question for question, is_taken in last.items() if not is_taken}

    def judge(self, verdict: Verdict) -> None:
        """Fill in what became of the questions."""
        missing = {(person.id, question) for person, question in self.unanswered()}
        verdict.asked = len(self.asked)
        verdict.answered = verdict.asked - len(missing)
        verdict.refused = len(missing & self.refused)
        for person in self.people:
            asked = [q for p, q in self.asked if p is person and (p.id, q) not in missing]
            answers = Counter(question for question, _ in self.answers(person))
            verdict.out_of_order += sum(a != b for a, b in zip(asked, answers, strict=True))
            for question, count in answers.items():
                kept = self.kept.get((person.id, question), count)
                verdict.repeated_kept += count - kept
                verdict.repeated_unkept += kept - 1


def _question(call: Call) -> Question:
    """Return what a message answers; 0 for the number where it answers nothing."""
    replied = call.parameters.get("reply_parameters") or {}
    return call.parameters["chat_id"], replied.get("message_id", 0)


def ended_questions(database_url: str) -> set[Question]:
    """Return the questions whose answer the database has as done."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        # Only to read: otherwise this would put the write-ahead log in order after a kill.
        url = make_url(f"sqlite:///file:{url.database}?mode=ro&uri=true")
    else:
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    try:
        found = dbos_client(engine).list_workflows(status="SUCCESS", queue_name=QUEUE)
    except DBAPIError:
        # The bot was killed before it had made its tables.
        return set()
    finally:
        engine.dispose()
    messages = [work.input["args"][0]["message"] for work in found if work.input]
    return {(message["chat"]["id"], message["message_id"]) for message in messages}
