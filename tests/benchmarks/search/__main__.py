"""Both engines, both corpora, three sizes in one run: figures, a table and a picture.

python -m tests.benchmarks.search --into DIR [--cache DIR]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.search.chart import draw
from tests.benchmarks.search.tables import tables

CORPORA = ("libreoffice", "sop_content")
SIZES = (5_000, 20_000, 100_000)
KEYS = {"tantivy": 3_000, "whoosh": 100}
"""Keystrokes timed: the slow engine is given fewer, or one run would take an hour."""


def main() -> None:
    """Measure each case in a process of its own, for memory's sake; write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    common = ["--held-out", "--seed", str(args.seed)]
    common += ["--cache", str(args.cache)] if args.cache else []
    found = []
    for engine, keys in KEYS.items():
        cases = [["--corpus", corpus, "--keys", "0"] for corpus in CORPORA]
        cases += [["--sections", str(size), "--keys", str(keys)] for size in SIZES]
        found += [_measure("--engine", engine, *case, *common) for case in cases]
    args.into.mkdir(parents=True, exist_ok=True)
    figures = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (args.into / "search.json").write_text(figures, encoding="utf-8")
    (args.into / "search.md").write_text(tables(found), encoding="utf-8")
    (args.into / "search.svg").write_text(draw(found), encoding="utf-8")
    sys.stdout.write(tables(found))


def _measure(*arguments: str) -> dict[str, Any]:
    sys.stderr.write(f"{' '.join(arguments)}\n")
    command = [sys.executable, "-m", "tests.benchmarks.search.relevance", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
