"""Counts what the checks of translations found, for whoever wants to show it."""

from collections import Counter
from collections.abc import Sequence

from bot.article import Problem, Retry


class Tally:
    """How many sentences were translated, and how many were not or only after a retry.

    `rejected` counts the sentences that are shown in the original by their last problem, `retried`
    every retry by its problem. Not safe for several threads: the event loop's own.
    """

    def __init__(self) -> None:
        self.sentences = 0
        self.retried = Counter[Problem]()
        self.rejected = Counter[Problem]()

    def add(self, problem: Problem | None, retries: Sequence[Retry]) -> None:
        """One more sentence."""
        self.sentences += 1
        self.retried.update(retry.problem for retry in retries)
        if problem is not None:
            self.rejected[problem] += 1
