"""What goes into the store and comes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.article import Article, Chapter


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The file that an article was read from, and its chapters.

    Telegram knows the file by `file_id`, which is empty for a file that a link led to.
    """

    file_id: str
    name: str
    chapters: Sequence[Chapter] = ()


@dataclass(frozen=True, slots=True)
class RecentArticle:
    """A stored article, who asked for it, the message that it stood in, and its document if any.

    Who wrote in the name of a chat is that chat. `topic_id` is 0 where the chat has no topics.
    """

    id: int
    chat_id: int
    person_id: int
    message_id: int
    article: Article
    document: KeptDocument | None = None
    topic_id: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person."""

    articles: int
    settings: bool
    glossary: bool = False
