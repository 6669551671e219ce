"""Counts what was translated, and what the checks found, for whoever wants to show it."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.translation import Problem, Retry
from bot.translating.engine.work import Work


class Tally:
    """How many sentences were translated, and how many were not or only after a retry.

    `rejected` counts the sentences that are shown in the original by their last problem, `retried`
    every retry by its problem. To count is for the event loop alone; to read takes no time.
    """

    def __init__(self, work: Work | None = None) -> None:
        self._work = work or Work()
        self.sentences = 0
        self.retried = Counter[Problem]()
        self.rejected = Counter[Problem]()

    @property
    def from_models(self) -> int:
        """Pieces of sentences, nearly always whole ones, that a model translated."""
        return self._work.translated

    @property
    def from_memory(self) -> int:
        """Pieces that the translation memory knew."""
        return self._work.recalled

    @property
    def shared(self) -> int:
        """Pieces that were being translated for somebody else already."""
        return self._work.joined

    @property
    def model_seconds(self) -> float:
        """How long models worked, all threads together."""
        return self._work.seconds

    def add(self, problem: Problem | None, retries: Sequence[Retry]) -> None:
        """One more sentence."""
        self.sentences += 1
        self.retried.update(retry.problem for retry in retries)
        if problem is not None:
            self.rejected[problem] += 1
