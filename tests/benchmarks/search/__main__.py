"""Both engines, both corpora, three sizes in one run: figures, a table and a picture.

python -m tests.benchmarks.search --into DIR [--cache DIR]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.search.chart import draw
from tests.benchmarks.search.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINES = ("tantivy", "whoosh")
EACH = {"tantivy": 200, "whoosh": 60}
KEYS = {"tantivy": 3_000, "whoosh": 60}
"""Questions made of each class and keystrokes timed: a slow engine is given fewer, or one run would
take an hour."""
SIZES = (5_000, 20_000, 100_000)


def main() -> None:
    """Measure each case in a process of its own, for memory's sake; write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    common = ["--held-out", "--seed", str(args.seed)]
    common += ["--cache", str(args.cache)] if args.cache else []
    args.into.mkdir(parents=True, exist_ok=True)
    cases = [("--corpus", corpus) for corpus in ("sop_content", "libreoffice")]
    cases += [("--sections", str(size)) for size in SIZES]
    found: list[dict[str, Any]] = []
    for option, value in cases:
        for engine in ENGINES:
            keys = KEYS[engine] if option == "--sections" else 0
            limits = ["--each", str(EACH[engine]), "--keys", str(keys)]
            found.append(_measure("--engine", engine, option, value, *limits, *common))
            _write(args.into, found)
    sys.stdout.write(tables(found))


def _write(folder: Path, found: Sequence[dict[str, Any]]) -> None:
    figures = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (folder / "search.json").write_text(figures, encoding="utf-8")
    (folder / "search.md").write_text(tables(found), encoding="utf-8")
    (folder / "search.svg").write_text(draw(found), encoding="utf-8")


def _measure(*arguments: str) -> dict[str, Any]:
    sys.stderr.write(f"{' '.join(arguments)}\n")
    command = [sys.executable, "-m", "tests.benchmarks.search.relevance", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
