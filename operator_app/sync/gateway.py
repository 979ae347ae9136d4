"""The desk's way to the central PostgreSQL: a session is connect, hello, push, pull, close."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from operator_app.domain.compensation import name_key
from operator_app.domain.ids import first_key
from operator_app.domain.ports import CentreFault, FaultKind, Hello
from operator_app.domain.records import ColleagueCall, DayDigest, Entity
from operator_app.sync import pull
from operator_app.sync.deadline import Deadline
from operator_app.sync.faults import told_as_faults
from operator_app.sync.push import exchange_rows
from operator_app.sync.shapes import SHAPES, row_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from operator_app.domain.calls import Customer
    from operator_app.domain.ports import CentreSession, Clock
    from operator_app.domain.publication import Edition
    from operator_app.domain.records import Acknowledged, HeldCall, OutboxItem, PulledRow
    from operator_app.sync.address import CentreAddress
    from operator_app.sync.shape import Shape

SCHEMA = 11
"""The newest schema of the centre that this program knows."""

OLDEST_SCHEMA = 1
"""The oldest one it can work with: what a shape needs later is in its `since`."""

COMPENSATIONS_SINCE = 6
"""The schema from which on the centre counts compensations."""

RUNS_SINCE = 11
"""The schema from which on the centre writes down when its server was started."""

_LIMITS = (
    "SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '5s'; "
    "SET LOCAL idle_in_transaction_session_timeout = '15s'"
)
# The last one frees the rows of a push whose line went dead: until then a retry meets their locks.
_HELLO = text(
    "SELECT epoch, schema, served, server_time, login, role, full_name, team, "
    "extract(epoch FROM pg_postmaster_start_time())::text AS started "
    "FROM app.hello(:version, :schema, :device)"
)
_QUARANTINE = text(
    "INSERT INTO app.quarantine (entity, row_id, rev, reason, bytes, agent, device) "
    "VALUES (:entity, :row_id, :rev, :reason, :bytes, app.me(), :device) ON CONFLICT DO NOTHING"
)
_PUBLISH = text(
    "INSERT INTO app.publication "
    "(kind, key, version, digest, published_at, author, comment, payload) "
    "VALUES ('content', 'edition', :number, :digest, :published_at, :author, :comment, :payload) "
    "ON CONFLICT DO NOTHING"
)
_PUBLISHED = text(
    "SELECT digest, author FROM app.publication "
    "WHERE kind = 'content' AND key = 'edition' AND version = :number"
)


_HISTORY = text(
    "SELECT id, opened_at, full_name, order_number, outcome, note, record "
    "FROM app.customer_history(:number, :order, :besides)"
)
_TEAM_OPENINGS = text("SELECT sop, share FROM app.team_openings()")
_TOTAL = text("SELECT given, approved FROM app.compensation_total(:number, :order, :who, :since)")
EPOCH_DAY = date(1970, 1, 1)
DAYS = text(
    # The first 48 bits of a key are its milliseconds.
    "SELECT device, day, count(*), sha256(string_agg(digest, ''::bytea ORDER BY id)) FROM ("
    " SELECT device, id, digest, "
    " ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 86400000 AS day"
    " FROM app.call WHERE agent = (SELECT app.me()) AND id >= :first) AS own "
    "WHERE day < 1000000 GROUP BY device, day"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who speaks: this installation and its program."""

    device: UUID
    version: str


class PostgresCentre:
    """Connects to the centre; `connect` is a `Connect`.

    `where` is asked at each connection, so that a changed password or address counts at once; it
    may raise OperatorNotice (no key store). `seconds` limits each exchange on a dead line.
    """

    def __init__(
        self, where: Callable[[], CentreAddress], desk: Desk, clock: Clock, *, seconds: float = 30.0
    ) -> None:
        self._where = where
        self._desk = desk
        self._clock = clock
        self._seconds = seconds
        self._engine = create_engine(
            "postgresql+psycopg://",
            creator=self._open,
            poolclass=NullPool,
            hide_parameters=True,
            use_native_hstore=False,
        )

    @contextlib.contextmanager
    def connect(self) -> Iterator[CentreSession]:
        """Open a session; raises CentreFault when it cannot."""
        with told_as_faults():
            connection = self._engine.connect()
        try:
            with Deadline(self._seconds) as deadline:
                yield PostgresSession(connection, self._desk, self._clock, deadline)
        finally:
            connection.invalidate()
            connection.close()

    def _open(self) -> psycopg.Connection:
        # PgBouncer in transaction pooling: no prepared statements, no start-up options.
        return psycopg.connect(
            self._where().conninfo(
                # libpq takes no less than two seconds.
                connect_timeout=max(2, min(10, int(self._seconds))),
                application_name="operator-app",
                client_encoding="UTF8",
                target_session_attrs="read-write",
            ),
            prepare_threshold=None,
            # `_exchange` begins; a COMMIT or ROLLBACK is sent all the same.
            autocommit=True,
        )


