"""Content files without a window: the check for a lead's pipeline, and the ZIP of everything."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, Literal, TextIO

from operator_app.domain.errors import NoticeCode, OperatorNotice

SUMMARY_RU = "проверить папку с СОП, скриптами и ответами; собрать её в ZIP"
SUMMARY_EN = "check a folder of SOPs, scripts and replies; put it into a ZIP"
EXAMPLE = "operator-app content check sop_content"

Lang = Literal["ru", "en"]

_DONE, _FOUND, _USAGE = 0, 1, 2
_WORDS: Final = {
    "ru": {
        "check": "показать все ошибки: файл, строка, что сделать",
        "export": "записать содержимое папки в ZIP или в другую папку",
        "import": "взять СОП из другой папки или ZIP (Markdown с шапкой)",
        "source": "папка или .zip с файлами .md",
        "into": "папка с содержимым, куда взять",
        "dry_run": "ничего не записывать, только показать итог",
        "folder": "папка с содержимым",
        "to": "файл .zip или папка",
        "json": "ответ для программ: один документ JSON",
        "no_folder": "В папке «{folder}» нет ни одного файла СОП, ответов или скриптов.",
        "lossy": "Не записано: {file}, строка {line} ({fault}). Исправьте: content check {folder}",
        "clean": "Ошибок нет.",
        "found": "Найдено: {faults}, из них просрочены или спорны {warnings}.",
        "counts": "СОП {sops}, скрипты {scripts}, ответы {replies}, правила {rules}.",
        "written": "Записано: {target}",
        "taken": "новый: {one}",
        "changed": "изменён: {one}",
        "refused": "не взят: {file}:{line}: {why}",
        "sum": "Новых {taken}, изменено {changed}, без изменений {same}, не взято {refused}.",
        "dry": "Пробный запуск: ничего не записано.",
        "archive": "Архив «{source}» не открывается ({reason}).",
    },
    "en": {
        "check": "show every fault: file, line, what to do",
        "export": "write the content of a folder to a ZIP or another folder",
        "import": "take SOPs from another folder or ZIP (Markdown with front matter)",
        "source": "folder or .zip with .md files",
        "into": "folder of content to take them into",
        "dry_run": "write nothing, only show the outcome",
        "folder": "folder of content",
        "to": "a .zip file or a folder",
        "json": "answer for programs: one JSON document",
        "no_folder": "The folder “{folder}” holds no file of SOPs, replies or scripts.",
        "lossy": "Not written: {file}, line {line} ({fault}). Correct it: content check {folder}",
        "clean": "No faults.",
        "found": "Found: {faults}, of them overdue or doubtful {warnings}.",
        "counts": "SOPs {sops}, scripts {scripts}, replies {replies}, rules {rules}.",
        "written": "Written: {target}",
        "taken": "new: {one}",
        "changed": "changed: {one}",
        "refused": "refused: {file}:{line}: {why}",
        "sum": "New {taken}, changed {changed}, unchanged {same}, refused {refused}.",
        "dry": "Trial run: nothing was written.",
        "archive": "The archive “{source}” cannot be opened ({reason}).",
    },
}


@dataclass(frozen=True, slots=True)
class _Streams:
    out: TextIO
    err: TextIO
    lang: Lang

    def say(self, stream: TextIO, key: str, **values: object) -> None:
        print(_WORDS[self.lang][key].format_map(values), file=stream)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `check DIR`, `import SOURCE --into DIR` and `export DIR --to FILE`."""
    words = _WORDS["ru"]
    actions = parser.add_subparsers(dest="action", required=True, metavar="check|import|export")
    check = actions.add_parser("check", help=words["check"], description=words["check"])
    check.add_argument("folder", type=Path, metavar="DIR", help=words["folder"])
    check.add_argument("--json", action="store_true", help=words["json"])
    take = actions.add_parser("import", help=words["import"], description=words["import"])
    take.add_argument("source", type=Path, metavar="SOURCE", help=words["source"])
    take.add_argument("--into", type=Path, metavar="DIR", required=True, help=words["into"])
    take.add_argument("--dry-run", action="store_true", help=words["dry_run"])
    export = actions.add_parser("export", help=words["export"], description=words["export"])
    export.add_argument("folder", type=Path, metavar="DIR", help=words["folder"])
    export.add_argument("--to", type=Path, metavar="FILE", required=True, help=words["to"])


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Check, import or export.

    Returns 0 done, 1 faults found or something left out because of them, 2 no content there.
    """
    streams = _Streams(stdout, stderr, args.lang)
    try:
        if args.action == "check":
            today = datetime.now(UTC).astimezone().date()
            return _check(args.folder, args.json, streams, today)
        if args.action == "import":
            return _import(args.source, args.into, args.dry_run, streams)
        return _export(args.folder, args.to, streams)
    except OperatorNotice as notice:
        if notice.code is NoticeCode.CONTENT_MISSING:
            streams.say(stderr, "no_folder", folder=notice.details["folder"])
            return _USAGE
        if notice.code is NoticeCode.CONTENT_FAULTY:
            folder = args.into if args.action == "import" else args.folder
            streams.say(stderr, "lossy", folder=folder, **notice.details)
            return _FOUND
        raise


def _check(folder: Path, as_json: bool, streams: _Streams, today: date) -> int:
    from operator_app.content.checks import check
    from operator_app.content.folder import read_folder

    read = read_folder(folder)
    faults = check(read, today)
    content = read.content
    counts = {
        "sops": len(content.sops),
        "scripts": len(content.scripts),
        "replies": len(content.replies),
        "rules": len(content.rules),
    }
    if as_json:
        listed = [
            {
                "file": one.file,
                "line": one.line,
                "code": one.code,
                "warning": one.warning,
                "message": one.message(streams.lang),
                "hint": one.hint(streams.lang),
            }
            for one in faults
        ]
        document = {"faults": listed, "counts": counts}
        print(json.dumps(document, ensure_ascii=False), file=streams.out)
        return _FOUND if faults else _DONE
    for one in faults:
        place = f"{(folder / one.file).as_posix()}:{one.line}"
        print(f"{place}: {one.message(streams.lang)}", file=streams.out)
        print(f"    {one.hint(streams.lang)}", file=streams.out)
    streams.say(streams.out, "counts", **counts)
    if not faults:
        streams.say(streams.out, "clean")
        return _DONE
    warnings = sum(one.warning for one in faults)
    streams.say(streams.out, "found", faults=len(faults), warnings=warnings)
    return _FOUND


def _export(folder: Path, target: Path, streams: _Streams) -> int:
    from operator_app.content.folder import pack, read_folder, whole, write_folder

    content = whole(read_folder(folder))
    if target.suffix.lower() == ".zip":
        target.write_bytes(pack(content))
    else:
        write_folder(content, target)
    streams.say(streams.out, "written", target=target)
    return _DONE


def _import(source: Path, into: Path, dry_run: bool, streams: _Streams) -> int:
    from operator_app.content.archive import ArchiveFault
    from operator_app.content.folder import write_folder
    from operator_app.content.importing import plan_import

    try:
        plan = plan_import(source, into)
    except ArchiveFault as broken:
        streams.say(streams.err, "archive", source=source, reason=broken.reason)
        return _FOUND
    for key, listed in (("taken", plan.taken), ("changed", plan.changed)):
        for one in listed:
            streams.say(streams.out, key, one=one)
    for fault in plan.refused:
        why = f"{fault.message(streams.lang)}. {fault.hint(streams.lang)}"
        streams.say(streams.out, "refused", file=fault.file, line=fault.line, why=why)
    refused = len({fault.file for fault in plan.refused})
    sums = {"taken": len(plan.taken), "changed": len(plan.changed), "same": len(plan.same)}
    streams.say(streams.out, "sum", refused=refused, **sums)
    if dry_run:
        streams.say(streams.out, "dry")
    else:
        write_folder(plan.content, into)
    return _FOUND if refused else _DONE
