"""Ask the search without a window: one question, or one on each line of standard input."""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from operator_app.bootstrap import published_content
from operator_app.commands.company import ask_passphrase, no_passphrase
from operator_app.content.folder import read_folder
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.retrieval import ALL_KINDS, PATH_SEPARATOR, SearchAnswer, SearchHit
from operator_app.search.choice import ENGINES, default_engine, new_engine
from operator_app.search.corpus import content_to_documents
from operator_app.search.searcher import LocalSearcher
from operator_app.settings import bundled_folder, command_profile, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from operator_app.domain.publication import Content

SUMMARY_RU = "поиск по регламентам, ответам и правилам"
SUMMARY_EN = "search procedures, replies and rules"
EXAMPLE = "operator-app search «задерж достав» --json"

DEFAULT_LIMIT = 10
MOST = 1000
EXIT_DONE, EXIT_USAGE = 0, 2
_KINDS = {kind: frozenset({kind}) for kind in sorted(ALL_KINDS)} | {"all": ALL_KINDS}
_WORDS = {
    "ru": {
        "no_query": "нужен вопрос или --stdin",
        "both": "вопрос и --stdin вместе не бывают",
        "shown_for": "Показано по запросу «{query}»",
        "found": "Найдено: {total}",
        "nothing": "Ничего не найдено",
        "no_folder": "В папке «{folder}» нет ни одного файла СОП, ответов или скриптов.",
        "faults": "Не прочитано как следует файлов: {count}; подробнее: "
        "operator-app content check {folder}",
    },
    "en": {
        "no_query": "a query or --stdin is needed",
        "both": "a query and --stdin exclude each other",
        "shown_for": "Shown for “{query}”",
        "found": "Found: {total}",
        "nothing": "Nothing found",
        "no_folder": "The folder “{folder}” holds no file of SOPs, replies or scripts.",
        "faults": "Files not read properly: {count}; see: operator-app content check {folder}",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the question, where to look, the engine and the form of the answer."""
    parser.add_argument("query", nargs="?", metavar="QUERY")
    parser.add_argument("--content", type=Path, metavar="DIR")
    parser.add_argument("--limit", type=_limit, default=DEFAULT_LIMIT, metavar="N")
    parser.add_argument("--kind", choices=tuple(_KINDS), default="sop")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--json", action="store_true", help="JSON")
    parser.add_argument("--stdin", action="store_true")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Answer, one line for each question with `--stdin`; 0 also when nothing is found."""
    words = _WORDS[args.lang]
    if args.stdin == (args.query is not None):
        print(words["both" if args.stdin else "no_query"], file=stderr)
        return EXIT_USAGE
    try:
        searcher = _searcher(args, stderr)
    except OperatorNotice as notice:
        # The notice's own words speak of the desk; here the folder was named on the command line.
        if args.content is None or notice.code is not NoticeCode.CONTENT_MISSING:
            raise
        print(words["no_folder"].format(folder=args.content), file=stderr)
        return EXIT_USAGE
    for query in _lines(sys.stdin) if args.stdin else (args.query,):
        start = time.process_time_ns()
        answer = searcher.search(query, args.limit, _KINDS[args.kind])
        spent = (time.process_time_ns() - start) / 1e6
        if args.json:
            print(json.dumps(_report(answer, spent), ensure_ascii=False), file=stdout)
        elif args.stdin:
            print(_one_line(answer), file=stdout)
        else:
            _print(answer, words, stdout)
        stdout.flush()
    return EXIT_DONE


def _searcher(args: argparse.Namespace, stderr: TextIO) -> LocalSearcher:
    content = _content(args, stderr)
    engine = args.engine or default_engine()
    searcher = LocalSearcher(lambda: new_engine(engine))
    searcher.rebuild(content_to_documents(content), content.synonyms)
    # What was read stays until the end: looking through it for garbage would take a tenth of a
    # second now and then, from the time of somebody's question.
    gc.freeze()
    return searcher


def _content(args: argparse.Namespace, stderr: TextIO) -> Content:
    """The folder asked for, else what the profile's desk works with, else the demo company."""
    if args.content is None:
        settings = read_settings(args.profile or command_profile(), args.lang)
        ask = no_passphrase if args.stdin else ask_passphrase
        if (published := published_content(settings, ask)) is not None:
            return published
    folder = args.content or bundled_folder("sop_content")
    read = read_folder(folder)
    faulty = {fault.file for fault in read.faults if not fault.warning}
    if faulty:
        sentence = _WORDS[args.lang]["faults"]
        print(sentence.format(count=len(faulty), folder=folder), file=stderr)
    return read.content


def _lines(stream: TextIO) -> Iterator[str]:
    if isinstance(stream, io.TextIOWrapper):
        # A byte that is no UTF-8 spoils its own question, not all that follow.
        stream.reconfigure(errors="replace")
    for line in stream:
        yield line.rstrip("\r\n")


def _report(answer: SearchAnswer, spent: float) -> dict[str, object]:
    return {
        "query": _printable(answer.query),
        "used_query": _printable(answer.used_query),
        "ms": round(spent, 3),
        "results": [_row(hit) for hit in answer.hits],
    }


def _row(hit: SearchHit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "sop": hit.sop,
        "title": hit.title,
        "section": hit.section,
        "anchor": hit.anchor,
        "score": hit.score,
        "snippet": _printable(hit.snippet),
        "marks": [list(mark) for mark in hit.marks],
    }


def _printable(text: str) -> str:
    """Keep a lone surrogate of a hostile query from stopping the output; lengths stay."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _one_line(answer: SearchAnswer) -> str:
    best = answer.hits[0] if answer.hits else None
    place = f"{_place(best)}\t{_heading(best)}" if best else "\t"
    return "\t".join((_printable(answer.query).replace("\t", " "), place))


def _print(answer: SearchAnswer, words: dict[str, str], stdout: TextIO) -> None:
    if answer.repaired:
        print(words["shown_for"].format(query=_printable(answer.used_query)), file=stdout)
    if not answer.hits:
        print(words["nothing"], file=stdout)
        return
    print(words["found"].format(total=answer.total), file=stdout)
    for hit in answer.hits:
        print(f"{_place(hit)}  {_heading(hit)}", file=stdout)
        if hit.snippet:
            print(f"    {_printable(hit.snippet)}", file=stdout)


def _place(hit: SearchHit) -> str:
    return f"{hit.sop}#{hit.anchor}" if hit.anchor else hit.sop or hit.key


def _heading(hit: SearchHit) -> str:
    return PATH_SEPARATOR.join(part for part in (hit.title, hit.section) if part)


def _limit(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"1…{MOST}")
    return number
