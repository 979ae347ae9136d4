"""What a failure of PostgreSQL or of the line asks for (`FaultKind`)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import DBAPIError

from operator_app.domain.ports import CentreFault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_PREPARED = frozenset({"3D000", "3F000", "42P01", "42703", "42883"})
"""No database, schema, table, column or function: the centre is empty or of another version."""

UNTRUSTED = "tls"
"""`CentreFault.state` when the centre cannot prove who it is."""

_WHY = (
    ("does not match host name", "other_name"),
    ("certificate verify failed", "other_root"),
    # psycopg asks for the addresses itself.
    ("failed to resolve host", "no_host"),
    ("could not translate host name", "no_host"),
)
"""What is said of a connection that failed, and `CentreFault.why` for it; the first counts."""

# 54: a value that no index takes, a text nested too deeply.
_ROW_CLASSES = ("22", "23", "54")
_BUG_CLASSES = ("42", "26", "34")

# libpq keeps no SQLSTATE of a refused connection, only the server's words, which it sends in its
# own language: English, or Russian as its catalogue has it. Unknown words mean a retry.
_REFUSALS = (
    "authentication failed", "не прошёл проверку подлинности",
    "is not permitted to log in", "вход запрещён",
    "pg_hba.conf",
    # What PgBouncer says of a login it does not find.
    "no such user",
    "permission denied for database", "нет доступа к базе данных", "доступ к базе",
)  # fmt: skip
_NO_DATABASE = (('database "', "does not exist"), ("база данных", "не существует"))
# Not every word of SSL: over TLS a cut line says «SSL SYSCALL error» too.
_TLS = ("certificate", "does not support SSL")


@contextlib.contextmanager
def told_as_faults() -> Iterator[None]:
    """Raise CentreFault for faults of the centre, the line and the row; let bugs through."""
    try:
        yield
    except (psycopg.Error, DBAPIError, UnicodeError) as error:
        fault = fault_of(error)
        if fault is None:
            raise
        # The cause is dropped: drivers quote the row in their messages.
        raise fault from None


def fault_of(error: BaseException) -> CentreFault | None:
    """Classify by SQLSTATE (`sync.md`, point 6); None for a bug of ours."""
    if isinstance(error, DBAPIError):
        error = error.orig or error
    if isinstance(error, UnicodeError):
        return CentreFault(FaultKind.ROW, "encoding")
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    if state is None:
        return _without_state(error)
    if state.startswith("28"):
        return CentreFault(FaultKind.SIGN_IN, state)
    if state.startswith(_ROW_CLASSES) or state == "42501":
        return CentreFault(FaultKind.ROW, state)
    if state.startswith(_BUG_CLASSES) and state not in NOT_PREPARED:
        return None
    return CentreFault(FaultKind.RETRY, state)


def _without_state(error: psycopg.Error) -> CentreFault | None:
    if isinstance(error, psycopg.DataError):
        return CentreFault(FaultKind.ROW, "encoding")
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    said = str(error)
    if any(words in said for words in _REFUSALS):
        return CentreFault(FaultKind.SIGN_IN, "28000")
    if any(all(part in said for part in parts) for parts in _NO_DATABASE):
        return CentreFault(FaultKind.RETRY, "3D000")
    why = next((word for words, word in _WHY if words in said), "")
    if any(words in said for words in _TLS):
        return CentreFault(FaultKind.RETRY, UNTRUSTED, why)
    return CentreFault(FaultKind.RETRY, "08006", why)
