"""Decide whether an update is for the bot when it comes, before anything of it is stored."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass

from telegram import Bot

from bot.botapi.inbox import Inbox
from bot.botapi.rate_limiter import Rate
from bot.botapi.typed_queries import TypedQueries
from bot.config import Settings
from bot.domain.incoming import ChatType, IncomingMessage, UpdateKind
from bot.domain.preferences import Automatic, Preferences
from bot.errors import TooManyInGroup
from bot.languages import identify
from bot.reading.pages import link_in
from bot.service.articles import ArticleService
from bot.storage import Store

LONG = 600
"""Characters from which on an unasked message is summarised, not translated."""

_FEWEST_LETTERS = 6
# Less often than Telegram lets a bot write in a group, so that people who ask need not wait.
_UNASKED = Rate(5.0, burst=6)
_PAUSE_SECONDS = 60.0
# Other processes may have changed what was chosen.
_LIFE_SECONDS = 10.0
_MOST_KNOWN = 10_000


@dataclass(slots=True)
class _Unasked:
    """The unasked answers in a chat: when the next may be given, and which album had the last."""

    free_at: float = 0.0
    paused_until: float = 0.0
    album: str = ""


class Audience:
    """Accepts updates that are meant for the bot, and what a chat wants to be answered unasked.

    Meant for it are pressed buttons, what comes in a private chat, commands, and reactions that
    their chat has chosen as commands; never another message of a bot.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        articles: ArticleService,
        inbox: Inbox,
        typed: TypedQueries,
    ) -> None:
        self._settings = settings
        self._store = store
        self._articles = articles
        self._inbox = inbox
        self._typed = typed
        self._known: dict[tuple[int, int], tuple[float, Preferences]] = {}
        self._unasked: dict[int, _Unasked] = {}
        # Hashes of texts that the bot has sent, in the order in which they were.
        self._own: dict[int, None] = {}

    async def put(self, message: IncomingMessage, bot: Bot, commands: Collection[str]) -> None:
        """Store an update that is for the bot, as `Inbox.put` does, and nothing of any other.

        Where there are more messages in a group than may be answered, they are left out for a
        while, and a message says so.
        """
        if message.kind is UpdateKind.INLINE:
            self._typed.put(message)
            return
        if message.kind is UpdateKind.REACTION:
            if await self._is_command(message):
                await self._inbox.put(message)
            return
        if message.kind is UpdateKind.CHOSEN and not message.inline_message_id:
            return  # there is nothing left to do
        if message.via_bot_id == bot.id:
            return  # it is what the bot itself has offered
        if _is_asked(message, bot.username, commands):
            await self._inbox.put(message)
            return
        chosen = await self.chosen_for(message)
        if not self._is_wanted(message, chosen.automatic) or self._is_paused(message):
            return
        is_post = chosen.automatic.is_comment or chosen.automatic.is_post
        if not is_post and not await self._is_foreign(message, chosen):
            return
        if self._may_answer(message):
            await self._inbox.put(message)
        elif message.chat_type is not ChatType.CHANNEL:
            await self._inbox.refuse(message, TooManyInGroup())

    async def chosen_for(self, message: IncomingMessage) -> Preferences:
        """Return what was chosen where a message would be answered unasked.

        For a post in the discussion group of its channel, that may be the channel.
        """
        if message.is_automatic_forward:
            chosen = await self.chosen(message.person_id)
            if chosen.automatic.is_comment:
                return chosen
        return await self.chosen(message.chat_id, message.topic_id)

    async def chosen(self, chat_id: int, topic_id: int = 0) -> Preferences:
        """Return what was chosen for a chat or topic, as it was a moment ago."""
        now = time.monotonic()
        until, chosen = self._known.get((chat_id, topic_id), (0.0, Preferences()))
        if now < until:
            return chosen
        chosen = await self._store.preferences(chat_id, topic_id)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[chat_id, topic_id] = (now + _LIFE_SECONDS, chosen)
        return chosen

    def changed(self, chat_id: int) -> None:
        """Forget what was chosen for a chat and its topics, since it was changed."""
        for key in [key for key in self._known if key[0] == chat_id]:
            del self._known[key]

    def note_own(self, text: str) -> None:
        """Remember a text that the bot has sent, which others may send back to it."""
        if len(self._own) >= _MOST_KNOWN:
            self._own.clear()
        self._own[_hash(text)] = None

    def target(self, chosen: Preferences) -> str:
        """Return what a chat wants to have translated into."""
        return chosen.target or chosen.language or self._settings.default_language

    def is_long(self, message: IncomingMessage) -> bool:
        """Return whether a message is an article, or a link to one."""
        is_link = self._settings.open_links and link_in(message.text, message.preview) is not None
        return is_link or len(message.text) >= LONG

    async def _is_command(self, reaction: IncomingMessage) -> bool:
        """Return whether a reaction asks for something in its chat; most do not."""
        if reaction.is_of_bot or not reaction.reactions or not self._settings.reactions:
            return False
        chosen = await self.chosen(reaction.chat_id)
        asking = chosen.reactions_in(private=not reaction.is_shared)
        return not {*asking}.isdisjoint(reaction.reactions)

    def _is_wanted(self, message: IncomingMessage, mode: Automatic) -> bool:
        """Return whether a message is of a kind that is answered; cheap, since most are not.

        What the bot has written itself is none, whoever sends it back.
        """
        if mode is Automatic.OFF or message.command or not message.has_words:
            return False
        if _hash(message.text.text) in self._own:
            return False
        if mode.is_comment:
            return message.is_automatic_forward
        if mode.is_post:
            return message.kind in (UpdateKind.POST, UpdateKind.POST_EDIT)
        if message.kind is not UpdateKind.MESSAGE or message.is_of_bot:
            return False
        if mode is Automatic.FORWARDS:
            return bool(message.forwarded_from)
        return mode is Automatic.FOREIGN or self.is_long(message)

    async def _is_foreign(self, message: IncomingMessage, chosen: Preferences) -> bool:
        """Return whether a message is surely in a language that is not read, and can be translated.

        The language of the page behind a link is not known yet.
        """
        text = message.text.text
        if self._settings.open_links and link_in(message.text, message.preview) is not None:
            return chosen.automatic is not Automatic.FOREIGN
        if sum(map(str.isalpha, text[:100])) < _FEWEST_LETTERS:
            return False
        found = await asyncio.to_thread(identify, text)
        return (
            found is not None
            and found.confident
            and is_foreign(found.code, chosen, self.target(chosen), self._articles)
        )

    def _is_paused(self, message: IncomingMessage) -> bool:
        unasked = self._unasked.get(message.chat_id)
        return unasked is not None and time.monotonic() < unasked.paused_until

    def _may_answer(self, message: IncomingMessage) -> bool:
        """Count an unasked answer in its chat; begin a pause where it is one too many."""
        now = time.monotonic()
        if len(self._unasked) >= _MOST_KNOWN:
            self._unasked.clear()
        unasked = self._unasked.setdefault(message.chat_id, _Unasked())
        if message.album and message.album == unasked.album:
            return True
        if _UNASKED.earliest(unasked.free_at) > now:
            unasked.paused_until = now + _PAUSE_SECONDS
            return False
        unasked.free_at = _UNASKED.after(unasked.free_at, now)
        unasked.album = message.album
        return True


def _is_asked(message: IncomingMessage, username: str, commands: Collection[str]) -> bool:
    """Return whether an update is meant for the bot, whatever its chat has chosen."""
    if message.kind is UpdateKind.MEMBERSHIP:
        return message.is_shared
    if message.kind is UpdateKind.GUEST:
        return not message.is_of_bot
    if not message.is_shared or message.kind is UpdateKind.PRESS or message.moved_to:
        return True
    return message.command_for(username) in commands and not message.is_of_bot


def is_foreign(
    language: str | None, chosen: Preferences, target: str, articles: ArticleService
) -> bool:
    """Return whether a language is not read in a chat, and can be translated."""
    if language is None or language == target or language in chosen.read:
        return False
    return target in articles.targets(language)


def _hash(text: str) -> int:
    return hash(" ".join(text.split()))
