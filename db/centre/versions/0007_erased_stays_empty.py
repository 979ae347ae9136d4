"""What belongs to an erased call stays empty, also when it arrives after the erasure.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0007_erased_stays_empty.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
