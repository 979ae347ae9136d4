"""How fast waiting calls reach the centre, as a share of a plain COPY of the same rows.

`python -m tests.benchmarks.push [--rows 1000,10000] [--rounds 5] [--profile]`. A real PostgreSQL is
started on loopback. In turns, with fresh rows each time:

* copy: the administrator's COPY (binary) of ready values straight into `app.call`, one transaction;
* push: `CentreSession.push` of rows in memory, in the batches of a round, as an agent;
* round: a whole `synchronise`, the reading of the encrypted file and the acknowledging included.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import psycopg
from psycopg.types.json import Jsonb

from operator_app.domain.records import CallRecord, Entity
from operator_app.services.synchronise import batches
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.shapes import SHAPES
from tests.integration.centre_world import CentreWorld, DeskFactory, a_call, items

if TYPE_CHECKING:
    from collections.abc import Callable

NOTE = "Клиент ждёт посылку с 3 ноября, просит перезвонить после шести. "


def fresh(count: int) -> list[CallRecord]:
    """Calls as agents leave them: about 600 bytes each."""
    return [a_call(note=NOTE * 2, record=NOTE * 3, outcome="Доставка перенесена") for _ in
            range(count)]  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long it took, in seconds of the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


class Measured:
    """The three ways on one world."""

    def __init__(self, world: CentreWorld, desks: DeskFactory) -> None:
        self._world = world
        self._centre = world.centre("ivanova")
        self._desk = desks("ivanova", self._centre.connect)

    def copy(self, count: int) -> float:
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
            return seconds(run)

    def push(self, count: int) -> float:
        """The gateway alone."""
        # As the file hands them out: with the digests that lie beside the rows.
        waiting = [replace(one, digest=one.row.digest()) for one in items(*fresh(count))
                   if isinstance(one.row, CallRecord)]  # fmt: skip
        with self._centre.connect() as session:
            session.hello()
            return seconds(lambda: [session.push(one) for one in batches(waiting)])

    def round(self, count: int) -> float:
        """The desk's whole round."""
        with self._desk.begin() as records:
            for call in fresh(count):
                records.save_call(call, [])
        return seconds(self._desk.synchronise)


def in_turns(
    ways: tuple[Callable[[int], float], ...], count: int, rounds: int
) -> list[list[float]]:
    """Seconds of each way, one after another in each round; a first round is not counted."""
    taken = [[way(count) for way in ways] for _ in range(rounds + 1)][1:]
    return [[one[place] for one in taken] for place in range(len(ways))]


def measure(measured: Measured, sizes: list[int], rounds: int) -> None:
    """Print the medians and the ratios."""
    print(f"{'rows':>7} {'copy, ms':>9} {'push, ms':>9} {'round, ms':>10} "
          f"{'copy ÷ push':>22} {'copy ÷ round':>22}")  # fmt: skip
    for count in sizes:
        copies, pushes, whole = in_turns(
            (measured.copy, measured.push, measured.round), count, rounds
        )
        shown = [f"{1000 * median(one):.0f}" for one in (copies, pushes, whole)]
        print(f"{count:>7} {shown[0]:>9} {shown[1]:>9} {shown[2]:>10} "
              f"{_ratio(copies, pushes):>22} {_ratio(copies, whole):>22}")  # fmt: skip


def _ratio(base: list[float], own: list[float]) -> str:
    each = sorted(100 * one / other for one, other in zip(base, own, strict=True))
    return f"{median(each):.0f} % ({each[0]:.0f}–{each[-1]:.0f})"


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
