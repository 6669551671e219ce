"""What a bot says of itself: commands, name and descriptions, each per language. Knows no chats."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.playground.wire import Json, bad_request

_SCOPES = (
    "default all_private_chats all_group_chats all_chat_administrators "
    "chat chat_administrators chat_member"
)
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")

Scope = tuple[str, int, int]
"""Type, chat id and user id; 0 where the type has none."""


@dataclass(slots=True)
class Profile:
    name: str
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, commands: object, scope: Scope, language: str) -> None:
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        checked = [_command(command) for command in commands]
        if checked:
            self.commands[scope, check_language(language)] = checked
        else:
            self.commands.pop((scope, check_language(language)), None)

    def commands_for(self, chat_id: int, *, private: bool, language: str) -> list[Json]:
        """The commands that a person sees there: the narrowest scope that has any, in order."""
        everywhere = "all_private_chats" if private else "all_group_chats"
        for scope in (("chat", chat_id, 0), (everywhere, 0, 0), ("default", 0, 0)):
            for code in (language, ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Set the name, description or short_description; an empty one is taken away."""
        if len(text) > _LIMITS[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        if text:
            self.texts[kind, check_language(language)] = text
        else:
            self.texts.pop((kind, check_language(language)), None)

    def text(self, kind: str, language: str) -> str:
        fallback = self.name if kind == "name" else ""
        return self.texts.get((kind, language)) or self.texts.get((kind, "")) or fallback


def check_language(code: str) -> str:
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def read_scope(scope: object) -> Scope:
    if scope is None:
        return "default", 0, 0
    if not isinstance(scope, Mapping) or scope.get("type") not in _SCOPES.split():
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    kind = str(scope["type"])
    needs_chat = kind in ("chat", "chat_administrators", "chat_member")
    if needs_chat and not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    try:
        return kind, int(scope.get("chat_id") or 0), int(scope.get("user_id") or 0)
    except (TypeError, ValueError, OverflowError):
        raise bad_request("can't parse BotCommandScope: Invalid chat_id specified") from None


def _command(command: object) -> Json:
    if not isinstance(command, Mapping):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")), str(command.get("description", "")).strip()
    name = name.removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
