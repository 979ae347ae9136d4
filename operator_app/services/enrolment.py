"""A desk enters its company's centre: both sides prove themselves, the password is replaced."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import CentreFault, FaultKind, Hello
from operator_app.services.synchronise import notice_of

if TYPE_CHECKING:
    from operator_app.domain.ports import SecretVault
    from operator_app.services.workplace import OpenDesk

CENTRE_PASSWORD: Final = "centre-password"  # noqa: S105 - a name, not a password
"""Under which a vault keeps the password that only this desk knows."""


@dataclass(frozen=True, slots=True)
class Application:
    """What the person types; `root_certificate` is a path, empty for the system's own roots.

    `passphrase` wraps the keys where there is no key store; otherwise it is not looked at.
    """

    address: str
    login: str
    first_password: str = field(repr=False)
    root_certificate: str = ""
    passphrase: str = field(default="", repr=False)


class EnrolmentStep(StrEnum):
    """What is checked, in this order."""

    ADDRESS = "address"
    KEYS = "keys"
    CENTRE = "centre"
    SIGN_IN = "sign_in"
    VERSION = "version"
    PASSWORD = "password"  # noqa: S105
    FIRST_ROUND = "first_round"


Told = Callable[[EnrolmentStep], None]
"""Hears of each step as it begins; on the lane that enrols."""


class Door(Protocol):
    """One person's way into one centre. Every method may raise CentreFault."""

    def greet(self, password: str) -> Hello:
        """Connect, prove the centre, sign in, introduce this device."""

    def change_password(self, password: str, fresh: str) -> None:
        """Have the centre know another password; what travels is only its verifier."""


class Company(Protocol):
    """A profile and its company's centre, as the window needs them.

    Every method takes seconds, belongs on a lane and may raise OperatorNotice.
    """

    @property
    def joined(self) -> bool:
        """Whether the profile belongs to a centre; quick."""

    @property
    def locked(self) -> bool:
        """Whether the keys wait for the passphrase; quick."""

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase; OperatorNotice KEY_PHRASE_WRONG."""

    def enrol(self, application: Application, told: Told) -> None:
        """Enter a centre, for the first time or anew."""

    def open(self) -> OpenDesk:
        """The desk of who signed in here."""


def enrol(door: Door, vault: SecretVault, first_password: str, told: Told) -> Hello:
    """Sign in, and put a random password that the vault keeps in the place of the first one.

    Raises OperatorNotice for all that the world refuses; the centre then lets the person in as
    before, or with the password in the vault, which the next attempt tries too.
    """
    told(EnrolmentStep.CENTRE)
    password, hello = _enter(door, vault, first_password, told)
    told(EnrolmentStep.VERSION)
    if not hello.served:
        raise OperatorNotice(NoticeCode.UPDATE_NEEDED)
    told(EnrolmentStep.PASSWORD)
    _change_password(door, vault, password)
    return hello


def enrolment_notice(fault: CentreFault) -> OperatorNotice:
    """What a fault of the line says to somebody who is just typing address and password."""
    closer = {
        "other_name": NoticeCode.CENTRE_OTHER_NAME,
        "other_root": NoticeCode.CENTRE_OTHER_ROOT,
        "expired": NoticeCode.CENTRE_EXPIRED,
        "no_host": NoticeCode.CENTRE_HOST_UNKNOWN,
    }
    if fault.why in closer:
        return OperatorNotice(closer[fault.why])
    if fault.kind is FaultKind.SIGN_IN or fault.state == "42501":
        return OperatorNotice(NoticeCode.CENTRE_LOGIN_REFUSED)
    return notice_of(fault)


def _enter(door: Door, vault: SecretVault, typed: str, told: Told) -> tuple[str, Hello]:
    """The password that opens, and the centre's greeting."""
    try:
        return typed, door.greet(typed)
    except CentreFault as fault:
        if fault.kind is not FaultKind.SIGN_IN:
            raise enrolment_notice(fault) from fault
        # The centre has proved itself, the person has not.
        told(EnrolmentStep.SIGN_IN)
        refused = fault
    # An attempt cut short after the change: the centre knows what the vault has.
    kept = vault.read(CENTRE_PASSWORD)
    if kept is None or not _opens(door, kept):
        raise enrolment_notice(refused) from refused
    return kept, door.greet(kept)


def _change_password(door: Door, vault: SecretVault, password: str) -> None:
    before = vault.read(CENTRE_PASSWORD)
    fresh = secrets.token_urlsafe(32)
    # Kept first: a password that only the centre knew would shut the person out.
    vault.write(CENTRE_PASSWORD, fresh)
    if vault.read(CENTRE_PASSWORD) != fresh:
        raise OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE, reason="failed")
    try:
        door.change_password(password, fresh)
    except CentreFault as fault:
        # Its answer may be what was lost.
        if _opens(door, fresh):
            return
        if before is None:
            vault.erase(CENTRE_PASSWORD)
        else:
            vault.write(CENTRE_PASSWORD, before)
        raise enrolment_notice(fault) from fault


def _opens(door: Door, password: str) -> bool:
    """Whether the centre takes a password; raises OperatorNotice when it cannot be asked."""
    try:
        door.greet(password)
    except CentreFault as fault:
        if fault.kind is FaultKind.SIGN_IN:
            return False
        raise enrolment_notice(fault) from fault
    return True
