"""What goes over the wire: JSON objects, and the errors that Telegram answers with.

The descriptions are those of Telegram's own server, because bots match on them. Knows no state.
"""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A Bot API object, exactly as it is sent."""


class BotApiError(Exception):
    """An answer with `ok: false`; `description` is the message that the bot's library raises."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> BotApiError:
    return BotApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> BotApiError:
    """`retry_after` is in seconds."""
    return BotApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )
