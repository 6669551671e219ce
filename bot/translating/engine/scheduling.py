"""Decides which waiting pieces go to a model next, and translates equal pieces only once.

Every request has a time at which it is due, and the piece that is due first goes first. Requests
are due later the more text stands before them, so short work overtakes long work, but nothing is
overtaken by what arrives after it was due. Equal pieces of several requests wait each for itself;
the first that is taken is translated for all, and later requests join it.
"""

from bisect import insort
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count

from bot.translating.engine.tokens import Output
from bot.translating.packages.package import ARGOS_DECODING, Decoding
from bot.translating.packages.routes import InstalledPackage

MAX_BATCH_TOKENS = 256
"""Each takes about 0.13 MB with beams of four.

An article of fourteen sentences is then two batches. Each step reads all weights, however many
sentences it writes a token of: for each sentence, batches of 96 tokens take half as much time
again, and those of 384 nine tenths.
"""

_USUAL_BYTES = 80_000_000, 95_000_000
"""What models of Argos's take. A smaller one leaves memory for a larger batch; and a larger one
gains more from it, for each step reads all of its weights.
"""
_USUAL_BEAM = ARGOS_DECODING.beam_size
_MOST_TOKENS = 768

_PIECE_COST = 9
"""A piece takes as much memory as so many tokens, for the likelihood of every known word."""

_STEP_COST = 6
"""A step takes as long as writing so many tokens, for it reads all weights."""

_MIN_BATCH_TOKENS = 32
_WINDOW_TOKENS = 2048
"""Pieces of a similar length are looked for among so many tokens."""

_numbers = count()


@dataclass(slots=True, eq=False)
class Request:
    """Pieces, as tokens, whose outputs somebody waits for. `due` is a time of any clock.

    `queued` holds the numbers of the pieces that are not taken yet, the longest first.
    """

    package: InstalledPackage
    decoding: Decoding
    due: float
    pieces: Sequence[tuple[str, ...]]
    queued: list[int] = field(default_factory=list, init=False)
    order: tuple[float, int] = field(init=False)
    result: Future[list[Output]] = field(default_factory=Future, init=False)
    _outputs: dict[int, Output] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.order = self.due, next(_numbers)
        self.result.set_running_or_notify_cancel()  # Whoever waits can leave, but not cancel it.

    def deliver(self, number: int, output: Output) -> None:
        """Add the output of a piece; the last one completes the result."""
        self._outputs[number] = output
        if len(self._outputs) == len(self.pieces) and not self.result.done():
            self.result.set_result([self._outputs[number] for number in range(len(self.pieces))])

    def fail(self, error: Exception) -> None:
        """Raise an error in all waiting callers."""
        if not self.result.done():
            self.result.set_exception(error)

    def length(self, number: int) -> int:
        """Return the number of tokens of a piece."""
        return len(self.pieces[number])


Entry = tuple[Request, int]
"""A piece of a request, by its number."""

_Key = tuple[InstalledPackage, Decoding, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Different pieces of about the same length for one model."""

    package: InstalledPackage
    decoding: Decoding
    pieces: Sequence[tuple[str, ...]]


class Scheduler:
    """Requests in the order in which they are due. Not thread-safe."""

    def __init__(self) -> None:
        self._requests: list[Request] = []
        self._waiting: dict[_Key, list[Entry]] = {}
        self._in_flight: set[_Key] = set()

    def add(self, request: Request) -> None:
        """Queue the pieces of a request that are not being translated already."""
        queued = []
        for number, tokens in enumerate(request.pieces):
            key = request.package, request.decoding, tokens
            self._waiting.setdefault(key, []).append((request, number))
            if key not in self._in_flight:
                queued.append(number)
        request.queued = sorted(queued, key=request.length, reverse=True)
        if request.queued:
            insort(self._requests, request, key=lambda other: other.order)

    def drop(self, request: Request) -> None:
        """Forget a request; others may wait for the same pieces."""
        if request in self._requests:
            self._requests.remove(request)
        for tokens in request.pieces:
            key = request.package, request.decoding, tokens
            left = [entry for entry in self._waiting.get(key, ()) if entry[0] is not request]
            if left:
                self._waiting[key] = left
            else:
                self._waiting.pop(key, None)

    def take(self, free_workers: int) -> Batch | None:
        """Return the next batch: the longest piece of the first request, and similar ones.

        What waits is shared out among the workers that have nothing to do, the caller included, so
        that they finish together.
        """
        if not self._requests:
            return None
        first = self._requests[0]
        package, decoding = first.package, first.decoding
        alike = [
            request
            for request in self._requests
            if (request.package, request.decoding) == (package, decoding)
        ]
        waiting = [request.length(number) for request in alike for number in request.queued]
        near = first.length(first.queued[0])
        chosen = _choose(_window(alike), near, max_tokens(first), waiting, free_workers - 1)
        pieces = tuple(dict.fromkeys(request.pieces[number] for request, number in chosen))
        for tokens in pieces:
            key = package, decoding, tokens
            self._in_flight.add(key)
            for entry in self._waiting.get(key, ()):
                self._unqueue(*entry)
        return Batch(package, decoding, pieces)

    def finish(self, batch: Batch) -> Iterator[Sequence[Entry]]:
        """Yield for each piece of a batch the entries that still wait for it."""
        for tokens in batch.pieces:
            key = batch.package, batch.decoding, tokens
            self._in_flight.discard(key)
            yield self._waiting.pop(key, ())

    def _unqueue(self, request: Request, number: int) -> None:
        if number in request.queued:
            request.queued.remove(number)
            if not request.queued:
                self._requests.remove(request)


def max_tokens(request: Request) -> int:
    """Return the size of a batch: larger for a model that is smaller or larger than usual."""
    smallest, largest = _USUAL_BYTES
    size = request.package.size
    share = max(2 - size / smallest, 1.0, size / largest) * _USUAL_BEAM
    return min(int(MAX_BATCH_TOKENS * share / max(request.decoding.beam_size, 1)), _MOST_TOKENS)


def _window(requests: Sequence[Request]) -> Iterator[Entry]:
    length = 0
    for request in requests:
        for number in request.queued:
            yield request, number
            length += request.length(number)
            if length > _WINDOW_TOKENS:
                return


def _choose(
    window: Iterator[Entry], near: int, limit: int, waiting: Sequence[int], others: int
) -> list[Entry]:
    """Return the pieces whose lengths are nearest to one, of `limit` in all, but at least one.

    Where `others` have room for the rest of the `waiting` lengths, they get what they can translate
    in the same time.
    """
    chosen: list[Entry] = []
    taken: list[int] = []
    rest, rest_memory = sum(waiting), sum(waiting) + _PIECE_COST * len(waiting)
    # Of two that are equally near, the one that is due first comes first.
    for request, number in sorted(window, key=lambda entry: abs(entry[0].length(entry[1]) - near)):
        length = request.length(number)
        memory = sum(taken) + length + _PIECE_COST * (len(taken) + 1)
        if taken and memory > limit:
            break
        if taken and memory > _MIN_BATCH_TOKENS and rest_memory <= others * limit:
            steps = max(taken) - length
            if _STEP_COST * steps + sum(taken) + length > rest / others:
                break
        chosen.append((request, number))
        taken.append(length)
        rest -= length
        rest_memory -= length + _PIECE_COST
    return chosen
