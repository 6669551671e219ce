"""`dragoman setup`: asks what a bot needs, writes it into the file of settings, and gets models.

Nothing is written before the last question is answered.
"""

import asyncio
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple, TypeVar

import aiohttp

from bot.cli.exits import ExitCode, complain
from bot.cli.screen import Screen, agrees, ask, remark, words_here
from bot.config import Settings, settings_file, settings_without_file
from bot.errors import (
    BadConfiguration,
    DragomanError,
    TelegramUnreachable,
    UnknownLanguage,
    system_cause,
)
from bot.languages import SERVED, language_code
from bot.rendering.words import Words

Answer = TypeVar("Answer")

_ANSWERS_WITHIN = aiohttp.ClientTimeout(total=10)
_POLL_SECONDS = 5
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{6,64}")
_EVERYBODY, _ONLY_ME, _SOME = "1", "2", "3"


class NoTerminal(DragomanError):
    """Questions can be answered at a terminal only."""


def offer_set_up(path: Path | None) -> bool:
    """Say that there is no token, and set the bot up if the person at the terminal wants it."""
    words = words_here()
    if not sys.stdin.isatty() or not agrees(words.say("terminal-setup-offer")):
        return False
    set_up(path)
    return True


def set_up(path: Path | None) -> None:
    """Ask for the token, the languages and who may use the bot, and write the file of settings.

    An earlier file is kept beside it. Raises NoTerminal, BadConfiguration where the file cannot be
    written, and SystemExit where the person does not go on.
    """
    if not sys.stdin.isatty():
        raise NoTerminal
    words, file, settings = words_here(), settings_file(path), settings_without_file()
    _say(words, "begin", file=str(file))
    if file.exists() and not agrees(words.say("terminal-setup-replace", file=str(file))):
        raise SystemExit(ExitCode.NOT_DONE)
    token, name = _asked(words, "token", lambda given: _checked(given, settings), is_secret=True)
    languages = _asked(words, "languages", _languages)
    packages = _chosen(settings, languages, words)
    people = _people(settings, token, name, words)
    values: dict[str, Any] = {"token": token, "default_language": words.language}
    if people:
        values |= {"allowed_people": people, "admins": people[:1]}
    _write(file, values, words)
    _say(words, "written", file=str(file))
    if packages:
        from bot.cli.installing import fetch

        fetch(settings, packages)
    _say(words, "ready")


def _say(words: Words, what: str, **values: str) -> None:
    Screen().show_line(words.say(f"terminal-setup-{what}", **values))


def _asked(
    words: Words, what: str, read: Callable[[str], Answer], *, is_secret: bool = False
) -> Answer:
    """Ask until the answer can be read; `read` raises ValueError with what is wrong."""
    while True:
        try:
            return read(ask(words.say(f"terminal-setup-{what}"), is_secret=is_secret))
        except ValueError as wrong:
            remark(str(wrong))


def _checked(given: str, settings: Settings) -> tuple[str, str]:
    """Return a token and the name of its bot, which is empty where Telegram is out of reach."""
    words = words_here()
    if not _TOKEN.fullmatch(given):
        raise ValueError(words.say("terminal-setup-no-token"))
    try:
        account = asyncio.run(bot_account(settings, given))
    except TelegramUnreachable as error:
        complain(error)
        if agrees(words.say("terminal-setup-unchecked")):
            return given, ""
        raise ValueError(words.say("terminal-setup-again")) from None
    if account is None:
        raise ValueError(words.say("terminal-doctor-token-refused"))
    Screen().show_line(words.say("terminal-doctor-token", name=account.name))
    return given, account.name


class BotAccount(NamedTuple):
    """The name of a bot, and whether people may ask it in chats that it is not in."""

    name: str
    has_guest_mode: bool
    has_inline_mode: bool


async def bot_account(settings: Settings, token: str) -> BotAccount | None:
    """Return the account of the bot that a token is for; None for one that Telegram refuses.

    Raises TelegramUnreachable.
    """
    answer = await _call(settings, token, "getMe")
    try:
        if not answer["ok"]:
            return None
        account = answer["result"]
        modes = (account.get(f"supports_{kind}_queries") is True for kind in ("guest", "inline"))
        return BotAccount(str(account["username"]), *modes)
    except (LookupError, TypeError, AttributeError):
        raise TelegramUnreachable(url=settings.api_url) from None


