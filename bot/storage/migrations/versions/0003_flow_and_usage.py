"""What keeps the limits: Telegram's on the bot, and the bot's on a person."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Worth nothing after a few seconds, so PostgreSQL need not write each change to its log.
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "flow",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("free_at", sa.Double(), nullable=False),
        prefixes=["UNLOGGED"] if postgresql else [],
    )
    op.create_table(
        "usage",
        sa.Column("person_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("began", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_usage_began", "usage", ["began"])
