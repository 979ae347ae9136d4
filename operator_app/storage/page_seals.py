"""Whether a key belongs to a file, asked without opening it.

SQLCipher answers «file is not a database» both for a wrong key and for a first page that rotted.
Its pages carry a seal each, so any other page that verifies proves the key and so the damage.
Source: SQLCipher design, «Per-page HMAC» (version 4 defaults: SHA-512, 4096-byte pages).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_PAGE: Final = 4096
_SALT: Final = 16
_SEAL: Final = 64
_SALT_MASK: Final = 0x3A
_FAST_ROUNDS: Final = 2


def key_fits(path: Path, key: str) -> bool:
    """Whether at least one page of the file carries a seal made with `key` (64 hex digits)."""
    with path.open("rb") as file:
        first = file.read(_PAGE)
        salt = bytes(byte ^ _SALT_MASK for byte in first[:_SALT])
        secret = hashlib.pbkdf2_hmac("sha512", bytes.fromhex(key), salt, _FAST_ROUNDS, 32)
        if _sealed(first[_SALT:], 1, secret):
            return True
        number = 2
        while len(page := file.read(_PAGE)) == _PAGE:
            if _sealed(page, number, secret):
                return True
            number += 1
    return False


def _sealed(page: bytes, number: int, secret: bytes) -> bool:
    body, seal = page[:-_SEAL], page[-_SEAL:]
    made = hmac.new(secret, body + number.to_bytes(4, "little"), hashlib.sha512).digest()
    return hmac.compare_digest(made, seal)
