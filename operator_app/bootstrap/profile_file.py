"""A profile's file for commands that need no desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.bootstrap.editions import Editions
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from operator_app.domain.ports import SecretVault
    from operator_app.domain.publication import Content
    from operator_app.settings import Paths, Settings
    from operator_app.storage.local_file import LocalFile

    Passphrase = Callable[[], str]
    """Asked only where the keys lie under one; may raise OperatorNotice."""

VAULT_SERVICE = "operator-app"
"""Under which the system's key store keeps a real desk's secrets."""


def open_file(settings: Settings, passphrase: Passphrase) -> LocalFile:
    """The file of a profile that has been started before, for commands; close it after use.

    Raises OperatorNotice PROFILE_EMPTY when there is none, and what opening it raises.
    """
    path = settings.paths.local_file
    if not path.exists():
        raise OperatorNotice(NoticeCode.PROFILE_EMPTY, folder=str(settings.paths.profile))
    local = _file_of(settings, passphrase)
    local.open()
    return local


def published_content(settings: Settings, passphrase: Passphrase) -> Content | None:
    """The newest edition in a profile's file, for commands; None when it was never started.

    Raises OperatorNotice for what opening the file raises.
    """
    if not settings.paths.local_file.exists():
        return None
    local = open_file(settings, passphrase)
    try:
        kept = Editions(local.begin).kept()
    finally:
        local.close()
    return kept.content if kept else None


def restore_file(settings: Settings, copy: Path, passphrase: Passphrase) -> Path | None:
    """Put a copy in place of the profile's file; returns where the former one was kept."""
    local = _file_of(settings, passphrase)
    try:
        return local.restore(copy)
    finally:
        local.close()


def unlocked(paths: Paths, passphrase: str) -> SecretVault:
    """The keys under a passphrase; raises OperatorNotice KEY_PHRASE_WRONG for another one."""
    from operator_app.credentials.passphrase_vault import PassphraseVault
    from operator_app.services.enrolment import CENTRE_PASSWORD

    vault = PassphraseVault(paths.passphrase_keys, passphrase)
    try:
        vault.read(CENTRE_PASSWORD)
    except OperatorNotice as notice:
        if notice.details.get("reason") != "passphrase":
            raise
        raise OperatorNotice(NoticeCode.KEY_PHRASE_WRONG) from notice
    return vault


def _file_of(settings: Settings, passphrase: Passphrase) -> LocalFile:
    from operator_app.credentials.vault import local_key
    from operator_app.storage.local_file import LocalFile

    # There is a file, here or in the copy: a key made now would open neither.
    return LocalFile(
        settings.paths.local_file,
        local_key(_vault_of(settings.paths, passphrase), file_exists=True),
        bundled_folder("db") / "local",
    )


def _vault_of(paths: Paths, passphrase: Passphrase) -> SecretVault:
    from operator_app.credentials.vault import FileVault, KeyringVault

    demo = FileVault(paths.profile)
    if demo.holds_keys:
        return demo
    if paths.passphrase_keys.exists():
        return unlocked(paths, passphrase())
    return KeyringVault(VAULT_SERVICE)
