"""A folder of content files ↔ domain values; the canonical ZIP of an edition."""

from __future__ import annotations

import os
from pathlib import Path

from operator_app.content import wordings
from operator_app.content.faults import Fault
from operator_app.content.tree import LARGEST_FILE, ReadResult, is_content, read_tree
from operator_app.domain.errors import NoticeCode, OperatorNotice


def read_folder(path: Path) -> ReadResult:
    """Read a folder of content.

    Raises OperatorNotice CONTENT_MISSING when it is not there or holds no file of content; faults
    inside files are in the result.
    """
    tree, faults = _tree(path)
    if not any(is_content(name) for name in tree):
        raise OperatorNotice(NoticeCode.CONTENT_MISSING, folder=str(path))
    read = read_tree(tree)
    return ReadResult(read.content, (*faults, *read.faults), read.sources, read.links)


def _tree(root: Path) -> tuple[dict[str, bytes], list[Fault]]:
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
            elif is_content(inside):
                with file.open("rb") as stream:
                    tree[inside] = stream.read(LARGEST_FILE + 1)
            else:
                tree[inside] = b""
    return tree, faults
