"""Logging to standard error, for people or for machines, without secrets."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.config import Settings

FACTS = "facts"
"""What `extra` calls the values that belong to a message: a mapping of short names to them."""


class RedactingFormatter(logging.Formatter):
    """A line for people, with facts behind the message. Secrets are left out, also of tracebacks.

    `secrets` are what to leave out, each with what to write in its place.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", style="{")
        self._secrets = {secret: name for secret, name in secrets.items() if secret}

    def format(self, record: logging.LogRecord) -> str:
        line = self.written(record)
        for secret, name in self._secrets.items():
            line = line.replace(secret, name)
        return line

    def written(self, record: logging.LogRecord) -> str:
        """Return the line with everything in it."""
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        return " ".join(filter(None, [super().formatMessage(record), facts]))


class JsonFormatter(RedactingFormatter):
    """An object in a line; facts are among its members."""

    def written(self, record: logging.LogRecord) -> str:
        members: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            members["traceback"] = self.formatException(record.exc_info)
        return json.dumps(members, ensure_ascii=False, default=str)


def configure_logging(settings: Settings) -> None:
    """Send the log to standard error, in the format of the settings."""
    handler = logging.StreamHandler()
    token = settings.token.get_secret_value()
    secrets = {
        token: "<token>",
        # In an address the colon may be written in another way.
        token.partition(":")[2]: "<token>",
        settings.delivery_secret: "<webhook secret>",
    }
    formatter = JsonFormatter if settings.log_format == "json" else RedactingFormatter
    handler.setFormatter(formatter(secrets))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # Their line for each request is noise, and may show texts; ours say what was done.
    for chatty in ("alembic", "telegram"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.root.level))
    requests = logging.DEBUG if settings.log_level == "DEBUG" else logging.WARNING
    logging.getLogger("aiohttp.access").setLevel(requests)


def _facts(record: logging.LogRecord) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = getattr(record, FACTS, {})
    return facts
