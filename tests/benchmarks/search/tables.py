"""What was measured as Markdown, each figure beside its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGETS = {"title": 0.99, "all": 0.92}
CLASS_TARGET = 0.86
RECALL_TARGET = 0.98
KEY_TARGETS = {20_000: 5, 100_000: 8}


def tables(found: Sequence[dict[str, Any]]) -> str:
    """Relevance of both engines on each corpus, then time and memory by size."""
    lines = []
    for corpus in dict.fromkeys(one["corpus"] for one in found if "classes" in one):
        pair = [one for one in found if one["corpus"] == corpus and "classes" in one]
        lines += [f"{corpus}, {pair[0]['sections']} sections:", "", *_relevance(pair), ""]
    return "\n".join([*lines, *_speed([one for one in found if "p95" in one]), ""])


def target(kind: str) -> str:
    """The MRR@10 a class must reach, as text; "" where the design names none."""
    return f"{TARGETS.get(kind, CLASS_TARGET)}"


def _relevance(pair: Sequence[dict[str, Any]]) -> list[str]:
    names = " | ".join(f"{one['engine']} MRR@10 | recall@5 | n" for one in pair)
    lines = [f"| class | {names} | target |", "| --- " * (2 + 3 * len(pair)) + "|"]
    for kind in pair[0]["classes"]:
        figures = (one["classes"][kind] for one in pair)
        row = " | ".join(f"{one['mrr']:.3f} | {one['recall']:.3f} | {one['n']}" for one in figures)
        aim = target(kind) + (f" / {RECALL_TARGET}" if kind == "all" else "")
        lines.append(f"| {kind} | {row} | {aim} |")
    return lines


def _speed(found: Sequence[dict[str, Any]]) -> list[str]:
    lines = [
        "| sections | engine | p50 | p95 | p99 | target p95 | memory | built | one SOP changed |",
        "| --- " * 9 + "|",
    ]
    for one in sorted(found, key=lambda one: (one["sections"], one["engine"])):
        times = " | ".join(f"{one[name]:.1f} ms" for name in ("p50", "p95", "p99"))
        aim = KEY_TARGETS.get(one["sections"])
        lines.append(
            f"| {one['sections']} | {one['engine']} | {times} | {f'{aim} ms' if aim else ''} "
            f"| {one['memory']:.0f} MB | {one['built']:.1f} s | {one['update']:.0f} ms |"
        )
    return lines
