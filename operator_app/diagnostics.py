"""The log, the crash record and the check of the display; standard library only.

The check of the display runs before Qt is imported: a missing xcb library makes Qt abort the
process, and no `except` ever sees it.
"""

from __future__ import annotations

import ctypes
import enum
import faulthandler
import logging
import logging.handlers
import os
import re
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

ROOT_LOGGER = "operator_app"
_LOG_BYTES = 1_000_000
_LOG_FILES = 5

# Shared libraries that the wheel of Qt does not carry, and the Debian package of each.
QT_LIBRARIES: dict[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
X11_LIBRARIES: dict[str, str] = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_OFFSCREEN_PLATFORMS = frozenset({"offscreen", "minimal", "vnc"})

BugReceiver = Callable[[type[BaseException]], None]


@dataclass(frozen=True, slots=True)
class DisplayReport:
    """What the display check found.

    `missing` holds the sonames that do not load; `reachable` tells whether a window can be shown;
    `offscreen` whether the environment asked for a platform that needs no display.
    """

    missing: tuple[str, ...]
    reachable: bool
    offscreen: bool

    @property
    def usable(self) -> bool:
        """Tell whether Qt can be started here without aborting."""
        return not self.missing and (self.reachable or self.offscreen)

    @property
    def packages(self) -> tuple[str, ...]:
        """Return the Debian packages that bring the missing libraries, in a stable order."""
        known = QT_LIBRARIES | X11_LIBRARIES
        return tuple(known[name] for name in self.missing)


def probe_display(libraries_only: bool = False) -> DisplayReport:
    """Check, without Qt, that its libraries load and that a display answers.

    With `libraries_only` no display is contacted and `reachable` is False on Linux. On Windows
    and macOS the wheel of Qt brings everything, and a session without a display is not known.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    offscreen = platform in _OFFSCREEN_PLATFORMS
    if not sys.platform.startswith("linux"):
        return DisplayReport((), True, offscreen)
    wanted = list(QT_LIBRARIES) + ([] if offscreen else list(X11_LIBRARIES))
    missing = tuple(name for name in wanted if not _loads(name))
    reachable = not libraries_only and not offscreen and display_answers()
    return DisplayReport(missing, reachable, offscreen)


def display_answers() -> bool:
    """Tell whether the X server or the Wayland compositor of this session lets us in (Linux)."""
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    if wayland:
        socket_path = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / wayland
        if socket_path.is_socket():
            return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    # The library reads the authorisation cookie as Qt will: a server that refuses us counts too.
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return refused == 0


def fonts_present() -> bool:
    """Tell whether the system has any scalable font; without one Qt draws empty boxes (Linux)."""
    if not sys.platform.startswith("linux"):
        return True
    home = Path.home()
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [home / ".local/share/fonts", home / ".fonts"]
    kinds = ("*.ttf", "*.otf", "*.ttc")
    return any(next(folder.rglob(kind), None) for folder in folders for kind in kinds)


def start_diagnostics(logs: Path, on_bug: BugReceiver) -> None:
    """Open the log and the crash record in `logs` and catch what nobody caught.

    `on_bug` is called with the exception's class, on the thread that raised it, after the stack is
    in the log. Raises OSError when `logs` cannot be written. Call once, before the window.
    """
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    forbid_core_dumps()
    _open_log(logs / "operator.log")
    crash_record = (logs / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crash_record, all_threads=True)
    _install_hooks(on_bug)


def forbid_core_dumps() -> None:
    """Keep customers' data out of core dumps, where the platform has such."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def safe_argument(value: object) -> object:
    """Return `value` if it can only be an id, a count or a code; otherwise its type and length.

    A log never holds a phone number, a name, a note, a query or a password.
    """
    if value is None or isinstance(value, bool | int | float | uuid.UUID):
        return value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, str) and (_UUID.fullmatch(value) or _CODE.fullmatch(value)):
        return value
    length = f" of {len(value)}" if isinstance(value, str | bytes | list | tuple | dict) else ""
    return f"<{type(value).__name__}{length}>"


_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Lower case with a joint: `call_wrapped_up`, `sop.open`, never a surname or a digit run.
_CODE = re.compile(r"[a-z]+(?:[._][a-z]+)+")


class IdsOnlyFormatter(logging.Formatter):
    """Writes a record without the texts that may carry a customer's data.

    Arguments pass `safe_argument`; an exception keeps its class and stack and loses its message;
    of another library's record only its place is kept, for its wording is not ours to vouch for.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and the stack under it when an exception is attached."""
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        line = f"{stamp} {record.levelname} {record.threadName} {record.name}: {_words(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            line += "\n" + stack_text(record.exc_info[0], record.exc_info[2])
        return line


def stack_text(kind: type[BaseException], stack: TracebackType | None) -> str:
    """Return the frames of a stack, innermost last, and the exception's class without a message."""
    lines = []
    while stack is not None:
        code = stack.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{stack.tb_lineno} in {code.co_qualname}")
        stack = stack.tb_next
    return "\n".join([*lines, f"  {kind.__module__}.{kind.__qualname__}"])


def _words(record: logging.LogRecord) -> str:
    ours = record.name == ROOT_LOGGER or record.name.startswith(ROOT_LOGGER + ".")
    if not ours:
        return f"{record.module}:{record.lineno}"
    arguments = record.args
    if isinstance(arguments, tuple) and arguments:
        return str(record.msg) % tuple(safe_argument(value) for value in arguments)
    return str(record.msg)


def _open_log(file: Path) -> None:
    handler = logging.handlers.RotatingFileHandler(
        file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(IdsOnlyFormatter())
    # What other libraries warn of is worth its place; what they chat about is not.
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    logging.getLogger(ROOT_LOGGER).setLevel(logging.INFO)
    # A failing disk must not fill the terminal with log errors while a call is on.
    logging.raiseExceptions = False


def _install_hooks(on_bug: BugReceiver) -> None:
    log = logging.getLogger(ROOT_LOGGER)

    def bug(
        kind: type[BaseException], error: BaseException | None, stack: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), stack)
            return
        log.critical("unhandled", exc_info=(kind, error or kind(), stack))
        on_bug(kind)

    def thread_bug(args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            bug(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = bug
    threading.excepthook = thread_bug


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
