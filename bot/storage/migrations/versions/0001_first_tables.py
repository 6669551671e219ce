"""The tables as they were when the first steps were written. Those that exist already stay."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(8)),
        sa.Column("summary_sentences", sa.Integer()),
        if_not_exists=True,
    )
    op.create_table(
        "articles",
        sa.Column("article_id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index("articles_by_chat", "articles", ["chat_id", "article_id"], if_not_exists=True)
    op.create_index("ix_articles_stored_at", "articles", ["stored_at"], if_not_exists=True)
    op.create_table(
        "documents",
        sa.Column("article_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_documents_stored_at", "documents", ["stored_at"], if_not_exists=True)
    op.create_table(
        "translations",
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_translations_used_at", "translations", ["used_at"], if_not_exists=True)
