"""Which reactions ask for summaries and translations is chosen in /settings."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    for name in ("summary_reaction", "translation_reaction"):
        op.add_column("preferences", sa.Column(name, sa.String(16)))
