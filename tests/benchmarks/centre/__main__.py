"""Whether the centre stays as quick while its table grows.

`python -m tests.benchmarks.centre [--calls 100000,1000000] [--times 30]`. For each size a fresh
centre with a year of calls, then what desks ask of it, through the product's gateway: a push of 20
calls, the pull of nothing new, own calls of 35 days, a customer's history; and a lead's day as SQL.
Printed: medians in milliseconds, the growth from the first size to the last, bytes a call, and what
a hundred million would be if every tenfold added as much as the last one did.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from operator_app.domain.calls import Customer
from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.benchmarks.centre.filling import (
    LEADS_DAY,
    asked,
    bytes_a_call,
    days_asked,
    fill,
    months_read,
)
from tests.integration.centre_world import NEW_KEY, CentreWorld, a_call, items

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.ports import CentreSession

PROJECTED = 100_000_000


def measured(world: CentreWorld, calls: int, times: int) -> dict[str, float]:
    """Medians in milliseconds."""
    since = datetime.now(UTC).date() - timedelta(days=35)
    customer = Customer(number=f"+7916{calls // 20:09d}")
    leads = create_engine(
        "postgresql+psycopg://", poolclass=NullPool, creator=lambda: world.sql("vedeneev")
    )
    with world.centre("ivanova").connect() as session, leads.connect() as lead:
        session.hello()
        _, rows = session.rows_after("")
        _, editions = session.editions_after("")
        return {
            "push of 20": _median(times, lambda: _pushed(session)),
            "pull": _median(
                times, lambda: (session.rows_after(rows), session.editions_after(editions))
            ),
            "own calls": _median(times, lambda: session.days(since)),
            "history": _median(times, lambda: session.customer_history(customer, NEW_KEY())),
            "a lead's day": _median(times, lambda: lead.execute(LEADS_DAY, days_asked()).all()),
        }


def _pushed(session: CentreSession) -> None:
    session.push(items(*(a_call() for _ in range(20))))


def _median(times: int, work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken)


def report(found: dict[int, dict[str, float]]) -> None:
    """A line for each question; the projection adds the last tenfold's growth again and again."""
    sizes = sorted(found)
    print(f"{'':<14}", *(f"{size:>11,}" for size in sizes), f"{'growth':>8} {PROJECTED:>12,}")
    for name in found[sizes[0]]:
        each = [found[size][name] for size in sizes]
        line = " ".join(f"{one:11.1f}" for one in each)
        print(f"{name:<14} {line} {each[-1] / each[0]:8.2f} {_projected(sizes, each):12.1f}")


def _projected(sizes: list[int], each: list[float]) -> float:
    if len(sizes) < 2:
        return float("nan")
    tenfolds = math.log10(sizes[-1] / sizes[-2])
    growth = max(0.0, each[-1] - each[-2]) / tenfolds
    return each[-1] + growth * math.log10(PROJECTED / sizes[-1])


def main() -> int:
    """Measure each size on a fresh centre."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.centre")
    parser.add_argument("--calls", default="100000,1000000")
    parser.add_argument("--times", type=int, default=30)
    args = parser.parse_args()
    found = {}
    for size in sorted(int(one) for one in args.calls.split(",")):
        # Not under a private folder: as root the server's account must pass through it.
        folder = Path(tempfile.mkdtemp(prefix="operator-app-centre-"))
        folder.chmod(0o711)
        centre = EmbeddedCentre(folder / "centre")
        try:
            world = CentreWorld.prepare(centre.start())
            started = time.perf_counter()
            fill(world, size)
            weight = bytes_a_call(world)
            print(f"{size:,} calls made in {time.perf_counter() - started:.0f} s, "
                  f"{weight:.0f} bytes each with indexes: {PROJECTED:,} are "
                  f"{weight * PROJECTED / 1e9:.0f} GB", flush=True)  # fmt: skip
            for name, question in asked().items():
                print(f"  {name} reads {', '.join(sorted(months_read(world, *question)))}")
            found[size] = measured(world, size, args.times)
        finally:
            centre.erase()
            shutil.rmtree(folder)
    report(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
