"""Content from other files: what would be taken, changed or refused, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from operator_app.content import import_wordings, sop_wordings
from operator_app.content.archive import read_archive
from operator_app.content.columns import RULE_COLUMNS, find_columns
from operator_app.content.faults import Fault
from operator_app.content.folder import LOST_IN_WRITING, folder_tree, whole
from operator_app.content.phrase_import import RuleImport
from operator_app.content.pictures import is_picture, name_of
from operator_app.content.reply_import import ReplyImport
from operator_app.content.tables import MAX_TABLE_BYTES, Row, TableFault, read_table
from operator_app.content.tree import LARGEST_FILE, ReadResult, is_content, read_tree
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.phrases import Rule
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply
from operator_app.domain.scripts import Script
from operator_app.domain.sops import Sop

_TABLES: Final = (".csv", ".tsv", ".xlsx")


class ImportKind(StrEnum):
    """What is taken; the value names its folder in the command's words."""

    SOPS = "sops"
    REPLIES = "replies"
    PHRASES = "phrases"
    SCRIPTS = "scripts"


_FIELD: Final = {
    ImportKind.SOPS: ("sops", "sop", ".md"),
    ImportKind.REPLIES: ("replies", "reply", ".yaml"),
    ImportKind.PHRASES: ("rules", "rule", ".yaml"),
    ImportKind.SCRIPTS: ("scripts", "script", ".yaml"),
}
"""Of each kind: where `Content` holds it, how `ReadResult.sources` calls it, its files' ending."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The outcome of an import before anything is written.

    `taken`, `changed` and `same` are ids; `refused` the faults for which a file or a row stays out,
    `notes` what was changed or assumed on the way.
    """

    kind: ImportKind
    content: Content
    taken: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    refused: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()

    @property
    def places_refused(self) -> int:
        """How many files, or rows of a table, stay out."""
        return len({(one.file, one.line if _is_list(one.file) else 0) for one in self.refused})


def plan_import(
    source: Path, into: Path, kind: ImportKind | None = None, topic: str = ""
) -> ImportPlan:
    """Compare what `source` holds with the content of `into`, which may be empty.

    A folder, a ZIP or a file of ours; a CSV or XLSX of replies or phrases; a JSON of Zendesk's
    macros. Without `kind` the source tells. `topic` is for replies without one. Raises
    ArchiveFault for a ZIP that is not opened, OperatorNotice CONTENT_MISSING when there is nothing
    to read, CONTENT_FAULTY when `into` itself would lose something.
    """
    tree, faults = folder_tree(into)
    held = read_tree(tree)
    content = whole(replace(held, faults=(*faults, *held.faults)))
    if not source.exists():
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(source))
    if source.is_file() and source.suffix.lower() in _TABLES:
        return _from_table(source, content, kind, topic)
    kind = kind or _kind_of_file(source)
    if source.suffix.lower() == ".json" and kind is ImportKind.REPLIES:
        return _from_macros(source, content, topic)
    return _from_files(source, replace(held, content=content), kind)


def _kind_of_file(source: Path) -> ImportKind:
    """What a YAML or JSON holds by the key it begins with; procedures for everything else."""
    if not source.is_file() or source.suffix.lower() not in (".yaml", ".json"):
        return ImportKind.SOPS
    text = _read(source, LARGEST_FILE)
    if source.suffix.lower() == ".json":
        return ImportKind.PHRASES if b'"discouraged"' in text else ImportKind.REPLIES
    keys = {
        b"replies": ImportKind.REPLIES,
        b"rules": ImportKind.PHRASES,
        b"steps": ImportKind.SCRIPTS,
    }
    found = (keys.get(line.partition(b":")[0]) for line in text.splitlines())
    return next((kind for kind in found if kind), ImportKind.REPLIES)


def _from_table(source: Path, content: Content, kind: ImportKind | None, topic: str) -> ImportPlan:
    try:
        rows = read_table(_read(source, MAX_TABLE_BYTES), source.name)
    except TableFault as fault:
        told = import_wordings.TABLE_BROKEN.at(source.name, fault.line, reason=fault.reason)
        return ImportPlan(kind or ImportKind.REPLIES, content, (), (), (), (told,))
    if not rows:
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(source))
    if (kind or _kind_of(rows)) is ImportKind.PHRASES:
        rules = RuleImport(source.name, content)
        rules.read_rows(rows)
        found = [one for one, _ in rules.taken]
        return _plan(ImportKind.PHRASES, content, found, rules.refused, rules.notes)
    replies = ReplyImport(source.name, content, topic)
    replies.read_rows(rows)
    found_replies = [one for one, _ in replies.taken]
    return _plan(ImportKind.REPLIES, content, found_replies, replies.refused, replies.notes)


def _kind_of(rows: Sequence[Row]) -> ImportKind:
    places = find_columns(rows[0].cells, RULE_COLUMNS).places
    return ImportKind.PHRASES if "discouraged" in places else ImportKind.REPLIES


def _from_macros(source: Path, content: Content, topic: str) -> ImportPlan:
    replies = ReplyImport(source.name, content, topic)
    replies.read_macros(_read(source, MAX_TABLE_BYTES).decode("utf-8-sig", errors="replace"))
    found = [one for one, _ in replies.taken]
    return _plan(ImportKind.REPLIES, content, found, replies.refused, replies.notes)


