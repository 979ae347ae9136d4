"""`python -m tests.simulator [--lives N] [--seed N] [--bugs] [--copies|--own-things|--put-back]`.

A life is a seed: three desks and a centre, all in one process, wire, disk and clock in its hands.
A seed with a violation is printed, and run again by `--seed N --lives 1`. With `--bugs` each
planted bug is tried instead; the exit code is 1 when one stays unnoticed in so many lives. With
`--copies` desks' files are copied to other computers, and old copies put back; with `--own-things`
an agent has two computers, sets things up at both and opens procedures; with `--put-back` the
centre's files are put back as they were, more often than anything else goes wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.simulator.bugs import BUGS, OF_COPIES, OF_PUT_BACK
from tests.simulator.copies import CopiedLife
from tests.simulator.desk import Shelf
from tests.simulator.life import Life, PutBackLife
from tests.simulator.own_things import OwnThingsLife

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main() -> int:
    """Run the lives; the exit code is 1 for a violation."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator")
    parser.add_argument("--lives", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first life")
    parser.add_argument("--bugs", action="store_true", help="plant each bug instead")
    parser.add_argument("--copies", action="store_true", help="copy desks' files")
    parser.add_argument("--own-things", action="store_true", help="set up and open at two desks")
    parser.add_argument("--put-back", action="store_true", help="put the centre's files back")
    args = parser.parse_args()
    kind, bugs = (CopiedLife, OF_COPIES) if args.copies else (Life, BUGS)
    kind = OwnThingsLife if args.own_things else kind
    kind, bugs = (PutBackLife, OF_PUT_BACK) if args.put_back else (kind, bugs)
    seeds = range(args.seed, args.seed + args.lives)
    shelf = Shelf()
    try:
        return _unnoticed(shelf, seeds, kind, bugs) if args.bugs else _violated(shelf, seeds, kind)
    finally:
        shelf.close()


def _violated(shelf: Shelf, seeds: range, kind: type[Life]) -> int:
    started, happened, violated = time.monotonic(), Counter[str](), 0
    for seed in seeds:
        life = kind(shelf, seed)
        if wrong := life.live():
            violated += 1
            print(f"seed {seed}:", *wrong, sep="\n  ", flush=True)
        happened += life.happened
    taken = time.monotonic() - started
    print(f"{len(seeds)} lives, {violated} with violations, {60 * len(seeds) / taken:.0f} a minute")
    print(", ".join(f"{count} {what}" for what, count in sorted(happened.items())))
    return int(violated > 0)


def _unnoticed(
    shelf: Shelf, seeds: range, kind: type[Life], bugs: Mapping[str, Callable[[Life], None]]
) -> int:
    missed = 0
    for name, plant in bugs.items():
        found = next((seed for seed in seeds if kind(shelf, seed, plant).live()), None)
        missed += found is None
        print(f"{name}: {'NOT noticed' if found is None else f'noticed with seed {found}'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
