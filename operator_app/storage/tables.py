"""The tables of the desk's file; `db/local` brings a file to them, a test proves they agree.

Identifiers are 16 bytes, digests 32, moments whole microseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

SCHEMA_REVISION: Final = "0010"
"""Head of the Alembic tree: a file that stands at it is opened without loading Alembic."""

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

call: Final = Table(
    "call",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("agent", Text, nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("closed_at", Integer),
    Column("status", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("script", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
)

# The indexes below serve reading and are kept out of the autosave: an open call is in none of
# the partial ones, and an update that keeps status and opened_at touches neither of the others.
_CLOSED: Final = text("status = 'closed'")
Index("ix_call_opened", call.c.opened_at)
Index("ix_call_unfinished", call.c.opened_at, sqlite_where=text("status <> 'closed'"))
Index("ix_call_number", call.c.number, call.c.opened_at, sqlite_where=_CLOSED)
Index("ix_call_order_number", call.c.order_number, call.c.opened_at, sqlite_where=_CLOSED)
Index("ix_call_name", call.c.name, call.c.opened_at, sqlite_where=_CLOSED)

call_event: Final = Table(
    "call_event",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("call_id", LargeBinary, ForeignKey("call.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("call_id", "seq"),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    # Time-ordered keys: new rows land on the last page, and there is no second tree to write.
    sqlite_with_rowid=False,
)

outbox: Final = Table(
    "outbox",
    metadata,
    # The order of marking; a mark keeps its place while its row is saved again and again.
    Column("marked_seq", Integer, primary_key=True),
    Column("entity", Text, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("entity", "id"),
    CheckConstraint("state IN ('waiting', 'quarantined')", name="state"),
    sqlite_strict=True,
)

offered: Final = Table(
    "offered",
    metadata,
    # Every version of a call that was about to be sent: the centre may hold any of them.
    Column("id", LargeBinary, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

conflict: Final = Table(
    "conflict",
    metadata,
    Column("call_id", LargeBinary, primary_key=True),
    Column("found_seq", Integer, primary_key=True),
    Column("mine", Text, nullable=False),
    Column("theirs", Text, nullable=False),
    Column("changed_at", Integer, nullable=False),
    Column("choice", Text, nullable=False),
    Column("chosen", LargeBinary, nullable=False),
    Column("linked", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

edition: Final = Table(
    "edition",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("published_at", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("row_digest", LargeBinary, nullable=False),
    sqlite_strict=True,
)

edition_reading: Final = Table(
    "edition_reading",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("reading", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

setting: Final = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

shared_history: Final = Table(
    "shared_history",
    metadata,
    # A digest of the number or order, which says nothing once the calls are gone.
    Column("customer", LargeBinary, primary_key=True),
    Column("fetched_at", Integer, nullable=False),
    Column("calls", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

centre_total: Final = Table(
    "centre_total",
    metadata,
    # A digest of number, order and name.
    Column("customer", LargeBinary, primary_key=True),
    Column("fetched_at", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("approved", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

search_gap: Final = Table(
    "search_gap",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("device", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
    Column("agent", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("arrived", Integer),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_search_gap_at", search_gap.c.at)
Index("ix_search_gap_arrived", search_gap.c.arrived)

follow_up: Final = Table(
    "follow_up",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("call_id", LargeBinary),
    Column("agent", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("shared", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", Integer),
    Column("made_at", Integer, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("last", LargeBinary, nullable=False),
    Column("data", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_follow_up_state", follow_up.c.kind, follow_up.c.state)
Index("ix_follow_up_made", follow_up.c.kind, follow_up.c.made_at)

follow_up_step: Final = Table(
    "follow_up_step",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("item", LargeBinary, nullable=False),
    Column("after", LargeBinary, nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("agent", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("call_id", LargeBinary),
    Column("state", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("due", Integer),
    Column("data", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_follow_up_step_item", follow_up_step.c.item)

opening: Final = Table(
    "opening",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("device", LargeBinary, nullable=False),
    Column("agent", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("sop", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    UniqueConstraint("day", "agent", "sop"),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

preference: Final = Table(
    "preference",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("agent", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
