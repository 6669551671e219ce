"""One turn of a conversation: an update, who sent it, and the services to answer it with."""

from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, Message, Update

from bot.botapi.sending import InlineMessage, InlineQuery, Place
from bot.config import Settings
from bot.domain.article import Article
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.translation import Glossary
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
    def place(self) -> Place:
        """Where the answer goes: to the chat of the message, or elsewhere."""
        return self.elsewhere or self.message

    @property
    def message(self) -> Message:
        """The message that came, or the one whose button was pressed or that was reacted to.

        Of the last there is no more than where it stands.
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
    def query(self) -> CallbackQuery:
        """The press of a button; only for updates that are one."""
        query = self.update.callback_query
        assert query is not None
        return query

    @property
    def bot(self) -> Bot:
        """The bot that the update came to."""
        return self.update.get_bot()

    async def glossary(self) -> Glossary:
        """Return the glossary of the chat, or elsewhere that of the person."""
        chat_id = self.person.id if self.elsewhere else self.incoming.chat_id
        return await self.services.store.glossaries.of(chat_id or 0)

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
        incoming.chat_id or 0, incoming.topic_id, incoming.person_id or 0
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
        incoming.person_id or 0,
        language,
        chosen.target or language,
        default_length(chosen.length, settings.summary_sentences),
        chosen,
    )
