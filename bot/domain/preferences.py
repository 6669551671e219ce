"""What is chosen in /settings, for a person or for a chat."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Extent(StrEnum):
    """A length in a word: medium is the default, short is less and long is more."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Bilingual(StrEnum):
    """How a translation is shown beside its original."""

    OFF = "off"
    ORIGINAL_BELOW = "original-below"
    """Under each paragraph its original, in an expandable quotation."""
    TRANSLATION_BELOW = "translation-below"
    SENTENCES = "sentences"
    """Sentence by sentence."""


class Automatic(StrEnum):
    """What is answered in a group or channel without being asked."""

    OFF = "off"
    FORWARDS = "forwards"
    FOREIGN = "foreign"
    """All messages in other languages than those that are read there."""
    ARTICLES = "articles"
    """Long messages and links."""
    SUMMARY_IN_COMMENTS = "comment-summary"
    TRANSLATION_IN_COMMENTS = "comment-translation"
    SUMMARY_IN_CHANNEL = "post-summary"
    TRANSLATION_IN_CHANNEL = "post-translation"

    @property
    def is_comment(self) -> bool:
        """Whether posts are answered in the discussion group of their channel."""
        return self in (Automatic.SUMMARY_IN_COMMENTS, Automatic.TRANSLATION_IN_COMMENTS)

    @property
    def is_post(self) -> bool:
        """Whether posts are answered in their channel."""
        return self in (Automatic.SUMMARY_IN_CHANNEL, Automatic.TRANSLATION_IN_CHANNEL)

    @property
    def is_translation(self) -> bool:
        """Whether posts are answered with their translation, not with their summary."""
        return self in (Automatic.TRANSLATION_IN_COMMENTS, Automatic.TRANSLATION_IN_CHANNEL)


class Reactions(NamedTuple):
    """The emoji that ask for something where they are put under an article; empty for none."""

    summary: str = ""
    translation: str = ""


REACTIONS_TO_CHOOSE = Reactions("✍⚡👌🔥🏆", "👀🤓🕊🤝🙏")
"""Of those that Telegram has. None asks for both."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What was chosen for a chat, or by a person for the private one and for wherever they ask.

    None, and what is empty, leaves it to Telegram's language and to the configuration.
    """

    language: str | None = None
    """That of the bot's own words."""
    length: int | Extent | None = None
    """How many sentences a summary has, or a word for it."""
    target: str | None = None
    """What is translated into."""
    read: tuple[str, ...] = ()
    """The languages that are read there besides, and so never translated."""
    bilingual: Bilingual = Bilingual.OFF
    automatic: Automatic = Automatic.OFF
    details: bool = False
    """Whether replies name the model that has translated them."""
    reactions: Reactions | None = None
    """A group has none where it leaves this open, a person the first of those to choose from."""

    def with_defaults(self, others: "Preferences") -> "Preferences":
        """Return these, completed by others where these are not set."""
        is_open = self.bilingual is Bilingual.OFF
        return Preferences(
            self.language or others.language,
            self.length or others.length,
            self.target or others.target,
            self.read or others.read,
            others.bilingual if is_open else self.bilingual,
            self.automatic,
            self.details or others.details,
            self.reactions,
        )

    def reactions_in(self, *, private: bool) -> Reactions:
        """Return the reactions that ask for something in a private chat, or in a group."""
        if self.reactions is None and private:
            return Reactions(*(emoji[0] for emoji in REACTIONS_TO_CHOOSE))
        return self.reactions or Reactions()
