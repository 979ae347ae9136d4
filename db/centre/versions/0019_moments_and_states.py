"""What one person writes stops nobody else's exchange: moments, states and names are checked.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0019_moments_and_states.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
