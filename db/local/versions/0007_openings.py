"""How often procedures were opened, a row a day, agent and procedure."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("sop", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
        sa.UniqueConstraint("day", "agent", "sop", name="uq_opening_day_agent_sop"),
        sa.CheckConstraint("length(id) = 16", name="ck_opening_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
