"""What a bot says about itself: commands, name and descriptions, each per language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.calls import Json, bad_request

_SCOPES_WITH_CHAT = ("chat", "chat_administrators", "chat_member")
_SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    *_SCOPES_WITH_CHAT,
)
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")

Scope = tuple[str, int, int]
"""Type, chat id and user id; 0 where the type has none."""


@dataclass(slots=True)
class Profile:
    """Commands by scope and language, texts by kind and language; "" is every other language."""

    name: str
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, commands: object, scope: Scope, language: str) -> None:
        """Check and set the commands of this scope; an empty list removes them."""
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_read_command(command) for command in commands]
        if checked:
            self.commands[scope, check_language(language)] = checked
        else:
            self.commands.pop((scope, check_language(language)), None)

    def commands_for(self, chat_id: int, *, private: bool, language: str) -> list[Json]:
        """Return the commands that a person sees there: those of the narrowest scope with any."""
        everywhere = "all_private_chats" if private else "all_group_chats"
        for scope in (("chat", chat_id, 0), (everywhere, 0, 0), ("default", 0, 0)):
            for code in (language, ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Set the name, description or short_description; an empty one is removed."""
        if len(text) > _LIMITS[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        if text:
            self.texts[kind, check_language(language)] = text
        else:
            self.texts.pop((kind, check_language(language)), None)

    def text(self, kind: str, language: str) -> str:
        """Return a text in this language, or else the one for every other language."""
        fallback = self.name if kind == "name" else ""
        return self.texts.get((kind, language)) or self.texts.get((kind, "")) or fallback


def check_language(code: str) -> str:
    """Return the code of two letters, or "". Raises a 400 for anything else."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def read_scope(scope: object) -> Scope:
    """Read a BotCommandScope. Raises a 400."""
    if scope is None:
        return "default", 0, 0
    if not isinstance(scope, Mapping) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    kind = str(scope["type"])
    if kind in _SCOPES_WITH_CHAT and not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    try:
        return kind, int(scope.get("chat_id") or 0), int(scope.get("user_id") or 0)
    except (TypeError, ValueError, OverflowError):
        raise bad_request("can't parse BotCommandScope: Invalid chat_id specified") from None


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
