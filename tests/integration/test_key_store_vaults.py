"""Where keys are kept: the platform's store behind a time-out, a passphrase, the demo's file."""

from __future__ import annotations

import base64
import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError, PasswordSetError

from operator_app.credentials.file_vault import FileVault
from operator_app.credentials.local_key import NAME, local_key
from operator_app.credentials.passphrase_vault import PassphraseVault
from operator_app.credentials.platform_store import StoreFault, StoreUnusableError
from operator_app.credentials.vault import KeyringVault, StoreProbe, probe_store
from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.ports import SecretVault

ROOT = Path(__file__).parents[2]
SECRET = "5e" * 32


class DictStore:
    """A key store that works."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.held:
            raise PasswordDeleteError
        del self.held[service, username]


class RefusingStore(DictStore):
    """A key store that answers every call with the same error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error


class ForgetfulStore(DictStore):
    """A key store that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def _reason(act: Callable[[], object]) -> str:
    with pytest.raises(OperatorNotice) as caught:
        act()
    assert caught.value.code is NoticeCode.KEY_STORE_UNAVAILABLE
    assert SECRET not in repr(caught.value.details)
    return caught.value.details["reason"]


def _vaults(tmp_path: Path) -> list[SecretVault]:
    store = DictStore()
    return [
        KeyringVault("operator-app", lambda: store),
        FileVault(tmp_path),
        PassphraseVault(tmp_path / "keys.json", "ёлка у моря"),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_vault_keeps_replaces_and_forgets(tmp_path: Path, which: int) -> None:
    vault = _vaults(tmp_path)[which]
    assert vault.read("a") is None
    vault.erase("a")
    vault.write("a", "первый")
    vault.write("b", SECRET)
    vault.write("a", "второй")
    assert (vault.read("a"), vault.read("b")) == ("второй", SECRET)
    vault.erase("a")
    vault.erase("a")
    assert (vault.read("a"), vault.read("b")) == (None, SECRET)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_key_is_made_once_and_a_lost_one_is_not_replaced(tmp_path: Path, which: int) -> None:
    vault = _vaults(tmp_path)[which]
    key = local_key(vault, file_exists=False)
    assert len(bytes.fromhex(key)) == 32
    assert local_key(vault, file_exists=False) == key
    assert local_key(vault, file_exists=True) == key
    vault.write(NAME, key[:63])
    with pytest.raises(OperatorNotice) as caught:
        local_key(vault, file_exists=True)
    assert caught.value.code is NoticeCode.KEY_MALFORMED
    vault.erase(NAME)
    with pytest.raises(OperatorNotice) as caught:
        local_key(vault, file_exists=True)
    assert caught.value.code is NoticeCode.KEY_LOST
    assert vault.read(NAME) is None


def test_no_key_is_used_that_the_store_did_not_keep() -> None:
    vault = KeyringVault("operator-app", ForgetfulStore)
    assert _reason(lambda: local_key(vault, file_exists=False)) == "failed"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyringLocked("no"), "locked"),
        (InitError("dismissed"), "locked"),
        (PasswordSetError("no"), "failed"),
        (ConnectionResetError(), "failed"),
        (StoreUnusableError(StoreFault.ABSENT), "absent"),
    ],
)
def test_a_store_that_refuses_is_said_with_its_reason(error: Exception, reason: str) -> None:
    vault = KeyringVault("operator-app", lambda: RefusingStore(error))
    assert _reason(lambda: vault.read("a")) == reason
    assert _reason(lambda: vault.write("a", SECRET)) == reason
    assert _reason(lambda: vault.erase("a")) == reason
    probe = probe_store(lambda: RefusingStore(error))
    assert (probe.usable, probe.reason) == (False, reason)


def test_a_bug_in_a_store_is_not_taken_for_the_worlds_fault() -> None:
    vault = KeyringVault("operator-app", lambda: RefusingStore(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        vault.read("a")


def test_a_store_that_never_answers_is_left_behind() -> None:
    release = threading.Event()

    class SilentStore(DictStore):
        def get_password(self, service: str, username: str) -> str | None:
            release.wait()
            return super().get_password(service, username)

    try:
        vault = KeyringVault("operator-app", SilentStore, timeout_s=0.02)
        assert _reason(lambda: vault.read("a")) == "no_answer"
        probe = probe_store(SilentStore, timeout_s=0.02)
        assert (probe.usable, probe.reason) == (False, "no_answer")
    finally:
        release.set()


def test_a_probe_tells_a_store_that_keeps_from_one_that_pretends() -> None:
    store = DictStore()
    name = f"{__name__}.DictStore"
    assert probe_store(lambda: store) == StoreProbe(usable=True, backend=name, reason="")
    assert store.held == {}
    assert probe_store(ForgetfulStore).reason == "failed"


_HOSTILE = """
import os, sys
from operator_app.credentials.vault import KeyringVault, probe_store
from operator_app.domain.errors import OperatorNotice

