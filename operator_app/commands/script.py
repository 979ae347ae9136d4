"""A script without a window: walked in the terminal, with given answers, or along a recording."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    import argparse

    from operator_app.content.faults import Fault
    from operator_app.domain.publication import Content
    from operator_app.domain.scripts import Script
    from operator_app.services.play_script import Given, Play

SUMMARY_RU = "пройти скрипт в терминале или по готовым ответам; показать пересказ и запись"
SUMMARY_EN = "walk a script in the terminal or with given answers; show restatement and note"
EXAMPLE = "operator-app script play sop_content/scripts/refund.yaml --answers ответы.yaml"

_DONE, _FOUND, _USAGE = 0, 1, 2
_WORDS: Final = {
    "ru": {
        "play": "пройти скрипт",
        "file": "файл скрипта .yaml",
        "answers": "файл ответов (YAML или JSON) или записанный звонок; иначе отвечаете вы",
        "json": "ответ для программ: один документ JSON",
        "unread": "Файл «{file}» не прочитан: {reason}.",
        "fault": "{file}:{line}: {message}. {hint}",
        "unfit": "Шаг «{step}»: ответ «{given}» не подходит. Нужно: {wanted}.",
        "shape": "В файле «{file}» нужен список answers или записанный звонок (events).",
        "help": "Номер или слова ответа; пустая строка — ответ по умолчанию; "
        "?слова — другой ответ; -1, -2, -3 — пропустить.",
        "steps": "Шаги",
        "restatement": "Пересказ",
        "note": "Запись",
        "stopped": "Остановились на шаге «{step}».",
    },
    "en": {
        "play": "walk a script",
        "file": "script file, .yaml",
        "answers": "file of answers (YAML or JSON) or a recorded call; otherwise you answer",
        "json": "answer for programs: one JSON document",
        "unread": "The file “{file}” cannot be read: {reason}.",
        "fault": "{file}:{line}: {message}. {hint}",
        "unfit": "Step “{step}”: the answer “{given}” does not fit. It takes: {wanted}.",
        "shape": "The file “{file}” needs a list `answers` or a recorded call (`events`).",
        "help": "Number or words of an answer; an empty line takes the default; "
        "?words for another answer; -1, -2, -3 to skip.",
        "steps": "Steps",
        "restatement": "Restatement",
        "note": "Note",
        "stopped": "Stopped at the step “{step}”.",
    },
}


class _RefusedError(Exception):
    """Something told to the person in words; `code` is the exit code."""

    def __init__(self, code: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.code = code
        self.key = key
        self.values = values


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `play FILE [--answers FILE] [--json]`."""
    words = _WORDS["ru"]
    actions = parser.add_subparsers(dest="action", required=True, metavar="play")
    play = actions.add_parser("play", help=words["play"], description=words["play"])
    play.add_argument("file", type=Path, metavar="FILE", help=words["file"])
    play.add_argument("--answers", type=Path, metavar="FILE", help=words["answers"])
    play.add_argument("--json", action="store_true", help=words["json"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Walk the script; 0 done, 1 a fault or an answer that does not fit, 2 a file not readable."""
    words = _WORDS[args.lang]
    try:
        content, script, faults = _read_script(args.file)
        for one in faults:
            told = {"message": one.message(args.lang), "hint": one.hint(args.lang)}
            print(words["fault"].format(file=args.file, line=one.line, **told), file=stderr)
        if faults or script is None:
            return _FOUND
        play = _play(args, content, script, stderr)
    except _RefusedError as refused:
        print(words[refused.key].format_map(refused.values), file=stderr)
        return refused.code
    _print(play, args, stdout)
    return _DONE


def _read_script(file: Path) -> tuple[Content, Script | None, tuple[Fault, ...]]:
    """The script with the content around it, where its folder is one; faults are of the file."""
    from operator_app.content.folder import folder_tree
    from operator_app.content.script_checks import check_script
    from operator_app.content.tree import read_tree
    from operator_app.language.phrase_table import compile_rules

    name = f"scripts/{file.name}"
    alone = read_tree({name: _bytes(file)})
    if not alone.content.scripts:
        return alone.content, None, alone.faults
    script = alone.content.scripts[0]
    around = alone.content
    if file.absolute().parent.name == "scripts":
        tree, _ = folder_tree(file.absolute().parent.parent)
        around = replace(read_tree(tree).content, scripts=(script,))
    checked = check_script(
        script, alone.sources["script", script.id], compile_rules(()), around.limit.rubles
    )
    blocking = (one for one in checked if not one.warning and one.code in _BLOCKING)
    return around, script, (*alone.faults, *blocking)


_BLOCKING: Final = frozenset(
    {
        "duplicate_step", "stage_missing", "unknown_target", "leads_nowhere", "no_choices",
        "unreachable", "endless_loop", "answer_absent", "no_end", "template_broken", "slot_unknown",
    }
)  # fmt: skip
"""Faults with which a script does not walk; what else is wrong, `content check` tells."""


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise _RefusedError(_USAGE, "unread", file=file, reason=reason) from fault


def _play(args: argparse.Namespace, content: Content, script: Script, stderr: TextIO) -> Play:
    from operator_app.domain.calls import NOBODY
    from operator_app.services.play_script import Play, UnfitAnswerError, customer_of, events_of

    given = _read_answers(args.answers) if args.answers else {}
    try:
        now = _now(given.get("today"))
        if recorded := given.get("events"):
            events = tuple(events_of(recorded))
            edition = next((int(e.data["edition"] or 0) for e in events if "edition" in e.data), 0)
            play = Play(content, script, edition, lambda: events[-1].at)
            play.follow(events)
            return play
        play = Play(content, script, 0, lambda: now)
        play.begin(customer_of(given.get("customer") or {}, NOBODY))
        answers = given["answers"] if args.answers else _asked(play, args, stderr)
        for one in answers:
            play.take(one if isinstance(one, dict) else str(one))
    except UnfitAnswerError as unfit:
        values = {"step": unfit.step, "given": unfit.given, "wanted": unfit.wanted or "—"}
        raise _RefusedError(_FOUND, "unfit", **values) from unfit
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise _RefusedError(_USAGE, "shape", file=args.answers) from fault
    return play


def _now(today: object) -> datetime:
    if today is None:
        return datetime.now(UTC)
    return datetime.combine(date.fromisoformat(str(today)), time(12), UTC)


def _read_answers(file: Path) -> dict[str, Any]:
    """A mapping with `answers` or `events`; a recording is JSON, however deep and long it is."""
    from operator_app.content.yaml_reader import read_yaml

    text = _bytes(file).decode("utf-8-sig", errors="replace")
    try:
        value = json.loads(text)
    except ValueError:
        value = read_yaml(text, file.name).value
    if isinstance(value, list):
        value = {"answers": value}
    if not isinstance(value, dict) or not (
        isinstance(value.get("answers"), list) or isinstance(value.get("events"), list)
    ):
        raise _RefusedError(_USAGE, "shape", file=file)
    return value


def _asked(play: Play, args: argparse.Namespace, stderr: TextIO) -> Iterator[Given]:
    """Ask at the terminal until the script or the input ends; what does not fit is asked again."""
    from operator_app.domain.script_run import SkipReason
    from operator_app.services.call_view import script_view

    words = _WORDS[args.lang]
    print(words["help"], file=stderr)
    while step := play.live.step():
        view = script_view(play.live)
        print(f"\n{view.prompt.replace('**', '') if view else ''}", file=stderr)
        for number, choice in enumerate(step.choices, 1):
            print(f"  {number}  {choice.label}{' *' if choice.default else ''}", file=stderr)
        typed = sys.stdin.readline()
        if not typed:
            return
        typed = typed.strip()
        if typed.startswith("?"):
            yield {"other": typed[1:]}
        elif typed in ("-1", "-2", "-3"):
            yield {"skip": list(SkipReason)[-int(typed) - 1].value}
        elif step.choices and typed.isdecimal() and 1 <= int(typed) <= len(step.choices):
            yield step.choices[int(typed) - 1].value
        elif not typed and step.default_choice is not None:
            yield step.choices[step.default_choice].value
        else:
            yield typed


def _print(play: Play, args: argparse.Namespace, stdout: TextIO) -> None:
    from operator_app.domain.scripts import END
    from operator_app.services.play_script import events_as_mappings

    played, words = play.result(), _WORDS[args.lang]
    if args.json:
        document = asdict(replace(played, events=()))
        document["events"] = events_as_mappings(played.events)
        print(json.dumps(document, ensure_ascii=False), file=stdout)
        return
    print(f"{words['steps']}:", file=stdout)
    for number, one in enumerate(played.steps, 1):
        print(f"{number:3}. [{one.stage}] {one.said}\n     {one.line}", file=stdout)
    if played.cursor != END:
        print(words["stopped"].format(step=played.cursor), file=stdout)
    print(f"\n{words['restatement']}:\n{played.restatement}", file=stdout)
    print(f"\n{words['note']}:", file=stdout)
    for line in played.note:
        print(line, file=stdout)
