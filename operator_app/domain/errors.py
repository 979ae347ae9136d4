"""Faults of the world, told to the operator in words; everything else is a bug and propagates."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class NoticeCode(StrEnum):
    """What happened; `language.notices` holds the words for each code in both languages."""

    DISK_FULL = "disk_full"
    PROFILE_READ_ONLY = "profile_read_only"
    PROFILE_LOCKED = "profile_locked"
    PROFILE_EMPTY = "profile_empty"
    ALREADY_OPEN = "already_open"
    KEY_STORE_UNAVAILABLE = "key_store_unavailable"
    KEY_LOST = "key_lost"
    KEY_MALFORMED = "key_malformed"
    CIPHER_MISSING = "cipher_missing"
    FILE_NOT_ENCRYPTED = "file_not_encrypted"
    FILE_KEY_WRONG = "file_key_wrong"
    FILE_DAMAGED = "file_damaged"
    CENTRE_UNREACHABLE = "centre_unreachable"
    CENTRE_REJECTED = "centre_rejected"
    CENTRE_NOT_PREPARED = "centre_not_prepared"
    CENTRE_NOT_CONFIGURED = "centre_not_configured"
    CENTRE_UNTRUSTED = "centre_untrusted"
    CENTRE_BINARIES_MISSING = "centre_binaries_missing"
    CENTRE_ADDRESS_WRONG = "centre_address_wrong"
    CENTRE_HOST_UNKNOWN = "centre_host_unknown"
    CENTRE_OTHER_NAME = "centre_other_name"
    CENTRE_OTHER_ROOT = "centre_other_root"
    CENTRE_EXPIRED = "centre_expired"
    CENTRE_LOGIN_REFUSED = "centre_login_refused"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    KEY_PHRASE_NEEDED = "key_phrase_needed"
    KEY_PHRASE_ABSENT = "key_phrase_absent"
    KEY_PHRASE_WRONG = "key_phrase_wrong"
    UPDATE_NEEDED = "update_needed"
    CONTENT_FAULTY = "content_faulty"
    CONTENT_MISSING = "content_missing"
    DISPLAY_MISSING = "display_missing"


class OperatorNotice(Exception):
    """A fault the operator can be told of, with the values its sentence needs.

    `code` selects the sentence and the next step; `details` fills its named gaps and never holds
    a phone number, a customer's name, a note or a password.
    """

    def __init__(self, code: NoticeCode, **details: str) -> None:
        super().__init__(code.value)
        self.code = code
        self.details: Mapping[str, str] = MappingProxyType(details)
