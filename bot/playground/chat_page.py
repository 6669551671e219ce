"""The server side of the chat page: its files, a small JSON API, one stream of events.

What the visitor does is done by a `Person`, so the page can do nothing that a test cannot. Every
request must come from the page itself: see `refuse_other_sites`, and the header that no other site
can add without being refused first.
"""

import asyncio
import json
import time
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, TypeAlias

from aiohttp import web

from bot.playground.calls import BotApiError, Json, Parameters, Upload, read_parameters
from bot.playground.chats import Chat, Message, User
from bot.playground.cloud import Cloud
from bot.playground.editing import REACTIONS
from bot.playground.files import image_size
from bot.playground.formatting import FormattedText, accept
from bot.playground.people import Person
from bot.playground.queries import InlineAnswer
from bot.playground.samples import sample_articles

_TITLES = tomllib.loads(files("bot.playground").joinpath("titles.toml").read_text("utf-8"))
Action: TypeAlias = Callable[[Parameters], Awaitable[Json | None]]
_MESSAGES_SHOWN = 300
_SHOWN_OF_ARTICLE = ("name", "language", "channel", "title")
_LONGEST_TEXT = 200_000
"""Characters that a visitor may send at once: some fifty messages."""
_MOST_IN_ALBUM = 10
_ANSWER_WITHIN = 30.0
"""Seconds for which a pressed button waits."""
_KEEP_ALIVE_SECONDS = 15.0
"""Pause after which a silent stream sends a comment, so that nothing in between closes it."""
# Nothing but the playground's own script, style and pictures, whatever a message contains.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_ASSETS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_SHOWN_AS_PICTURES = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp"))


