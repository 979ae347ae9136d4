"""JSON kept as text is mended, what of a customer lies elsewhere is erased, repeats are known.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SCRIPT = Path(__file__).with_name("0014_repeats_and_remains.sql")


def upgrade() -> None:
    """Run the whole script in the migration's transaction."""
    script = SCRIPT.read_text("utf-8")
    if context.is_offline_mode():
        op.get_context().impl.static_output(script)
        return
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
