"""The messages that answer a channel's post are known, so that its edits change them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_ids", sa.Text(), nullable=False),
    )
    op.create_index("ix_answers_stored_at", "answers", ["stored_at"])
