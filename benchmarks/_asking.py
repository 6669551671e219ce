"""People who ask without pause, and what they got in the end: for `benchmarks.kill`."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy

from bot.playground import Person, Playground

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
    """What people got. Messages `repeated_kept` had been written down as sent before."""

    name: str
    faults: int = 0
    asked: int = 0
    answered: int = 0
    out_of_order: int = 0
    repeated_kept: int = 0
    repeated_unkept: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return self.asked == self.answered and not self.out_of_order and not self.repeated_kept

    def row(self) -> str:
        return (
            f"{self.name:<34} {self.faults:>6} {self.asked:>6} {self.answered:>8} "
            f"{self.out_of_order:>12} {self.repeated_kept:>13} {self.repeated_unkept:>15} "
            f"{self.seconds:>7.0f} s"
        )


HEADER = (
    f"{'fault':<34} {'times':>6} {'asked':>6} {'answered':>8} {'out of order':>12} "
    f"{'repeated':>13} {'sent, not kept':>15} {'time':>9}"
)


@dataclass
class Load:
    """People who ask, and what they have asked."""

    telegram: Playground
    chance: random.Random
    people: list[Person] = field(default_factory=list)
    asked: list[tuple[Person, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = [self.telegram.person(f"Reader {n}") for n in range(PEOPLE)]

    def ask(self, count: int) -> None:
        """Ask some questions more, unless too many wait already."""
        for _ in range(min(count, _MOST_UNANSWERED - len(self.unanswered()))):
            person = self.chance.choice(self.people)
            question = self.chance.choice(QUESTIONS).format(n=len(self.asked))
            self.asked.append((person, person.send(question).id))

    def answers(self, person: Person) -> list[tuple[int, int]]:
        """Which messages were answered, each with the id of the answer, as they came."""
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

    def judge(self, verdict: Verdict, kept: set[tuple[int, int]]) -> None:
        """`kept` are chats and ids of the messages that the bot has on record."""
        verdict.asked = len(self.asked)
        verdict.answered = verdict.asked - len(self.unanswered())
        for person in self.people:
            asked = [question for p, question in self.asked if p is person]
            answers = self.answers(person)
            first = list(dict.fromkeys(question for question, _ in answers))
            verdict.out_of_order += sum(a != b for a, b in zip(asked, first, strict=False))
            for question in asked:
                messages = [answer for replied, answer in answers if replied == question]
                on_record = sum((person.id, message) in kept for message in messages)
                verdict.repeated_kept += max(on_record - 1, 0)
                verdict.repeated_unkept += len(messages) - max(on_record, 1) if messages else 0


def on_record(database_url: str) -> set[tuple[int, int]]:
    """Return the messages that DBOS has on record as sent, by the ids of chat and message."""
    table = "workflow_status"
    if database_url.startswith("postgresql"):
        database_url = database_url.replace("postgresql:", "postgresql+psycopg:", 1)
        table = f"dbos.{table}"
    engine = sqlalchemy.create_engine(database_url)
    query = f"SELECT output FROM {table} WHERE output IS NOT NULL"
    with engine.connect() as connection:
        outputs = [json.loads(row[0]) for row in connection.execute(sqlalchemy.text(query))]
    engine.dispose()
    steps = [step for output in outputs for step in output or ()]
    results: Iterator[Any] = (step.get("result") for step in steps if isinstance(step, dict))
    return {(r["chat"]["id"], r["message_id"]) for r in results if isinstance(r, dict)}
