"""The demo profile's own key store: a file beside it.

For the demo only, which must start on a machine without any key store. The key lies next to what
it locks, so the demo's encryption is real but protects nothing; it holds no real customers. A
profile that does never falls back to this: it uses `KeyringVault` or `PassphraseVault`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from operator_app.credentials.sealed_file import read_json, unavailable, write_json

if TYPE_CHECKING:
    from pathlib import Path

_NAME: Final = "demo-keys.json"


class FileVault:
    """SecretVault in clear in `folder`/demo-keys.json (mode 0600); never for real customers."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    @property
    def holds_keys(self) -> bool:
        """Whether the folder is a demo's that was started before."""
        return self._path.is_file()

    def read(self, name: str) -> str | None:
        """The secret of that name; raises OperatorNotice KEY_STORE_UNAVAILABLE."""
        secret = self._all().get(name)
        if secret is not None and not isinstance(secret, str):
            raise unavailable("damaged")
        return secret

    def write(self, name: str, secret: str) -> None:
        """Keep a secret; raises OperatorNotice KEY_STORE_UNAVAILABLE."""
        write_json(self._path, {**self._all(), name: secret})

    def erase(self, name: str) -> None:
        """Forget a secret, if it is there; raises OperatorNotice KEY_STORE_UNAVAILABLE."""
        held = self._all()
        if held.pop(name, None) is not None:
            write_json(self._path, held)

    def _all(self) -> dict[str, object]:
        return read_json(self._path) or {}
