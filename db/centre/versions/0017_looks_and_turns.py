"""Looks that were rolled back are in the server's log; nobody holds the check of sums up.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0017_looks_and_turns.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
