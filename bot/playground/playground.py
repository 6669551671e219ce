"""A Telegram on this machine: the object that starts and stops it, and makes people and chats."""

from collections import deque
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.playground.calls import BotApiError, Call, Json, too_many_requests
from bot.playground.chat_page import ChatPage
from bot.playground.chats import Chat, ChatType, User
from bot.playground.cloud import Cloud
from bot.playground.faults import Fault, FaultKind, HeldAnswer
from bot.playground.people import Person
from bot.playground.server import BotApi, make_app

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
    ) -> None:
        self.token = token or DEFAULT_TOKEN
        bot_id = int(self.token.partition(":")[0])
        self.cloud = Cloud(User(bot_id, "Dragoman", username="dragoman_bot", is_bot=True))
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
        """End every connection."""
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
    def lacking(self) -> frozenset[str]:
        """Methods and kinds of updates that the server does not know, as an older one."""
        return self.cloud.updates.lacking

    @lacking.setter
    def lacking(self, names: Iterable[str]) -> None:
        self.cloud.updates.lacking = frozenset(names)

    @property
    def flood_control(self) -> bool:
        """Whether there is a limit: 1 message a second in a chat, 20 a minute in a group."""
        return self.cloud.flood.is_on

    @flood_control.setter
    def flood_control(self, on: bool) -> None:
        self.cloud.flood.is_on = on

    def person(
        self,
        first_name: str,
        *,
        last_name: str = "",
        language_code: str = "en",
    ) -> Person:
        """Make somebody new. The bot cannot write to them before they have written to it."""
        user = self.cloud.add_user(
            first_name, last_name=last_name, username="", language_code=language_code
        )
        return Person(self.cloud, user)

    def group(
        self,
        title: str,
        *,
        members: list[Person],
        type: ChatType = "supergroup",
        bot_is_admin: bool = False,
        with_bot: bool = True,
        is_forum: bool = False,
    ) -> Chat:
        """Make a group of the first member, which the bot has long been in.

        Else it can be added: `members[0].add_bot(group)`.
        """
        users = [person.user for person in members]
        group = self.cloud.new_chat(title, users, type, is_forum=is_forum)
        if with_bot:
            group.bot_status = "administrator" if bot_is_admin else "member"
            self.cloud.chats[group.id] = group
        return group

    def channel(self, title: str, *, username: str = "", owner: Person | None = None) -> Chat:
        """Make a channel to forward from, private if it has no username.

        Its owner can post in it, and let the bot run it: `owner.add_bot(channel, as_admin=True)`.
        """
        users = [owner.user] if owner else []
        return self.cloud.new_chat(title, users, "channel", username)

    def post_update(self, update: Json) -> int:
        """Send the bot any update, true or not. Returns its id, which is added if missing."""
        return self.cloud.updates.put_raw(update)

    @property
    def calls(self) -> deque[Call]:
        """The last calls of the bot, oldest first."""
        return self.cloud.calls

    def calls_of(self, *methods: str) -> list[Call]:
        """Return the calls of these methods, oldest first."""
        names = {method.lower() for method in methods}
        return [call for call in self.calls if call.method.lower() in names]

    def fail(
        self,
        method: str,
        code: int,
        description: str = "",
        *,
        retry_after: int = 1,
        times: int = 1,
        chat: Chat | Person | None = None,
    ) -> None:
        """Let the next calls of a method ("*" for any but getUpdates) fail with this error code.

        `retry_after`, in seconds, is that of a 429. With a `chat`, only calls about it fail.
        """
        if code == 429:
            error = too_many_requests(retry_after)
        else:
            error = BotApiError(code, description or _ERRORS.get(code, f"Error {code}"))
        self._add_fault(
            Fault(method, FaultKind.ERROR, times, chat_id=chat.id if chat else None, error=error)
        )

    def answer_html(self, method: str, status: int = 200) -> None:
        """Let the next call of a method get a web page with this status, as from a proxy."""
        self._add_fault(Fault(method, FaultKind.HTML, status=status))

    def hang(self, method: str, *, times: int = 1) -> None:
        """Let the next calls of a method never be answered, and not be carried out."""
        self._add_fault(Fault(method, FaultKind.HANG, times))

    def hold(self, method: str, *, times: int = 1) -> HeldAnswer:
        """Let the next calls of a method be carried out, and their answers wait for a release."""
        held = HeldAnswer()
        self._add_fault(Fault(method, FaultKind.HOLD_ANSWER, times, held=held))
        return held

    def drop(self, method: str, *, after: bool = False) -> None:
        """Let the connection break: before the call is carried out, or `after` it was."""
        self._add_fault(Fault(method, FaultKind.LOSE_ANSWER if after else FaultKind.DROP))

    def clear_faults(self) -> None:
        """Let everything work again."""
        self.cloud.faults.waiting.clear()

    def _add_fault(self, fault: Fault) -> None:
        self.cloud.faults.waiting.append(fault)
