"""Old months cost nothing: what desks ask of the table of calls reads the months it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

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
