"""The one visitor of the chat page: who they are, which two chats they have, what they do there.

A thin layer over `Person`, so that the page can do nothing that a test cannot. Knows no HTTP.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.playground.chats import Message, User
from bot.playground.cloud import Cloud
from bot.playground.formatting import FormattedText, accept
from bot.playground.groups import Group, found_group, new_channel
from bot.playground.parameters import Parameters
from bot.playground.people import Person
from bot.playground.samples import sample_articles
from bot.playground.wire import Json

LANGUAGES = ("en", "ru", "uk")
Action: TypeAlias = Callable[[Parameters], Awaitable[Json]]
_MESSAGES_SHOWN = 300
_LONGEST_TEXT = 200_000
"""Characters that a visitor may send at once: some fifty messages."""
_ANSWER_WITHIN = 30.0
"""Seconds for which a pressed button waits."""


@dataclass(slots=True)
class Visit:
    """Chats are "private" and "group". What a visitor gets wrong is a ValueError or LookupError."""

    cloud: Cloud
    visitor: Person
    group: Group
    _cleared: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, cloud: Cloud, accept_language: str = "") -> "Visit":
        """Somebody opens the page for the first time: two people, and a group with the bot.

        The visitor speaks the first language of their browser that the page speaks too.
        """
        preferred = (code.strip()[:2].lower() for code in accept_language.split(","))
        language = next((code for code in preferred if code in LANGUAGES), LANGUAGES[0])
        visitor = Person(cloud, cloud.add_user("Sasha", "", "", language))
        neighbour = cloud.add_user("Mykola", "", "", "uk")
        return cls(cloud, visitor, found_group(cloud, "Neighbours", [visitor.user, neighbour]))

    @property
    def chat_ids(self) -> frozenset[int]:
        return frozenset((self.visitor.id, self.group.id))

    def state(self) -> Json:
        """All that the page shows when it is opened."""
        language, profile = self.visitor.language_code, self.cloud.profile
        return {
            "language": language,
            "visitor": self.visitor.id,
            "bot": {
                "id": self.cloud.bot.id,
                "username": self.cloud.bot.username,
                "name": profile.text("name", language),
                "description": profile.text("description", language),
                "about": profile.text("short_description", language),
            },
            "privacy_mode": self.cloud.privacy_mode,
            "chats": [
                self._chat_state("private", self.visitor.id),
                self._chat_state("group", self.group.id),
            ],
            "articles": [
                {
                    "name": article.name,
                    "language": article.language,
                    "channel": article.channel,
                    "title": article.title,
                }
                for article in sample_articles()
            ],
        }

    def _chat_state(self, key: str, chat_id: int) -> Json:
        chat = self.cloud.chats.get(chat_id)
        shown: list[Message] = []
        if chat is not None:
            cleared = self._cleared.get(chat_id, 0)
            shown = [m for m in chat.messages.values() if m.id > cleared][-_MESSAGES_SHOWN:]
        private = key == "private"
        return {
            "key": key,
            "id": chat_id,
            "title": chat.title if chat else "",
            "members": len(chat.members) + 1 if chat else 2,
            "messages": [self.cloud.view(message) for message in shown],
            "commands": self.cloud.profile.commands_for(
                chat_id, private=private, language=self.visitor.language_code
            ),
        }

    @property
    def actions(self) -> Mapping[str, Action]:
        """What the visitor can do, by the name that the page calls it."""
        return {
            "send": self.send,
            "edit": self.edit,
            "forward": self.forward,
            "attach": self.attach,
            "press": self.press,
            "language": self.language,
            "privacy": self.privacy,
            "clear": self.clear,
        }

    async def send(self, asked: Parameters) -> Json:
        text = _words(asked)
        if asked.has("message_id"):
            self.visitor.reply(self._message(asked), text, quote=asked.text("quote"))
        else:
            self.visitor.send_long(text, to=self._to(asked))
        return {}

    async def edit(self, asked: Parameters) -> Json:
        self.visitor.edit(self._message(asked), _words(asked))
        return {}

    async def forward(self, asked: Parameters) -> Json:
        """A sample article by name, or the visitor's own words."""
        article = next((a for a in sample_articles() if a.name == asked.text("article")), None)
        post = article.post if article else _words(asked)
        name = (asked.text("name") or (article.channel if article else "")).strip()[:64]
        origin: dict[str, Any]
        match asked.text("origin"):
            case "user":
                user = User(self.cloud.new_user_id(), name or "Olha")
                origin = {"from_user": Person(self.cloud, user)}
            case "hidden":
                origin = {"hidden_name": name or "…"}
            case _:
                username = article.username if article and name == article.channel else ""
                origin = {"from_channel": new_channel(self.cloud, name or "…", username)}
        self.visitor.forward_long(post, to=self._to(asked), **origin)
        return {}

    async def attach(self, asked: Parameters) -> Json:
        """Send the upload "file", as a photo where that was asked for."""
        file, to = asked.upload("file"), self._to(asked)
        if file is None or not file.data:
            raise ValueError("the file is empty")
        if asked.boolean("as_photo"):
            self.visitor.send_photo(file.data, to=to)
        else:
            self.visitor.send_document(file.data, file.name, content_type=file.content_type, to=to)
        return {}

    async def press(self, asked: Parameters) -> Json:
        answer = await self.visitor.press_data(
            self._message(asked), asked.text("data"), within=_ANSWER_WITHIN
        )
        return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}

    async def language(self, asked: Parameters) -> Json:
        if asked.text("language") not in LANGUAGES:
            raise ValueError("no such language")
        self.visitor.language_code = asked.text("language")
        return self.state()

    async def privacy(self, asked: Parameters) -> Json:
        self.cloud.privacy_mode = asked.boolean("on")
        return self.state()

    async def clear(self, asked: Parameters) -> Json:
        """Clear the history for the visitor; the bot keeps it, as on Telegram."""
        chat = self.cloud.chats.get(self._chat_id(asked))
        if chat is not None:
            self._cleared[chat.id] = chat.last_message_id
        return self.state()

    def _to(self, asked: Parameters) -> Group | None:
        return self.group if asked.text("chat") == "group" else None

    def _chat_id(self, asked: Parameters) -> int:
        return self.group.id if asked.text("chat") == "group" else self.visitor.id

    def _message(self, asked: Parameters) -> Message:
        chat = self.cloud.chats.get(self._chat_id(asked))
        message = chat.messages.get(asked.integer("message_id")) if chat else None
        if message is None:
            raise LookupError("this message is gone")
        return message


def _words(asked: Parameters) -> FormattedText:
    if len(asked.text("text")) > _LONGEST_TEXT:
        raise ValueError("this text is too long")
    words = accept(asked.text("text"), asked.values.get("entities"))
    if not words.text:
        raise ValueError("there are no words")
    return words
