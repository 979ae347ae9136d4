"""A real key store on a session bus of its own: usable, locked, absent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.keystore

_UNLOCK = "printf %s passphrase | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
_ROUND = """
from operator_app.credentials.local_key import local_key
from operator_app.credentials.vault import KeyringVault, probe_store

vault = KeyringVault("operator-app test")
key = local_key(vault, file_exists=False)
print(probe_store().usable, local_key(vault, file_exists=True) == key)
vault.erase("local-file-key")
print(vault.read("local-file-key"))
"""
_LOCKED = """
import secretstorage
from operator_app.credentials.vault import KeyringVault, probe_store
from operator_app.domain.errors import OperatorNotice

vault = KeyringVault("operator-app test")
vault.write("a", "b")
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
try:
    vault.read("a")
except OperatorNotice as notice:
    print(notice.details["reason"])
print(probe_store().reason)
bus.close()
"""
_NEVER_MADE = "from operator_app.credentials.vault import probe_store; print(probe_store())"


def _in_session(home: Path, before: str, program: str) -> list[str]:
    run = home / "run"
    run.mkdir(mode=0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f'{before}; exec "$0" -c "$1"', sys.executable,
         program],
        cwd=ROOT,
        # No display: the prompt to unlock fails at once, as one dismissed does.
        env={"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(run)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_an_unlocked_store_keeps_the_key(tmp_path: Path) -> None:
    assert _in_session(tmp_path, _UNLOCK, _ROUND) == ["True True", "None"]


def test_a_locked_store_whose_prompt_is_dismissed_is_said(tmp_path: Path) -> None:
    assert _in_session(tmp_path, _UNLOCK, _LOCKED) == ["locked", "locked"]


def test_a_store_the_operator_never_set_up_is_not_usable(tmp_path: Path) -> None:
    backend = "keyring.backends.SecretService.Keyring"
    said = f"StoreProbe(usable=False, backend='{backend}', reason='locked')"
    assert _in_session(tmp_path, ":", _NEVER_MADE) == [said]
