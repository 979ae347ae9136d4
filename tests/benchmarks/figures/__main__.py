"""The figures that the design sets aims for, one after another in one run, as a table.

`python -m tests.benchmarks.figures [--only autosave,push,fleet,once,bits] [--desks 1000]
[--calls 2000] [--flips 300]`. Each line is printed as soon as it is known, with the machine's load
before it: times depend on that, counts do not. About fifteen minutes on a free machine.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.sync.embedded_centre import EmbeddedCentre
from tests.benchmarks.autosave.__main__ import at
from tests.benchmarks.autosave.__main__ import measure as autosaves
from tests.benchmarks.fleet.__main__ import Rhythm
from tests.benchmarks.fleet.__main__ import measure as fleet
from tests.benchmarks.fleet.desks import Phase
from tests.benchmarks.push.__main__ import Measured, in_turns, shares
from tests.faults.exactly_once.desk import BUGS
from tests.faults.exactly_once.run import Goals, House, Run
from tests.integration.centre_world import CentreWorld, DeskFactory
from tests.unit.storage.samples import a_call, local_file

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = range(1, 21)
SMALL = Goals(calls=60, client_kills=3, server_kills=0, cuts=3, lost_answers=3)
"""Of a run with a planted bug, which is repeated with other seeds until it is noticed."""


@dataclass(frozen=True)
class Sizes:
    """How much of each: desks of the fleet, calls of the exactly-once run, flipped bits."""

    desks: int
    calls: int
    flips: int


def autosave(_: Sizes) -> Iterator[tuple[str, str, str]]:
    """Against a bare durable write in the same folder."""
    with a_folder() as folder:
        saves, writes = autosaves(folder, 2000)
    ratio = at(saves, 0.5) / at(writes, 0.5)
    yield "autosave, p50 ÷ bare fdatasync", "≤ 3", f"{ratio:.2f}"


def push(_: Sizes) -> Iterator[tuple[str, str, str]]:
    """Against the administrator's plain COPY of the same rows."""
    with a_folder() as folder:
        (folder / "desks").mkdir()
        centre, desks = EmbeddedCentre(folder / "centre"), DeskFactory(folder / "desks")
        try:
            measured = Measured(CentreWorld.prepare(centre.start()), desks)
            for count, aim in ((1000, "≥ 40 %"), (10_000, "≥ 75 %")):
                copies, pushes = in_turns((measured.copy, measured.push), count, 7)
                wall, processor = (median(one) for one in shares(copies, pushes))
                told = f"{wall:.0%} ({processor:.0%} by processor time)"
                yield f"push of {count:,} ÷ plain COPY", aim, told
        finally:
            desks.close()
            centre.erase()


def every_desk(sizes: Sizes) -> Iterator[tuple[str, str, str]]:
    """Desks and server on this one machine."""
    with a_folder() as folder:
        result = fleet(folder, Rhythm(sizes.desks, every=30.0, seconds=60.0))
    steady = result.of(Phase.STEADY)
    good = [1000 * (one.ended - one.due) for one in steady if not one.fault]
    told = f"{quantiles(good, n=20)[18]:,.0f} ms, {len(steady) - len(good)} failed"
    yield f"fleet of {sizes.desks:,}, every 30 s, p95", "≤ 300 ms, 0 failed", told
    herd = [one.ended for one in result.of(Phase.HERD) if not one.fault]
    yield f"all {sizes.desks:,} reconnect in 2 s: the last one in", "", f"{max(herd):.0f} s"
    told = f"{result.server_ms:.1f} and {result.desk_ms:.1f} ms"
    yield "of a processor, a round at the server and at the desk", "", told


def once(sizes: Sizes) -> Iterator[tuple[str, str, str]]:
    """One seed of the long run, and each planted bug."""
    goals = Goals(sizes.calls, sizes.calls // 20, sizes.calls // 200, 50, 30, swallowed=3)
    house = House()
    try:
        suffered = Run(house, 1, goals).run()
        what = (
            f"exactly once: {suffered.calls:,} calls, {suffered.client_kills} client and "
            f"{suffered.server_kills} server kills"
        )
        yield what, "0 violations", f"{len(suffered.violations)} violations"
        noticed = [
            bug
            for bug in BUGS
            if any(Run(house, one, SMALL, bug).run().violations for one in SEEDS)
        ]
        yield (
            "planted bugs noticed",
            f"{len(BUGS)} of {len(BUGS)}",
            f"{len(noticed)} of {len(BUGS)}",
        )
    finally:
        house.remove()


def bits(sizes: Sizes) -> Iterator[tuple[str, str, str]]:
    """One bit of the closed file flipped anywhere, then the file is opened and checked."""
    with a_folder() as folder:
        file = local_file(folder)
        file.open()
        with file.begin() as records:
            for _ in range(100):
                records.save_call(a_call(), ())
        file.close()
        path = folder / "profile" / "desk.db"
        whole, chance = path.read_bytes(), random.Random(1)
        noticed = 0
        for _ in range(sizes.flips):
            harmed = bytearray(whole)
            harmed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(harmed)
            noticed += _is_refused(folder)
    yield f"flipped bits noticed, of {sizes.flips}", "100 %", f"{noticed / sizes.flips:.0%}"


def _is_refused(folder: Path) -> bool:
    file = local_file(folder)
    try:
        file.open()
        file.check()
    except OperatorNotice as notice:
        return notice.code is NoticeCode.FILE_DAMAGED
    finally:
        file.close()
    return False


@contextmanager
def a_folder() -> Iterator[Path]:
    # Not a private one: as root the server's account must pass through it.
    folder = Path(tempfile.mkdtemp(prefix="operator-app-figures-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


FIGURES = {"autosave": autosave, "push": push, "fleet": every_desk, "once": once, "bits": bits}


def main() -> int:
    """Print the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.figures")
    parser.add_argument("--only", default=",".join(FIGURES))
    parser.add_argument("--desks", type=int, default=1000)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--flips", type=int, default=300)
    args = parser.parse_args()
    sizes = Sizes(args.desks, args.calls, args.flips)
    print("| what | aim | here |\n| --- | --- | --- |", flush=True)
    for name in args.only.split(","):
        print(f"| load before {name} | | {os.getloadavg()[0]:.1f} |", flush=True)
        for line in FIGURES[name](sizes):
            print("| " + " | ".join(line) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
