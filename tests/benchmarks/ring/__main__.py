"""How long a ring takes from the softphone to the screen: `operator-call` started, chip painted.

    python -m tests.benchmarks.ring [--rings 40]

A whole window on a profile of its own runs in another process; each ring is a new `operator-call`,
as a softphone would start it. Target: 100 ms at p95, the start of that process included.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from operator_app.ui.caller import MIN_INTERVAL_MS

CHILD = "tests.benchmarks.ring.child"
TARGET_MS = 100
PATIENCE_S = 60.0


def main() -> None:
    """Measure and print milliseconds."""
    options = argparse.ArgumentParser(description="from the softphone to the screen")
    options.add_argument("--rings", type=int, default=40)
    rings: int = options.parse_args().rings
    with tempfile.TemporaryDirectory(prefix="r") as folder:
        told = sorted(_rings(Path(folder), rings))
    p95 = told[int(0.95 * (len(told) - 1))]
    print(
        f"{rings} rings, ms from the start of operator-call to the painted number: "
        f"median {statistics.median(told):.0f}, p95 {p95:.0f}, worst {told[-1]:.0f}; "
        f"target {TARGET_MS}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )


def _rings(folder: Path, count: int) -> list[float]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment |= {name: str(folder / name) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
    environment |= {"HOME": str(folder)}
    # A program that is used keeps its compiled modules; a developer's shell may forbid it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", CHILD]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as window:
        try:
            assert _line(window) == "ready"
            found = []
            for place in range(count + 1):
                number = f"+7916{place:07d}"
                begun = time.monotonic()
                call = [sys.executable, "-m", "operator_app.call_handoff", number]
                subprocess.run(call, check=True, env=environment)
                shown = json.loads(_line(window))
                assert shown["number"] == number
                found.append((shown["at"] - begun) * 1000)
                time.sleep(MIN_INTERVAL_MS / 1000)
        finally:
            window.kill()
    return found[1:]


def _line(window: subprocess.Popen[str]) -> str:
    assert window.stdout is not None
    if not select.select([window.stdout], [], [], PATIENCE_S)[0]:
        raise TimeoutError("the window says nothing")
    return window.stdout.readline().strip()


if __name__ == "__main__":
    main()
