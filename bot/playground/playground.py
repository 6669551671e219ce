"""A Telegram on this machine, as one object with a life."""

from collections import deque
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.playground.calls import Call, Fault, Trouble
from bot.playground.chats import ChatType, User
from bot.playground.cloud import Cloud
from bot.playground.groups import Channel, Group, found_group, new_channel
from bot.playground.page_api import ChatPage
from bot.playground.people import Person
from bot.playground.profile import Profile
from bot.playground.server import BotApi, make_app
from bot.playground.wire import BotApiError, Json, too_many_requests

DEFAULT_TOKEN = "7100000001:AAplayground-accepts-any-token-alike"
_ERRORS = {
    400: "Bad Request: fault on demand",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error: fault on demand",
    502: "Bad Gateway",
}


class Playground:
    """A strict Bot API server on the loopback interface, and the people who talk to the bot.

    `port` 0 takes a free one. Without a `token`, any that looks like one is accepted.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str | None = None,
        bot_name: str = "Dragoman",
        bot_username: str = "dragoman_bot",
        privacy_mode: bool = True,
    ) -> None:
        self.token = token or DEFAULT_TOKEN
        bot = User(int(self.token.partition(":")[0]), bot_name, username=bot_username, is_bot=True)
        self.cloud = Cloud(bot, privacy_mode=privacy_mode, profile=Profile(bot_name))
        self._port = port
        self._runner = web.AppRunner(
            make_app(BotApi(self.cloud, token).routes() + ChatPage(self.cloud).routes()),
            handler_cancellation=True,
            access_log=None,
            shutdown_timeout=0.1,
        )

    async def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        self.cloud.events.close()
        await self.cloud.updates.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot wants as `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot wants as `base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def bot_username(self) -> str:
        return self.cloud.bot.username

    @property
    def privacy_mode(self) -> bool:
        """Whether the bot sees in groups only what is meant for it."""
        return self.cloud.privacy_mode

    @privacy_mode.setter
    def privacy_mode(self, on: bool) -> None:
        self.cloud.privacy_mode = on

    @property
    def flood_control(self) -> bool:
        """Whether a message too many gets a 429: 1 a second in a chat, 20 a minute in a group."""
        return self.cloud.flood.is_on

    @flood_control.setter
    def flood_control(self, on: bool) -> None:
        self.cloud.flood.is_on = on

    def person(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """Somebody new. The bot cannot write to them before they have written to it."""
        user = self.cloud.add_user(
            first_name, last_name=last_name, username=username, language_code=language_code
        )
        return Person(self.cloud, user)

    def group(
        self,
        title: str,
        *,
        members: list[Person],
        type: ChatType = "supergroup",
        username: str = "",
        bot_is_admin: bool = False,
    ) -> Group:
        """A group that the first member has made and added the bot to, which the bot is told."""
        return found_group(
            self.cloud,
            title,
            [person.user for person in members],
            type,
            username,
            bot_is_admin=bot_is_admin,
        )

    def channel(self, title: str, *, username: str = "") -> Channel:
        """A channel to forward from; a private one, if it has no username."""
        return new_channel(self.cloud, title, username)

    def post_update(self, update: Json) -> int:
        """Send the bot any update, true or not; the `update_id`, which is added if missing."""
        return self.cloud.updates.put_raw(update)

    @property
    def calls(self) -> deque[Call]:
        """The last calls of the bot, oldest first."""
        return self.cloud.calls.calls

    def calls_of(self, *methods: str) -> list[Call]:
        """Calls of these methods, oldest first."""
        return self.cloud.calls.of(*methods)

    def fail(
        self,
        method: str,
        code: int,
        description: str = "",
        *,
        retry_after: int = 1,
        times: int = 1,
    ) -> None:
        """Let the next calls of a method ("*" for any but getUpdates) fail with this error code."""
        if code == 429:
            error = too_many_requests(retry_after)
        else:
            error = BotApiError(code, description or _ERRORS.get(code, f"Error {code}"))
        self.cloud.faults.waiting.append(Fault(method, Trouble.ERROR, times, error))

    def hang(self, method: str, *, times: int = 1) -> None:
        """Let the next calls of a method never be answered, and not be carried out."""
        self.cloud.faults.waiting.append(Fault(method, Trouble.HANG, times))

    def drop(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """Let the connection break: before the call is carried out, or `after` it was."""
        trouble = Trouble.LOSE_ANSWER if after else Trouble.DROP
        self.cloud.faults.waiting.append(Fault(method, trouble, times))
