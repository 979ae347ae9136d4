"""A fleet of desks against one embedded centre.

`python -m tests.benchmarks.fleet [--desks 100,1000] [--every 30] [--seconds 90] [--processes 2]`.
Each desk has a login of its own and in every round a new call with three events; a round is the
product's `synchronise` over the product's gateway. The desks' files are in memory: on real desks
they do not share the centre's disk. Printed: time from when a round was due until it ended (so a
busy generator counts against the centre), failures, the server's processor time, and how long it
takes until all are in when every desk reconnects within two seconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
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
from tests.benchmarks.fleet.desks import Part, Phase, Sample, live
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
    processes: int = 2


@dataclass(frozen=True)
class Result:
    """All rounds, calls found at the centre, and processor seconds of the server for each second.

    `cores` is NaN where there is no `/proc`; it covers the first rounds and the herd too.
    """

    samples: list[Sample]
    calls: int
    cores: float

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
                 rhythm.every, rhythm.seconds, number)
            for number in range(rhythm.processes)
        ]  # fmt: skip
        started, used = time.monotonic(), _server_seconds(folder / "centre")
        with ProcessPoolExecutor(rhythm.processes, get_context("spawn")) as pool:
            samples = [one for found in pool.map(live, parts) for one in found]
        used = _server_seconds(folder / "centre") - used
        [(calls,)] = world.ask("SELECT count(*) FROM app.call")
        return Result(samples, calls, used / (time.monotonic() - started))
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
          f"server {result.cores:.2f} core")  # fmt: skip
    for phase in (Phase.STEADY, Phase.HERD):
        found = result.of(phase)
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
    parser.add_argument("--processes", type=int, default=2)
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
