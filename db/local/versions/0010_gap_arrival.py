"""The order in which gaps and the lead's words on them came to the file."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search_gap", sa.Column("arrived", sa.Integer()))
    op.create_index("ix_search_gap_arrived", "search_gap", ["arrived"])
