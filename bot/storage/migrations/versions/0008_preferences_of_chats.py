"""What is chosen in /settings is chosen for a chat or a topic, of which a person's is one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("topic_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(8)),
        sa.Column("summary_sentences", sa.Integer()),
        sa.Column("summary_extent", sa.String(8)),
        sa.Column("target", sa.String(8)),
        sa.Column("read", sa.Text(), nullable=False, server_default=""),
        sa.Column("bilingual", sa.String(24), nullable=False, server_default="off"),
        sa.Column("automatic", sa.String(24), nullable=False, server_default="off"),
        sa.Column("details", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        "INSERT INTO preferences (chat_id, topic_id, language, summary_sentences, summary_extent)"
        " SELECT person_id, 0, language, summary_sentences, summary_extent FROM people"
    )
    op.drop_table("people")
