"""What the team's openings are worth: the ten procedures opened most, and all the others.

python -m tests.benchmarks.search.openings
"""

from __future__ import annotations

import argparse
import random
import sys
from typing import TYPE_CHECKING

from operator_app.domain.retrieval import Leaning
from operator_app.search import leanings
from operator_app.search.choice import new_engine
from operator_app.search.searcher import LocalSearcher
from tests.benchmarks.search import questions
from tests.benchmarks.search.relevance import documents_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TYPED = (3, 4, 6, 200)
MOST_OPENED = 10
TEAMS = 10
WEIGHTS = (0.0, 0.05, 0.1, 0.2)


def shares(sops: Sequence[str], seed: int) -> dict[str, float]:
    """A team that opens one procedure most, the next half as often, the third a third (Zipf)."""
    order = random.Random(seed).sample(sops, len(sops))
    return {sop: 1 / place for place, sop in enumerate(order, 1)}


def place_of(hits: Iterable[str], wanted: str) -> float:
    """One by the place of the procedure, each counted once; 0 when it is not there."""
    order = list(dict.fromkeys(hits))
    return 1 / (order.index(wanted) + 1) if wanted in order else 0.0


def row(
    searcher: LocalSearcher, asked: Sequence[tuple[str, str]], teams: Sequence[Mapping[str, float]]
) -> tuple[float, float]:
    """Mean of `place_of` for the procedures the teams open most, and for the rest."""
    near: list[float] = []
    rest: list[float] = []
    for team in teams:
        most = sorted(team, key=team.__getitem__, reverse=True)[:MOST_OPENED]
        for text, wanted in asked:
            hits = searcher.search(text, 10, leaning=Leaning(team=team)).hits
            (near if wanted in most else rest).append(place_of((hit.sop for hit in hits), wanted))
    return sum(near) / len(near), sum(rest) / len(rest)


def main() -> None:
    """Print a line a weight and length typed; only questions not looked at while tuning."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=43)
    parser.add_argument("--each", type=int, default=60)
    args = parser.parse_args()
    documents, synonyms = documents_of("sop_content", None)
    searcher = LocalSearcher(lambda: new_engine("tantivy"))
    searcher.rebuild(documents, synonyms)
    sop_of = {one.key: one.sop for one in documents}
    made = questions.make(documents, args.each, args.seed)
    held = [(one.text, sop_of[one.wanted]) for one in made if one.held_out]
    asked = [one for one in held if len(one[0]) > max(TYPED[:-1])]
    sops = sorted(set(sop_of.values()))
    teams = [shares(sops, args.seed + number) for number in range(TEAMS)]
    for weight in WEIGHTS:
        leanings.TEAM = weight  # type: ignore[misc]
        for letters in TYPED:
            near, rest = row(searcher, [(t[:letters], s) for t, s in asked], teams)
            told = f"{weight:.2f}  {letters:3} letters  most opened {near:.3f}  others {rest:.3f}"
            sys.stdout.write(f"{told}  n {len(asked)}\n")


if __name__ == "__main__":
    main()