def _from_files(source: Path, held: ReadResult, kind: ImportKind) -> ImportPlan:
    """Files of our own kind in any layout; what else lies there is passed over."""
    field, called, ending = _FIELD[kind]
    folder = f"{kind.value}/"
    read = _read_files(source, folder, ending)
    refused = tuple(
        replace(one, file=one.file.removeprefix(folder))
        for one in read.faults
        if one.code in LOST_IN_WRITING and not is_picture(one.file)
    )
    files = {one.file for one in refused}
    found = [
        one
        for one in getattr(read.content, field)
        if read.sources[called, one.id].file.removeprefix(folder) not in files
    ]
    plan = _plan(kind, held.content, found, refused, ())
    return _with_pictures(plan, read, held) if kind is ImportKind.SOPS else plan


def _with_pictures(plan: ImportPlan, read: ReadResult, held: ReadResult) -> ImportPlan:
    """The plan with the pictures that its procedures show, and no others.

    A picture of a procedure that is not imported keeps its bytes: another of the same name is
    refused.
    """
    ids = {*plan.taken, *plan.changed, *plan.same}
    shown = [(sop, link) for sop in sorted(ids) for link in read.links[sop] if link.image]
    wanted = {name_of(link.target) for _, link in shown}
    kept = {name_of(link.target) for sop, links in held.links.items() if sop not in ids
            for link in links if link.image}  # fmt: skip
    pictures = {one.name: one for one in held.content.pictures}
    refused = [one for one in read.faults if is_picture(one.file) and name_of(one.file) in wanted]
    renewed: set[str] = set()
    for one in read.content.pictures:
        if one.name not in wanted or pictures.get(one.name) == one:
            continue
        if one.name in kept and one.name in pictures:
            refused.append(import_wordings.PICTURE_TAKEN.at(one.name, 1, name=one.name))
            continue
        pictures[one.name] = one
        renewed.update(sop for sop, link in shown if name_of(link.target) == one.name)
    missing = [
        sop_wordings.IMAGE_MISSING.at(read.sources["sop", sop].file, link.line, target=link.target)
        for sop, link in shown if name_of(link.target) not in pictures
    ]  # fmt: skip
    return replace(
        plan,
        content=replace(plan.content, pictures=tuple(pictures[name] for name in sorted(pictures))),
        changed=tuple(sorted({*plan.changed, *(renewed & set(plan.same))})),
        same=tuple(one for one in plan.same if one not in renewed),
        refused=(*plan.refused, *(_outside(one) for one in refused)),
        notes=(*plan.notes, *(_outside(one) for one in missing)),
    )


def _outside(fault: Fault) -> Fault:
    """The fault at the file as its owner calls it."""
    return replace(fault, file=fault.file.removeprefix(f"{ImportKind.SOPS.value}/"))


def _read_files(source: Path, folder: str, ending: str) -> ReadResult:
    endings = (ending, ".json") if folder == "phrases/" else (ending,)

    def wanted(name: str) -> bool:
        shown = folder == "sops/" and is_picture(_inside(name, folder))
        return shown or (name.endswith(endings) and _of_this_kind(name, folder))

    files: Mapping[str, bytes]
    if source.is_file() and source.suffix.lower() in endings:
        files = {source.name: _read(source, LARGEST_FILE), **_pictures_beside(source)}
    elif source.is_file():
        files = read_archive(source.read_bytes())
    else:
        there = (one for one in source.rglob("*") if one.is_file() and not one.is_symlink())
        named = {one.relative_to(source).as_posix(): one for one in there}
        files = {name: _read(one, LARGEST_FILE) for name, one in named.items() if wanted(name)}
    tree = {_inside(name, folder): data for name, data in files.items() if wanted(name)}
    if not any(name.endswith(endings) for name in tree):
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(source))
    return read_tree(tree)


def _pictures_beside(source: Path) -> dict[str, bytes]:
    """The pictures that a single procedure names; nothing else of its folder is read."""
    said = unquote(_read(source, LARGEST_FILE).decode("utf-8", errors="replace"))
    there = (one for one in source.parent.iterdir() if is_picture(f"sops/{one.name}"))
    return {
        one.name: _read(one, LARGEST_FILE)
        for one in there
        if one.name in said and one.is_file() and not one.is_symlink()
    }


def _of_this_kind(name: str, folder: str) -> bool:
    """Procedures lie in any folder; of the others those of a company's content, or loose files."""
    top, slash, _ = name.partition("/")
    if folder == "sops/":
        return True
    return f"{top}/" == folder if slash else not is_content(name)


def _inside(name: str, folder: str) -> str:
    return folder + (name if folder == "sops/" else name.removeprefix(folder))


def _plan(
    kind: ImportKind,
    content: Content,
    found: Iterable[Sop | Reply | Rule | Script],
    refused: Sequence[Fault],
    notes: Sequence[Fault],
) -> ImportPlan:
    field = _FIELD[kind][0]
    merged = {one.id: one for one in getattr(content, field)}
    outcome: dict[str, list[str]] = {"taken": [], "changed": [], "same": []}
    for one in found:
        before = merged.get(one.id)
        fate = "taken" if before is None else "same" if before == one else "changed"
        outcome[fate].append(one.id)
        merged[one.id] = one
    fields: dict[str, Any] = {field: tuple(merged[one] for one in sorted(merged))}
    listed = {fate: tuple(ids) for fate, ids in outcome.items()}
    faults = tuple(refused)
    return ImportPlan(
        kind,
        replace(content, **fields),
        listed["taken"],
        listed["changed"],
        listed["same"],
        faults,
        tuple(notes),
    )


def _is_list(file: str) -> bool:
    return file.lower().endswith((*_TABLES, ".json"))


def _read(file: Path, most: int) -> bytes:
    """Read a file no further than what shows that it is too large."""
    with file.open("rb") as stream:
        return stream.read(most + 1)
