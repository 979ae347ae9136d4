"""Runs the embedded PostgreSQL for one owner and stops it when the owner is gone, however it went.

A program of its own (`python -I -S centre_supervisor.py SPEC`), standard library only. Its standard
input is a pipe whose other end only the owner holds: its end is the owner's end, kill -9 included.
SPEC is JSON: `binaries`, `cluster`, `folder` (paths) and `account` ([uid, gid] or null). It answers
one line, `ready PORT` or `failed REASON`, and stops the server at the end of its input; the line
`immediate` before that end asks for a stop without a checkpoint.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ADMINISTRATOR = "centre_admin"
ADMINISTRATOR_FILE = "administrator.secret"
PORT_FILE = "port"
LOCK_WAIT_S = 60.0
"""How long a new owner waits for the previous owner's server to finish."""
STOP_WAIT_S = "15"
"""How long a server may take to write its 64 MB of buffers; then it is ended as by a power cut.

PostgreSQL 18.4 never ends by itself when it is asked to while it restarts after a crash: its I/O
workers stay.
"""


class Spec(NamedTuple):
    """What to run: PostgreSQL's programs, the cluster, the owner's folder, the account or None."""

    binaries: Path
    cluster: Path
    folder: Path
    account: tuple[int, int] | None


class ServerError(Exception):
    """A PostgreSQL program failed; the text is its last line."""


def main(spec_text: str) -> int:
    """Prepare, start, wait for the owner's end, stop. Returns the exit code."""
    raw: dict[str, Any] = json.loads(spec_text)
    account = raw["account"]
    spec = Spec(
        Path(raw["binaries"]),
        Path(raw["cluster"]),
        Path(raw["folder"]),
        (int(account[0]), int(account[1])) if account else None,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with _sole_owner(spec.folder / "lock"):
            return _serve(spec)
    except (ServerError, OSError) as fault:
        print(f"failed {fault}", flush=True)
        return 1


def _serve(spec: Spec) -> int:
    if not spec.cluster.exists():
        _create(spec)
    if _control(spec, "status").returncode == 0:
        # Left by a supervisor that was itself killed; nobody else can own it, we hold the lock.
        _stop(spec, "fast", _process(spec))
    port = _start(spec)
    server = _process(spec)
    mode = "fast"
    try:
        print(f"ready {port}", flush=True)
        mode = "immediate" if sys.stdin.read().strip() == "immediate" else "fast"
    finally:
        _stop(spec, mode, server)
    return 0


def _stop(spec: Spec, mode: str, server: str) -> None:
    """Stop the server whatever became of its folders; `server` is its process's number."""
    for how in (mode, "immediate"):
        if _control(spec, "stop", "-m", how, "-w", "-t", STOP_WAIT_S).returncode == 0:
            break
    else:
        # The owner may have removed the cluster's folder: then only the number is left.
        _run(spec, ["pg_ctl", "kill", "QUIT", server])
    if not spec.folder.exists() and spec.cluster.parent != spec.folder:
        # A temporary profile, gone by now; its cluster outside of it must not stay.
        shutil.rmtree(spec.cluster.parent, ignore_errors=True)


def _process(spec: Spec) -> str:
    return (spec.cluster / "postmaster.pid").read_text("utf-8").split()[0]


@contextlib.contextmanager
def _sole_owner(path: Path) -> Iterator[None]:
    """Hold the folder's lock; raises ServerError when another owner keeps it."""
    with path.open("a+b") as handle:
        deadline = time.monotonic() + LOCK_WAIT_S
        while not _try_lock(handle.fileno()):
            if time.monotonic() > deadline:
                raise ServerError("another program runs this centre")
            time.sleep(0.05)
        yield


def _try_lock(descriptor: int) -> bool:
    """Take the lock without waiting; the system lets it go when this process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _create(spec: Spec) -> None:
    """Make the cluster under another name and rename it, so that a half-made one is never used."""
    fresh = spec.cluster.with_name(spec.cluster.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = secrets.token_urlsafe(24)
    _write_private(spec.folder / ADMINISTRATOR_FILE, password)
    handed = fresh.with_name(spec.cluster.name + ".password")
    _write_private(handed, password)
    try:
        _give(handed, spec.account)
        _give(fresh, spec.account)
        # fmt: off
        done = _run(spec, [
            "initdb", "--pgdata", str(fresh), "--username", ADMINISTRATOR,
            "--pwfile", str(handed), "--auth=scram-sha-256", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            "--no-instructions", "--set", "listen_addresses=127.0.0.1",
            "--set", "unix_socket_directories=", "--set", "max_connections=60",
            "--set", "shared_buffers=64MB", "--set", "log_min_error_statement=panic",
            "--set", "log_parameter_max_length=0", "--set", "logging_collector=off",
        ])
        # fmt: on
    finally:
        handed.unlink()
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise ServerError(_last_line(done))
    fresh.rename(spec.cluster)


def _start(spec: Spec) -> int:
    """Start on the port of last time if it is free, else on another; returns it."""
    kept = spec.folder / PORT_FILE
    wanted = int(kept.read_text("ascii")) if kept.exists() else 0
    fault = ""
    for port in (wanted, 0, 0, 0):
        free = _free_port(port)
        if free is None:
            continue
        log = str(spec.cluster / "server.log")
        done = _control(spec, "start", "-w", "-t", "60", "-l", log, "-o", f"-p {free}")
        if done.returncode == 0:
            kept.write_text(str(free), "ascii")
            return free
        fault = _last_line(done)
    raise ServerError(fault or "no free port")


def _free_port(wanted: int) -> int | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return None
        port: int = probe.getsockname()[1]
        return port


def _control(spec: Spec, verb: str, *options: str) -> subprocess.CompletedProcess[str]:
    return _run(spec, ["pg_ctl", verb, "--pgdata", str(spec.cluster), *options])


def _run(spec: Spec, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the account."""
    identity: dict[str, Any] = {}
    if spec.account is not None:
        identity = {"user": spec.account[0], "group": spec.account[1], "extra_groups": []}
    keep = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    program = str(spec.binaries / command[0])
    # The server inherits what pg_ctl has; a pipe it kept open would never end, so a file it is.
    # Nothing here may depend on the folders: the owner may have removed them before the stop.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        done = subprocess.run(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=spec.binaries,
            env={**environment, "LC_ALL": "C"},
            check=False,
            **identity,
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return lines[-1] if lines else f"exit code {done.returncode}"


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(text)


def _give(path: Path, account: tuple[int, int] | None) -> None:
    if account is not None and sys.platform != "win32":
        os.chown(path, *account)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
