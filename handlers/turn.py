"""One turn of a conversation: an update, who sent it, and the services to answer it with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Bot, InlineKeyboardButton, Message, Update
from telegram.error import BadRequest

from bot.botapi.sending import Destination, InlineMessage, InlineQuery, reply
from bot.config import Settings
from bot.domain.article import Article
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.rich_text import RichText
from bot.domain.translation import Glossary
from bot.errors import Detail
from bot.rendering.words import Words, interface_language, words_in
from bot.services import Services
from bot.storage import Preferences
from bot.summarizing import DefaultLength, default_length


@dataclass(frozen=True, slots=True)
class Person:
    """Who sent an update, with what was chosen in /settings there or else what their Telegram says.

    `language` is that of the bot's words, `target` what is translated into.
    """

    id: int
    language: str
    target: str
    length: DefaultLength
    preferences: Preferences

    def language_for(self, article: Article) -> str:
        """Return the language to show an article in: its own, where that is read there."""
        read = article.language if article.language in self.preferences.read else None
        return read or self.target


@dataclass(frozen=True, slots=True)
class Turn:
    """An update of one person and all that is needed to answer it; built once for each update."""

    incoming: IncomingMessage
    update: Update
    person: Person
    words: Words
    services: Services
    elsewhere: InlineMessage | InlineQuery | None = None
    """Where the answer goes in a chat that the bot may not be in."""

    @property
    def destination(self) -> Destination:
        """Where the answer goes: to the chat of the message, or elsewhere."""
        return self.elsewhere or self.message

    @property
    def message(self) -> Message:
        """The message that came, or the one whose button was pressed or that was reacted to.

        Of the last only its id, its chat and its topic are known.
        """
        message = self.update.effective_message
        if message is None:
            reaction, topic_id = self.update.message_reaction, self.incoming.topic_id
            assert reaction is not None
            message = Message(
                reaction.message_id,
                reaction.date,
                reaction.chat,
                message_thread_id=topic_id or None,
                is_topic_message=bool(topic_id),
            )
            message.set_bot(self.bot)
        return message

    @property
    def keyboard(self) -> Sequence[Sequence[InlineKeyboardButton]]:
        """The rows of buttons below the message."""
        markup = self.message.reply_markup
        return markup.inline_keyboard if markup else ()

    @property
    def chat_id(self) -> int:
        """The chat that the update is from; 0 for none."""
        return self.incoming.chat_id

    @property
    def bot(self) -> Bot:
        """The bot that the update came to."""
        return self.update.get_bot()

    async def say(self, message_id: str, **values: Detail) -> None:
        """Answer with one of the bot's own messages."""
        await reply(self.destination, RichText(self.words.say(message_id, **values)))

    async def alert(self, message_id: str) -> None:
        """Acknowledge a pressed button with a message in a window."""
        await self.acknowledge(self.words.say(message_id), show_alert=True)

    async def toast(self, message_id: str) -> None:
        """Acknowledge a pressed button with a message that disappears by itself."""
        await self.acknowledge(self.words.say(message_id))

    async def acknowledge(self, text: str = "", *, show_alert: bool = False) -> None:
        """Stop the waiting sign of a pressed button.

        A press that came while the bot was away is too old for that; its work is done all the same.
        """
        try:
            await self.bot.answer_callback_query(
                self.incoming.query_id, text or None, show_alert=show_alert
            )
        except BadRequest as error:
            if "too old" not in error.message:
                raise

    async def glossary(self) -> Glossary:
        """Return the glossary of the chat, or elsewhere that of the person."""
        return await self.services.store.glossaries.of(
            self.person.id if self.elsewhere else self.chat_id
        )

    async def may_act_for(self, owner_id: int) -> bool:
        """Return whether the sender is this person or chat, or an administrator of it."""
        sender_id = self.person.id
        return owner_id == sender_id or (
            owner_id < 0 < sender_id
            and await self.services.administrators.include(self.bot, owner_id, sender_id)
        )

    async def refuse_channel(self) -> bool:
        """Refuse a command in the name of a channel that the bot does not know.

        Nobody could press the buttons of its answer. Return whether it was refused.
        """
        owner_id, bot = self.person.id, self.bot
        if owner_id >= 0 or owner_id == self.chat_id:
            return False
        if await self.services.administrators.include(bot, owner_id, bot.id):
            return False
        await self.say("not-as-channel", command=f"/{self.incoming.command}")
        return True

    def with_preferences(self, preferences: Preferences) -> "Turn":
        """Return the turn as it is after the person has chosen something else."""
        person = _person(self.incoming, preferences, self.services.settings)
        return replace(self, person=person, words=words_in(person.language))

    def in_chat(self, chosen: Preferences) -> "Turn":
        """Return the turn as an answer to all in the chat, in the words of who reads there."""
        default = self.services.settings.default_language
        language = chosen.language or interface_language(chosen.target, default)
        return self.with_preferences(replace(chosen, language=language))


async def begin_turn(incoming: IncomingMessage, update: Update, services: Services) -> Turn:
    """Return the turn of an update, with what was chosen in /settings for its chat or person."""
    preferences = await services.store.preferences_in(
        incoming.chat_id, incoming.topic_id, incoming.person_id
    )
    person = _person(incoming, preferences, services.settings)
    words = words_in(person.language)
    elsewhere = _elsewhere(incoming, update.get_bot(), words)
    return Turn(incoming, update, person, words, services, elsewhere)


def _elsewhere(
    incoming: IncomingMessage, bot: Bot, words: Words
) -> InlineMessage | InlineQuery | None:
    if not incoming.is_elsewhere:
        return None
    if incoming.kind is UpdateKind.INLINE:
        return InlineQuery(bot, words, incoming.query_id)
    return InlineMessage(bot, words, incoming.inline_message_id, incoming.query_id)


def _person(incoming: IncomingMessage, chosen: Preferences, settings: Settings) -> Person:
    spoken = interface_language(incoming.language_code, settings.default_language)
    language = chosen.language or spoken
    return Person(
        incoming.person_id,
        language,
        chosen.target or language,
        default_length(chosen.length, settings.summary_sentences),
        chosen,
    )
