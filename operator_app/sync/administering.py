"""One transaction of an administrator, and its statements for reading."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from psycopg import sql

    from operator_app.sync.address import CentreAddress


@contextlib.contextmanager
def administering(address: CentreAddress) -> Iterator[psycopg.Connection]:
    """Open a transaction that gives up on a lock after 5 s: everybody behind it would wait too."""
    with psycopg.connect(address.conninfo(connect_timeout=10)) as session:
        session.execute("SET LOCAL lock_timeout = '5s'")
        yield session


def as_script(statements: Iterable[sql.Composable]) -> str:
    """Return statements as one transaction that an administrator can read and run."""
    lines = [f"{one.as_string()};" for one in statements]
    return "\n".join(["BEGIN;", *lines, "COMMIT;"])
