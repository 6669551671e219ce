"""The parameters of one call, however they came: query string, form, JSON or multipart.

Telegram takes every value as text or as JSON, so an integer may arrive as `"5"` and an object as a
string of JSON. Knows nothing of what the parameters mean.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.playground.wire import bad_request

_FORMS = frozenset(("", "application/x-www-form-urlencoded", "application/octet-stream"))

_TEXTS = (
    "text caption url name description short_description language_code callback_query_id "
    "inline_query_id guest_query_id secret_token parse_mode file_id document photo"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parameters:
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """What is not a number is the default, as on Telegram's server."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError, OverflowError):
            return default

    def boolean(self, name: str) -> bool:
        return str(self.values.get(name, "")).strip().lower() in ("true", "yes", "1")

    def has(self, name: str) -> bool:
        return self.values.get(name) not in (None, "") or name in self.uploads

    def decoded(self, name: str, what: str) -> Any:
        """The JSON value of a parameter, or None; `what` names it in the error."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def readable(self) -> dict[str, Any]:
        """The values as a test wants to read them: numbers and objects decoded, texts not."""
        return {
            name: value if name in _TEXTS.split() else _decoded(value)
            for name, value in self.values.items()
        }

    def upload(self, name: str) -> Upload | None:
        """The file for a parameter: the part of its name, or the one that `attach://…` names."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


async def read_parameters(request: web.Request) -> Parameters:
    """Read them all; later sources win, as a form over the query string."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST" and request.body_exists:
        if request.content_type == "application/json":
            values |= await _json_body(request)
        elif request.content_type == "multipart/form-data":
            await _read_multipart(request, values, uploads)
        elif request.content_type in _FORMS:
            values |= dict(await request.post())
    return Parameters(values, uploads)


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


async def _json_body(request: web.Request) -> Mapping[str, Any]:
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
