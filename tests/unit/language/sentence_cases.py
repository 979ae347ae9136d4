"""Sentences with what must be underlined in them and what they become; read from plain files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from operator_app.domain.phrases import Gender, Rule, parse_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.domain.phrases import Hit

FOLDER = Path(__file__).parent / "sentences"
UNSEEN = Path(__file__).parent / "unseen"


@dataclass(frozen=True)
class Case:
    """`spans` are half-open in `text`; `result` is the text after the first suggestion of each."""

    rules: tuple[Rule, ...]
    text: str
    spans: tuple[tuple[int, int], ...]
    result: str


def own_cases(file: str) -> Iterator[Case]:
    """Read a file of sentences: `@ ids` chooses rules, `[…]` is underlined, `=>` the result."""
    known = {rule.id: rule for rule in parse_rules(_json("rules.json"))}
    rules: tuple[Rule, ...] = ()
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            rules = tuple(known[name] for name in line[2:].split())
        elif line and not line.startswith("#"):
            marked, _, result = line.partition(" => ")
            text, spans = _unmarked(marked) if result else (marked, ())
            yield Case(rules, text, spans, result or marked)


def example_cases() -> list[dict[str, Any]]:
    """Read the public examples; `rules` is a list or the name of the seed table."""
    return _cases(FOLDER / "examples.jsonl")


def varied_cases() -> list[dict[str, Any]]:
    """Read our systematic variations; the results were reviewed one by one."""
    return _cases(FOLDER / "varied.jsonl")


def unseen_cases() -> list[dict[str, Any]]:
    """Read the sentences of an author who did not know the engine, in the form of the examples."""
    return [case for file in sorted(UNSEEN.glob("*.jsonl")) for case in _cases(file)]


def example_rules(case: dict[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of a public example."""
    seed = case["rules"] == "seed"
    return parse_rules(_json("seed_rules.json") if seed else case["rules"])


def gender_of(case: dict[str, Any]) -> Gender | None:
    """Return the agent's gender of a public example."""
    return Gender(case["agent_gender"]) if case.get("agent_gender") else None


def applied(text: str, hits: tuple[Hit, ...]) -> str:
    """Apply the first suggestion of every hit from right to left."""
    for hit in reversed(hits):
        if hit.suggestions:
            text = text[: hit.replace_start] + hit.suggestions[0] + text[hit.replace_end :]
    return text


def same(text: str) -> str:
    """Return the text with ё as е: the two count as equal."""
    return text.replace("ё", "е").replace("Ё", "Е")


def _cases(file: Path) -> list[dict[str, Any]]:
    # A text may hold U+2028, at which splitlines() would cut it.
    lines = file.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def _json(file: str) -> Any:
    return json.loads((FOLDER / file).read_text(encoding="utf-8"))


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, spans, start = "", [], 0
    for char in marked:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append((start, len(text)))
        else:
            text += char
    return text, tuple(spans)
