"""Whether the centre stays as quick while its table grows.

`python -m tests.benchmarks.centre [--calls 100000,1000000] [--times 30]`. For each size a database
with a year of calls, then in turns what desks ask of it, through the product's gateway: a push of
20 calls, the pull of nothing new, own calls of 35 days, a customer's history; a lead's day as SQL.
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
from collections import defaultdict
from contextlib import ExitStack
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


PROJECTED = 100_000_000


class Asking:
    """What is asked of one centre, over sessions that stay open."""

    def __init__(self, world: CentreWorld, calls: int, held: ExitStack) -> None:
        engine = create_engine(
            "postgresql+psycopg://", poolclass=NullPool, creator=lambda: world.sql("vedeneev")
        )
        self._lead = held.enter_context(engine.connect())
        self._session = held.enter_context(world.centre("ivanova").connect())
        self._session.hello()
        self._rows = self._session.rows_after("")[1]
        self._editions = self._session.editions_after("")[1]
        self._since = datetime.now(UTC).date() - timedelta(days=35)
        self._customer = Customer(number=f"+7916{calls // 20:09d}")

    def questions(self) -> dict[str, Callable[[], object]]:
        return {
            "push of 20": lambda: self._session.push(items(*(a_call() for _ in range(20)))),
            "pull": self._pull,
            "own calls": lambda: self._session.days(self._since),
            "history": lambda: self._session.customer_history(self._customer, NEW_KEY()),
            "a lead's day": lambda: self._lead.execute(LEADS_DAY, days_asked()).all(),
        }

    def _pull(self) -> None:
        self._session.rows_after(self._rows)
        self._session.editions_after(self._editions)


def measured(worlds: dict[int, CentreWorld], times: int) -> dict[int, dict[str, float]]:
    """Medians in milliseconds; the sizes take turns, so that a busy machine weighs on all alike."""
    taken: dict[int, dict[str, list[float]]] = {size: defaultdict(list) for size in worlds}
    with ExitStack() as held:
        asking = {size: Asking(world, size, held) for size, world in worlds.items()}
        for turn in range(times + 1):
            for size, one in asking.items():
                for name, work in one.questions().items():
                    started = time.perf_counter()
                    work()
                    # The first time everything is read from the disk and the catalogue.
                    if turn:
                        taken[size][name].append(1000 * (time.perf_counter() - started))
    return {
        size: {name: median(each) for name, each in found.items()} for size, found in taken.items()
    }


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
    """Fill a database of each size, then measure them in turns."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.centre")
    parser.add_argument("--calls", default="100000,1000000")
    parser.add_argument("--times", type=int, default=30)
    args = parser.parse_args()
    # Not under a private folder: as root the server's account must pass through it.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-centre-"))
    folder.chmod(0o711)
    centre = EmbeddedCentre(folder / "centre")
    try:
        address = centre.start()
        worlds = {}
        for size in sorted(int(one) for one in args.calls.split(",")):
            worlds[size] = CentreWorld.prepare(address.in_database(f"calls_{size}"))
            _fill(worlds[size], size)
        report(measured(worlds, args.times))
    finally:
        centre.erase()
        shutil.rmtree(folder)
    return 0


def _fill(world: CentreWorld, size: int) -> None:
    started = time.perf_counter()
    fill(world, size)
    weight = bytes_a_call(world)
    taken, whole = time.perf_counter() - started, weight * PROJECTED / 1e9
    print(f"{size:,} calls made in {taken:.0f} s, {weight:.0f} bytes each with indexes: "
          f"{PROJECTED:,} are {whole:.0f} GB", flush=True)  # fmt: skip
    for name, question in asked().items():
        months = sorted(months_read(world, *question))
        print(f"  {name} reads {len(months)}, the first {months[0]}")


if __name__ == "__main__":
    sys.exit(main())
