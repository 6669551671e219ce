"""`dragoman setup`, at a terminal of its own: what it asks, and the file that it writes."""

import asyncio
import os
import pty
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.playground import Playground
from tests.cli.conftest import Dragoman
from tests.cli.test_serving import TOKEN
from tests.translating.packages.conftest import names
from tests.translating.packages.package_server import PackageServer

WITHIN = 60


class Terminal:
    """A command at a terminal: what it shows, and the lines that a person types."""

    def __init__(self, process: asyncio.subprocess.Process, end: int) -> None:
        self.process = process
        self.shown = ""
        self._end = end
        self._read = ""

    async def shows(self, text: str) -> None:
        """Wait until the command shows a text after what was waited for before."""
        async with asyncio.timeout(WITHIN):
            while text not in self._read:
                piece = await self._next()
                print(piece, end="")
                assert piece, f"{text!r} was never shown"
                # Long lines are folded.
                self._read += " ".join(piece.replace("\r\n", " ").split(" "))
                self.shown += piece
        self._read = self._read.partition(text)[2]

    async def _next(self) -> str:
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._end, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(self._end)
        try:
            return os.read(self._end, 4096).decode(errors="replace")
        except OSError:  # the command has ended
            return ""

    async def converse(self, *lines: str | tuple[str, str]) -> None:
        """Wait for what the command shows, in this order, and type the second of each pair."""
        for line in lines:
            shown, typed = (line, None) if isinstance(line, str) else line
            await self.shows(shown)
            if typed is not None:
                self.types(typed)

    def types(self, line: str) -> None:
        os.write(self._end, f"{line}\n".encode())

    async def ends(self) -> int:
        async with asyncio.timeout(WITHIN):
            while piece := await self._next():
                self.shown += piece
            return await self.process.wait()


@asynccontextmanager
async def at_terminal(environment: Mapping[str, str], *words: str) -> AsyncIterator[Terminal]:
    """Run a command at a terminal; what has not ended after the test is killed."""
    end, of_command = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        stdin=of_command,
        stdout=of_command,
        stderr=of_command,
        env={**environment, "TERM": "dumb", "COLUMNS": "500"},
        start_new_session=True,
    )
    os.close(of_command)
    try:
        yield Terminal(process, end)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(end)


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground(token=TOKEN) as playground:
        yield playground


@pytest.fixture
def here(
    full_environment: dict[str, str], environment: dict[str, str], telegram: Playground
) -> dict[str, str]:
    api = {"DRAGOMAN_API_URL": telegram.base_url, "no_proxy": "127.0.0.1"}
    return {**full_environment, **environment, **api}


@pytest.mark.slow
async def test_a_newcomer_answers_questions_and_has_settings_and_models(
    server: PackageServer,
    here: dict[str, str],
    environment: dict[str, str],
    telegram: Playground,
    tmp_path: Path,
) -> None:
    stranger, owner = telegram.person("Ivan"), telegram.person("Olena")
    stranger.send("hello")
    async with at_terminal({**here, **environment}, "setup") as terminal:
        await terminal.converse(
            ("The bot’s token", "nonsense"),
            "This is not a token",
            ("The bot’s token", "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
            "Telegram rejected the token",
            ("The bot’s token", TOKEN),
            f"The token belongs to @{telegram.bot_username}",
            ("Languages", "en zzzz"),
            ("Languages", "English українська"),
            ("Download and install them?", "y"),
            ("Who may use the bot?", "4"),
            ("Type 1, 2 or 3", "2"),
            (f"Ivan (id {stranger.id}) has written. Is that you?", "n"),
        )
        owner.send("It is me")
        await terminal.converse(
            (f"Olena (id {owner.id}) has written. Is that you?", "y"), "Start the bot: dragoman run"
        )

        assert await terminal.ends() == 0
        file = tmp_path / "config.toml"
        found = load_settings(file)
        assert found.token.get_secret_value() == TOKEN
        assert (found.allowed_people, found.admins) == ((owner.id,), (owner.id,))
        assert file.stat().st_mode & 0o777 == 0o600
        assert names(tmp_path / "packages") == ["translate-en_uk-1_4", "translate-uk_en-1_9"]
        assert TOKEN not in terminal.shown
        # The bot is to answer what was written meanwhile.
        assert len(telegram.cloud.updates.waiting) == 2


@pytest.mark.slow
async def test_a_start_without_a_token_offers_to_set_the_bot_up(
    here: dict[str, str], telegram: Playground, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('default_language = "ru"\n')
    here = {**here, "DRAGOMAN_PACKAGE_INDEX": "http://127.0.0.1:9/index.json"}
    async with at_terminal({**here, "LANG": "uk_UA.UTF-8"}, "run") as terminal:
        await terminal.converse(
            ("Налаштувати бота зараз? [т/Н]", "т"),
            ("Файл config.toml уже є. Записати новий?", "так"),
            ("Токен бота", TOKEN),
            ("Мови, якими ви читаєте", ""),
            ("Моделі можна встановити пізніше", "3"),
            ("id цих людей", "@olena"),
            ("id — це ціле число", "17, 42"),
            "Готово",
        )
        person = telegram.person("Olena")
        async with asyncio.timeout(WITHIN):
            person.send("/start")
            await person.next_message(within=WITHIN)
        terminal.process.terminate()

        assert await terminal.ends() == 0
        assert load_settings(file).allowed_people == (17, 42)
        assert load_settings(file).default_language == "uk"
        assert file.with_name("config.toml.old").read_text() == 'default_language = "ru"\n'


@pytest.mark.slow
async def test_who_leaves_the_questions_changes_nothing(
    here: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('token = ""\n')
    here = {**here, "DRAGOMAN_API_URL": "http://127.0.0.1:9/bot"}
    async with at_terminal(here, "setup") as terminal:
        await terminal.converse(
            ("[y/N]", "y"),
            ("The bot’s token", TOKEN),
            ("Use this token without checking it?", "y"),
            ("Languages", "\x04"),
        )

        assert await terminal.ends() == 1
        assert file.read_text() == 'token = ""\n'
        assert not file.with_name("config.toml.old").exists()


def test_without_a_terminal_nobody_can_be_asked(dragoman: Dragoman) -> None:
    result = dragoman("setup", ends=1)
    assert "Questions can only be answered in a terminal" in result.stderr
    assert "dragoman setup" in dragoman("run", ends=3).stderr
