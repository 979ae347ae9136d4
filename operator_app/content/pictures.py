"""The pictures of procedures: files beside them, by name in an edition, never from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from operator_app.content import sop_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.domain.sops import Picture

MAX_PICTURE_BYTES: Final = 256 * 1024
MAX_ALL_BYTES: Final = 16_000_000
"""All pictures of an edition together: desks fetch every edition whole."""

_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".webp")
_FOLDER: Final = "sops/pictures"


def is_picture(name: str) -> bool:
    """Tell whether a file of that name is a picture of a procedure."""
    return name.startswith("sops/") and name.lower().endswith(_ENDINGS)


def name_of(target: str) -> str:
    """The picture a link in a text means: the last part of the path, whatever its folder."""
    return target.rpartition("/")[2]


def read_pictures(tree: Mapping[str, bytes]) -> tuple[tuple[Picture, ...], tuple[Fault, ...]]:
    """Read the pictures of a tree by name; one too large or of another kind is left out, told."""
    found: dict[str, Picture] = {}
    files: dict[str, str] = {}
    faults: list[Fault] = []
    total = 0
    for file in sorted(one for one in tree if is_picture(one)):
        name, data = name_of(file), tree[file]
        total += len(data)
        if len(data) > MAX_PICTURE_BYTES or total > MAX_ALL_BYTES:
            limit = MAX_PICTURE_BYTES // 1024
            faults.append(sop_wordings.PICTURE_TOO_LARGE.at(file, 1, name=name, limit=limit))
        elif not _is_image(data):
            faults.append(sop_wordings.PICTURE_UNREADABLE.at(file, 1, name=name))
        elif name in found:
            faults.append(wordings.DUPLICATE_ID.at(file, 1, id=name, where=files[name]))
        else:
            found[name], files[name] = Picture(name, data), file
    return tuple(found[name] for name in sorted(found)), tuple(faults)


def picture_files(
    held: Iterable[str], before: Iterable[Picture], after: Iterable[Picture]
) -> dict[str, bytes | None]:
    """Find which files of `held` have to change for the pictures to become `after`.

    None removes a file. A new picture gets a folder of its own: links mean its name alone.
    """
    places = {name_of(file): file for file in held if is_picture(file)}
    old, new = ({one.name: one.data for one in part} for part in (before, after))
    changed: dict[str, bytes | None] = {
        places.get(name, f"{_FOLDER}/{name}"): data
        for name, data in new.items()
        if old.get(name) != data
    }
    return changed | dict.fromkeys((places[name] for name in old.keys() - new.keys()), None)


def _is_image(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
