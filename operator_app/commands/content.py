"""Content files without a window: the check for a lead's pipeline, and the ZIP of everything."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TextIO

from operator_app.commands import publication
from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from operator_app.content.faults import Fault
    from operator_app.content.importing import ImportPlan

SUMMARY_RU = "СОП, скрипты, ответы, фразы: проверить, взять из других программ, отдать"
SUMMARY_EN = "SOPs, scripts, replies, phrases: check, import, export"
EXAMPLE = "operator-app content check sop_content"

Lang = Literal["ru", "en"]

_DONE, _FOUND, _USAGE, _ENVIRONMENT = 0, 1, 2, 3
_WORDS: Final = {
    "ru": {
        "check": "показать все ошибки: файл, строка, что сделать",
        "export": "записать содержимое папки в ZIP или в другую папку",
        "import": "взять СОП, ответы, фразы, скрипты из папки, ZIP, CSV, XLSX, макросов Zendesk",
        "source": "папка, .zip, .md, .yaml, .csv, .xlsx или .json",
        "as": "что взять; без этого решает сам файл",
        "as_out": "что записать в таблицу, если FILE — .csv или .xlsx",
        "topic": "тема для ответов, у которых она не указана",
        "into": "папка с содержимым, куда взять",
        "dry_run": "ничего не записывать, только показать итог",
        "folder": "папка с содержимым",
        "on": "какого дня считать сроки проверки, ГГГГ-ММ-ДД; без этого — сегодня",
        "to": "файл .zip, .csv, .xlsx или папка",
        "json": "ответ для программ: один документ JSON",
        "no_folder": "В папке «{folder}» нет ни одного файла СОП, ответов или скриптов.",
        "no_source": "Файла или папки «{source}» нет. Проверьте имя.",
        "lossy": "Не записано: {file}, строка {line} ({fault}). Исправьте: content check {folder}",
        "clean": "Ошибок нет.",
        "found": "Найдено: {faults}, из них просрочены или спорны {warnings}.",
        "counts": "СОП {sops}, скрипты {scripts}, ответы {replies}, правила {rules}.",
        "written": "Записано: {target}",
        "taken": "новый: {one}",
        "changed": "изменён: {one}",
        "refused": "не взят: {file}:{line}: {why}",
        "note": "заметьте: {file}:{line}: {why}",
        "sum": "Новых {taken}, изменено {changed}, без изменений {same}, не взято {refused}.",
        "dry": "Пробный запуск: ничего не записано.",
        "archive": "Архив «{source}» не открывается: {reason}.",
        "too_large": "он слишком велик",
        "too_many": "в нём слишком много файлов",
        "ratio": "он сжат как ловушка: распакованный не поместится",
        "name": "имя файла в нём ведёт наружу или не читается",
        "twin": "в нём два файла с одним именем",
        "link": "в нём ссылка вместо файла",
        "encrypted": "он под паролем",
        "nested": "в нём ещё один архив",
        "damaged": "он повреждён или это не ZIP",
        "unusable": "«{file}» не прочитать или не записать: {reason}. Проверьте папку и права.",
    },
    "en": {
        "check": "show every fault: file, line, what to do",
        "export": "write the content of a folder to a ZIP or another folder",
        "import": "take SOPs, replies, phrases or scripts from a folder, ZIP, CSV, XLSX or macros",
        "source": "folder, .zip, .md, .yaml, .csv, .xlsx or .json",
        "as": "what to take; without it the file tells",
        "as_out": "what goes into the table when FILE is .csv or .xlsx",
        "topic": "topic for replies that name none",
        "into": "folder of content to take them into",
        "dry_run": "write nothing, only show the outcome",
        "folder": "folder of content",
        "on": "the day by which reviews are due, YYYY-MM-DD; today without it",
        "to": "a .zip, .csv or .xlsx file, or a folder",
        "json": "answer for programs: one JSON document",
        "no_folder": "The folder “{folder}” holds no file of SOPs, replies or scripts.",
        "no_source": "There is no file or folder “{source}”. Check the name.",
        "lossy": "Not written: {file}, line {line} ({fault}). Correct it: content check {folder}",
        "clean": "No faults.",
        "found": "Found: {faults}, of them overdue or doubtful {warnings}.",
        "counts": "SOPs {sops}, scripts {scripts}, replies {replies}, rules {rules}.",
        "written": "Written: {target}",
        "taken": "new: {one}",
        "changed": "changed: {one}",
        "refused": "refused: {file}:{line}: {why}",
        "note": "note: {file}:{line}: {why}",
        "sum": "New {taken}, changed {changed}, unchanged {same}, refused {refused}.",
        "dry": "Trial run: nothing was written.",
        "archive": "The archive “{source}” is not opened: {reason}.",
        "too_large": "it is too large",
        "too_many": "it holds too many files",
        "ratio": "it is packed like a trap: unpacked there is no room for it",
        "name": "a name in it leads outside or cannot be read",
        "twin": "two files in it have one name",
        "link": "it holds a link in place of a file",
        "encrypted": "it has a password",
        "nested": "it holds another archive",
        "damaged": "it is damaged or no ZIP",
        "unusable": "“{file}” cannot be read or written: {reason}. Check folder and rights.",
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
    """Declare `check`, `import --into`, `export --to` and `publish`."""
    kinds = ["sops", "replies", "phrases", "scripts"]
    words = _WORDS["ru"]
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help=words["check"], description=words["check"])
    check.add_argument("folder", type=Path, metavar="DIR", help=words["folder"])
    check.add_argument("--json", action="store_true", help=words["json"])
    check.add_argument("--on", type=date.fromisoformat, metavar="DATE", help=words["on"])
    take = actions.add_parser("import", help=words["import"], description=words["import"])
    take.add_argument("source", type=Path, metavar="SOURCE", help=words["source"])
    take.add_argument("--into", type=Path, metavar="DIR", required=True, help=words["into"])
    take.add_argument("--as", dest="kind", choices=kinds, help=words["as"])
    take.add_argument("--topic", metavar="ID", default="", help=words["topic"])
    take.add_argument("--json", action="store_true", help=words["json"])
    take.add_argument("--dry-run", action="store_true", help=words["dry_run"])
    export = actions.add_parser("export", help=words["export"], description=words["export"])
    export.add_argument("folder", type=Path, metavar="DIR", help=words["folder"])
    export.add_argument("--to", type=Path, metavar="FILE", required=True, help=words["to"])
    tables = ["replies", "phrases"]
    export.add_argument("--as", dest="kind", choices=tables, help=words["as_out"])
    publication.add_arguments(actions)


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Check, import, export or publish.

    Returns 0 done, 1 faults found or something left out because of them, 2 no content there,
    3 a file or folder that cannot be read or written.
    """
    streams = _Streams(stdout, stderr, args.lang)
    try:
        if args.action == "check":
            today = args.on or datetime.now(UTC).astimezone().date()
            return _check(args.folder, args.json, streams, today)
        if args.action == "import":
            if not args.source.exists():
                streams.say(stderr, "no_source", source=args.source)
                return _USAGE
            return _import(args, streams)
        if args.action == "publish":
            return publication.run(args, stdout, stderr)
        return _export(args.folder, args.to, args.kind or "replies", streams)
    except OperatorNotice as notice:
        if notice.code is NoticeCode.CONTENT_MISSING:
            streams.say(stderr, "no_folder", folder=notice.details["folder"])
            return _USAGE
        if notice.code is NoticeCode.CONTENT_FAULTY:
            folder = args.into if args.action == "import" else args.folder
            streams.say(stderr, "lossy", folder=folder, **notice.details)
            return _FOUND
        raise
    except OSError as fault:
        if fault.filename is None:  # not a file of the folder: the output itself
            raise
        streams.say(stderr, "unusable", file=fault.filename, reason=fault.strerror)
        return _ENVIRONMENT


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
        listed = [_fault_document(one, streams.lang) for one in faults]
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


