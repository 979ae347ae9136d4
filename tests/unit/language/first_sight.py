"""What of sentences and names is right at first sight; it judges nothing, it counts.

    python -m tests.unit.language.first_sight [--show] FILE…

A `.jsonl` file holds sentences in the form of the examples, a `.tsv` file full names in six cases.
New sentences are in `unseen/waiting`, where the ordinary tests do not look, until counted once.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from operator_app.language.names import CASES, decline_name
from operator_app.language.phrase_table import compile_rules
from tests.unit.language.sentence_cases import applied, example_rules, gender_of, same


def sentences(file: Path, show: bool) -> str:
    """Count exact sentences, underlines that are wrong or missing, and clean traps."""
    lines = file.read_text(encoding="utf-8").split("\n")
    cases: list[dict[str, Any]] = [json.loads(line) for line in lines if line]
    exact = wrong = missed = wanted = traps = clean = 0
    for case in cases:
        text = case["text"]
        hits = compile_rules(example_rules(case)).check(text, gender_of(case))
        found = [_shape(text, asdict(hit)) for hit in hits]
        expected = [_shape(text, hit) for hit in case["expected_hits"]]
        spans, due = {one[:3] for one in found}, {one[:3] for one in expected}
        wrong, missed, wanted = (
            wrong + len(spans - due),
            missed + len(due - spans),
            wanted + len(due),
        )
        traps, clean = traps + (not due), clean + (not due and not spans)
        exact += found == expected
        if show and found != expected:
            print(f"{case['id']} {text!r}\n    {applied(text, hits)!r}\n    {case['why']}")
            print(f"    found {found}\n    expected {expected}")
    right = wanted - missed
    return (
        f"{exact} of {len(cases)} exact ({exact / len(cases):.1%}), underlines wrong {wrong}, "
        f"missed {missed} (precision {right / max(right + wrong, 1):.4f}, "
        f"recall {right / max(wanted, 1):.4f}), traps clean {clean} of {traps}"
    )


def names(file: Path, show: bool) -> str:
    """Count names right in all cases, and forms."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t"))
    exact = forms = 0
    for row in rows:
        name = row["именительный"]
        asked = [(row[case], decline_name(name, case)) for case in CASES]
        off = [pair for pair in asked if pair[0] != pair[1]]
        exact, forms = exact + (not off), forms + len(CASES) - len(off)
        if show and off:
            print(f"{row['stratum']} {name}: {off}")
    total = len(rows) * len(CASES)
    return (
        f"{exact} of {len(rows)} right in all cases ({exact / len(rows):.1%}), "
        f"{forms} of {total} forms ({forms / total:.1%})"
    )


def _shape(text: str, hit: dict[str, Any]) -> tuple[object, ...]:
    start, end = hit["replace_start"], hit["replace_end"]
    whole = tuple(same(text[:start] + one + text[end:]) for one in hit["suggestions"])
    return hit["start"], hit["end"], hit["rule"], whole


def main() -> None:
    """Print a line for each file named."""
    parser = argparse.ArgumentParser(prog="python -m tests.unit.language.first_sight")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    args = parser.parse_args()
    for file in args.files:
        count = names if file.suffix == ".tsv" else sentences
        print(f"{file.name}: {count(file, args.show)}")


if __name__ == "__main__":
    main()
