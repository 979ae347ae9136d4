"""The desk's file on a disk that refuses: full, or not to be written to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.storage.samples import a_call, local_file

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits and capabilities are POSIX; Windows tested by hand"
)

_FULL = """
import resource, sys
from pathlib import Path
from operator_app.domain.errors import OperatorNotice
from tests.unit.storage.samples import a_call, local_file

file = local_file(Path(sys.argv[1]))
file.open()
size = 400_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
saved = []
try:
    for number in range(1000):
        call = a_call(note="н" * 9000)
        with file.begin() as records:
            records.save_call(call, [])
        saved.append(call)
except OperatorNotice as notice:
    print(notice.code.value)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with file.begin() as records:
    assert all(records.call(one.id) == one for one in saved)
    records.save_call(a_call(), [])
file.check()
file.close()
print(len(saved) > 3)
"""

_NO_ROOM_FOR_A_COPY = """
import resource, sys
from pathlib import Path
from operator_app.domain.errors import OperatorNotice
from tests.unit.storage.samples import a_call, local_file

folder = Path(sys.argv[1])
file = local_file(folder)
file.open()
with file.begin() as records:
    records.save_call(a_call(), [])
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
try:
    file.backup(folder / "copy.db")
except OperatorNotice as notice:
    print(notice.code.value)
print(*(one.name for one in folder.glob("copy*")))
file.close()
"""

_READ_ONLY = """
import ctypes, os, sys
from pathlib import Path
from operator_app.domain.errors import OperatorNotice
from tests.unit.storage.samples import local_file

if os.geteuid() == 0:
    # Root walks through file modes; without its capabilities it is stopped like anyone else.
    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(ctypes.byref(Header(0x20080522, 0)), none):
        raise OSError(ctypes.get_errno(), "capset")
file = local_file(Path(sys.argv[1]))
try:
    file.open()
    with file.begin() as records:
        records.set_setting("theme", "dark")
except OperatorNotice as notice:
    print(notice.code.value)
finally:
    file.close()
"""


def _run(program: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_full_disk_is_said_loses_nothing_and_writing_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    assert _run(_FULL, tmp_path) == ["disk_full", "True"]


def test_a_disk_with_no_room_for_a_copy_is_said_and_no_part_of_it_stays(tmp_path: Path) -> None:
    assert _run(_NO_ROOM_FOR_A_COPY, tmp_path) == ["disk_full"]


def test_a_read_only_profile_is_said(tmp_path: Path) -> None:
    file = local_file(tmp_path)
    file.open()
    with file.begin() as records:
        records.save_call(a_call(), [])
    file.close()
    path = tmp_path / "profile" / "desk.db"
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert _run(_READ_ONLY, tmp_path) == ["profile_read_only"]
    finally:
        path.parent.chmod(0o700)


def test_a_profile_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert _run(_READ_ONLY, tmp_path) == ["profile_read_only"]
    finally:
        tmp_path.chmod(0o700)
