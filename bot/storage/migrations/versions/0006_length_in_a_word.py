"""The length of a summary that somebody has chosen may be a word."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("people", sa.Column("summary_extent", sa.String(8)))
