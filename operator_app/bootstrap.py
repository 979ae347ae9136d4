"""Puts the program together: the one place that sees every layer; tests call it with other parts.

Nothing here runs at import, and what is heavy is imported inside the function that needs it, so
that the window is painted first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from operator_app.domain.ids import UuidV7Source
from operator_app.domain.ports import Begin, Clock, Connect, KeySource, SecretVault
from operator_app.domain.publication import Content, Edition
from operator_app.domain.retrieval import SearchDocument, Searcher
from operator_app.settings import Settings, bundled_folder

if TYPE_CHECKING:
    from operator_app.services.synchronise import SyncOutcome
    from operator_app.services.take_calls import SavedCall
    from operator_app.services.workplace import Workplace

DEVICE_SETTING = "device"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in on this desk."""

    login: str
    full_name: str


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk ready for work.

    `interrupted` are calls the last session left unfinished, each with its edition's content;
    `prepare_search` fills the index and belongs to the search lane; `close` ends what was started.
    """

    workplace: Workplace
    interrupted: tuple[tuple[SavedCall, Content], ...]
    prepare_search: Callable[[], None]
    close: Callable[[], None]


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
    from operator_app.credentials.vault import local_key
    from operator_app.services.live_call import Desk
    from operator_app.services.spoken import warm_up
    from operator_app.services.take_calls import unfinished_calls
    from operator_app.services.workplace import Workplace
    from operator_app.storage.local_file import LocalFile

    keys = new_key or UuidV7Source()
    path = settings.paths.local_file
    key = local_key(vault, file_exists=path.exists())
    local = LocalFile(path, key, bundled_folder("db") / "local")
    local.open()
    edition = _newest_edition(local.begin, clock)
    content = _content_of(edition)
    device = _device(local.begin, keys)
    desk = Desk(device, person.login, person.full_name)
    searcher = new_searcher()
    workplace = Workplace(
        begin=local.begin,
        content=content,
        edition=edition.number,
        desk=desk,
        clock=clock,
        new_key=keys,
        search=searcher,
        synchronise=_synchronise(local.begin, connect(device), clock) if connect else None,
    )
    warm_up()
    return OpenDesk(
        workplace,
        tuple(
            (saved, _content_at(local.begin, saved.record.edition, edition, content))
            for saved in unfinished_calls(local.begin)
        ),
        lambda: searcher.rebuild(documents_of(content), content.synonyms),
        local.close,
    )


def _newest_edition(begin: Begin, clock: Clock) -> Edition:
    """The edition in the file; a new profile takes the demo company as its first."""
    with begin() as records:
        if (held := records.edition()) is not None:
            return held
    first = first_edition(clock())
    with begin() as records:
        records.keep_edition(first)
    return first


def first_edition(now: datetime) -> Edition:
    """The demo company as edition 1; raises OperatorNotice when its files are missing or faulty."""
    import hashlib

    from operator_app.content.folder import pack, read_folder

    payload = pack(read_folder(bundled_folder("sop_content")).content)
    digest = hashlib.sha256(payload).hexdigest()
    return Edition(1, digest, now, "", "", payload)


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


def new_searcher(engine: str = "") -> Searcher:
    """An empty index of the wanted engine (`tantivy`, `whoosh`), by default the best there is."""
    from operator_app.search.engines import new_engine
    from operator_app.search.searcher import LocalSearcher

    return LocalSearcher(lambda: new_engine(engine))


def documents_of(content: Content) -> list[SearchDocument]:
    """Everything of an edition that search can find."""
    from operator_app.search.corpus import content_documents

    return content_documents(content)


def _synchronise(begin: Begin, connect: Connect, clock: Clock) -> Callable[[], SyncOutcome]:
    from operator_app.services.synchronise import synchronise

    return lambda: synchronise(begin, connect, clock)
