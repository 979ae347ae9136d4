"""A real central PostgreSQL with nothing installed, for the demo, the tests and the benchmarks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.sync import centre_supervisor
from operator_app.sync.address import CentreAddress
from operator_app.sync.centre_place import choose_place, wheel_binaries

DATABASE = "operator"
START_LIMIT_S = 120.0
STOP_LIMIT_S = 60.0


class EmbeddedCentre:
    """A cluster in `folder` on 127.0.0.1, passwords by SCRAM, without TLS; one owner at a time.

    It ends with its owner, also when the owner is killed; starting again on the same folder
    resumes the data, and the port too while nobody else has taken it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._supervisor: subprocess.Popen[str] | None = None

    def start(self) -> CentreAddress:
        """Create on first use, start, and return the administrator's address.

        About 1 s the first time, 0.2 s later. Raises OperatorNotice CENTRE_BINARIES_MISSING without
        the wheel, CENTRE_UNREACHABLE (detail `reason`) when the server does not come up, and
        RuntimeError when it was started already.
        """
        if self._supervisor is not None:
            raise RuntimeError("this centre is already started")
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = choose_place(self._folder.resolve(), wheel_binaries())
        secret_file = self._folder / centre_supervisor.ADMINISTRATOR_FILE
        if place.cluster.exists() and not secret_file.exists():
            # The profile was deleted by hand and its cluster lies elsewhere: nobody can enter it.
            self.erase()
            place = choose_place(self._folder.resolve(), wheel_binaries())
        spec = {
            "binaries": str(place.binaries),
            "cluster": str(place.cluster),
            "folder": str(self._folder.resolve()),
            "account": [place.account.uid, place.account.gid] if place.account else None,
        }
        # Its own session: Ctrl+C in the owner's terminal must reach the server only as our end.
        supervisor = subprocess.Popen(
            [sys.executable, "-I", "-S", centre_supervisor.__file__, json.dumps(spec)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._supervisor = supervisor
        port = self._await_ready(supervisor)
        secret = secret_file.read_text("ascii")
        return CentreAddress(
            hosts="127.0.0.1",
            ports=str(port),
            database=DATABASE,
            login=centre_supervisor.ADMINISTRATOR,
            password=secret,
            encrypted=False,
        )

    def stop(self, *, immediately: bool = False) -> None:
        """Stop the server; `immediately` as a power cut would. Not running is no fault."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is None:
            return
        try:
            supervisor.communicate("immediate\n" if immediately else "", timeout=STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.communicate()

    @property
    def supervisor_pid(self) -> int | None:
        """The process that watches over this owner's end, None while stopped."""
        return None if self._supervisor is None else self._supervisor.pid

    def erase(self) -> None:
        """Stop and remove the cluster with everything in it, wherever it lies."""
        self.stop()
        if not self._folder.exists():
            return
        place = choose_place(self._folder.resolve(), wheel_binaries())
        if place.cluster.parent == self._folder.resolve():
            shutil.rmtree(place.cluster, ignore_errors=True)
        else:
            shutil.rmtree(place.cluster.parent)
        for name in (centre_supervisor.ADMINISTRATOR_FILE, centre_supervisor.PORT_FILE):
            (self._folder / name).unlink(missing_ok=True)

    def _await_ready(self, supervisor: subprocess.Popen[str]) -> int:
        timer = threading.Timer(START_LIMIT_S, supervisor.terminate)
        timer.start()
        try:
            said = supervisor.stdout.readline() if supervisor.stdout else ""
            word, _, rest = said.strip().partition(" ")
        finally:
            timer.cancel()
        if word != "ready":
            self.stop()
            raise OperatorNotice(NoticeCode.CENTRE_UNREACHABLE, reason=rest or "no answer")
        return int(rest)
