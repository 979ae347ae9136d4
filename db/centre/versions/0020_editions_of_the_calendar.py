"""An edition is of a moment that every desk can read.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0020_editions_of_the_calendar.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
