"""ZIP archives: written so that equal content gives equal bytes, read without being extracted."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Final

MAX_ARCHIVE_BYTES: Final = 32_000_000
MAX_ENTRIES: Final = 5_000
MAX_ENTRY_BYTES: Final = 1_000_000
MAX_TOTAL_BYTES: Final = 64_000_000
MAX_RATIO: Final = 100

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ENTRY_MARK: Final = b"PK\x01\x02"
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ODD: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class ArchiveFault(ValueError):
    """An archive that is not opened; `reason` is a word for programs, never text of the archive."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write_archive(tree: Mapping[str, bytes]) -> bytes:
    """Write files by name as a ZIP; the same files give the same bytes on every machine.

    Stored, not deflated: versions of zlib deflate differently, and the digest must not.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(tree):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, tree[name])
    return stream.getvalue()


def read_archive(data: bytes, largest: int = MAX_ENTRY_BYTES) -> dict[str, bytes]:
    """Read the files of a ZIP into memory; `largest` is a file's cap in bytes.

    Raises ArchiveFault: `too_large`, `too_many`, `ratio`, `name`, `twin`, `link`, `encrypted`,
    `nested` or `damaged`.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        raise ArchiveFault("too_large")
    if data.count(_ENTRY_MARK) > MAX_ENTRIES:  # before the list of them is built
        raise ArchiveFault("too_many")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive, largest)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise ArchiveFault("damaged") from error


def _files(archive: zipfile.ZipFile, largest: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    total = 0
    for entry in archive.infolist():
        _judge(entry, largest)
        twin = unicodedata.normalize("NFC", entry.orig_filename).casefold()
        if twin in seen:
            raise ArchiveFault("twin")
        seen.add(twin)
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            # What is read counts, not what the archive says of itself.
            read = stream.read(largest + 1)
        total += len(read)
        if len(read) > largest or total > MAX_TOTAL_BYTES:
            raise ArchiveFault("too_large")
        if len(read) > MAX_RATIO * max(entry.compress_size, 1):
            raise ArchiveFault("ratio")
        files[entry.orig_filename] = read
    return files


def _judge(entry: zipfile.ZipInfo, largest: int) -> None:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if _ODD.search(name) or any(_odd_part(part) for part in parts):
        raise ArchiveFault("name")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveFault("link")
    if entry.flag_bits & 0x1:
        raise ArchiveFault("encrypted")
    if name.lower().endswith(".zip"):
        raise ArchiveFault("nested")
    if entry.file_size > largest:
        raise ArchiveFault("too_large")
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise ArchiveFault("ratio")


def _odd_part(part: str) -> bool:
    return part in ("", ".", "..") or part != part.rstrip(" .") or bool(_DEVICE.match(part))