class PostgresSession:
    """One connection to the centre, as `CentreSession` describes it."""

    def __init__(
        self, connection: Connection, desk: Desk, clock: Clock, deadline: Deadline
    ) -> None:
        self._connection = connection
        self._desk = desk
        self._clock = clock
        self._deadline = deadline
        self._served = True
        self._schema = SCHEMA

    def hello(self) -> Hello:
        """Introduce this device; raises CentreFault 42P01 when the centre is too old for it."""
        before = self._clock()
        with self._exchange() as connection:
            row = connection.execute(
                _HELLO,
                {"version": self._desk.version, "schema": SCHEMA, "device": self._desk.device},
            ).one()
        middle = before + (self._clock() - before) / 2
        if row.schema < OLDEST_SCHEMA:
            raise CentreFault(FaultKind.RETRY, "42P01")
        self._served, self._schema = row.served, row.schema
        return Hello(
            epoch=row.epoch,
            schema=row.schema,
            server_time=row.server_time,
            role=row.role,
            full_name=row.full_name,
            team=row.team,
            login=row.login,
            served=row.served,
            started=row.started,
            offset_ms=round((row.server_time - middle) / timedelta(milliseconds=1)),
        )

    def push(self, items: Sequence[OutboxItem]) -> tuple[Acknowledged, ...]:
        """Write rows in one transaction and return what it holds, once COMMIT has returned.

        A ROW fault means that at least one of them is refused, or that the centre holds the same
        rev with another content; nothing is written then. Rows of an entity that an older centre
        does not know yet are left out.
        """
        newest: dict[Entity, dict[UUID, OutboxItem]] = {entity: {} for entity in SHAPES}
        for item in items:
            rows = newest[item.entity]
            known = rows.get(item.id)
            if known is None or known.rev < item.rev:
                rows[item.id] = item
        done: list[Acknowledged] = []
        with self._rights_checked(), self._exchange() as connection:
            for shape in self._shapes():
                chosen = [
                    item
                    for item in newest[shape.entity].values()
                    if shape.needs(item.row) <= self._schema
                ]
                if chosen:
                    done += exchange_rows(connection, shape, chosen)
        return tuple(done)

    def still_holds(self, rows: Sequence[Acknowledged]) -> bool:
        """Whether the centre has every one of these own rows, none of them older."""
        with self._exchange() as connection:
            return pull.still_holds(connection, rows, self._shapes())

    def quarantine(self, item: OutboxItem, reason: str) -> None:
        """Copy the bytes of a refused row to the centre's quarantine; again is no fault."""
        with self._exchange() as connection:
            connection.execute(
                _QUARANTINE,
                {
                    "entity": item.entity.value, "row_id": item.id, "rev": item.rev,
                    "reason": reason, "bytes": row_bytes(item), "device": self._desk.device,
                },
            )  # fmt: skip

    def held_call(self, call_id: UUID, own_events: Sequence[UUID]) -> HeldCall | None:
        """An own call as the centre holds it, and what happened in it besides these events.

        None when it has no content there.
        """
        with self._exchange(mode=pull.READING) as connection:
            return pull.held_call(connection, call_id, own_events)

    def editions_after(self, cursor: str) -> tuple[tuple[Edition, ...], str]:
        """Editions committed since the opaque cursor (empty = all), and the new cursor.

        Raises CentreFault UPDATE when the centre no longer serves a program this old.
        """
        with self._reading() as connection:
            return pull.editions_after(connection, cursor, runs=self._schema >= RUNS_SINCE)

    def rows_after(self, cursor: str) -> tuple[tuple[PulledRow, ...], str]:
        """Rows of pulled entities committed since the opaque cursor, and the new cursor.

        Raises CentreFault UPDATE as `editions_after` does, RESYNC when the centre no longer knows
        all that this cursor has missed.
        """
        if self._schema < SHAPES[Entity.ERASURE].since:
            return (), cursor
        with self._reading() as connection:
            runs = self._schema >= RUNS_SINCE
            return pull.rows_after(connection, cursor, self._shapes(), runs=runs)

    def days(self, since: date) -> tuple[DayDigest, ...]:
        """Own calls a day by their keys, as the centre holds them."""
        with self._exchange() as connection:
            rows = connection.execute(DAYS, {"first": first_key(since)})
            return tuple(
                DayDigest(device, EPOCH_DAY + timedelta(days=day), calls, digest)
                for device, day, calls, digest in rows
            )

    def customer_history(self, customer: Customer, besides: UUID) -> tuple[ColleagueCall, ...]:
        """Closed calls of that number or order, whoever took them; the centre notes the look.

        Raises CentreFault ROW for a role that may not, or a customer of whom too little is known.
        """
        known = {"number": customer.number, "order": customer.order, "besides": besides}
        with self._exchange() as connection:
            return tuple(ColleagueCall(*row) for row in connection.execute(_HISTORY, known))

    def compensation_total(self, customer: Customer, since: datetime) -> tuple[int, int]:
        """Roubles colleagues gave that customer since then, and the total a lead agreed to.

        The centre notes the look. Raises CentreFault ROW as `customer_history` does, and RETRY
        42883 from a centre that does not count yet.
        """
        if self._schema < COMPENSATIONS_SINCE:
            raise CentreFault(FaultKind.RETRY, "42883")
        known = {
            "number": customer.number, "order": customer.order, "who": name_key(customer.name),
            "since": since,
        }  # fmt: skip
        with self._exchange() as connection:
            row = connection.execute(_TOTAL, known).one()
            return row.given, row.approved

    def team_openings(self) -> dict[str, float]:
        """What share of its openings the own team gives a SOP; nothing from an older centre."""
        if self._schema < SHAPES[Entity.OPENING].since:
            return {}
        with self._exchange() as connection:
            return {row.sop: row.share for row in connection.execute(_TEAM_OPENINGS)}

    def publish(self, edition: Edition) -> None:
        """Add an edition; publishing the same one again is no fault.

        Raises CentreFault ROW: 42501 for anyone but a lead or under another name, 23505 when the
        number is taken, 23514 when the payload does not have its digest.
        """
        with self._exchange() as connection:
            connection.execute(
                _PUBLISH,
                {
                    "number": edition.number, "digest": edition.digest,
                    "published_at": edition.published_at, "author": edition.author,
                    "comment": edition.comment, "payload": edition.payload,
                },
            )  # fmt: skip
            kept = connection.execute(_PUBLISHED, {"number": edition.number}).one_or_none()
            if kept is None or tuple(kept) != (edition.digest, edition.author):
                raise CentreFault(FaultKind.ROW, "23505")

    def _shapes(self) -> list[Shape]:
        """What a centre of this schema knows."""
        return [one for one in SHAPES.values() if one.since <= self._schema]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One snapshot; raises CentreFault UPDATE for a program that is too old to read."""
        if not self._served:
            raise CentreFault(FaultKind.UPDATE, "client_version")
        with self._exchange(mode=pull.READING) as connection:
            yield connection

    @contextlib.contextmanager
    def _exchange(self, *, mode: str = "") -> Iterator[Connection]:
        """One transaction within the deadline, committed when the block ends."""
        raw = self._connection.connection.driver_connection
        if not isinstance(raw, psycopg.Connection):
            raise TypeError("the engine must hand out psycopg connections")
        with told_as_faults(), self._deadline.limit(raw), self._connection.begin():
            # One message instead of three: each would be waited for.
            raw.execute(f"BEGIN {mode}; {_LIMITS}".encode())
            yield self._connection

    @contextlib.contextmanager
    def _rights_checked(self) -> Iterator[None]:
        """Tell a revoked role (SIGN_IN) from a refused row (ROW): 42501 means either."""
        try:
            yield
        except CentreFault as fault:
            if fault.state != "42501":
                raise
            with self._exchange() as connection:
                allowed = connection.execute(text("SELECT app.may_push()")).scalar_one()
            if not allowed:
                raise CentreFault(FaultKind.SIGN_IN, "42501") from None
            raise
