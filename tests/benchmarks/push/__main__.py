"""How fast waiting calls reach the centre, as a share of a plain COPY of the same rows.

`python -m tests.benchmarks.push [--rows 1000,10000] [--rounds 5] [--profile]`. A real PostgreSQL is
started on loopback. In turns, with fresh rows each time:

* copy: the administrator's COPY (binary) of ready values straight into `app.call`, one transaction;
* push: `CentreSession.push` of rows in memory, in the batches of a round, as an agent;
* round: a whole `synchronise`, the reading of the encrypted file and the acknowledging included.

Beside the seconds of the wall stands the processor time of both ends together: it hardly depends on
what else the machine does.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg
from psycopg.types.json import Jsonb

from operator_app.domain.records import CallRecord, Entity
from operator_app.services.send_waiting import Pace, batches
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.shapes import SHAPES
from tests.integration.centre_world import CentreWorld, DeskFactory, a_call, items, now

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = "Клиент ждёт посылку с 3 ноября, просит перезвонить после шести. "


def fresh(count: int) -> list[CallRecord]:
    """Calls as agents leave them: about 600 bytes each."""
    return [a_call(note=NOTE * 2, record=NOTE * 3, outcome="Доставка перенесена") for _ in
            range(count)]  # fmt: skip


@dataclass(frozen=True)
class Spent:
    """Seconds of the wall, and of a processor at both ends (NaN where there is no `/proc`)."""

    wall: float
    processor: float


def spent(work: Callable[[], object], backend: int) -> Spent:
    """What it took this thread and that process of the server."""
    wall, processor = time.perf_counter(), time.thread_time() + _used_by(backend)
    work()
    return Spent(time.perf_counter() - wall, time.thread_time() + _used_by(backend) - processor)


def _used_by(process: int) -> float:
    path = Path(f"/proc/{process}/schedstat")
    return int(path.read_text("ascii").split()[0]) / 1e9 if path.exists() else float("nan")


class Measured:
    """The three ways on one world."""

    def __init__(self, world: CentreWorld, desks: DeskFactory) -> None:
        self._world = world
        self._centre = world.centre("ivanova")
        self._desk = desks("ivanova", self._centre.connect)

    def copy(self, count: int) -> Spent:
        """COPY as the administrator, who is above the row policies."""
        shape = SHAPES[Entity.CALL]
        rows = [(*shape.row(one), "Север") for one in items(*fresh(count))]
        types = [*(kind for _, kind in shape.columns), "text"]
        columns = ", ".join([*(name for name, _ in shape.columns), "team"])
        # JSON that is text already: COPY would make a JSON string of it.
        rows = [tuple(Jsonb(value, dumps=str) if kind == "jsonb" else value
                      for value, kind in zip(row, types, strict=True)) for row in rows]  # fmt: skip
        statement = f"COPY app.call ({columns}) FROM STDIN (FORMAT binary)".encode()

        def run() -> None:
            with session.cursor() as cursor, cursor.copy(statement) as line:
                line.set_types(types)
                for row in rows:
                    line.write_row(row)
            session.commit()

        with psycopg.connect(self._world.administrator.conninfo()) as session:
            return spent(run, session.info.backend_pid)

    def push(self, count: int) -> Spent:
        """The gateway alone."""
        # As the file hands them out: with the digests that lie beside the rows.
        waiting = [replace(one, digest=one.row.digest()) for one in items(*fresh(count))
                   if isinstance(one.row, CallRecord)]  # fmt: skip
        with self._centre.connect() as session:
            session.hello()
            [(backend,)] = self._world.ask(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'ivanova'"
                " ORDER BY backend_start DESC LIMIT 1"
            )

            def run() -> None:
                pace = Pace()
                for batch, size in batches(waiting, pace):
                    started = now()
                    session.push(batch)
                    pace.took(now() - started, size)

            return spent(run, backend)

    def round(self, count: int) -> Spent:
        """The desk's whole round."""
        with self._desk.begin() as records:
            for call in fresh(count):
                records.save_call(call, [])
        started = time.perf_counter()
        self._desk.synchronise()
        return Spent(time.perf_counter() - started, float("nan"))


def in_turns(
    ways: tuple[Callable[[int], Spent], ...], count: int, rounds: int
) -> list[list[Spent]]:
    """What each way took, one after another in each round; a first round is not counted."""
    taken = [[way(count) for way in ways] for _ in range(rounds + 1)][1:]
    return [[one[place] for one in taken] for place in range(len(ways))]


def shares(base: list[Spent], own: list[Spent]) -> tuple[list[float], list[float]]:
    """The base as a share of the other in each round, sorted: of the wall, of a processor."""
    pairs = list(zip(base, own, strict=True))
    return (
        sorted(one.wall / other.wall for one, other in pairs),
        sorted(one.processor / other.processor for one, other in pairs),
    )


def measure(measured: Measured, sizes: list[int], rounds: int) -> None:
    """Print the medians and the ratios."""
    print(f"{'rows':>7} {'copy, ms':>9} {'push, ms':>9} {'round, ms':>10} {'copy ÷ push':>22} "
          f"{'by processor':>22} {'copy ÷ round':>22}")  # fmt: skip
    for count in sizes:
        copies, pushes, whole = in_turns(
            (measured.copy, measured.push, measured.round), count, rounds
        )
        shown = [f"{1000 * median(e.wall for e in one):.0f}" for one in (copies, pushes, whole)]
        wall, processor = shares(copies, pushes)
        print(f"{count:>7} {shown[0]:>9} {shown[1]:>9} {shown[2]:>10} {_spread(wall):>22} "
              f"{_spread(processor):>22} {_spread(shares(copies, whole)[0]):>22}")  # fmt: skip


def _spread(each: list[float]) -> str:
    return f"{median(each):.0%} ({100 * each[0]:.0f}–{100 * each[-1]:.0f})"


def main() -> int:
    """Start a centre, measure, remove it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="where a round of 10,000 spends it")
    args = parser.parse_args()
    # Not under a private folder: as root the server's account must pass through it.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-benchmark-"))
    folder.chmod(0o711)
    centre = EmbeddedCentre(folder / "centre")
    (folder / "desks").mkdir()
    desks = DeskFactory(folder / "desks")
    try:
        measured = Measured(CentreWorld.prepare(centre.start()), desks)
        if args.profile:
            profile = cProfile.Profile()
            profile.runcall(measured.round, 10_000)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        else:
            measure(measured, [int(one) for one in args.rows.split(",")], args.rounds)
    finally:
        desks.close()
        centre.erase()
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
