"""People, devices, calls by month, publications, quarantine, and who may see what.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0001_calls_and_publications.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
