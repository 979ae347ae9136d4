"""How long one autosave takes, beside a bare durable write in the same folder.

    python -m tests.benchmarks.autosave [--saves 2000] [--folder DIR]

A save is a call of ordinary length, one event and their two outbox marks in one transaction, as
the storage lane does it. The bare write appends 4 KB and calls fdatasync (fsync where there is
none). The two take turns in blocks, so that a busy disk weighs on both alike.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.unit.storage.samples import a_call, an_event, local_file

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 100
_NOTE = "Клиентка просит позвонить после шести вечера, курьер не отвечает на звонки. " * 6


def main() -> None:
    """Measure and print the figures in microseconds."""
    options = argparse.ArgumentParser(description="autosave against a bare fdatasync")
    options.add_argument("--saves", type=int, default=2000)
    options.add_argument("--folder", type=Path, help="where to write; the system's by default")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        saves, writes = measure(Path(folder), given.saves)
    for name, times in (("save", saves), ("bare 4 KB write + fdatasync", writes)):
        print(f"{name}: p50 {at(times, 0.5):.0f} µs, p99 {at(times, 0.99):.0f} µs")
    ratios = [at(saves, part) / at(writes, part) for part in (0.5, 0.99)]
    print(f"ratio: p50 {ratios[0]:.2f}, p99 {ratios[1]:.2f}")


def measure(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Sorted times of `count` saves and as many bare writes, in microseconds."""
    file = local_file(folder)
    file.open()
    bare = os.open(folder / "bare.bin", os.O_CREAT | os.O_WRONLY, 0o600)
    sync = getattr(os, "fdatasync", os.fsync)
    page = os.urandom(4096)
    call = a_call(note=_NOTE, record=_NOTE)
    number = 0

    def save() -> None:
        nonlocal number
        number += 1
        with file.begin() as records:
            records.save_call(replace(call, rev=number), [an_event(call, number)])

    def write() -> None:
        os.write(bare, page)
        sync(bare)

    saves: list[float] = []
    writes: list[float] = []
    save()
    for _ in range(max(1, count // _BLOCK)):
        saves += [timed(save) for _ in range(_BLOCK)]
        writes += [timed(write) for _ in range(_BLOCK)]
    os.close(bare)
    file.close()
    return sorted(saves), sorted(writes)


def timed(act: Callable[[], None]) -> float:
    """Microseconds the act took."""
    began = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - began) / 1000


def at(times: list[float], part: float) -> float:
    """The value below which `part` of the sorted times lie."""
    return times[min(len(times) - 1, int(len(times) * part))]


if __name__ == "__main__":
    main()
