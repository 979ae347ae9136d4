"""A fleet of desks against one embedded centre.

`python -m tests.benchmarks.fleet [--desks 100,1000] [--every 30] [--seconds 90] [--processes 6]`.
Each desk has a login of its own and in every round a new call with three events; a round is the
product's `synchronise` over the product's gateway. The desks' files are in memory: on real desks
they do not share the centre's disk. They are spread over some processes, for a real desk does not
wait for another's interpreter lock. Printed: time from when a round was due until it ended (so a
busy generator counts against the centre), failures, processor time of server and generator, and how
long it takes until all are in when every desk reconnects within two seconds. `--seconds 0` is that
alone: `--desks 5000 --seconds 0`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from operator_app.sync import centre_place, people
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.sync.people import Enrolment
from tests.benchmarks.fleet.desks import ROUNDS_AT_A_TIME, Part, Phase, Sample, live
from tests.integration.centre_world import PASSWORD, CentreWorld

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operator_app.sync.address import CentreAddress

CONNECTIONS = 300
"""As a company's server has; the embedded one takes 60, which is enough for a demo."""


@dataclass(frozen=True)
class Rhythm:
    """How many desks, how often, for how long (seconds), from how many processes."""

    desks: int
    every: float = 30.0
    seconds: float = 90.0
    processes: int = 6


@dataclass(frozen=True)
class Result:
    """All rounds, calls found at the centre, and processor milliseconds of a round at either end.

    `server_ms` is NaN where there is no `/proc`. Both cover the first rounds and the herd too.
    """

    samples: list[Sample]
    calls: int
    server_ms: float
    desk_ms: float

    def of(self, phase: Phase) -> list[Sample]:
        return [one for one in self.samples if one.phase is phase]


def measure(folder: Path, rhythm: Rhythm) -> Result:
    """Start a centre in a folder, let the fleet live, remove the centre."""
    centre = EmbeddedCentre(folder / "centre")
    try:
        world = CentreWorld.prepare(centre.start())
        world.ask(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}")
        centre.stop()
        world = CentreWorld(centre.start())
        logins = _enrol(world.administrator, rhythm.desks)
        parts = [
            Part(tuple(logins[number :: rhythm.processes]), world.administrator, PASSWORD,
                 rhythm.every, rhythm.seconds, ROUNDS_AT_A_TIME // rhythm.processes, number)
            for number in range(rhythm.processes)
        ]  # fmt: skip
        before = _server_seconds(folder / "centre")
        with ProcessPoolExecutor(rhythm.processes, get_context("spawn")) as pool:
            lived = list(pool.map(live, parts))
        used = _server_seconds(folder / "centre") - before
        samples = [one for part in lived for one in part.samples]
        [(calls,)] = world.ask("SELECT count(*) FROM app.call")
        desks = sum(part.seconds for part in lived)
        return Result(samples, calls, 1000 * used / len(samples), 1000 * desks / len(samples))
    finally:
        centre.erase()


def _enrol(administrator: CentreAddress, count: int) -> list[str]:
    verifier = people.scram_verifier("desk", PASSWORD)
    logins = [f"desk{number:05d}" for number in range(count)]
    for number, login in enumerate(logins):
        team = f"Команда {number // 20}"
        people.add_user(administrator, Enrolment(login, "agent", team, f"Агент {login}"), verifier)
    return logins


def _server_seconds(home: Path) -> float:
    """Processor time of the server and of all its sessions that have ended."""
    place = centre_place.choose_place(home, centre_place.wheel_binaries())
    process = (place.cluster / "postmaster.pid").read_text("utf-8").split()[0]
    stat = Path("/proc") / process / "stat"
    if not stat.exists():
        return float("nan")
    fields = stat.read_text("utf-8").rpartition(")")[2].split()
    return sum(int(one) for one in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def report(rhythm: Rhythm, result: Result) -> None:
    """Print one block."""
    print(f"{rhythm.desks} desks, a round every {rhythm.every:g} s for {rhythm.seconds:g} s; "
          f"of a processor {result.server_ms:.1f} ms a round at the server, "
          f"{result.desk_ms:.1f} ms at the desk")  # fmt: skip
    for phase in (Phase.STEADY, Phase.HERD):
        found = result.of(phase)
        if not found:
            continue
        good = [1000 * (one.ended - one.due) for one in found if not one.fault]
        faults = Counter(one.fault for one in found if one.fault)
        failed = f"failed {len(found) - len(good)} {dict(faults) or ''}"
        print(f"  {phase.value}: {len(good)} rounds, {_spread(good)}, {failed}")
    herd = [one.ended for one in result.of(Phase.HERD) if not one.fault]
    in_time = _spread([1000 * one for one in herd])
    print(f"  after the outage: in after {in_time}, the last {max(herd):.1f} s", flush=True)


def _spread(milliseconds: Sequence[float]) -> str:
    cuts = quantiles(milliseconds, n=100)
    return f"p50 {cuts[49]:.0f}, p95 {cuts[94]:.0f}, p99 {cuts[98]:.0f} ms"


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fleet")
    parser.add_argument("--desks", default="100,1000", help="5000 is possible too")
    parser.add_argument("--every", type=float, default=30.0)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--processes", type=int, default=6)
    args = parser.parse_args()
    for desks in args.desks.split(","):
        # Not under a private folder: as root the server's account must pass through it.
        folder = Path(tempfile.mkdtemp(prefix="operator-app-fleet-"))
        folder.chmod(0o711)
        try:
            rhythm = Rhythm(int(desks), args.every, args.seconds, args.processes)
            report(rhythm, measure(folder, rhythm))
        finally:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
