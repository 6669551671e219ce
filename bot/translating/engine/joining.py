"""Who waits for which piece, so that the same one is not translated twice at the same time.

Equal pieces of several people wait in line each for itself, as urgent as its own request is. The
first that is taken is translated for all of them, and who asks for it meanwhile joins. Not safe to
use from several threads.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.translating.engine.decoding import Decoding
from bot.translating.engine.scheduling import Batch, Piece, Request
from bot.translating.packages import InstalledPackage

_Key = tuple[InstalledPackage, Decoding, tuple[str, ...]]
Waiting = tuple[Request, Piece]
"""A piece, and the request that waits for it."""


class Joining:
    def __init__(self) -> None:
        self._waiting: dict[_Key, list[Waiting]] = {}
        self._at_work: set[_Key] = set()

    def add(self, request: Request, pieces: Iterable[Piece]) -> list[Piece]:
        """A request waits for these pieces. Answers with those that are not at work already."""
        new: list[Piece] = []
        for piece in pieces:
            key = _key(request, piece)
            self._waiting.setdefault(key, []).append((request, piece))
            if key not in self._at_work:
                new.append(piece)
        return new

    def begin(self, batch: Batch) -> tuple[Batch, Sequence[Waiting]]:
        """The batch with each piece once, and everything that it is translated for."""
        once = {_key(request, piece): (request, piece) for request, piece in batch.pieces}
        self._at_work |= once.keys()
        joined = [waiting for key in once for waiting in self._waiting.get(key, ())]
        return replace(batch, pieces=tuple(once.values())), joined

    def end(self, batch: Batch) -> Iterator[Sequence[Waiting]]:
        """Who still waits for each piece of a batch that was at work."""
        for request, piece in batch.pieces:
            key = _key(request, piece)
            self._at_work.discard(key)
            yield self._waiting.pop(key, ())

    def drop(self, request: Request, pieces: Iterable[Piece]) -> None:
        """The request does not wait any more; others may, for the same pieces."""
        for piece in pieces:
            key = _key(request, piece)
            left = [waiting for waiting in self._waiting.get(key, ()) if waiting[0] is not request]
            if left:
                self._waiting[key] = left
            else:
                self._waiting.pop(key, None)


def _key(request: Request, piece: Piece) -> _Key:
    return request.package, request.decoding, piece.tokens
