"""The tables, which only this package uses.

A change here needs a step in `migrations/versions/` that does the same to databases in use.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Double,
    Index,
    LargeBinary,
    String,
    Text,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables hang on this one's metadata."""


class PreferencesRow(Base):
    """What was chosen in /settings for a chat or one of its topics; NULL where it was left open.

    A person's are those of the private chat, which has the person's id.
    """

    __tablename__ = "preferences"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # 0 for the chat as a whole.
    topic_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str | None] = mapped_column(String(8))
    # One of the two at most.
    summary_sentences: Mapped[int | None]
    summary_extent: Mapped[str | None] = mapped_column(String(8))
    target: Mapped[str | None] = mapped_column(String(8))
    # Codes with spaces between them.
    read: Mapped[str] = mapped_column(Text, server_default="")
    bilingual: Mapped[str] = mapped_column(String(24), server_default="off")
    automatic: Mapped[str] = mapped_column(String(24), server_default="off")
    details: Mapped[bool] = mapped_column(Boolean, server_default=false())
    # Emoji, empty for none.
    summary_reaction: Mapped[str | None] = mapped_column(String(16))
    translation_reaction: Mapped[str | None] = mapped_column(String(16))


class TermRow(Base):
    """A term of a chat's glossary; a person's is that of the private chat."""

    __tablename__ = "terms"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # The term without its case.
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    # Empty for all.
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    term: Mapped[str] = mapped_column(Text)
    # With line feeds between them.
    forms: Mapped[str] = mapped_column(Text)


class ArticleRow(Base):
    """An article that somebody asked about, so that its buttons work later."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("articles_by_chat", "chat_id", "article_id"),
        Index("articles_by_person", "person_id"),
        # An id must never be given twice: old buttons would open another article.
        {"sqlite_autoincrement": True},
    )

    article_id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    # 0 where the chat has no topics.
    topic_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    stored_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC), index=True
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)
    # The file that it was read from.
    document: Mapped[bytes | None] = mapped_column(LargeBinary)


class AnswerRow(Base):
    """The messages that answer a channel's post, so that its edits change them."""

    __tablename__ = "answers"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    stored_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC), index=True
    )
    # Their ids, with spaces between them.
    answer_ids: Mapped[str] = mapped_column(Text)


class TranslationRow(Base):
    """What a model made of a piece of text, by a hash of that text."""

    __tablename__ = "translations"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class ProcessRow(Base):
    """One of the processes that share the work on a PostgreSQL database."""

    __tablename__ = "processes"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    # By the clock of the database, which all of them can ask.
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SlotRow(Base):
    """When the next message may be sent: in all, to a chat, to a group."""

    __tablename__ = "flow"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    # In seconds since 1970.
    free_at: Mapped[float] = mapped_column(Double)


class UsageRow(Base):
    """How much of something a person has had since an hour or a day began."""

    __tablename__ = "usage"

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    # In seconds since 1970.
    began: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, index=True
    )
    amount: Mapped[int] = mapped_column(BigInteger)


class CountedRow(Base):
    """Something that is in somebody's usage already, by its name."""

    __tablename__ = "counted"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, index=True)
    # As in the usage.
    began: Mapped[int] = mapped_column(BigInteger, index=True)
