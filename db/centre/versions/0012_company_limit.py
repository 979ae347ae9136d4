"""What a desk may give is read out of the published editions, not taken from the desk.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0012_company_limit.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
