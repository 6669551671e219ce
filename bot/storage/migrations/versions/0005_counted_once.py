"""What was counted is known by its name, so that work which begins again is not counted again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "counted",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_counted_person_id", "counted", ["person_id"])
    op.create_index("ix_counted_began", "counted", ["began"])
