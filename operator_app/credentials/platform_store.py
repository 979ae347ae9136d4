"""The platform's own key store, and no other: chosen by name here, never by what is installed.

keyring's own choice may end at a plaintext file, at a class named in an environment variable or at
a module a configuration file puts on the path. None of that is asked here.
"""

from __future__ import annotations

import importlib
import sys
from enum import StrEnum
from typing import Final, Protocol

_ALLOWED: Final = {
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
}
_SECRET_SERVICE: Final = ("keyring.backends.SecretService", "Keyring")

_ERRORS: Final = {
    "darwin": ("keyring.backends.macOS.api.Error",),
    "win32": ("win32ctypes.pywin32.pywintypes.error",),
}
_SECRET_SERVICE_ERRORS: Final = (
    "secretstorage.exceptions.SecretStorageException",
    "jeepney.wrappers.DBusErrorResponse",
)


class StoreFault(StrEnum):
    """Why a key store cannot be used."""

    ABSENT = "absent"
    LOCKED = "locked"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


class StoreUnusableError(Exception):
    """The store refused; `fault` says why. Carries no name and no secret."""

    def __init__(self, fault: StoreFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Store(Protocol):
    """What is used of a keyring backend. Every method may raise any of `store_errors()`."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret."""


def open_platform_store() -> Store:
    """The store of this platform; raises StoreUnusableError ABSENT. May block: D-Bus is asked."""
    module, name = _ALLOWED.get(sys.platform, _SECRET_SERVICE)
    try:
        backend = getattr(importlib.import_module(module), name)
        # Reading it asks the platform whether the service is there.
        backend.priority  # noqa: B018
    except (ImportError, RuntimeError, OSError, EOFError) as error:
        raise StoreUnusableError(StoreFault.ABSENT) from error
    store: Store = backend()
    # The constructor takes attributes, methods too, from KEYRING_PROPERTY_* variables.
    vars(store).clear()
    return store


def store_errors() -> tuple[type[Exception], ...]:
    """What a store raises when it refuses, on this platform."""
    from keyring.errors import KeyringError

    named = _ERRORS.get(sys.platform, _SECRET_SERVICE_ERRORS)
    found = [_class_of(name) for name in named]
    return (KeyringError, OSError, EOFError, *(one for one in found if one is not None))


def fault_of(error: Exception) -> StoreFault:
    """Which fault an exception of `store_errors()` stands for."""
    from keyring.errors import InitError, KeyringLocked

    # A dismissed prompt reads the same as a store nobody could unlock: there is no secret.
    locked = type(error).__name__ in {"LockedException", "PromptDismissedException"}
    if locked or isinstance(error, KeyringLocked | InitError):
        return StoreFault.LOCKED
    return StoreFault.FAILED


def _class_of(name: str) -> type[Exception] | None:
    module, _, attribute = name.rpartition(".")
    try:
        found: type[Exception] = getattr(importlib.import_module(module), attribute)
    except ImportError:
        return None
    return found
