"""One desk of one person, opened."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from operator_app.bootstrap.editions import Editions
from operator_app.domain.ids import UuidV7Source
from operator_app.domain.records import DEVICE_SETTING
from operator_app.services.people import DEMO_LEAD, Person, as_role
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_app.domain.ports import (
        Begin,
        Clock,
        Connect,
        JournalFilter,
        KeySource,
        SecretVault,
    )
    from operator_app.domain.publication import Content
    from operator_app.domain.retrieval import Searcher
    from operator_app.services.workplace import NewContent, OpenDesk, Workplace
    from operator_app.settings import Settings


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds that nobody sets; where the system counts them, those it slept through too."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


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

    `connect` makes the way to the centre for this device, None where there is no centre. Another
    `clock` than the computer's is one that nobody sets. Raises OperatorNotice for what the world
    refuses: key store, disk, a damaged file, missing content.
    """
    from operator_app.credentials.vault import local_key
    from operator_app.search.kept import KeptSearcher
    from operator_app.services.spoken import warm_up
    from operator_app.services.take_calls import unfinished_calls
    from operator_app.services.workplace import OpenDesk
    from operator_app.storage.local_file import LocalFile

    keys = new_key or UuidV7Source()
    path = settings.paths.local_file
    key = local_key(vault, file_exists=path.exists() and path.stat().st_size > 0)
    local = LocalFile(path, key, bundled_folder("db") / "local")
    local.open()
    editions = Editions(local.begin)
    newest = editions.newest(clock, DEMO_LEAD.login)
    index = KeptSearcher(settings.paths.search_index, key)
    closing = ExitStack()
    closing.callback(local.close)
    closing.callback(index.close)
    workplace = replace(
        _workplace(local.begin, newest, person, index.searcher, (clock, keys)),
        steady=steady_seconds if clock is utc_now else None,
    )
    if connect is not None:
        workplace = _with_centre(workplace, connect(workplace.desk.device))
    warm_up()
    return OpenDesk(
        workplace=workplace,
        person=_with_role(local.begin, person),
        interrupted=tuple(
            (saved, editions.content(saved.record.edition, newest))
            for saved in unfinished_calls(local.begin)
        ),
        newer_content=editions.newer,
        content_of=lambda number: editions.content(number, newest),
        fill_index=index.fill,
        keep_index=index.keep,
        close=closing.close,
    )


def _workplace(
    begin: Begin, newest: NewContent, person: Person, search: Searcher,
    made: tuple[Clock, KeySource],
) -> Workplace:  # fmt: skip
    """A desk that works alone, with the newest edition it has."""
    from operator_app.language.names import parse_name
    from operator_app.services.kept_call import Desk
    from operator_app.services.workplace import Workplace

    clock, keys = made
    return Workplace(
        begin=begin,
        content=newest.content,
        edition=newest.edition,
        published_at=newest.published_at,
        desk=Desk(device_of(begin, keys), person.login, parse_name(person.full_name)),
        clock=clock,
        new_key=keys,
        search=search,
        synchronise=None,
        export_calls=partial(_call_table, begin),
    )


def _with_centre(alone: Workplace, way: Connect) -> Workplace:
    """The desk with all that only a centre can do."""
    from operator_app.services.compensate import ask_centre
    from operator_app.services.publish import publish
    from operator_app.services.shared_history import shared_history
    from operator_app.services.synchronise import synchronise

    begin, clock = alone.begin, alone.clock
    return replace(
        alone,
        synchronise=partial(synchronise, begin, way, clock),
        shared_history=partial(shared_history, begin, way, clock),
        centre_total=partial(ask_centre, begin, way, clock),
        publish=partial(publish, begin, way, clock, _pack, alone.desk.agent),
    )


def _with_role(begin: Begin, person: Person) -> Person:
    """The person with the role the centre last gave them (`synchronise` keeps it)."""
    from operator_app.services.synchronise import ROLE

    with begin() as records:
        role = records.setting(ROLE)
    return replace(person, role=as_role(role)) if role else person


def _pack(content: Content) -> bytes:
    # The readers of files are loaded by who publishes, not by every start.
    from operator_app.content.folder import pack

    return pack(content)


def _call_table(begin: Begin, wanted: JournalFilter, ending: str) -> bytes:
    # As above: the writer of tables is loaded by who exports.
    from operator_app.content.tables import table_bytes
    from operator_app.services.export_calls import COLUMNS, exported_calls

    return table_bytes([COLUMNS, *exported_calls(begin, wanted)], ending, "calls")


def device_of(begin: Begin, new_key: KeySource) -> UUID:
    """This installation's id, made at its first start."""
    with begin() as records:
        known = records.setting(DEVICE_SETTING)
        device = UUID(known) if known else new_key()
        if not known:
            records.set_setting(DEVICE_SETTING, str(device))
    return device
