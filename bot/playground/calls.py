"""One call of the Bot API: its parameters, the errors that may answer it, and what is kept of it.

The descriptions of errors are those of Telegram's own server, because bots match on them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web

Json: TypeAlias = dict[str, Any]
"""A Bot API object, exactly as it is sent."""

_FORMS = frozenset(("", "application/x-www-form-urlencoded", "application/octet-stream"))
# Parameters that are text, so that "[1]" or "7" in them is not decoded.
_TEXTS = (
    "text caption url description short_description language_code callback_query_id "
    "inline_query_id inline_message_id guest_query_id next_offset secret_token parse_mode "
    "file_id document"
)


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
    """Return the 400 with this reason."""
    return BotApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> BotApiError:
    """Return the 403 with this reason."""
    return BotApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> BotApiError:
    """Return the 409 with this reason."""
    return BotApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> BotApiError:
    """Return the 429 that asks for a pause of `retry_after` seconds."""
    return BotApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call, however they came: query string, form, JSON or multipart.

    Telegram takes every value as text or as JSON, so an integer may arrive as `"5"` and an object
    as a string of JSON.
    """

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "") or name in self.uploads

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a number, or the default where the value is none, as on Telegram's server."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError, OverflowError):
            return default

    def boolean(self, name: str) -> bool:
        return str(self.values.get(name, "")).strip().lower() in ("true", "yes", "1")

    def decoded(self, name: str, what: str) -> Any:
        """Return the JSON value of a parameter, or None. `what` names it in the error."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def readable(self) -> Json:
        """Return the values as a test wants to read them: numbers and objects decoded."""
        return {
            name: value if name in _TEXTS.split() else _decoded_if_json(value)
            for name, value in self.values.items()
        }

    def upload(self, name: str) -> Upload | None:
        """Return the file of a parameter: the part of its name, or that which `attach://` names."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


async def read_parameters(request: web.Request) -> Parameters:
    """Read all parameters of a request. Those of its body win over the query string."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST" and request.body_exists:
        if request.content_type == "application/json":
            values |= await _read_json(request)
        elif request.content_type == "multipart/form-data":
            await _read_multipart(request, values, uploads)
        elif request.content_type in _FORMS:
            values |= dict(await request.post())
    return Parameters(values, uploads)


def _decoded_if_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


async def _read_json(request: web.Request) -> Mapping[str, Any]:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected as the request body")
    return body


async def _read_multipart(
    request: web.Request, values: dict[str, Any], uploads: dict[str, Upload]
) -> None:
    reader = await request.multipart()
    size = 0
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytearray()
        while chunk := await part.read_chunk(2**16):
            data += chunk
            size += len(chunk)
            if size > request.client_max_size:
                raise web.HTTPRequestEntityTooLarge(request.client_max_size, size)
        if part.filename is None:
            values[part.name] = data.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, kind, bytes(data))


@dataclass(frozen=True, slots=True)
class Call:
    """A call that has been answered, or (code 0) deliberately was not. Times are in seconds."""

    method: str
    parameters: Mapping[str, Any]
    files: tuple[str, ...]
    code: int
    response: Json
    time: float
    seconds: float

    @property
    def ok(self) -> bool:
        return bool(self.response.get("ok"))
