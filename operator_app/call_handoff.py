"""`operator-call NUMBER…`: hand a caller's number to the running window, or start one.

A softphone runs this on every incoming call and may wait for it, so nothing but the standard
library and `settings` is loaded. There are no options: all arguments are one untrusted string.
"""

from __future__ import annotations

# WORKAROUND: `socket` loads `selectors` and `enum`, 5–10 ms that a softphone would wait for;
# this is the extension module below it, which has everything one frame needs.
import _socket
import os
import stat
import sys
import time
from pathlib import Path

from operator_app.settings import (
    STARTING_MARK,
    default_profile,
    demo_profile,
    handoff_address,
    handoff_frame,
    is_caller_number,
)

_SCHEMES = ("tel:", "callto:", "sip:", "operator:")
_SEPARATORS = str.maketrans("", "", " ()-.\u00a0")
_LONGEST_ARGUMENT = 256
_SOCKET_SECONDS = 0.02
# A softphone may ring a thousand times before the first window is up: one start is enough.
_SECONDS_BETWEEN_STARTS = 15.0


def main() -> int:
    """Hand over the number on the command line; always 0, for a softphone has no use for more."""
    number = caller_number(" ".join(sys.argv[1:]))
    frame = handoff_frame(number)
    for profile in (default_profile(), demo_profile()):
        if hand_over(frame, handoff_address(profile)):
            return 0
    if not number:
        print("номер не определён", file=sys.stderr)
    if claim_start(default_profile()):
        start_program(number)
    return 0


def caller_number(argument: str) -> str:
    """Return the number in an untrusted argument: optional plus, 2–20 ASCII digits; else ""."""
    if len(argument) > _LONGEST_ARGUMENT:
        return ""
    text = argument.strip(" ")
    scheme = next((known for known in _SCHEMES if text.lower().startswith(known)), "")
    text = text[len(scheme) :].removeprefix("//")
    if scheme:
        # An address may go on: sip:79161234567@example.org, tel:+79161234567;ext=2.
        text = text.partition("@")[0].partition(";")[0].removesuffix("/")
    text = text.translate(_SEPARATORS)
    return text if is_caller_number(text) else ""


def hand_over(frame: bytes, address: str) -> bool:
    """Send `frame` to the window listening at `address`; False when nobody does.

    A window that is alive but busy keeps the frame in its socket's buffer.
    """
    try:
        if sys.platform == "win32":
            with open(address, "wb", buffering=0) as pipe:  # noqa: PTH123 -- a pipe, not a path
                pipe.write(frame)
            return True
        if not _is_own_socket(address):
            return False
        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            connection.settimeout(_SOCKET_SECONDS)
            connection.connect(address)
            connection.sendall(frame)
        finally:
            connection.close()
    except OSError:
        return False
    return True


def claim_start(profile: Path) -> bool:
    """Tell whether this process is to start the program: the first to ask within 15 s is."""
    mark = profile / STARTING_MARK
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        if mark.exists() and time.time() - mark.stat().st_mtime > _SECONDS_BETWEEN_STARTS:
            mark.unlink(missing_ok=True)
        mark.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    except OSError:
        return True  # a profile that cannot be written: the window itself will say so
    return True


def start_program(number: str) -> None:
    """Start the workstation on its own, its first card to be opened for `number`."""
    import subprocess

    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        suffix = ".exe" if sys.platform == "win32" else ""
        command = [str(Path(sys.executable).with_name("operator-app" + suffix))]
    else:
        command = [sys.executable, "-m", "operator_app"]
        root = str(Path(__file__).resolve().parent.parent)
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = root + (os.pathsep + known if known else "")
    detached = 0
    if sys.platform == "win32":
        detached = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    subprocess.Popen(
        [*command, f"--caller={number}"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=detached,
        start_new_session=True,
        close_fds=True,
    )


def _is_own_socket(address: str) -> bool:
    found = Path(address).lstat()
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.geteuid()


if __name__ == "__main__":
    sys.exit(main())
