"""What of each call the centre may hold, and both versions where it held another one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offered",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "digest", name="pk_offered"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conflict",
        sa.Column("call_id", sa.LargeBinary(), nullable=False),
        sa.Column("found_seq", sa.Integer(), nullable=False),
        sa.Column("mine", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("chosen", sa.LargeBinary(), nullable=False),
        sa.Column("linked", sa.LargeBinary()),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "found_seq", name="pk_conflict"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    # What does not wait is held. Of what waits nobody noted what was sent before: an empty digest
    # stands for whatever the centre has of it.
    op.execute(
        "INSERT INTO offered (id, digest, rev, held) "
        "SELECT call.id, CASE WHEN outbox.id IS NULL THEN call.digest ELSE x'' END, call.rev, "
        "outbox.id IS NULL "
        "FROM call LEFT JOIN outbox ON outbox.entity = 'call' AND outbox.id = call.id"
    )
