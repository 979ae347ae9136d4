"""The long exactly-once run: `python -m tests.faults.exactly_once [--seeds 1-5] [--bugs]`.

Each seed: a desk of its own process, killed at chosen statements; the server killed; lines cut just
before COMMIT, answers lost just after it, lines that swallow everything. Then all faults end, the
desk has its rounds, old versions arrive last of all, and everything is counted. The exit code is 1
when a seed shows a violation; with `--bugs`, when a planted bug is not noticed.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.exactly_once.desk import BUGS
from tests.faults.exactly_once.run import Goals, House, Run


def main() -> int:
    """Run the seeds and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.exactly_once")
    parser.add_argument("--seeds", default="1-5", help="FIRST-LAST")
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--client-kills", type=int, default=100)
    parser.add_argument("--server-kills", type=int, default=10)
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--lost", type=int, default=30)
    parser.add_argument("--bugs", action="store_true", help="plant each bug instead")
    args = parser.parse_args()
    goals = Goals(
        args.calls, args.client_kills, args.server_kills, args.cuts, args.lost, swallowed=3
    )
    first, _, last = args.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    house = House()
    try:
        if args.bugs:
            unnoticed = [bug for bug in BUGS if not _noticed(house, bug, seeds, goals)]
            return int(bool(unnoticed))
        violated = [seed for seed in seeds if _violated(house, seed, goals)]
        return int(bool(violated))
    finally:
        house.remove()


def _violated(house: House, seed: int, goals: Goals) -> bool:
    started = time.monotonic()
    suffered = Run(house, seed, goals).run()
    print(f"seed {seed}, {time.monotonic() - started:.0f} s: {suffered}", flush=True)
    for one in suffered.violations:
        print(f"  {one}", flush=True)
    return bool(suffered.violations)


def _noticed(house: House, bug: str, seeds: range, goals: Goals) -> bool:
    for seed in seeds:
        suffered = Run(house, seed, goals, bug).run()
        if suffered.violations:
            print(f"{bug}: noticed with seed {seed}: {suffered.violations[0]}", flush=True)
            return True
    print(f"{bug}: NOT noticed", flush=True)
    return False


if __name__ == "__main__":
    sys.exit(main())
