"""A folder of content files, or the canonical ZIP of an edition, ↔ domain values."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from operator_app.content import wordings
from operator_app.content.archive import ArchiveFault, read_archive, write_archive
from operator_app.content.faults import Fault
from operator_app.content.pictures import is_picture, picture_files
from operator_app.content.tree import LARGEST_FILE, ReadResult, is_content, read_tree
from operator_app.content.writing import changes, write_tree
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.publication import Content

_UNREADABLE: Final = frozenset(
    {
        "not_utf8", "file_too_large", "symlink", "not_a_file", "duplicate_id", "yaml_syntax",
        "yaml_alias", "yaml_tag", "yaml_too_deep", "yaml_key", "yaml_scalar",
        "yaml_second_document",
        "wrong_type", "wrong_value", "wrong_form", "rule_faulty", "front_matter_missing",
        "front_matter_open", "too_nested", "table_too_long", "picture_too_large",
        "picture_unreadable",
    }
)  # fmt: skip
"""Faults with which something written is not among what was read, or is dangerous to show."""
LOST_IN_WRITING: Final = _UNREADABLE | {"unknown_key", "duplicate_key"}
"""Faults of a file that would not have all it has now after being written again."""


def read_folder(path: Path) -> ReadResult:
    """Read a folder of content.

    Raises OperatorNotice CONTENT_MISSING when it is not there or holds no file of content; faults
    inside files are in the result.
    """
    tree, faults = folder_tree(path)
    if not any(is_content(name) for name in tree) and not faults:
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(path))
    read = read_tree(tree)
    return replace(read, faults=(*faults, *read.faults))


def whole(read: ReadResult) -> Content:
    """Return what was read when nothing that is written was left out.

    Raises OperatorNotice CONTENT_FAULTY naming the first fault with which something would be lost.
    """
    for fault in read.faults:
        if fault.code in LOST_IN_WRITING:
            raise _faulty(fault.file, fault.line, fault.code)
    return read.content


def write_folder(content: Content, path: Path) -> tuple[str, ...]:
    """Make the files of a folder hold `content`; returns the names of the files that changed.

    Files whose content is as it was are left alone to the byte. Raises OperatorNotice
    CONTENT_FAULTY, with nothing written, when a file to be changed holds what could not be read,
    or when `content` would not survive being written.
    """
    tree, faults = folder_tree(path)
    held = read_tree(tree)
    try:
        changed = {
            name: None if text is None else text.encode()
            for name, text in changes(held, content).items()
        } | picture_files(tree, held.content.pictures, content.pictures)
    except UnicodeEncodeError as error:
        raise _faulty("", 0, "not_writable") from error
    for fault in (*faults, *held.faults):
        if fault.file in changed and fault.code in LOST_IN_WRITING:
            raise _faulty(fault.file, fault.line, fault.code)
    after = {name: data for name, data in tree.items() if name not in changed}
    after |= {name: data for name, data in changed.items() if data is not None}
    _compare(content, read_tree(after))
    for name, data in changed.items():
        if data is not None:
            _replace(path / name, data)
    for name, data in changed.items():
        if data is None:
            (path / name).unlink()
    return tuple(sorted(changed))


def pack(content: Content) -> bytes:
    """Return the canonical ZIP of `content`; equal content gives equal bytes.

    Raises OperatorNotice CONTENT_FAULTY when it would not come back equal.
    """
    try:
        tree = {name: text.encode() for name, text in write_tree(content).items()}
        tree |= {f"sops/pictures/{one.name}": one.data for one in content.pictures}
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise _faulty("", 0, "not_writable") from error
    _compare(content, read_tree(tree))
    return write_archive(tree)


def unpack(payload: bytes) -> Content:
    """Return what `pack` packed; raises OperatorNotice CONTENT_FAULTY for anything else."""
    try:
        read = read_tree(read_archive(payload))
    except ArchiveFault as fault:
        raise _faulty("", 0, fault.reason) from fault
    for one in read.faults:
        if one.code in _UNREADABLE:
            raise _faulty(one.file, one.line, one.code)
    return read.content


def _compare(content: Content, read: ReadResult) -> None:
    for fault in read.faults:
        if fault.code in _UNREADABLE:
            raise _faulty(fault.file, fault.line, fault.code)
    if read.content == content:
        return
    for field in ("sops", "scripts", "replies", "rules"):
        back = set(map(repr, getattr(read.content, field)))
        for one in getattr(content, field):
            if repr(one) not in back:
                raise _faulty(one.id, 0, "not_writable")
    raise _faulty("", 0, "not_writable")


def _faulty(file: str, line: int, fault: str) -> OperatorNotice:
    return OperatorNotice(NoticeCode.CONTENT_FAULTY, file=file, line=str(line), fault=fault)


def folder_tree(root: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """Read the files of a folder: content whole, other files by name only; links not followed."""
    tree: dict[str, bytes] = {}
    faults: list[Fault] = []
    for folder, folders, files in os.walk(root, followlinks=False):
        here = Path(folder)
        folders[:] = [one for one in folders if not one.startswith(".")]
        for name in files:
            file = here / name
            inside = file.relative_to(root).as_posix()
            if name.startswith("."):
                continue
            if file.is_symlink():
                faults.append(wordings.SYMLINK.at(inside, 1))
            elif not file.is_file():
                # Opening a named pipe would wait for ever for somebody to write into it.
                faults.append(wordings.NOT_A_FILE.at(inside, 1))
            elif is_content(inside) or is_picture(inside):
                tree[inside] = read_capped(file)
            else:
                tree[inside] = b""
    return tree, faults


def read_capped(file: Path) -> bytes:
    """Read a file no further than what shows that it is too large."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _replace(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
