"""A centre with a year of calls in it, made by the server; and the plans of what is asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from operator_app.domain.ids import first_key
from operator_app.domain.records import Entity
from operator_app.sync import gateway
from operator_app.sync.shapes import SHAPES
from tests.integration.centre_world import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import TextClause

    from tests.integration.centre_world import CentreWorld

CALLS_AN_AGENT = 1000
"""In the year; more calls are more agents, as in life. Agent 0 is `ivanova` of «Север»."""
AGENTS_A_TEAM = 20
CALLS_A_CUSTOMER = 10
_BATCH = 50_000

_FILL = """
INSERT INTO app.call (id, rev, device, agent, team, opened_at, closed_at, status, number, name,
    order_number, script, edition, outcome, note, record, extra, digest)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 5, 15))::uuid,
    3, '00000000-0000-7000-8000-000000000007',
    CASE n %% %(agents)s WHEN 0 THEN 'ivanova' ELSE 'agent' || n %% %(agents)s END,
    CASE n %% %(agents)s / %(team)s WHEN 0 THEN 'Север' ELSE 'T' || n %% %(agents)s / %(team)s END,
    at, at + interval '4 minutes', 'closed', '+7916' || lpad((n / %(customer)s)::text, 9, '0'),
    'Мария Петрова', 'A' || n, 'delivery-late', 1, 'Доставка перенесена',
    repeat('Клиент ждёт посылку. ', 4), repeat('Перезвонить после шести. ', 5), '{}',
    sha256(n::text::bytea)
FROM (SELECT n, now() - interval '1 year' * ((%(size)s - n)::float / %(size)s) AS at
      FROM generate_series(%(first)s, %(last)s) AS n) AS made
"""

LEADS_DAY = text(
    "SELECT agent, count(*), count(*) FILTER (WHERE outcome <> '') FROM app.call "
    "WHERE team = (SELECT app.led_team()) AND id >= :first AND id < :next GROUP BY agent"
)


def fill(world: CentreWorld, calls: int) -> None:
    """Add so many closed calls, spread evenly over the twelve months until now."""
    agents = max(1, calls // CALLS_AN_AGENT)
    address = world.administrator.conninfo()
    # Values as text of the statement: its numbers are of no type the server could guess.
    with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as session:
        session.execute("SELECT app.ensure_partitions(13, 12)")
        for first in range(0, calls, _BATCH):
            session.execute(_FILL.encode(), {
                "agents": agents, "team": AGENTS_A_TEAM, "customer": CALLS_A_CUSTOMER,
                "size": calls, "first": first, "last": min(first + _BATCH, calls) - 1,
            })  # fmt: skip
        session.execute("VACUUM (ANALYZE) app.call")


def bytes_a_call(world: CentreWorld) -> float:
    """Table, indexes and all, of the months that have any calls."""
    [(size, calls)] = world.ask(
        "SELECT sum(pg_total_relation_size(inhrelid)), (SELECT count(*) FROM app.call)"
        " FROM pg_inherits WHERE inhparent = 'app.call'::regclass"
    )
    return float(size / calls)


def days_asked() -> dict[str, object]:
    """The parameters of a lead's day: yesterday, of which a whole day is there."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    return {"first": first_key(yesterday), "next": first_key(yesterday + timedelta(days=1))}


def asked() -> Mapping[str, tuple[str, TextClause, dict[str, object]]]:
    """What a desk asks of the table of calls: by whom, the statement, its parameters."""
    today = datetime.now(UTC).date()
    month: dict[str, object] = {
        "low": first_key(today - timedelta(days=1)),
        "high": first_key(today),
    }
    shape = SHAPES[Entity.CALL]
    return {
        "own calls": ("ivanova", gateway.DAYS, {"first": first_key(today - timedelta(days=35))}),
        "read back": ("ivanova", text(shape.read_back()), {"ids": [first_key(today)]}),
        "add after COPY": ("ivanova", text(shape.add()), month),
        "read back after COPY": ("ivanova", text(shape.differing()), month),
        "a lead's day": ("vedeneev", LEADS_DAY, days_asked()),
    }


def months_read(world: CentreWorld, login: str, statement: TextClause, values: Any) -> set[str]:
    """The parts of `app.call` that the plan reads, as that person."""
    engine = create_engine(
        "postgresql+psycopg://", poolclass=NullPool,
        creator=lambda: psycopg.connect(
            world.administrator.entered_as(login, PASSWORD).conninfo(), prepare_threshold=None
        ),
    )  # fmt: skip
    explained = text(f"EXPLAIN (FORMAT JSON) {statement.text}")
    with engine.connect() as session:
        session.execute(text("CREATE TEMPORARY TABLE incoming_call (LIKE app.call)"))
        plan = session.execute(explained, values).scalar_one()
    found = {str(name) for name in _relations(plan if isinstance(plan, list) else json.loads(plan))}
    return {name for name in found if name.startswith("call_")}


def _relations(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _relations(one)
    elif isinstance(node, dict):
        if "Relation Name" in node:
            yield node["Relation Name"]
        for one in node.values():
            yield from _relations(one)
