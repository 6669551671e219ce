"""An article was asked about in a topic of its chat."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    topic_id = sa.Column("topic_id", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("articles", topic_id)