print(probe_store())
try:
    KeyringVault("operator-app").write("a", "secret")
except OperatorNotice as notice:
    print(notice.details["reason"])
print(sorted(set(sys.modules) & {"evil", "keyrings", "keyrings.alt", "keyring.backends.null"}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the platform's store is there")
@pytest.mark.parametrize("how", ["evil.Keyring", "keyring.backends.null.Keyring", "file"])
def test_a_store_named_by_the_environment_is_neither_loaded_nor_used(
    tmp_path: Path, how: str
) -> None:
    evil = "from keyring.backends.null import Keyring\nopen('loaded', 'w').close()\n"
    (tmp_path / "evil.py").write_text(evil, "utf-8")
    (tmp_path / "evil-1.dist-info").mkdir()
    points = "[keyring.backends]\nevil = evil\n"
    (tmp_path / "evil-1.dist-info" / "entry_points.txt").write_text(points, "utf-8")
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir()
    chosen = f"[backend]\ndefault-keyring=evil.Keyring\nkeyring-path={tmp_path}\n"
    settings.write_text(chosen, "utf-8")
    hostile = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)]),
        "XDG_CONFIG_HOME": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/no-bus",
        "KEYRING_PROPERTY_GET_PASSWORD": "x",
    }
    if how != "file":
        hostile["PYTHON_KEYRING_BACKEND"] = how
    done = subprocess.run(
        [sys.executable, "-c", _HOSTILE],
        cwd=tmp_path,
        env={**os.environ, **hostile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "StoreProbe(usable=False, backend='', reason='absent')",
        "absent",
        "[]",
    ], done.stderr
    assert not (tmp_path / "loaded").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_files_with_secrets_are_their_owners(tmp_path: Path) -> None:
    for number, vault in enumerate(_vaults(tmp_path / "profile")[1:], start=1):
        vault.write("a", SECRET)
        held = list((tmp_path / "profile").iterdir())
        assert len(held) == number
        assert {stat.S_IMODE(one.stat().st_mode) for one in held} == {0o600}
    assert stat.S_IMODE((tmp_path / "profile").stat().st_mode) == 0o700


def test_a_passphrase_opens_its_own_file_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    PassphraseVault(path, "ёлка у моря").write("a", SECRET)
    assert SECRET.encode() not in path.read_bytes()
    decomposed = "е\u0308лка у моря"
    assert PassphraseVault(path, decomposed).read("a") == SECRET
    wrong = PassphraseVault(path, "елка у моря")
    before = path.read_bytes()
    for act in (
        lambda: wrong.read("a"),
        lambda: wrong.read("b"),
        lambda: wrong.write("b", "x"),
        lambda: wrong.erase("a"),
    ):
        assert _reason(act) == "passphrase"
    assert path.read_bytes() == before


def _changed(held: dict[str, Any], where: str) -> dict[str, Any]:
    sealed = bytearray(base64.b64decode(held["secrets"]["a"]))
    sealed[-1] ^= 1
    return {
        "flipped": {**held, "secrets": {"a": base64.b64encode(sealed).decode()}},
        "cut": {**held, "secrets": {"a": "AAAA"}},
        "not base64": {**held, "secrets": {"a": "ё"}},
        "swapped": {**held, "secrets": {"a": held["secrets"]["b"]}},
        "dear": {**held, "scrypt": {**held["scrypt"], "n": 2**30}},
        "cheap": {**held, "scrypt": {**held["scrypt"], "n": 2}},
        "odd": {**held, "scrypt": {**held["scrypt"], "n": 2**17 + 1}},
        "other version": {**held, "version": 2},
        "no check": {key: value for key, value in held.items() if key != "check"},
    }[where]


@pytest.mark.parametrize(
    "where",
    [
        "flipped",
        "cut",
        "not base64",
        "swapped",
        "dear",
        "cheap",
        "odd",
        "other version",
        "no check",
    ],
)
def test_a_wrapped_secret_that_was_changed_is_not_given_out(tmp_path: Path, where: str) -> None:
    path = tmp_path / "keys.json"
    vault = PassphraseVault(path, "ёлка")
    vault.write("a", SECRET)
    vault.write("b", "другой")
    path.write_text(json.dumps(_changed(json.loads(path.read_text("utf-8")), where)), "utf-8")
    assert _reason(lambda: vault.read("a")) == "damaged"


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_vault_is_said(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "demo-keys.json").write_bytes(held)
    assert _reason(lambda: FileVault(tmp_path).read("a")) == "damaged"
    assert _reason(lambda: FileVault(tmp_path).write("a", "x")) == "damaged"
    assert (tmp_path / "demo-keys.json").read_bytes() == held
