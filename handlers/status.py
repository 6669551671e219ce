"""/status, for those who run the bot: what waits, and what this process holds in memory."""

import os
import time
from pathlib import Path

from bot.botapi import sending
from bot.domain.rich_text import RichText
from bot.rendering.words import Words
from bot.services import Services
from handlers.help import explain_commands
from handlers.routes import Routes
from handlers.turn import Turn

_MEMORY = Path("/proc/self/statm")


async def show_status(turn: Turn) -> None:
    """Answer /status; to others it is a command that the bot does not have."""
    if turn.services.limits.is_admin(turn.person.id):
        lines = await _lines(turn.services, turn.words)
        await sending.reply(turn.message, RichText("\n".join(lines)))
    elif turn.incoming.in_private_chat:
        await explain_commands(turn)


async def _lines(services: Services, words: Words) -> list[str]:
    backlogs = (await services.workflows.backlogs()).values()
    # This command is being worked on itself.
    begun = sum(backlog.begun for backlog in backlogs) - 1
    oldest = max(backlog.oldest_seconds for backlog in backlogs)
    models = sorted(str(package) for package in services.articles.loaded)
    minutes = int(time.monotonic() - services.since) // 60
    lines = [
        words.say("status-waiting", count=sum(backlog.waiting for backlog in backlogs)),
        words.say("status-oldest", seconds=round(oldest)),
        words.say("status-begun", count=begun),
        words.say("status-models", models=", ".join(models) or "–"),
    ]
    if (megabytes := _megabytes()) is not None:
        lines.append(words.say("status-memory", megabytes=megabytes))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    lines.append(words.say("status-uptime", days=days, hours=hours, minutes=minutes))
    return lines


def _megabytes() -> int | None:
    """Return what this process has in memory; None where the system does not say."""
    if not _MEMORY.exists():
        return None
    pages = int(_MEMORY.read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGESIZE") / 10**6)


ROUTES = Routes(commands={"status": show_status})
