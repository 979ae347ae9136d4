"""A real desk: its keys, its company's centre, and how it enters that centre."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from operator_app import __version__
from operator_app.bootstrap.desk import device_of, open_desk, utc_now
from operator_app.bootstrap.editions import Editions
from operator_app.bootstrap.membership import (
    Membership,
    keep_certificate,
    keep_membership,
    read_membership,
)
from operator_app.bootstrap.profile_file import VAULT_SERVICE, unlocked
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.ports import CentreFault
from operator_app.services.enrolment import CENTRE_PASSWORD, EnrolmentStep, enrol, enrolment_notice
from operator_app.services.people import Person, as_role
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from operator_app.domain.ports import Begin, Clock, Connect, Hello, SecretVault
    from operator_app.domain.publication import Content, Edition
    from operator_app.services.enrolment import Application, Told
    from operator_app.services.synchronise import SyncOutcome
    from operator_app.services.workplace import OpenDesk
    from operator_app.settings import Settings
    from operator_app.sync.address import CentreAddress


def platform_store() -> SecretVault | None:
    """The system's key store when it keeps and gives back; None when there is none that does."""
    from operator_app.credentials.vault import KeyringVault, probe_store

    return KeyringVault(VAULT_SERVICE) if probe_store().usable else None


class CompanyDesk:
    """The one desk of a real profile. Its methods take seconds and belong on a lane.

    `encrypted` is False only where tests have a centre on loopback that knows no TLS.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        store: Callable[[], SecretVault | None] = platform_store,
        encrypted: bool = True,
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._store = store
        self._encrypted = encrypted
        self._clock = clock
        self._vault: SecretVault | None = None
        self._begin: Begin | None = None

    @property
    def joined(self) -> bool:
        """Whether the profile belongs to a centre."""
        return read_membership(self._settings.paths) is not None

    @property
    def locked(self) -> bool:
        """Whether the keys wait for the passphrase."""
        return self._vault is None and self._settings.paths.passphrase_keys.exists()

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase; raises OperatorNotice KEY_PHRASE_WRONG or KEY_STORE_UNAVAILABLE."""
        self._vault = unlocked(self._settings.paths, passphrase)

    def open(self) -> OpenDesk:
        """The desk of who signed in here; raises OperatorNotice as `open_desk` does."""
        known = read_membership(self._settings.paths)
        if known is None:
            raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
        vault = self._keys(None)
        person = Person(known.login, known.full_name, as_role(known.role))
        opened = open_desk(
            self._settings, person, vault, connect=self._way(known, vault), clock=self._clock
        )
        self._begin = opened.workplace.begin
        place = replace(opened.workplace, centre=f"{known.hosts}/{known.database}")
        return replace(opened, workplace=place, close=partial(self._close, opened.close))

    def _close(self, close: Callable[[], None]) -> None:
        self._begin = None
        close()

    def exchange(self) -> SyncOutcome:
        """One round without a window; raises CentreFault, and OperatorNotice as `open` does."""
        from operator_app.services.synchronise import synchronise

        with self._at_work() as (_, begin, connect):
            return synchronise(begin, connect, self._clock)

    def greet(self) -> Hello:
        """Sign in once and leave; the desk's file is not opened.

        Raises OperatorNotice for all that the world refuses, in the words of enrolment.
        """
        from operator_app.sync.enrolment import PostgresDoor
        from operator_app.sync.gateway import Desk

        known = read_membership(self._settings.paths)
        if known is None:
            raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
        address = self._entered(known, self._keys(None))
        try:
            nobodys = Desk(UUID(int=0), __version__)
            return PostgresDoor(address, nobodys, self._clock).greet(address.password)
        except CentreFault as fault:
            raise enrolment_notice(fault) from fault

    def publish(self, content: Content, comment: str) -> Edition | None:
        """Make `content` the next edition, as who signed in here; None when the newest holds it.

        The made-up company that a desk begins with stays edition 1: a desk that has it takes only
        what comes after. Raises as `services.publish` does.
        """
        from operator_app.content.folder import pack
        from operator_app.services.publish import publish
        from operator_app.services.synchronise import synchronise

        with self._at_work() as (who, begin, connect):
            synchronise(begin, connect, self._clock)
            made_up = Editions(begin).newest(self._clock, who).edition == 1
            with begin() as records:
                newest = records.edition()
            if newest is not None and not made_up and newest.payload == pack(content):
                return None
            return publish(begin, connect, self._clock, pack, who, content, comment)

    @contextmanager
    def _at_work(self) -> Iterator[tuple[str, Begin, Connect]]:
        """Who signed in here, the desk's file and the way to the centre."""
        known = read_membership(self._settings.paths)
        if known is None:
            raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
        vault = self._keys(None)
        with self._file(vault) as begin:
            yield known.login, begin, self._way(known, vault)(device_of(begin, UuidV7Source()))

    def enrol(self, application: Application, told: Told) -> None:
        """Enter a centre, for the first time or anew; `open` then gives the desk that is in it.

        Raises OperatorNotice for all that the world refuses; nothing of the profile has changed
        then but the keys.
        """
        from operator_app.sync.enrolment import PostgresDoor
        from operator_app.sync.gateway import Desk

        told(EnrolmentStep.ADDRESS)
        address, root = self._address(application)
        told(EnrolmentStep.KEYS)
        vault = self._keys(application.passphrase)
        with self._file(vault) as begin:
            device = device_of(begin, UuidV7Source())
            door = PostgresDoor(address, Desk(device, __version__), self._clock)
            hello = enrol(door, vault, application.first_password, told)
            told(EnrolmentStep.FIRST_ROUND)
            joined = _membership(address, root, hello)
            self._first_round(begin, self._way(joined, vault)(device))
        keep_membership(self._settings.paths, joined)

    def _address(self, application: Application) -> tuple[CentreAddress, str]:
        """The address, and the name under which the company's root is kept in the profile."""
        from operator_app.sync.enrolment import address_of, read_root_certificate

        paths, typed, root = self._settings.paths, application.root_certificate.strip(), ""
        address_of(application.address, application.login, "", encrypted=self._encrypted)
        if typed:
            held = read_root_certificate(Path(typed).expanduser())
            root = f"centre-root-{hashlib.sha256(held).hexdigest()[:12]}.pem"
            keep_certificate(paths, root, held)
        where = str(paths.profile / root) if root else ""
        address = address_of(
            application.address, application.login, where, encrypted=self._encrypted
        )
        return address, root

    def _keys(self, passphrase: str | None) -> SecretVault:
        """The key store, or the file under a passphrase where there is none; None has no phrase."""
        if self._vault is None and not self.locked:
            self._vault = self._store()
        if self._vault is None:
            if passphrase is None:
                raise OperatorNotice(NoticeCode.KEY_STORE_UNAVAILABLE, reason="absent")
            if not passphrase:
                raise OperatorNotice(NoticeCode.KEY_PHRASE_NEEDED)
            self.unlock(passphrase)
        if self._vault is None:
            raise AssertionError("unlock gives a vault or raises")
        return self._vault

    @contextmanager
    def _file(self, vault: SecretVault) -> Iterator[Begin]:
        """The desk's file: the open desk's, or for this while one's own."""
        from operator_app.credentials.vault import local_key
        from operator_app.storage.local_file import LocalFile

        if self._begin is not None:
            yield self._begin
            return
        path = self._settings.paths.local_file
        key = local_key(vault, file_exists=path.exists() and path.stat().st_size > 0)
        local = LocalFile(path, key, bundled_folder("db") / "local")
        local.open()
        try:
            yield local.begin
        finally:
            local.close()

    def _first_round(self, begin: Begin, connect: Connect) -> None:
        """The company's content and the person's role are on the desk before its window opens."""
        from operator_app.services.synchronise import synchronise

        try:
            synchronise(begin, connect, self._clock)
        except CentreFault as fault:
            raise enrolment_notice(fault) from fault

    def _way(self, known: Membership, vault: SecretVault) -> Callable[[UUID], Connect]:
        def for_device(device: UUID) -> Connect:
            from operator_app.sync.gateway import Desk, PostgresCentre

            desk = Desk(device, __version__)
            return PostgresCentre(lambda: self._entered(known, vault), desk, self._clock).connect

        return for_device

    def _entered(self, known: Membership, vault: SecretVault) -> CentreAddress:
        from operator_app.sync.address import CentreAddress

        password = vault.read(CENTRE_PASSWORD)
        if password is None:
            # Not an empty one: libpq would look for another in the environment.
            raise OperatorNotice(NoticeCode.CENTRE_REJECTED)
        root = known.root_certificate
        return CentreAddress(
            hosts=known.hosts, ports=known.ports, database=known.database, login=known.login,
            password=password, encrypted=self._encrypted,
            root_certificate=str(self._settings.paths.profile / root) if root else "",
        )  # fmt: skip


def _membership(address: CentreAddress, root: str, hello: Hello) -> Membership:
    return Membership(
        hosts=address.hosts, ports=address.ports, database=address.database, login=address.login,
        full_name=hello.full_name, role=hello.role, root_certificate=root,
    )  # fmt: skip