@dataclass(slots=True)
class Visitor:
    """The person at the page, who has the private chat and three other ones.

    They are a "group", a "channel" of theirs, and "friends", a group that the bot is not in. What
    a visitor gets wrong is a ValueError or LookupError.
    """

    cloud: Cloud
    person: Person
    chats: Mapping[str, Chat]
    _offered: InlineAnswer | None = None
    _cleared: dict[int, int] = field(default_factory=dict)

    @classmethod
    def arrive(cls, cloud: Cloud, accept_language: str = "") -> "Visitor":
        """Make the visitor, a neighbour, a group of both with the bot, one without, and a channel.

        What is posted in the channel, which the bot runs too, is discussed in the group. The
        visitor speaks the first language of their browser that the page has too.
        """
        preferred = (code.strip()[:2].lower() for code in accept_language.split(","))
        language = next((code for code in preferred if code in _TITLES), "en")
        titles = _TITLES[language]
        person = Person(cloud, cloud.add_user("Sasha", "", "", language))
        neighbour = cloud.add_user("Mykola", "", "", "uk")
        group = cloud.new_chat(titles["group"], [person.user, neighbour])
        person.add_bot(group)
        channel = cloud.new_chat(titles["channel"], [person.user], "channel")
        person.discuss_in(group, channel)
        # It is there already: what it says to who adds it would be the first thing to be read.
        channel.bot_status = "administrator"
        cloud.chats[channel.id] = channel
        friends = cloud.new_chat(titles["friends"], [person.user, neighbour])
        return cls(cloud, person, {"group": group, "channel": channel, "friends": friends})

    @property
    def chat_ids(self) -> frozenset[int]:
        return frozenset((self.person.id, *(chat.id for chat in self.chats.values())))

    def state(self) -> Json:
        """Return all that the page shows when it is opened."""
        language, profile = self.person.user.language_code, self.cloud.profile
        return {
            "language": language,
            "visitor": self.person.id,
            "bot": {
                "id": self.cloud.bot.id,
                "username": self.cloud.bot.username,
                "name": self.cloud.bot.name,
                "description": profile.text("description", language),
                "about": profile.text("short_description", language),
            },
            "privacy_mode": self.cloud.privacy_mode,
            "chats": [self._chat_state(key) for key in ("private", *self.chats)],
            "articles": [
                {name: getattr(article, name) for name in _SHOWN_OF_ARTICLE}
                for article in sample_articles()
            ],
        }

    def _chat_state(self, key: str) -> Json:
        chat = self._chat(key)
        chat_id = chat.id if chat else self.person.id
        shown: list[Message] = []
        if chat is not None:
            cleared = self._cleared.get(chat_id, 0)
            shown = [m for m in chat.messages.values() if m.id > cleared][-_MESSAGES_SHOWN:]
        return {
            "key": key,
            "id": chat_id,
            "title": chat.title if chat else "",
            "members": len(chat.members) + chat.has_bot if chat else 2,
            "messages": [self.cloud.client_view(message) for message in shown],
            "commands": self.cloud.profile.commands_in(self.person.user.language_code)
            if key != "friends"
            else [],
        }

    @property
    def actions(self) -> Mapping[str, Action]:
        """What the visitor can do, by the name that the page uses."""
        actions: tuple[Action, ...] = (
            *(self.send, self.edit, self.forward, self.attach, self.press, self.inline),
            *(self.choose, self.react, self.stop, self.language, self.privacy, self.clear),
        )
        return {action.__name__: action for action in actions}

    async def send(self, details: Parameters) -> None:
        text = _read_words(details)
        if details.has("message_id"):
            self.person.reply(self._message(details), text, quote=details.text("quote"))
        else:
            self.person.send_long(text, to=self._to(details))

    async def edit(self, details: Parameters) -> None:
        self.person.edit(self._message(details), _read_words(details))

    async def forward(self, details: Parameters) -> None:
        """Forward a sample article, or the visitor's own words."""
        article = next((a for a in sample_articles() if a.name == details.text("article")), None)
        post = article.post if article else _read_words(details)
        name = (details.text("name") or (article.channel if article else "")).strip()[:64]
        origin: dict[str, Any]
        match details.text("origin"):
            case "user":
                user = User(self.cloud.new_user_id(), name or "Olha")
                origin = {"from_user": Person(self.cloud, user)}
            case "hidden":
                origin = {"hidden_name": name or "…"}
            case _:
                username = article.username if article and name == article.channel else ""
                origin = {
                    "from_channel": self.cloud.new_chat(
                        name or "…", type="channel", username=username
                    )
                }
        self.person.forward_long(post, to=self._to(details), **origin)

    async def attach(self, details: Parameters) -> None:
        """Send the uploads, in albums where there are several; the first has the caption.

        Those that are pictures are photos where that was asked for.
        """
        files, as_photo = list(details.uploads.values()), details.boolean("as_photo")
        if not files or not all(file.data for file in files):
            raise ValueError("the file is empty")
        photos = [file for file in files if as_photo and image_size(file.data)]
        documents = [file for file in files if file not in photos]
        caption, to = details.text("caption"), self._to(details)
        for album in [*_albums(photos), *_albums(documents)]:
            group = str(time.time_ns()) if len(album) > 1 else ""
            for file in album:
                if file in photos:
                    self.person.send_photo(file.data, caption=caption, media_group_id=group, to=to)
                else:
                    self.person.send_document(
                        file.data,
                        file.name,
                        caption=caption,
                        content_type=file.content_type,
                        media_group_id=group,
                        to=to,
                    )
                caption = ""

    async def press(self, details: Parameters) -> Json:
        answer = await self.person.press_data(
            self._message(details), details.text("data"), within=_ANSWER_WITHIN
        )
        return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}

    async def inline(self, details: Parameters) -> Json:
        """Type the bot's name and some words into the field of a chat; return what it offers."""
        answer = await self.person.query_inline(
            details.text("text"), where=self._to(details), within=_ANSWER_WITHIN
        )
        self._offered = answer
        results = [
            {"id": each.id, "title": each.title, "description": each.description}
            for each in answer.results
        ]
        return {"results": results, "button": answer.button}

    async def choose(self, details: Parameters) -> None:
        """Send one of the results that were offered last."""
        id = details.text("id")
        offered = self._offered.results if self._offered else ()
        title = next((result.title for result in offered if result.id == id), None)
        if self._offered is None or title is None:
            raise LookupError("this is no longer offered")
        self.person.choose(self._offered, title, to=self._to(details))

    async def react(self, details: Parameters) -> None:
        """Put a reaction under a message, or take one's own away for no emoji."""
        emoji = details.text("emoji")
        if emoji and emoji not in REACTIONS.split():
            raise ValueError("no such reaction")
        self.person.react(self._message(details), emoji)

    async def stop(self, details: Parameters) -> None:
        self.person.stop_draft()

    async def language(self, details: Parameters) -> Json:
        language = details.text("language")
        if language not in _TITLES:
            raise ValueError("no such language")
        self.person.user.language_code = language
        for key, chat in self.chats.items():
            chat.title = _TITLES[language][key]
        return self.state()

    async def privacy(self, details: Parameters) -> Json:
        self.cloud.privacy_mode = details.boolean("on")
        return self.state()

    async def clear(self, details: Parameters) -> Json:
        """Clear the history for the visitor; the bot keeps it, as on Telegram."""
        chat = self._chat(details.text("chat"))
        if chat is not None:
            self._cleared[chat.id] = chat.last_message_id
        return self.state()

    def _to(self, details: Parameters) -> Chat | None:
        """Return a chat that the visitor shares with others; None for the private one."""
        return self.chats.get(details.text("chat"))

    def _chat(self, key: str) -> Chat | None:
        """Return a chat; None for the private one that nothing was written in yet."""
        return self.chats.get(key) or self.cloud.chats.get(self.person.id)

    def _message(self, details: Parameters) -> Message:
        chat = self._chat(details.text("chat"))
        message = chat.messages.get(details.integer("message_id")) if chat else None
        if message is None:
            raise LookupError("this message is gone")
        return message


