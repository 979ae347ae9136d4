"""SQLite with SQLCipher, loaded when a file is opened and typed as far as it is used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Protocol

from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from types import ModuleType


class DriverConnection(Protocol):
    """What is used of the driver's connection."""

    def execute(self, sql: str) -> Any:
        """Run one statement and give its cursor."""

    def create_function(self, name: str, narg: int, func: Any, *, deterministic: bool) -> None:
        """Let statements call a function of ours."""

    def backup(self, target: Any) -> None:
        """Copy all pages into another connection."""

    def close(self) -> None:
        """Close it."""


def load_driver() -> ModuleType:
    """The DB-API module; raises OperatorNotice CIPHER_MISSING on a machine that lacks it."""
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise OperatorNotice(NoticeCode.CIPHER_MISSING) from error