async def _call(settings: Settings, token: str, method: str, **values: str | int) -> Any:
    """Return what Telegram answers to a method. Raises TelegramUnreachable."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_ANSWERS_WITHIN, trust_env=True) as session,
            session.get(f"{settings.api_url}{token}/{method}", params=values) as response,
        ):
            return await response.json()
    # The error's own text may have the address in it, which has the token in it.
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise TelegramUnreachable(url=settings.api_url) from None


def _languages(given: str) -> Sequence[str]:
    """Return the codes of the languages that somebody reads, those served where none is named."""
    names = re.split(r"[\s,;]+", given.strip()) if given.strip() else SERVED
    try:
        return tuple(dict.fromkeys(map(language_code, names)))
    except UnknownLanguage as error:
        raise ValueError(words_here().explain(error)) from None


def _chosen(settings: Settings, languages: Sequence[str], words: Words) -> Sequence[Any]:
    """Return the packages that the person wants; none where the index cannot be read."""
    if len(languages) == 1:
        return ()
    from bot.cli.installing import choose

    try:
        return choose(settings, languages)
    except DragomanError as error:
        complain(error)
        _say(words, "models-later")
        return ()


def _people(settings: Settings, token: str, name: str, words: Words) -> Sequence[int]:
    """Return the ids of the people who may use the bot; none for everybody."""
    who = _asked(words, "people", _one_of_three)
    if who == _EVERYBODY:
        return ()
    if who == _ONLY_ME and name:
        _say(words, "write-to-it", name=name)
        try:
            return (asyncio.run(_writer(settings, token, words)),)
        except TelegramUnreachable as error:  # also where another process asks for messages
            complain(error)
    return _asked(words, "ids", _ids)


def _one_of_three(given: str) -> str:
    if given not in (_EVERYBODY, _ONLY_ME, _SOME):
        raise ValueError(words_here().say("terminal-setup-one-of-three"))
    return given


def _ids(given: str) -> Sequence[int]:
    found = re.split(r"[\s,;]+", given.strip())
    if not all(id.isascii() and id.isdigit() and 0 < int(id) < 2**52 for id in found):
        raise ValueError(words_here().say("terminal-setup-no-ids"))
    return tuple(dict.fromkeys(map(int, found)))


async def _writer(settings: Settings, token: str, words: Words) -> int:
    """Return the id of the person at the terminal, who writes to the bot.

    Others may write at the same time. What they write stays with Telegram, for the bot to answer.
    """
    others: set[int] = set()
    while True:
        answer = await _call(settings, token, "getUpdates", timeout=_POLL_SECONDS)
        updates = answer.get("result") if isinstance(answer, dict) and answer.get("ok") else None
        if not isinstance(updates, list):
            raise TelegramUnreachable(url=settings.api_url)
        for sender in map(_sender, updates):
            if sender is None or sender["id"] in others:
                continue
            shown = words.say("terminal-setup-is-it-you", name=sender["name"], id=str(sender["id"]))
            if agrees(shown):
                return int(sender["id"])
            others.add(sender["id"])
        # Telegram answers at once while there are updates that nobody has confirmed.
        await asyncio.sleep(1)


def _sender(update: Any) -> Mapping[str, Any] | None:
    """Return the id and the name of the sender of a message in a private chat."""
    try:
        message = update["message"]
        sender = message["from"]
        if message["chat"]["type"] != "private" or type(sender["id"]) is not int:
            return None
        return {"id": sender["id"], "name": str(sender["first_name"])}
    except (LookupError, TypeError):
        return None


def _write(file: Path, values: Mapping[str, Any], words: Words) -> None:
    """Write a file of settings that only its owner may read; keep an earlier one beside it."""
    # What JSON makes of texts, numbers and lists of them is TOML too.
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    text = "\n".join([f"# {words.say('terminal-setup-comment')}", *lines, ""])
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
            new.write(text)
        try:
            if file.exists():
                file.replace(file.with_name(f"{file.name}.old"))
            Path(new.name).replace(file)
        finally:
            # It has the token.
            Path(new.name).unlink(missing_ok=True)
    except OSError as error:
        raise BadConfiguration(**{str(file): system_cause(error)}) from None
