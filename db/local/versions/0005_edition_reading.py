"""What reading an edition gave, so that the next start need not read it again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_reading",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_edition_reading"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
