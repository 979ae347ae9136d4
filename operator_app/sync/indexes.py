"""Indexes on a table of months, built month by month while everybody works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    import psycopg

# A declared index is valid once each month has its own; an invalid one of a month was cut short.
_MISSING = """
SELECT parent_index.relname, month.relname, pg_get_indexdef(i.indexrelid),
       own.relname, own_i.indisvalid
FROM pg_index i
JOIN pg_class parent_index ON parent_index.oid = i.indexrelid AND parent_index.relkind = 'I'
JOIN pg_inherits months ON months.inhparent = i.indrelid
JOIN pg_class month ON month.oid = months.inhrelid
LEFT JOIN pg_class own ON own.relname = month.relname || '_' || parent_index.relname
    AND own.relnamespace = month.relnamespace
LEFT JOIN pg_index own_i ON own_i.indexrelid = own.oid
WHERE NOT i.indisvalid AND parent_index.relnamespace = 'app'::regnamespace
  AND NOT EXISTS (
      SELECT 1 FROM pg_inherits attached JOIN pg_index there ON there.indexrelid = attached.inhrelid
      WHERE attached.inhparent = i.indexrelid AND there.indrelid = month.oid)
ORDER BY 1, 2
"""


def build_missing(session: psycopg.Connection) -> int:
    """Build what a migration only declared, outside of any transaction; return how many were built.

    `session` is in autocommit mode. Cut short it goes on where it was at the next call.
    """
    session.execute("SET ROLE app_owner")
    session.execute("SET lock_timeout = '5s'")
    built = 0
    for declared, month, definition, own, valid in session.execute(_MISSING).fetchall():
        name = sql.Identifier("app", f"{month}_{declared}")
        if own is not None and not valid:
            session.execute(sql.SQL("DROP INDEX CONCURRENTLY {}").format(name))
        if own is None or not valid:
            # «CREATE INDEX name ON ONLY app.call USING btree (…) WHERE …», as the server wrote it.
            columns = definition.partition(" USING ")[2]
            session.execute(
                sql.SQL("CREATE INDEX CONCURRENTLY {} ON {} USING " + columns).format(
                    sql.Identifier(f"{month}_{declared}"), sql.Identifier("app", month)
                )
            )
            built += 1
        parent = sql.Identifier("app", declared)
        session.execute(sql.SQL("ALTER INDEX {} ATTACH PARTITION {}").format(parent, name))
    return built
