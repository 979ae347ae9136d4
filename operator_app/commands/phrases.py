"""Check texts for discouraged phrases without a window: a linter for a lead's files."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from operator_app.bootstrap import published_content
from operator_app.commands.company import ask_passphrase, no_passphrase
from operator_app.content.folder import read_capped
from operator_app.content.phrase_rules import read_rules
from operator_app.domain.phrases import Gender, parse_rules
from operator_app.language.phrase_table import PhraseTable, compile_rules
from operator_app.language.tokens import lines
from operator_app.settings import bundled_folder, command_profile, read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from operator_app.domain.phrases import Hit, Rule

SUMMARY_RU = "найти в тексте нежелательные выражения и предложить замену"
SUMMARY_EN = "find discouraged phrases in text and suggest what to say instead"
EXAMPLE = "operator-app phrases --gender f письмо.txt"

_DONE, _FOUND, _USAGE = 0, 1, 2
_MOST_ROUNDS: Final = 5
"""One rule may approve what another discourages; mending such a text would never end."""
_WORDS: Final = {
    "ru": {
        "rules": "файл правил, YAML или JSON (по умолчанию действующие)",
        "gender": "пол оператора: рад или рада",
        "fix": "записать первую замену в файл; с --stdin напечатать исправленный текст",
        "stdin": "читать текст со стандартного ввода; с --json — по документу JSON в строке",
        "files": "текстовые файлы UTF-8",
        "nothing": "нужны файлы или --stdin",
        "both": "файлы и --stdin вместе не бывают",
        "unread": "Файл «{file}» не прочитан: {reason}.",
        "rule": "{file}:{line}: {message}",
        "say": "{place}: «{found}» → {instead} [{rule}]",
        "hint": "{place}: «{found}» — лучше не говорить [{rule}]",
        "or": " или ",
        "unsure": " (проверьте согласование)",
        "clean": "Нежелательных выражений нет.",
        "line": "строка {number}: {reason}",
    },
    "en": {
        "rules": "file of rules, YAML or JSON (default: the active ones)",
        "gender": "the agent's gender: рад or рада",
        "fix": "write the first suggestion into the file; with --stdin print the text",
        "stdin": "read text from standard input; with --json, a JSON document a line",
        "files": "text files, UTF-8",
        "nothing": "files or --stdin are needed",
        "both": "files and --stdin exclude each other",
        "unread": "The file “{file}” cannot be read: {reason}.",
        "rule": "{file}:{line}: {message}",
        "say": "{place}: “{found}” → {instead} [{rule}]",
        "hint": "{place}: “{found}” — better left unsaid [{rule}]",
        "or": " or ",
        "unsure": " (check the agreement)",
        "clean": "No discouraged phrases.",
        "line": "line {number}: {reason}",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the texts, the rules, the agent's gender and the form of the answer."""
    words = _WORDS["ru"]
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=words["files"])
    parser.add_argument("--rules", type=Path, metavar="FILE", help=words["rules"])
    parser.add_argument("--gender", choices=[one.value for one in Gender], help=words["gender"])
    parser.add_argument("--fix", action="store_true", help=words["fix"])
    parser.add_argument("--json", action="store_true", help="JSON")
    parser.add_argument("--stdin", action="store_true", help=words["stdin"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Check the texts; 0 nothing found or all mended, 1 something is left, 2 wrong usage."""
    words = _WORDS[args.lang]
    if args.stdin == bool(args.files):
        print(words["both" if args.stdin else "nothing"], file=stderr)
        return _USAGE
    table = _table(args, stderr)
    if table is None:
        return _USAGE
    if not args.stdin:
        return _Report(args, table, stdout, stderr).files()
    if isinstance(sys.stdin, io.TextIOWrapper):
        # A byte that is no UTF-8 spoils its own line, not all that follow.
        sys.stdin.reconfigure(errors="replace", newline="")
    report = _Report(args, table, stdout, stderr)
    return report.json_lines(sys.stdin) if args.json else report.text(sys.stdin.read())


class _Report:
    """What is said of the texts, for people or for programs."""

    def __init__(
        self,
        args: argparse.Namespace,
        table: Callable[[], PhraseTable],
        stdout: TextIO,
        stderr: TextIO,
    ) -> None:
        self._words = _WORDS[args.lang]
        self._args = args
        self._table = table
        self._out = stdout
        self._err = stderr
        self._gender = Gender(args.gender) if args.gender else None

    def files(self) -> int:
        """Check files one after another; an unreadable one is told and the others are checked."""
        code, reports = _DONE, []
        for file in self._args.files:
            try:
                text = file.read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as fault:
                reason = getattr(fault, "strerror", None) or "UTF-8"
                print(self._words["unread"].format(file=file, reason=reason), file=self._err)
                code = _USAGE
                continue
            hits = self._table().check(text, self._gender)
            reports.append({"file": str(file), "hits": [asdict(hit) for hit in hits]})
            if not self._args.json:
                self._tell(text, hits, f"{file}:")
            if self._args.fix and hits:
                text, hits = self._mended(text, hits)
                file.write_bytes(text.encode())
            if hits and code == _DONE:
                code = _FOUND
        if self._args.json:
            print(json.dumps({"files": reports}, ensure_ascii=False), file=self._out)
        elif not any(report["hits"] for report in reports) and code == _DONE:
            print(self._words["clean"], file=self._out)
        return code

    def text(self, text: str) -> int:
        """Check one text; with `--fix` print it mended and nothing else."""
        hits = self._table().check(text, self._gender)
        if self._args.fix:
            text, hits = self._mended(text, hits)
            self._out.write(_printable(text))
            return _FOUND if hits else _DONE
        self._tell(text, hits, "")
        return _FOUND if hits else _DONE

    def json_lines(self, stream: TextIO) -> int:
        """Answer every line in its turn; a line that is no question is answered with `error`."""
        code = _DONE
        tables: dict[str, PhraseTable] = {}
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                hits = self._asked(json.loads(line), tables)
                answer: dict[str, object] = {"hits": [asdict(hit) for hit in hits]}
                code = max(code, _FOUND if hits else _DONE)
            except ValueError as fault:
                print(self._words["line"].format(number=number, reason=fault), file=self._err)
                answer, code = {"hits": [], "error": str(fault)}, _USAGE
            print(_printable(json.dumps(answer, ensure_ascii=False)), file=self._out, flush=True)
        return code

    def _asked(self, question: Any, tables: dict[str, PhraseTable]) -> tuple[Hit, ...]:
        if not isinstance(question, dict) or not isinstance(question.get("text"), str):
            raise ValueError("an object with `text` is expected")  # noqa: TRY004 - a wrong line
        gender = question.get("agent_gender", self._args.gender)
        chosen = Gender(gender) if gender else None
        rules = question.get("rules")
        if rules is None:
            return self._table().check(question["text"], chosen)
        key = json.dumps(rules, sort_keys=True)
        if key not in tables:
            tables[key] = compile_rules(parse_rules(rules))
        return tables[key].check(question["text"], chosen)

    def _mended(self, text: str, hits: tuple[Hit, ...]) -> tuple[str, tuple[Hit, ...]]:
        """Apply suggestions until only hints are left, and return them with the text."""
        for _ in range(_MOST_ROUNDS):
            if not any(hit.suggestions for hit in hits):
                break
            text = mended(text, hits)
            hits = self._table().check(text, self._gender)
        return text, hits

    def _tell(self, text: str, hits: tuple[Hit, ...], prefix: str) -> None:
        starts = [start for start, _ in lines(text)]
        for hit in hits:
            number = sum(start <= hit.start for start in starts)
            place = f"{prefix}{number}:{hit.start - starts[number - 1] + 1}"
            instead = self._words["or"].join(f"«{one}»" for one in hit.suggestions)
            sentence = self._words["say" if instead else "hint"].format(
                place=place, found=text[hit.start : hit.end], instead=instead, rule=hit.rule
            )
            print(
                _printable(sentence) + ("" if hit.sure else self._words["unsure"]), file=self._out
            )


def mended(text: str, hits: tuple[Hit, ...]) -> str:
    """Apply the first suggestion of every hit, from the last to the first; none overlaps twice."""
    limit = len(text)
    for hit in sorted(hits, key=lambda one: -one.start):
        if hit.suggestions and hit.replace_end <= limit:
            text = text[: hit.replace_start] + hit.suggestions[0] + text[hit.replace_end :]
            limit = hit.replace_start
    return text


def _table(args: argparse.Namespace, stderr: TextIO) -> Callable[[], PhraseTable] | None:
    """Return what gives the table; None, the fault told, for a file of rules that is no good."""
    if args.rules is None:
        # Opened when a text needs it: a line that brings its rules along needs no profile.
        return cache(lambda: compile_rules(_active_rules(args)))
    words = _WORDS[args.lang]
    try:
        text = read_capped(args.rules).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "UTF-8"
        print(words["unread"].format(file=args.rules, reason=reason), file=stderr)
        return None
    rules, faults = read_rules(text, args.rules.name)
    for one in faults:
        message = one.message(args.lang)
        sentence = words["rule"].format(file=args.rules, line=one.line, message=message)
        print(sentence, file=stderr)
    if any(not one.warning for one in faults):
        return None
    table = compile_rules(rules)
    return lambda: table


def _active_rules(args: argparse.Namespace) -> tuple[Rule, ...]:
    """What the profile's desk works with, else the demo company's."""
    settings = read_settings(args.profile or command_profile(), args.lang)
    published = published_content(settings, no_passphrase if args.stdin else ask_passphrase)
    if published is not None:
        return published.rules
    files = sorted((bundled_folder("sop_content") / "phrases").glob("*.y*ml"))
    return tuple(
        rule for file in files for rule in read_rules(file.read_text("utf-8-sig"), file.name)[0]
    )


def _printable(text: str) -> str:
    """Keep a lone surrogate of hostile text from stopping the output; lengths stay."""
    return text.encode("utf-8", "replace").decode("utf-8")
