"""Which feature answers an update: by its command, by the button, or by the kind of message."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.botapi.buttons import ELSEWHERE
from bot.botapi.long_jobs import Job
from bot.domain.incoming import UpdateKind
from handlers.turn import Turn

Key = TypeVar("Key")
Value = TypeVar("Value")
Answer = Callable[[Turn], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Routes:
    """What a feature answers, or all of them.

    `kinds` are updates that no other feature answers, `commands` are known by their names, and
    `buttons` and `jobs` by what their data has before the colon. The button "" stands for all that
    no feature has, and for those below lost messages. The first of all `messages` that applies is
    taken.
    """

    commands: Mapping[str, Answer] = field(default_factory=dict)
    buttons: Mapping[str, Answer] = field(default_factory=dict)
    kinds: Mapping[UpdateKind, Answer] = field(default_factory=dict)
    messages: Sequence[tuple[Callable[[Turn], bool], Answer]] = ()
    jobs: Mapping[str, Callable[[Turn, Job], Awaitable[None]]] = field(default_factory=dict)

    @classmethod
    def of(cls, features: Sequence["Routes"]) -> "Routes":
        """Return the routes of all features together."""
        return cls(
            _merged(each.commands for each in features),
            _merged(each.buttons for each in features),
            _merged(each.kinds for each in features),
            [message for each in features for message in each.messages],
            _merged(each.jobs for each in features),
        )

    def answer_for(self, turn: Turn) -> Answer | None:
        """Return how an update is answered; None where nothing is said to it."""
        incoming = turn.incoming
        if incoming.kind in self.kinds:
            return self.kinds[incoming.kind]
        if incoming.kind is UpdateKind.PRESS:
            name = "" if incoming.is_lost else incoming.button.partition(":")[0]
            if turn.elsewhere and name not in ELSEWHERE:
                name = ""
            return self.buttons.get(name, self.buttons[""])
        command = incoming.command_for(turn.bot.username)
        if command in self.commands:
            return self.commands[command]
        return next((answer for applies, answer in self.messages if applies(turn)), None)


def _merged(mappings: Iterable[Mapping[Key, Value]]) -> Mapping[Key, Value]:
    return {key: value for mapping in mappings for key, value in mapping.items()}
