"""What a bot says about itself: commands and descriptions, each per language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.calls import Json, bad_request

_LIMITS = {"description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@dataclass(slots=True)
class Profile:
    """Commands by language, texts by kind and language; "" is every other language."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, commands: object, language: str) -> None:
        """Check and set the commands; an empty list removes them."""
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_read_command(command) for command in commands]
        if checked:
            self.commands[check_language(language)] = checked
        else:
            self.commands.pop(check_language(language), None)

    def commands_in(self, language: str) -> list[Json]:
        """Return the commands that a person of this language sees."""
        return self.commands.get(language) or self.commands.get("", [])

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Set the description or short_description; an empty one is removed."""
        if len(text) > _LIMITS[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        if text:
            self.texts[kind, check_language(language)] = text
        else:
            self.texts.pop((kind, check_language(language)), None)

    def text(self, kind: str, language: str) -> str:
        """Return a text in this language, or else the one for every other language."""
        return self.texts.get((kind, language)) or self.texts.get((kind, ""), "")


def check_language(code: str) -> str:
    """Return the code of two letters, or "". Raises a 400 for anything else."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _read_command(command: object) -> Json:
    if not isinstance(command, Mapping):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")), str(command.get("description", "")).strip()
    name = name.removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
