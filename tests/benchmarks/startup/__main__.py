"""How long the window, the call form and the search take, beside an empty QMainWindow.

    python -m tests.benchmarks.startup [--runs 7] [--imports]

Each start is a process of its own, timed from its first line; the empty window and the desk take
turns. The profile has been started once before, as on any day but the first. `--imports` lists the
slowest modules.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHILD = "tests.benchmarks.startup.child"
TARGETS = {"window": 2.5, "form": 4.0, "search": 8.0}


def main() -> None:
    """Measure and print medians in milliseconds and their ratios."""
    options = argparse.ArgumentParser(description="start-up beside an empty window")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--imports", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "p"
        start("desk", profile)
        if given.imports:
            print(slowest_imports(profile))
            return
        empty, desk = [], []
        for _ in range(given.runs):
            empty.append(start("empty", profile)["window"])
            desk.append(start("desk", profile))
    base = statistics.median(empty)
    print(
        f"empty window: {base:.0f} ms (median of {given.runs}, {min(empty):.0f}–{max(empty):.0f})"
    )
    for name in ("imported", "built", *TARGETS):
        times = [one[name] for one in desk]
        middle = statistics.median(times)
        spread = f"{min(times):.0f}–{max(times):.0f}"
        told = f"{name}: {middle:.0f} ms ({spread}), {middle / base:.2f} of an empty window"
        print(told + (f", target {TARGETS[name]}" if name in TARGETS else ""))


def start(kind: str, profile: Path) -> dict[str, float]:
    """Milliseconds from entry to each mark of one start."""
    done = _run(["-m", CHILD, kind, str(profile)])
    marks: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return marks


def slowest_imports(profile: Path, shown: int = 25) -> str:
    """The modules that took longest by themselves and with what they import, microseconds."""
    told = _run(["-X", "importtime", "-m", CHILD, "desk", str(profile)]).stderr
    rows = [line.removeprefix("import time:").split("|") for line in told.splitlines()]
    numbers = [row for row in rows if len(row) == 3 and row[0].strip().isdigit()]
    times = [(int(whole), int(own), name.strip()) for own, whole, name in numbers]
    lines = [f"{whole:>9} {own:>9}  {name}" for whole, own, name in sorted(times, reverse=True)]
    return "\n".join(["    whole       own  module", *lines[:shown]])


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # A program that is used keeps its compiled modules; a developer's shell may forbid it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, env=environment, text=True, capture_output=True)


if __name__ == "__main__":
    main()
