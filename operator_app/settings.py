"""Where things lie on this machine, read once and handed down as frozen values.

Standard library only, and little of it: `operator-call` needs the address of the running window
within 50 ms. Hence named tuples here: `dataclasses` alone would add 8 ms to each hand-off.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["ru", "en"]
BundledFolder = Literal["resources", "sop_content", "db"]

APP_FOLDER = "operator-app"
HANDOFF_FRAME_LIMIT = 1024
STARTING_MARK = "starting"
"""File in the profile from when `operator-call` starts the window until that window listens."""
# The kernel's limit is 104–108 bytes, and Qt makes the socket under a longer name first.
_LONGEST_SOCKET_PATH = 80


class Paths(NamedTuple):
    """The files of one profile; nothing is created by asking for a name."""

    profile: Path

    @property
    def local_file(self) -> Path:
        """Return the desk's encrypted SQLite file."""
        return self.profile / "desk.db"

    @property
    def instance_lock(self) -> Path:
        """Return the lock that decides which process owns the profile."""
        return self.profile / "instance.lock"

    @property
    def membership(self) -> Path:
        """Return the file that says which company's centre the profile entered."""
        return self.profile / "centre.json"

    @property
    def search_index(self) -> Path:
        """Return the folder of the search index, rebuilt whenever it is missing or stale."""
        return self.profile / "search-index"

    @property
    def backups(self) -> Path:
        """Return the folder of copies made before a migration."""
        return self.profile / "backups"

    @property
    def centre(self) -> Path:
        """Return the folder of the embedded central database, used by a demo profile only."""
        return self.profile / "centre"

    @property
    def passphrase_keys(self) -> Path:
        """Return the file of the keys under a passphrase, where the system has no key store."""
        return self.profile / "keys.json"

    @property
    def logs(self) -> Path:
        """Return the folder of the log and of the crash record."""
        return self.profile / "logs"


class Settings(NamedTuple):
    """What was decided at start-up and does not change while the program runs."""

    paths: Paths
    language: Language = "ru"


def read_settings(profile: Path | None = None, language: Language | None = None) -> Settings:
    """Return the settings for the given profile folder (default: the user's own, in Russian)."""
    folder = default_profile() if profile is None else profile.absolute()
    return Settings(Paths(folder), language or "ru")


def default_profile() -> Path:
    """Return the profile folder in the platform's place for user data."""
    if sys.platform == "win32":
        return _windows_local() / APP_FOLDER / "profile"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP_FOLDER
    return _xdg_folder("XDG_DATA_HOME", ".local/share") / APP_FOLDER


def demo_profile() -> Path:
    """Return the demo's profile folder in the platform's place for caches."""
    if sys.platform == "win32":
        return _windows_local() / APP_FOLDER / "demo"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / APP_FOLDER / "demo"
    return _xdg_folder("XDG_CACHE_HOME", ".cache") / APP_FOLDER / "demo"


def command_profile() -> Path:
    """Return the profile a command means: the user's own once in use, else the demo's."""
    own = Paths(default_profile())
    in_use = own.local_file.exists() or own.membership.exists()
    return own.profile if in_use else demo_profile()


def bundled_folder(name: BundledFolder) -> Path:
    """Return the folder shipped under that name: frozen program, wheel or checkout.

    Raises FileNotFoundError when this copy of the program was put together without it.
    """
    package = Path(__file__).resolve().parent
    candidates = [package / "_bundled" / name, package.parent / name]
    frozen_root = getattr(sys, "_MEIPASS", None)
    if frozen_root is not None:
        candidates = [Path(frozen_root) / "operator_app" / "_bundled" / name]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{name} is in none of {[str(path) for path in candidates]}")


def handoff_address(profile: Path) -> str:
    """Return the local-socket name on which the window of `profile` listens for callers.

    A file path on POSIX, a full pipe name on Windows; `QLocalServer.listen` takes both as they
    are. The folder is the user's own, so nobody else can offer a socket under this name.
    """
    folder = os.path.normcase(profile.absolute())
    if sys.platform == "win32":
        return rf"\\.\pipe\{APP_FOLDER}-{_short_digest(folder)}"
    address = Path(folder) / "handoff.sock"
    if len(os.fsencode(address)) > _LONGEST_SOCKET_PATH:
        address = Path.home() / f".{APP_FOLDER}-{_short_digest(folder)}.sock"
    return str(address)


def handoff_frame(number: str) -> bytes:
    """Return the one frame `operator-call` sends; an empty `number` means it was not recognised."""
    return f"CALL {number}\n".encode("ascii")


def parse_handoff_frame(frame: bytes) -> str:
    """Return the caller's number from a received frame, "" when it was not recognised.

    Raises ValueError for anything `handoff_frame` cannot have made: the sender is not trusted.
    """
    if len(frame) > HANDOFF_FRAME_LIMIT or not frame.startswith(b"CALL "):
        raise ValueError("not a hand-off frame")
    if not frame.endswith(b"\n") or frame.count(b"\n") != 1:
        raise ValueError("not one line")
    number = frame[5:-1].decode("ascii", errors="replace")
    if number and not is_caller_number(number):
        raise ValueError("not a number")
    return number


def is_caller_number(text: str) -> bool:
    """Tell whether `text` is an optional plus and 2 to 20 ASCII digits, and nothing else."""
    digits = text.removeprefix("+")
    return 2 <= len(digits) <= 20 and digits.isascii() and digits.isdigit()


def _short_digest(text: str) -> str:
    # Imported here: loading OpenSSL would cost every hand-off some milliseconds for nothing.
    import hashlib

    return hashlib.sha256(os.fsencode(text)).hexdigest()[:16]


def _xdg_folder(variable: str, below_home: str) -> Path:
    # The XDG base directory specification: a relative value is to be ignored.
    folder = Path(os.environ.get(variable, ""))
    return folder if folder.is_absolute() else Path.home() / below_home


def _windows_local() -> Path:
    value = os.environ.get("LOCALAPPDATA", "")
    return Path(value) if value else Path.home() / "AppData" / "Local"
