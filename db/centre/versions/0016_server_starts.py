"""A cursor that has seen what was lost with files put back is noticed.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0016_server_starts.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