def _export(folder: Path, target: Path, kind: str, streams: _Streams) -> int:
    from operator_app.content.exporting import export_table
    from operator_app.content.folder import pack, read_folder, whole, write_folder
    from operator_app.content.tables import TABLE_ENDINGS

    content = whole(read_folder(folder))
    if target.suffix.lower() == ".zip":
        target.write_bytes(pack(content))
    elif target.suffix.lower() in TABLE_ENDINGS:
        target.write_bytes(export_table(content, kind, target.suffix.lower()))
    else:
        write_folder(content, target)
    streams.say(streams.out, "written", target=target)
    return _DONE


def _import(args: argparse.Namespace, streams: _Streams) -> int:
    from operator_app.content.archive import ArchiveFault
    from operator_app.content.folder import write_folder
    from operator_app.content.importing import ImportKind, plan_import

    kind = ImportKind(args.kind) if args.kind else None
    try:
        plan = plan_import(args.source, args.into, kind, args.topic)
    except ArchiveFault as broken:
        reason = _WORDS[streams.lang][broken.reason]
        streams.say(streams.err, "archive", source=args.source, reason=reason)
        return _FOUND
    if args.json:
        print(json.dumps(_plan_document(plan, streams.lang), ensure_ascii=False), file=streams.out)
    else:
        _tell_plan(plan, streams)
    if not args.dry_run:
        write_folder(plan.content, args.into)
    elif not args.json:
        streams.say(streams.out, "dry")
    return _FOUND if plan.refused else _DONE


def _tell_plan(plan: ImportPlan, streams: _Streams) -> None:
    for key, listed in (("taken", plan.taken), ("changed", plan.changed)):
        for one in listed:
            streams.say(streams.out, key, one=one)
    for key, faults in (("note", plan.notes), ("refused", plan.refused)):
        for fault in faults:
            why = f"{fault.message(streams.lang)}. {fault.hint(streams.lang)}"
            streams.say(streams.out, key, file=fault.file, line=fault.line, why=why)
    sums = {"taken": len(plan.taken), "changed": len(plan.changed), "same": len(plan.same)}
    streams.say(streams.out, "sum", refused=plan.places_refused, **sums)


def _plan_document(plan: ImportPlan, lang: Lang) -> dict[str, object]:
    """The plan for programs: ids, and faults with file, line, code, message, hint."""
    return {
        "kind": plan.kind.value,
        "taken": list(plan.taken),
        "changed": list(plan.changed),
        "same": list(plan.same),
        "refused": [_fault_document(one, lang) for one in plan.refused],
        "notes": [_fault_document(one, lang) for one in plan.notes],
    }


def _fault_document(fault: Fault, lang: Lang) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "code": fault.code,
        "warning": fault.warning,
        "message": fault.message(lang),
        "hint": fault.hint(lang),
    }
