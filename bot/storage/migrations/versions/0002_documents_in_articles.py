"""What is known of an article's file goes into its row, so that it goes when the article goes; and
a person's articles can be found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("document", sa.LargeBinary()))
    op.execute(
        "UPDATE articles SET document ="
        " (SELECT content FROM documents WHERE documents.article_id = articles.article_id)"
    )
    op.drop_table("documents")
    op.create_index("articles_by_person", "articles", ["person_id"])
