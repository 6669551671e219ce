"""Pauses between attempts at what is out of order for a while."""

import asyncio
import random


class Backoff:
    """Pauses that are each about twice as long as the one before, up to the longest.

    There is some chance in them, lest all who failed together come back at the same moment.
    """

    def __init__(self, first: float = 0.5, longest: float = 8.0) -> None:
        """Begin with the first pause; in seconds."""
        self._first, self._longest = first, longest
        self._usual = first

    async def pause(self, at_least: float = 0.0) -> None:
        """Return after the next pause, or after so many seconds where that is longer."""
        usual = self._usual
        self._usual = min(2 * usual, self._longest)
        await asyncio.sleep(max(usual * random.uniform(0.5, 1.5), at_least))

    def reset(self) -> None:
        """Let the next pause be the first again, since an attempt went well."""
        self._usual = self._first
