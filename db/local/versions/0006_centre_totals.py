"""What colleagues gave a customer, as the centre said last; entries of a register by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_total",
        sa.Column("customer", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("customer", name="pk_centre_total"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_follow_up_made", "follow_up", ["kind", "made_at"])
