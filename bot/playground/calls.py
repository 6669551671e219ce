"""What the bot asked of Telegram, and faults on demand: the next calls fail in a chosen way."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from bot.playground.wire import BotApiError, Json


@dataclass(frozen=True, slots=True)
class Call:
    """One call that has been answered, or (code 0) deliberately was not."""

    method: str
    parameters: Mapping[str, Any]
    files: tuple[str, ...]
    code: int
    response: Json
    time: float
    seconds: float

    @property
    def ok(self) -> bool:
        return self.code == 200


class Trouble(Enum):
    """What happens to a call instead of an answer."""

    ERROR = auto()
    HANG = auto()
    """No answer, and nothing is done."""
    DROP = auto()
    """The connection breaks before anything is done."""
    LOSE_ANSWER = auto()
    """The connection breaks after the call was carried out."""


@dataclass(slots=True)
class Fault:
    """`times` calls of `method` ("*" for every one but getUpdates) meet this trouble."""

    method: str
    trouble: Trouble
    times: int = 1
    error: BotApiError | None = None

    def concerns(self, method: str) -> bool:
        if self.method == "*":
            return method.lower() != "getupdates"
        return self.method.lower() == method.lower()


@dataclass(slots=True)
class Faults:
    """The faults that are still to happen, oldest first."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, counted down."""
        for fault in self.waiting:
            if fault.concerns(method):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class CallLog:
    """The last calls, oldest first."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=5_000))

    def of(self, *methods: str) -> list[Call]:
        names = {method.lower() for method in methods}
        return [call for call in self.calls if call.method.lower() in names]