def _albums(files: Sequence[Upload]) -> list[Sequence[Upload]]:
    return [files[start : start + _MOST_IN_ALBUM] for start in range(0, len(files), _MOST_IN_ALBUM)]


def _read_words(details: Parameters) -> FormattedText:
    if len(details.text("text")) > _LONGEST_TEXT:
        raise ValueError("this text is too long")
    words = accept(details.text("text"), details.values.get("entities"))
    if not words.text:
        raise ValueError("there are no words")
    return words


@dataclass(slots=True)
class ChatPage:
    """The page's routes. Its one visitor arrives when the page is first opened."""

    cloud: Cloud
    _visitor: Visitor | None = None

    def _current(self, request: web.Request) -> Visitor:
        if self._visitor is None:
            language = request.headers.get("Accept-Language", "")
            self._visitor = Visitor.arrive(self.cloud, language)
        return self._visitor

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/{name}", self._asset),
            web.get("/playground/state", self._state),
            web.get("/playground/events", self._events),
            web.get("/playground/files/{id}", self._file),
            web.post("/playground/{action}", self._act),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return _page_file("index.html")

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return _answer(self._current(request).state())

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        chat_ids = self._current(request).chat_ids
        with self.cloud.events.listen() as events:
            async for event in _with_keep_alive(events):
                if event is None:
                    await response.write(b": still here\n\n")
                elif "chat_id" not in event or event["chat_id"] in chat_ids:
                    await response.write(f"data: {json.dumps(event)}\n\n".encode())
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self.cloud.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        is_picture = file.content_type in _SHOWN_AS_PICTURES
        kind = file.content_type if is_picture else "application/octet-stream"
        disposition = "inline" if is_picture else "attachment"
        headers = _HEADERS | {"Content-Disposition": disposition}
        return web.Response(body=file.data, content_type=kind, headers=headers)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        if "X-Playground" not in request.headers:
            raise web.HTTPForbidden(text="Only the playground's own page may do this.")
        try:
            parameters = await read_parameters(request)
            action = self._current(request).actions.get(request.match_info["action"])
            if action is None:
                raise web.HTTPNotFound
            return _answer(await action(parameters) or {})
        except (ValueError, LookupError) as error:
            return _answer({"error": str(error)}, 400)
        except BotApiError as error:
            return _answer({"error": error.description}, 400)
        except TimeoutError:
            return _answer({"error": "timeout"}, 504)


async def _with_keep_alive(events: AsyncIterator[Json]) -> AsyncIterator[Json | None]:
    """Yield the events, and None whenever nothing has happened for a while."""
    upcoming = asyncio.ensure_future(anext(events, None))
    try:
        while True:
            done, _ = await asyncio.wait((upcoming,), timeout=_KEEP_ALIVE_SECONDS)
            if not done:
                yield None
                continue
            event = upcoming.result()
            if event is None:
                return
            yield event
            upcoming = asyncio.ensure_future(anext(events, None))
    finally:
        upcoming.cancel()


def _page_file(name: str) -> web.Response:
    ending = name[name.rfind(".") :]
    file = files("bot.playground").joinpath("page", name)
    if "/" in name or "\\" in name or ending not in _ASSETS or not file.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=file.read_bytes(), content_type=_ASSETS[ending], charset="utf-8", headers=_HEADERS
    )


def _answer(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=_HEADERS)
