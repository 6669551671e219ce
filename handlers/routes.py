"""Which feature answers an update: by its command, by the button, or by the kind of message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.botapi.buttons import ELSEWHERE
from bot.domain.incoming import UpdateKind
from handlers.turn import Turn

Answer = Callable[[Turn], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Routes:
    """What a feature answers.

    `kinds` are updates that no other feature answers, `commands` are known by their names,
    `buttons` by what their data has before the colon. The button "" stands for all that no feature
    has, and for those below lost messages. The first of all `messages` that applies is taken.
    """

    commands: Mapping[str, Answer] = field(default_factory=dict)
    buttons: Mapping[str, Answer] = field(default_factory=dict)
    kinds: Mapping[UpdateKind, Answer] = field(default_factory=dict)
    messages: Sequence[tuple[Callable[[Turn], bool], Answer]] = ()


class Router:
    """The routes of all features."""

    def __init__(self, features: Sequence[Routes]) -> None:
        self._commands = {name: a for routes in features for name, a in routes.commands.items()}
        self._buttons = {name: a for routes in features for name, a in routes.buttons.items()}
        self._kinds = {kind: a for routes in features for kind, a in routes.kinds.items()}
        self._messages = [message for routes in features for message in routes.messages]

    @property
    def commands(self) -> frozenset[str]:
        """The names of all commands."""
        return frozenset(self._commands)

    def answer_for(self, turn: Turn) -> Answer | None:
        """Return how an update is answered; None where nothing is said to it."""
        incoming = turn.incoming
        if incoming.kind in self._kinds:
            return self._kinds[incoming.kind]
        if incoming.kind is UpdateKind.PRESS:
            name = "" if incoming.is_lost else incoming.button.partition(":")[0]
            if turn.elsewhere and name not in ELSEWHERE:
                name = ""
            return self._buttons.get(name, self._buttons[""])
        command = incoming.command_for(turn.bot.username)
        if command in self._commands:
            return self._commands[command]
        return next((answer for applies, answer in self._messages if applies(turn)), None)
