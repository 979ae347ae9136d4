"""All of one customer is erased by number or order, noted by whom; rounds cost the server less.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0008_customer_erased.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
