"""The key of the desk's encrypted file: made once, kept in a vault, never guessed anew."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

from operator_app.domain.errors import NoticeCode, OperatorNotice

if TYPE_CHECKING:
    from operator_app.domain.ports import SecretVault

NAME: Final = "local-file-key"
"""Under which the vault keeps it."""


def local_key(vault: SecretVault, file_exists: bool) -> str:
    """64 hex digits, made and kept on the first start.

    Raises OperatorNotice KEY_LOST when there is a file but no key (a new one would not open it),
    KEY_MALFORMED when the vault holds something else, and what the vault raises.
    """
    kept = vault.read(NAME)
    if kept is None:
        if file_exists:
            raise OperatorNotice(NoticeCode.KEY_LOST)
        kept = secrets.token_hex(32)
        vault.write(NAME, kept)
        # A store may take a value and not keep it; the file must not be made with such a key.
        if vault.read(NAME) != kept:
            raise OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE, reason="failed")
    if re.fullmatch(r"[0-9a-fA-F]{64}", kept) is None:
        raise OperatorNotice(NoticeCode.KEY_MALFORMED)
    return kept
