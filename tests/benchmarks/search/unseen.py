"""How questions that nobody who tunes the search has seen are answered in a call, by class.

python -m tests.benchmarks.search.unseen [tests/benchmarks/search/unseen_questions.jsonl …]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from operator_app.content.folder import read_folder
from operator_app.domain.retrieval import Leaning
from operator_app.search.corpus import content_to_documents
from operator_app.search.searcher import LocalSearcher
from operator_app.search.tantivy import TantivyEngine

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE: Final = Path(__file__).parent
ROWS: Final = 5
TARGET: Final = 7
IN_A_CALL: Final = Leaning(procedures=True)
ALL: Final = "all"

Question = TypedDict("Question", {"class": str, "query": str, "sops": list[str]})
"""A line of a file: any of `sops` answers."""


def place_of(searcher: LocalSearcher, typed: str, sops: Iterable[str]) -> int:
    """The row, from 1, of the first such procedure, each listed once; beyond `ROWS` when none."""
    hits = searcher.search(typed, 50, leaning=IN_A_CALL).hits
    rows = list(dict.fromkeys(hit.sop if hit.kind == "sop" else hit.key for hit in hits))[:ROWS]
    return min((rows.index(sop) + 1 for sop in sops if sop in rows), default=ROWS + 1)


def within_target(searcher: LocalSearcher, question: Question) -> tuple[bool, bool]:
    """Whether F2 and at most six letters bring it to the first row; and with ↓ for each row."""
    typed = question["query"]
    keys = [
        (1 + letters, place_of(searcher, typed[:letters], question["sops"]))
        for letters in range(1, min(len(typed), TARGET - 1) + 1)
    ]
    near = (pressed + place - 1 for pressed, place in keys if place <= ROWS)
    return any(place == 1 for _, place in keys), any(pressed <= TARGET for pressed in near)


def count(searcher: LocalSearcher, questions: Iterable[Question]) -> dict[str, list[int]]:
    """For each class and for all: first row, first three, first five, both sorts of keys, of."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for question in questions:
        place = place_of(searcher, question["query"], question["sops"])
        reached = (place == 1, place <= 3, place <= ROWS, *within_target(searcher, question), True)
        for kind in (question["class"], ALL):
            counted[kind] = [a + b for a, b in zip(counted[kind], reached, strict=True)]
    return counted


def main() -> None:
    """Print a table for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    found = sorted(HERE.glob("unseen_questions*.jsonl"))
    parser.add_argument("files", nargs="*", type=Path, default=found)
    parser.add_argument("--content", type=Path, default=Path("sop_content"))
    args = parser.parse_args()
    content = read_folder(args.content).content
    searcher = LocalSearcher(TantivyEngine)
    searcher.rebuild(content_to_documents(content), content.synonyms)
    for file in args.files:
        lines = file.read_text(encoding="utf-8").splitlines()
        sys.stdout.write(
            f"\n{file.name}\n\n| class | first | first 3 | first 5 | 7 keys | ↓ | of |\n"
        )
        sys.stdout.write("| --- | --- | --- | --- | --- | --- | --- |\n")
        for kind, figures in count(searcher, map(json.loads, lines)).items():
            sys.stdout.write(f"| {kind} | {' | '.join(map(str, figures))} |\n")


if __name__ == "__main__":
    main()
