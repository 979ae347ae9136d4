"""The embedded PostgreSQL starts, resumes, refuses a wrong password, ends with its owner."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from operator_app.bootstrap import DemoCentre
from operator_app.credentials.vault import FileVault
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.people import DEMO_AGENT
from operator_app.settings import read_settings
from operator_app.sync import centre_place, centre_supervisor
from operator_app.sync.embedded_centre import EmbeddedCentre

ROOT = Path(__file__).parents[2]
OWNER = """
import sys
import tempfile
import time
import tempfile
import time
from pathlib import Path
from operator_app.sync.embedded_centre import EmbeddedCentre
address = EmbeddedCentre(Path(sys.argv[1])).start()
print(address.ports, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "centre"
    yield place
    EmbeddedCentre(place).erase()


def test_a_second_start_resumes_data_and_port(folder: Path) -> None:
    centre = EmbeddedCentre(folder)
    first = centre.start()
    try:
        with psycopg.connect(first.in_database("postgres").conninfo()) as session:
            session.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    finally:
        centre.stop(immediately=True)
    second = centre.start()
    try:
        with psycopg.connect(second.in_database("postgres").conninfo()) as session:
            assert session.execute("SELECT answer FROM kept").fetchone() == (42,)
    finally:
        centre.stop()
    assert second == first


def test_a_wrong_password_is_refused(folder: Path) -> None:
    centre = EmbeddedCentre(folder)
    address = centre.start().in_database("postgres")
    try:
        wrong = address.entered_as(address.login, "не тот")
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(wrong.conninfo())
        listening = listened_addresses(address.ports)
        assert listening == {"0100007F"}, "it listens on 127.0.0.1 alone"
    finally:
        centre.stop()


def listened_addresses(port: str) -> set[str]:
    """Local addresses (as Linux writes them) listened on; elsewhere the expected one."""
    tables = [one for one in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if one.exists()]
    rows = [line.split() for one in tables for line in one.read_text().splitlines()[1:]]
    suffix = f":{int(port):04X}"
    found = {
        row[1].removesuffix(suffix) for row in rows if row[3] == "0A" and row[1].endswith(suffix)
    }
    return found if tables else {"0100007F"}


def is_running(process: int) -> bool:
    """Whether the process still runs; one that ended but was not collected does not."""
    state = Path(f"/proc/{process}/status")
    if state.exists():
        return "State:\tZ" not in state.read_text()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc").exists()


def test_a_killed_owner_takes_the_server_along(folder: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert owner.stdout is not None
    port = owner.stdout.readline().strip()
    place = centre_place.choose_place(folder, centre_place.wheel_binaries())
    server = int((place.cluster / "postmaster.pid").read_text().splitlines()[0])
    owner.kill()
    owner.communicate()
    # The next owner waits for the folder's lock, which the old server's supervisor drops last.
    centre = EmbeddedCentre(folder)
    address = centre.start()
    try:
        assert not is_running(server)
        assert address.ports == port
    finally:
        centre.stop()


@pytest.mark.parametrize("mode", [0o755, 0o700], ids=["inside", "beside"])
def test_a_removed_profile_takes_the_server_along(mode: int) -> None:
    """A temporary profile: its folder is gone before the server is told to stop."""
    profile = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    profile.chmod(mode)
    centre = EmbeddedCentre(profile)
    centre.start()
    place = centre_place.choose_place(profile, centre_place.wheel_binaries())
    server = int((place.cluster / "postmaster.pid").read_text().splitlines()[0])
    shutil.rmtree(profile)
    assert is_running(server)
    centre.stop()
    # A signal tells it to end and does not wait for that.
    deadline = time.monotonic() + 120
    while is_running(server) and time.monotonic() < deadline:
        continue
    assert not is_running(server)
    assert not place.cluster.exists()


def test_a_server_left_by_a_killed_supervisor_is_replaced(folder: Path) -> None:
    centre = EmbeddedCentre(folder)
    centre.start()
    place = centre_place.choose_place(folder, centre_place.wheel_binaries())
    server = int((place.cluster / "postmaster.pid").read_text().splitlines()[0])
    assert centre.supervisor_pid is not None
    os.kill(centre.supervisor_pid, signal.SIGKILL)
    centre.stop()
    centre.start()
    try:
        assert not is_running(server)
    finally:
        centre.stop()


def test_without_the_wheel_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(OperatorNotice) as caught:
        EmbeddedCentre(folder).start()
    monkeypatch.undo()
    assert caught.value.code is NoticeCode.CENTRE_BINARIES_MISSING


@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_nothing_outside_its_own_folder_is_opened(tmp_path: Path, mode: int) -> None:
    profile = tmp_path / "profile"
    profile.mkdir(mode=mode)
    before = [(one, one.stat().st_mode, one.stat().st_uid) for one in (profile, *profile.parents)]
    accounts = Path("/etc/passwd").read_bytes() if Path("/etc/passwd").exists() else b""
    centre = EmbeddedCentre(profile)
    centre.start()
    try:
        place = centre_place.choose_place(profile, centre_place.wheel_binaries())
        assert stat.S_IMODE(place.cluster.stat().st_mode) == 0o700
        secret = profile / "administrator.secret"
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    finally:
        centre.erase()
    after = [(one, one.stat().st_mode, one.stat().st_uid) for one in (profile, *profile.parents)]
    assert after == before
    assert (Path("/etc/passwd").read_bytes() if Path("/etc/passwd").exists() else b"") == accounts
    assert not place.cluster.exists()


@pytest.mark.parametrize("readable", [True, False])
def test_programs_the_account_cannot_reach_are_copied(tmp_path: Path, readable: bool) -> None:
    if os.geteuid() != 0:  # only root needs another account
        assert centre_place.choose_place(tmp_path, tmp_path).account is None
        return
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o755 if readable else 0o700)
    original = centre_place.wheel_binaries().parent
    (hidden / "server").symlink_to(original)
    place = centre_place.choose_place(tmp_path, hidden / "server" / "bin")
    try:
        # tmp_path itself is private to root under pytest, so both cases move
        assert place.binaries.is_relative_to(place.cluster.parent)
        done = subprocess.run(
            [str(place.binaries / "postgres"), "--version"],
            check=True, capture_output=True, text=True, cwd="/",
            user=place.account.uid if place.account else None,
        )  # fmt: skip
        assert done.stdout.startswith("postgres (PostgreSQL)")
    finally:
        EmbeddedCentre(tmp_path).erase()


def test_a_cluster_whose_profile_was_deleted_by_hand_is_made_anew(folder: Path) -> None:
    centre = EmbeddedCentre(folder)
    centre.start()
    centre.stop()
    (folder / centre_supervisor.ADMINISTRATOR_FILE).unlink()
    try:
        address = centre.start()
        with psycopg.connect(address.in_database("postgres").conninfo()) as session:
            assert session.execute("SELECT 1").fetchone() == (1,)
    finally:
        centre.erase()


def test_the_demo_s_centre_once_closed_is_not_started_by_a_round_still_under_way(
    folder: Path,
) -> None:
    settings = read_settings(folder)
    demo = DemoCentre(settings, FileVault(folder))
    demo.ready()
    connect = demo.way_for(DEMO_AGENT)(UuidV7Source()())
    demo.close()
    with pytest.raises(CentreFault) as caught, connect():
        raise AssertionError("entered a closed centre")
    assert caught.value.kind is FaultKind.RETRY
    # Nobody holds its folder: another owner starts at once.
    other = EmbeddedCentre(settings.paths.centre)
    try:
        other.start()
    finally:
        other.erase()


def test_a_demo_s_centre_that_could_not_be_prepared_leaves_no_server(folder: Path) -> None:
    class Unreadable(FileVault):
        server = 0

        def read(self, name: str) -> str | None:
            place = centre_place.choose_place(centre, centre_place.wheel_binaries())
            file = place.cluster / "postmaster.pid"
            self.server = int(file.read_text().splitlines()[0])
            raise OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE)

    settings = read_settings(folder)
    centre = settings.paths.centre.resolve()
    vault = Unreadable(folder)
    demo = DemoCentre(settings, vault)
    with pytest.raises(OperatorNotice):
        demo.ready()
    assert vault.server
    assert not is_running(vault.server)
    EmbeddedCentre(centre).erase()
