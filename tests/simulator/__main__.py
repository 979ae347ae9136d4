"""`python -m tests.simulator [--lives 1000] [--seed 1] [--bugs]`: short lives, one after another.

A life is a seed: three desks and a centre, all in one process, wire, disk and clock in its hands.
A seed with a violation is printed, and run again by `--seed N --lives 1`. With `--bugs` each
planted bug is tried instead; the exit code is 1 when one stays unnoticed in so many lives.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.simulator.bugs import BUGS
from tests.simulator.desk import Shelf
from tests.simulator.life import Life


def main() -> int:
    """Run the lives; the exit code is 1 for a violation."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator")
    parser.add_argument("--lives", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first life")
    parser.add_argument("--bugs", action="store_true", help="plant each bug instead")
    args = parser.parse_args()
    seeds = range(args.seed, args.seed + args.lives)
    shelf = Shelf()
    try:
        return _unnoticed(shelf, seeds) if args.bugs else _violated(shelf, seeds)
    finally:
        shelf.close()


def _violated(shelf: Shelf, seeds: range) -> int:
    started, happened, violated = time.monotonic(), Counter[str](), 0
    for seed in seeds:
        life = Life(shelf, seed)
        if wrong := life.live():
            violated += 1
            print(f"seed {seed}:", *wrong, sep="\n  ", flush=True)
        happened += life.happened
    taken = time.monotonic() - started
    print(f"{len(seeds)} lives, {violated} with violations, {60 * len(seeds) / taken:.0f} a minute")
    print(", ".join(f"{count} {what}" for what, count in sorted(happened.items())))
    return int(violated > 0)


def _unnoticed(shelf: Shelf, seeds: range) -> int:
    missed = 0
    for name, plant in BUGS.items():
        found = next((seed for seed in seeds if Life(shelf, seed, plant).live()), None)
        missed += found is None
        print(f"{name}: {'NOT noticed' if found is None else f'noticed with seed {found}'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
