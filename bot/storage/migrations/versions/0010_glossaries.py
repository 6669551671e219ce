"""A chat has a glossary."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("forms", sa.Text(), nullable=False),
    )
