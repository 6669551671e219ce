"""Counts what the models did, and what they did not have to."""

from dataclasses import dataclass


@dataclass(slots=True)
class Work:
    """Of pieces: nearly every sentence is one. Each number is only ever written under one lock or
    by one thread; they may be read at any time, and only grow.

    `seconds` are those that all threads together spent in models.
    """

    translated: int = 0
    recalled: int = 0
    joined: int = 0
    seconds: float = 0.0
