"""Relevance by class of question, processor time per keystroke, memory and building time.

python -m tests.benchmarks.search.relevance --engine tantivy --corpus libreoffice
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.content.folder import read_folder
from operator_app.search.corpus import sections_to_documents
from operator_app.search.searcher import LocalSearcher
from operator_app.search.tantivy import TantivyEngine
from operator_app.search.whoosh import WhooshEngine
from tests.benchmarks.search import libreoffice, questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operator_app.domain.retrieval import SearchDocument
    from tests.benchmarks.search.questions import Question

ENGINES = {"tantivy": TantivyEngine, "whoosh": WhooshEngine}


def documents_of(
    corpus: str, cache: Path | None
) -> tuple[list[SearchDocument], tuple[tuple[str, ...], ...]]:
    """The documents of a corpus (`libreoffice`, or a folder of content), and its synonyms."""
    if corpus == "libreoffice":
        return sections_to_documents(libreoffice.fetch(cache)), questions.SYNONYMS
    content = read_folder(Path(corpus)).content
    return sections_to_documents(content.sops), (*content.synonyms, *questions.SYNONYMS)


def scaled(documents: Sequence[SearchDocument], sections: int) -> list[SearchDocument]:
    """The first so many documents; copies of them under other ids when there are too few."""
    return [
        replace(one, key=f"{one.key}~{copy}", sop=f"{one.sop}~{copy}")
        for copy in range(sections // len(documents) + 1)
        for one in documents
    ][:sections]


def ask(searcher: LocalSearcher, asked: Sequence[Question], show: int) -> dict[str, list[int]]:
    """For each class the place of the wanted answer among ten, 0 when it is not there."""
    places: dict[str, list[int]] = defaultdict(list)
    shown: dict[str, int] = defaultdict(int)
    for question in asked:
        answer = searcher.search(question.text, 10)
        keys = [hit.key for hit in answer.hits]
        place = keys.index(question.wanted) + 1 if question.wanted in keys else 0
        places[question.kind].append(place)
        if place != 1 and shown[question.kind] < show and not question.held_out:
            shown[question.kind] += 1
            best = answer.hits[0] if answer.hits else None
            where = f"{best.title} / {best.section}" if best else "nothing"
            sys.stdout.write(
                f"  {question.kind}: «{question.text}» -> «{answer.used_query}» place {place}; "
                f"first: {where}; wanted: {question.wanted}\n"
            )
    return places


def relevance(places: dict[str, list[int]]) -> dict[str, dict[str, float]]:
    """For each class, and for «all» that the design names: MRR@10, recall@5, how many."""
    every = [place for kind in questions.CLASSES for place in places.get(kind, ())]
    return {
        kind: {
            "mrr": sum(1 / place for place in found if place) / len(found),
            "recall": sum(1 for place in found if 0 < place <= 5) / len(found),
            "n": len(found),
        }
        for kind, found in [*places.items(), ("all", every)]
    }


def keystrokes(asked: Sequence[Question], most: int) -> list[str]:
    """Every beginning of the questions, as typed."""
    typed = [q.text[:end] for q in asked for end in range(1, len(q.text) + 1)]
    step = max(1, len(typed) // most)
    return typed[::step]


def latency(searcher: LocalSearcher, typed: Sequence[str]) -> list[float]:
    """Processor milliseconds for each, sorted."""
    spent = []
    for text in typed:
        start = time.process_time_ns()
        searcher.search(text, 10)
        spent.append((time.process_time_ns() - start) / 1e6)
    return sorted(spent)


def update(searcher: LocalSearcher, documents: Sequence[SearchDocument]) -> float:
    """Processor milliseconds to put one changed SOP in the place of the old, median of seven."""
    spent = []
    for place in range(7):
        source = documents[place * len(documents) // 7].source
        changed = [replace(d, body=d.body + " new") for d in documents if d.source == source]
        start = time.process_time_ns()
        searcher.replace(source, changed)
        spent.append((time.process_time_ns() - start) / 1e6)
    return sorted(spent)[3]


def speed(
    searcher: LocalSearcher, documents: Sequence[SearchDocument], typed: Sequence[str]
) -> dict[str, float]:
    """Processor time of keystrokes and of one changed SOP, in milliseconds."""
    spent = latency(searcher, typed)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    figures = {name: spent[int(len(spent) * share)] for name, share in shares.items()}
    return {**figures, "keys": len(spent), "update": update(searcher, documents)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="tantivy")
    parser.add_argument("--corpus", default="libreoffice")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--keys", type=int, default=3000)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--sections", type=int, help="speed only: cut or repeat to so many")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def main() -> None:
    """Measure and print one JSON document; misses that may be looked at come before it."""
    args = _arguments()
    documents, synonyms = documents_of(args.corpus, args.cache)
    asked = questions.make(documents, args.each, args.seed)
    asked = [q for q in asked if q.held_out == args.held_out]
    if args.sections:
        documents = scaled(documents, args.sections)
    searcher = LocalSearcher(ENGINES[args.engine])
    searcher.search("")
    gc.collect()
    before = _resident()
    start = time.process_time()
    searcher.rebuild(documents, synonyms)
    built = time.process_time() - start
    gc.collect()
    # As the search command does; a window that holds this much would do the same.
    gc.freeze()
    figures: dict[str, object] = {
        "engine": args.engine,
        "corpus": args.corpus,
        "sections": len(documents),
        "built": built,
        "memory": (_resident() - before) / 1e6,
    }
    if not args.sections:
        figures["classes"] = relevance(ask(searcher, asked, args.show))
    if args.keys:
        typed = keystrokes([q for q in asked if q.kind in questions.CLASSES], args.keys)
        figures |= speed(searcher, documents, typed)
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
