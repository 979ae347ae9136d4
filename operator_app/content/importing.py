"""Procedures from another folder or ZIP: what would be taken, changed or refused, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from operator_app.content.archive import read_archive
from operator_app.content.faults import Fault
from operator_app.content.folder import LOST_IN_WRITING, folder_tree, read_capped, whole
from operator_app.content.tree import ReadResult, read_tree
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.publication import Content


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The outcome of an import before anything is written.

    `taken`, `changed` and `same` are ids of SOPs; `refused` the faults for which a file stays out.
    """

    content: Content
    taken: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    refused: tuple[Fault, ...]


def plan_import(source: Path, into: Path) -> ImportPlan:
    """Compare the `.md` files of a folder or ZIP with the content of `into`, which may be empty.

    Raises ArchiveFault for a ZIP that is not opened, OperatorNotice CONTENT_MISSING when there is
    no `.md` file, CONTENT_FAULTY when `into` itself would lose something.
    """
    read = _procedures(source)
    tree, faults = folder_tree(into)
    held = read_tree(tree)
    content = whole(replace(held, faults=(*faults, *held.faults)))
    refused = tuple(one for one in read.faults if one.code in LOST_IN_WRITING)
    files = {one.file for one in refused}
    sops = {one.id: one for one in content.sops}
    outcome: dict[str, list[str]] = {"taken": [], "changed": [], "same": []}
    for sop in read.content.sops:
        if read.sources["sop", sop.id].file.removeprefix("sops/") in files:
            continue
        before = sops.get(sop.id)
        kind = "taken" if before is None else "same" if before == sop else "changed"
        outcome[kind].append(sop.id)
        sops[sop.id] = sop
    merged = replace(content, sops=tuple(sops[one] for one in sorted(sops)))
    listed = {kind: tuple(ids) for kind, ids in outcome.items()}
    return ImportPlan(merged, listed["taken"], listed["changed"], listed["same"], refused)


def _procedures(source: Path) -> ReadResult:
    """Read the `.md` files of any layout; what else lies there is passed over."""
    files: Mapping[str, bytes]
    if source.is_file():
        files = read_archive(source.read_bytes())
    else:
        found = (one for one in source.rglob("*.md") if one.is_file() and not one.is_symlink())
        files = {one.relative_to(source).as_posix(): read_capped(one) for one in found}
    wanted = {f"sops/{name}": data for name, data in files.items() if name.endswith(".md")}
    if not wanted:
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(source))
    read = read_tree(wanted)
    return replace(read, faults=tuple(_outside(one) for one in read.faults))


def _outside(fault: Fault) -> Fault:
    return replace(fault, file=fault.file.removeprefix("sops/"))
