"""The outbox takes marks of any entity; what colleagues noted of a customer is kept for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made anew by hand: batch mode would lose the conditions it is not told of.
    op.rename_table("outbox", "outbox_before")
    op.create_table(
        "outbox",
        sa.Column("marked_seq", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("marked_seq", name="pk_outbox"),
        sa.UniqueConstraint("entity", "id", name="uq_outbox_entity_id"),
        sa.CheckConstraint("state IN ('waiting', 'quarantined')", name="ck_outbox_state"),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO outbox (marked_seq, entity, id, rev, state, reason) "
        "SELECT marked_seq, entity, id, rev, state, reason FROM outbox_before"
    )
    op.drop_table("outbox_before")
    op.create_table(
        "shared_history",
        sa.Column("customer", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("customer", name="pk_shared_history"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
