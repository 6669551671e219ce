"""Which of all the pieces that wait goes to a model next. Only a waiting line: no model, no thread.

Every piece has a time at which it is due, and what is due first goes first. A request gives its
pieces times in proportion to how much stands before them, so short work overtakes long work, but
nothing is ever overtaken by what arrives after it was due.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import ceil

from bot.translating.engine.decoding import Decoding
from bot.translating.packages.routes import InstalledPackage

LARGEST_BATCH = 96
"""In tokens, of which each takes about 0.13 MB with beams of four.

With it two workers stay within the memory that `argostranslate.translate` takes, which works on one
sentence at a time. 256 would take little more than half of the time, and 60 MB more.
"""

_EACH_PIECE = 9
"""As much memory as so many tokens take, for the likelihood of every word of the vocabulary."""

_SMALLEST_BATCH = 32
# Among how many tokens pieces of one length are looked for.
_WINDOW = 2048

_numbers = count()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Tokens for a model; `number` tells the pieces of one request apart."""

    number: int
    tokens: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.tokens)


@dataclass(slots=True, eq=False)
class Request:
    """Somebody waits for the `pieces`, for one package and one decoding. `due` is any clock's.

    In the line, it holds those that are not taken yet, the longest first.
    """

    package: InstalledPackage
    decoding: Decoding
    due: float
    pieces: list[Piece] = field(default_factory=list)
    order: tuple[float, int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = self.due, next(_numbers)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces of about the same length for one model, each with the request that it belongs to."""

    package: InstalledPackage
    decoding: Decoding
    pieces: Sequence[tuple[Request, Piece]]


class Line:
    """Requests in the order in which they are due. Not safe to use from several threads."""

    def __init__(self) -> None:
        self._requests: list[Request] = []

    def add(self, request: Request, pieces: Iterable[Piece]) -> None:
        """The request waits for these pieces, if there are any."""
        request.pieces = sorted(pieces, key=len, reverse=True)
        if request.pieces:
            insort(self._requests, request, key=lambda waiting: waiting.order)

    def drop(self, request: Request) -> None:
        """Take out what nobody waits for any more; not an error if it has gone already."""
        if request in self._requests:
            self._requests.remove(request)

    def withdraw(self, request: Request, piece: Piece) -> None:
        """Take out one piece; not an error if it does not wait here."""
        if piece in request.pieces:
            request.pieces.remove(piece)
            if not request.pieces:
                self.drop(request)

    def take(self, free_workers: int) -> Batch | None:
        """The next batch, which holds the longest piece of the request that is due first.

        What waits is shared out among the workers that have nothing to do, this one among them.
        """
        if not self._requests:
            return None
        first = self._requests[0]
        alike = [
            request
            for request in self._requests
            if (request.package, request.decoding) == (first.package, first.decoding)
        ]
        waiting = sum(_cost(piece) for request in alike for piece in request.pieces)
        limit = max(_SMALLEST_BATCH, min(LARGEST_BATCH, ceil(waiting / free_workers)))
        chosen = _of_one_length(_window(alike), len(first.pieces[0]), limit)
        taken = {piece for _, piece in chosen}
        for request in {request for request, _ in chosen}:
            request.pieces = [piece for piece in request.pieces if piece not in taken]
            if not request.pieces:
                self._requests.remove(request)
        return Batch(first.package, first.decoding, chosen)


def _cost(piece: Piece) -> int:
    """In tokens."""
    return len(piece) + _EACH_PIECE


def _window(requests: Sequence[Request]) -> Iterator[tuple[Request, Piece]]:
    length = 0
    for request in requests:
        for piece in request.pieces:
            yield request, piece
            length += len(piece)
            if length > _WINDOW:
                return


def _of_one_length(
    window: Iterator[tuple[Request, Piece]], length: int, limit: int
) -> list[tuple[Request, Piece]]:
    """The pieces nearest to a length, so many that they cost no more than `limit`, or one."""
    chosen: list[tuple[Request, Piece]] = []
    total = 0
    # Of two that are equally near, the one that is due first comes first.
    for request, piece in sorted(window, key=lambda waiting: abs(len(waiting[1]) - length)):
        total += _cost(piece)
        if chosen and total > limit:
            break
        chosen.append((request, piece))
    return chosen
