"""ZIP archives from elsewhere: read entry by entry, hostile ones refused."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from operator_app.content import archive
from operator_app.content.archive import ArchiveFault, read_archive, write_archive
from operator_app.content.folder import unpack
from operator_app.domain.errors import NoticeCode, OperatorNotice


def zipped(*names: str, data: bytes = b"x", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as target:
        for name in names:
            target.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def test_what_is_written_is_read() -> None:
    tree = {"sops/a.md": "Текст".encode(), "topics.yaml": b"topics: []"}
    assert read_archive(write_archive(tree)) == tree
    assert write_archive(tree) == write_archive(dict(reversed(tree.items())))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped("..\\a.md"), "name"),
        (zipped("../a.md"), "name"),
        (zipped("/a.md"), "name"),
        (zipped("C:a.md"), "name"),
        (zipped("sops/CON"), "name"),
        (zipped("sops/aux.md"), "name"),
        (zipped("sops/a.md "), "name"),
        (zipped("sops//a.md"), "name"),
        (zipped("a\nb.md"), "name"),
        (zipped("sops/A.md", "sops/a.md"), "twin"),
        (zipped("sops/\u0439.md", "sops/\u0438\u0306.md"), "twin"),
        (zipped("sops.zip"), "nested"),
        (zipped("a.md", data=b"0" * 900_000), "ratio"),
        (zipped("a.md", data=b"0" * 2_000_000), "too_large"),
        (zipped(*(f"{one}.md" for one in range(5_001))), "too_many"),
        (b"no zip", "damaged"),
        (b"", "damaged"),
        (zipped("a.md", data=b"abc" * 50)[:-40], "damaged"),
        (b"\0" * (archive.MAX_ARCHIVE_BYTES + 1), "too_large"),
    ],
)
def test_a_hostile_archive_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ArchiveFault) as caught:
        read_archive(data)
    assert caught.value.reason == reason
    with pytest.raises(OperatorNotice) as told:
        unpack(data)
    assert told.value.code is NoticeCode.CONTENT_FAULTY


def test_a_link_inside_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        entry = zipfile.ZipInfo("sops/a.md")
        entry.external_attr = 0o120777 << 16
        target.writestr(entry, "/etc/passwd")
    with pytest.raises(ArchiveFault, match="link"):
        read_archive(stream.getvalue())


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(zipped("a.md"))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(ArchiveFault, match="encrypted"):
        read_archive(bytes(data))


def test_an_archive_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(zipped("a.md", data=b"0" * 900_000))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    with pytest.raises(ArchiveFault, match="damaged"):
        read_archive(bytes(data))


def test_unpack_refuses_an_edition_whose_text_would_be_lost() -> None:
    for tree in ({"sops/a.md": b"\xff"}, {"topics.yaml": b"topics: {"}, {"limits.yaml": b"a: *b"}):
        with pytest.raises(OperatorNotice) as told:
            unpack(write_archive(tree))
        assert told.value.details["file"] in tree
