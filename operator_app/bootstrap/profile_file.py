"""A profile's file for commands that need no desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.bootstrap.editions import Editions
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.publication import Content
    from operator_app.settings import Settings
    from operator_app.storage.local_file import LocalFile

VAULT_SERVICE = "operator-app"
"""Under which the system's key store keeps a real desk's secrets."""


def open_file(settings: Settings) -> LocalFile:
    """The file of a profile that has been started before, for commands; close it after use.

    Raises OperatorNotice PROFILE_EMPTY when there is none, and what opening it raises.
    """
    path = settings.paths.local_file
    if not path.exists():
        raise OperatorNotice(NoticeCode.PROFILE_EMPTY, folder=str(settings.paths.profile))
    local = _file_of(settings)
    local.open()
    return local


def published_content(settings: Settings) -> Content | None:
    """The newest edition in a profile's file, for commands; None when it was never started.

    Raises OperatorNotice for what opening the file raises.
    """
    if not settings.paths.local_file.exists():
        return None
    local = open_file(settings)
    try:
        kept = Editions(local.begin).kept()
    finally:
        local.close()
    return kept.content if kept else None


def restore_file(settings: Settings, copy: Path) -> Path | None:
    """Put a copy in place of the profile's file; returns where the former one was kept."""
    local = _file_of(settings)
    try:
        return local.restore(copy)
    finally:
        local.close()


def _file_of(settings: Settings) -> LocalFile:
    from operator_app.credentials.vault import FileVault, KeyringVault, local_key
    from operator_app.storage.local_file import LocalFile

    demo = FileVault(settings.paths.profile)
    vault = demo if demo.holds_keys else KeyringVault(VAULT_SERVICE)
    # There is a file, here or in the copy: a key made now would open neither.
    return LocalFile(
        settings.paths.local_file,
        local_key(vault, file_exists=True),
        bundled_folder("db") / "local",
    )
