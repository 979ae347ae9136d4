"""The first tables: calls and their events, the outbox, editions, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _call()
    op.create_table(
        "call_event",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("call_id", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_event"),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name="fk_call_event_call_id"),
        sa.UniqueConstraint("call_id", "seq", name="uq_call_event_call_id_seq"),
        sa.CheckConstraint("length(id) = 16", name="ck_call_event_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("marked_seq", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("marked_seq", name="pk_outbox"),
        sa.UniqueConstraint("entity", "id", name="uq_outbox_entity_id"),
        sa.CheckConstraint("entity IN ('call', 'call_event')", name="ck_outbox_entity"),
        sa.CheckConstraint("state IN ('waiting', 'quarantined')", name="ck_outbox_state"),
        sqlite_strict=True,
    )
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("published_at", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("row_digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_edition"),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.CheckConstraint("length(id) = 16", name="ck_call_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_call_opened", "call", ["opened_at"])
    op.create_index(
        "ix_call_unfinished", "call", ["opened_at"], sqlite_where=sa.text("status <> 'closed'")
    )
    for column in ("number", "order_number", "name"):
        op.create_index(
            f"ix_call_{column}",
            "call",
            [column, "opened_at"],
            sqlite_where=sa.text("status = 'closed'"),
        )
