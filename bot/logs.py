"""Logging to standard error, without secrets."""

import logging

from bot.config import Settings


class RedactingFormatter(logging.Formatter):
    """Leaves a secret out of whatever is logged, tracebacks included."""

    def __init__(self, secret: str) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", style="{")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._secret, "<token>") if self._secret else line


def configure_logging(settings: Settings) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(settings.token.get_secret_value()))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # One line a request of theirs is noise; ours say what was done.
    for chatty in ("httpx", "httpcore", "aiosqlite", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.root.level))
