"""Secrets in a file, wrapped with a passphrase asked at each start: for desks with no key store."""

from __future__ import annotations

import base64
import os
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from operator_app.credentials.sealed_file import read_json, unavailable, write_json

if TYPE_CHECKING:
    from pathlib import Path

# 128 MB and about a third of a second (OWASP Password Storage Cheat Sheet, scrypt).
_COST: Final = {"n": 2**17, "r": 8, "p": 1}
_MOST: Final = {"n": 2**20, "r": 8, "p": 4}
"""The dearest wrapping a file may ask for: a planted one must not eat the memory."""
_CHECK: Final = "\x00check"
"""A name no secret has; its seal tells a wrong passphrase from a secret that is not there."""


class PassphraseVault:
    """SecretVault in one file: scrypt over the passphrase, AES-256-GCM over each secret.

    Every method may raise OperatorNotice KEY_STORE_UNAVAILABLE; its `reason` is `passphrase` for
    a wrong one, `damaged`, `unreadable` or `unwritable`. The first call takes 0.3 s.
    """

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        # The same words typed on another keyboard or system may be composed otherwise.
        self._passphrase = unicodedata.normalize("NFC", passphrase).encode()
        self._derived: tuple[bytes, AESGCM] | None = None

    def read(self, name: str) -> str | None:
        """The secret of that name."""
        held = self._held()
        if held is None or name not in held["secrets"]:
            return None
        return self._unseal(held, name).decode()

    def write(self, name: str, secret: str) -> None:
        """Keep a secret; the first one makes the file."""
        held = self._held() or self._fresh()
        held["secrets"][name] = self._seal(held, name, secret.encode())
        write_json(self._path, held)

    def erase(self, name: str) -> None:
        """Forget a secret, if it is there."""
        held = self._held()
        if held is not None and held["secrets"].pop(name, None) is not None:
            write_json(self._path, held)

    def _held(self) -> dict[str, Any] | None:
        held = read_json(self._path)
        if held is None:
            return None
        if not _well_formed(held):
            raise unavailable("damaged")
        self._unseal(held, _CHECK)
        return held

    def _fresh(self) -> dict[str, Any]:
        held = {"version": 1, "scrypt": {**_COST, "salt": _text(os.urandom(16))}, "secrets": {}}
        held["check"] = self._seal(held, _CHECK, b"")
        return held

    def _cipher(self, held: dict[str, Any]) -> AESGCM:
        asked = held["scrypt"]
        salt = _bytes(asked["salt"])
        if self._derived is None or self._derived[0] != salt:
            key = Scrypt(salt=salt, length=32, n=asked["n"], r=asked["r"], p=asked["p"])
            self._derived = (salt, AESGCM(key.derive(self._passphrase)))
        return self._derived[1]

    def _seal(self, held: dict[str, Any], name: str, secret: bytes) -> str:
        nonce = os.urandom(12)
        # The name is sealed in, so that one secret cannot be passed off as another.
        return _text(nonce + self._cipher(held).encrypt(nonce, secret, name.encode()))

    def _unseal(self, held: dict[str, Any], name: str) -> bytes:
        sealed = _bytes(held["check"] if name == _CHECK else held["secrets"][name])
        try:
            return self._cipher(held).decrypt(sealed[:12], sealed[12:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise unavailable("passphrase" if name == _CHECK else "damaged") from error


def _well_formed(held: dict[str, Any]) -> bool:
    asked, secrets = held.get("scrypt"), held.get("secrets")
    return (
        held.get("version") == 1
        and isinstance(held.get("check"), str)
        and isinstance(secrets, dict)
        and all(isinstance(one, str) for one in secrets.values())
        and isinstance(asked, dict)
        and isinstance(asked.get("salt"), str)
        and all(type(asked.get(name)) is int for name in _COST)
        and all(_COST[name] <= asked[name] <= _MOST[name] for name in _COST)
        and asked["n"].bit_count() == 1
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise unavailable("damaged") from error
