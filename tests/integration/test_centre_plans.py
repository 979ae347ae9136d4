"""Old months cost nothing: what desks ask of the table of calls reads the months it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.benchmarks.centre.filling import asked, fill, months_read
from tests.integration.centre_world import CentreWorld

if TYPE_CHECKING:
    from operator_app.sync.address import CentreAddress


@pytest.fixture(scope="module")
def a_year(embedded_centre: CentreAddress) -> CentreWorld:
    """A centre with two thousand calls in thirteen months."""
    world = CentreWorld.prepare(embedded_centre.in_database("a_year"))
    fill(world, 2000)
    return world


@pytest.mark.parametrize("name", asked())
def test_no_month_is_read_that_was_not_asked_for(a_year: CentreWorld, name: str) -> None:
    oldest = datetime.now(UTC) - timedelta(days=35 if name == "own calls" else 1)
    read = months_read(a_year, *asked()[name])
    assert read, "the plan names what it reads"
    assert all(one == "call_default" or one >= f"call_{oldest:%Y%m}" for one in read)


def test_a_month_is_where_its_keys_are(a_year: CentreWorld) -> None:
    spread = a_year.ask("SELECT tableoid::regclass::text, count(*) FROM app.call GROUP BY 1")
    assert len(spread) >= 12
    assert "app.call_default" not in dict(spread)


SAID = """
    EXPLAIN (COSTS OFF) SELECT call_id FROM app.call_event
    WHERE left(data ->> 'key', 64) = '100500' AND data ->> 'key' <> ''
"""


@pytest.mark.parametrize("key", ["number", "order"])
def test_what_was_said_in_a_call_is_found_without_reading_all_that_happened(
    a_year: CentreWorld, key: str
) -> None:
    with psycopg.connect(a_year.administrator.conninfo()) as session:
        session.execute("SET enable_seqscan = off")
        plan = session.execute(SAID.replace("key", key).encode()).fetchall()
    told = "\n".join(row[0] for row in plan)
    assert f"""("left"((data ->> '{key}'::text), 64) = '100500'::text)""" in told
    assert "Seq Scan" not in told, told
