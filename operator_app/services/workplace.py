"""Everything a signed-in desk works with, put together by `bootstrap` and handed down frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from operator_app.domain.ports import Begin, Clock, JournalFilter, KeySource
from operator_app.domain.publication import Content, Edition
from operator_app.domain.retrieval import Searcher
from operator_app.services.call_time import Steady
from operator_app.services.kept_call import Desk
from operator_app.services.live_call import LiveCall
from operator_app.services.people import Person
from operator_app.services.spoken import Speaker
from operator_app.services.take_calls import SavedCall

if TYPE_CHECKING:
    from uuid import UUID

    from operator_app.domain.calls import Customer
    from operator_app.domain.compensation import CentreTotal
    from operator_app.domain.records import SharedHistory
    from operator_app.services.synchronise import SyncOutcome


@dataclass(frozen=True, slots=True)
class Workplace:
    """`search` is for the search lane, `begin` for the storage, `synchronise` for the network lane.

    `synchronise`, `publish`, `shared_history` (a customer's calls, whoever took them, besides one)
    and `centre_total` (what colleagues gave a customer within so many days) are None where no
    centre is configured; all are for the network lane and raise CentreFault when the centre cannot
    be asked. `export_calls` makes a table of calls, `.csv` or `.xlsx`, on the storage lane.
    """

    begin: Begin
    content: Content
    edition: int
    published_at: datetime
    desk: Desk
    clock: Clock
    new_key: KeySource
    search: Searcher
    synchronise: Callable[[], SyncOutcome] | None
    publish: Callable[[Content, str], Edition] | None = None
    shared_history: Callable[[Customer, UUID], SharedHistory | None] | None = None
    centre_total: Callable[[Customer, int], CentreTotal] | None = None
    export_calls: Callable[[JournalFilter, str], bytes] | None = None

    steady: Steady | None = None
    """What a call's length is counted by; None: `clock` is a clock that nobody sets."""
    centre: str = ""
    """Where the centre is, for people: hosts and database."""

    def with_content(self, new: NewContent) -> Workplace:
        """The same desk with a newer edition; calls begun before keep theirs."""
        return replace(
            self, content=new.content, edition=new.edition, published_at=new.published_at
        )

    def seconds(self) -> float:
        """Seconds that nobody sets; only differences mean anything."""
        return self.steady() if self.steady is not None else self.clock().timestamp()

    def fresh_call(self) -> LiveCall:
        """A call that has not begun yet, with this edition's content."""
        return self._call_of(self.content, self.edition)

    def resumed_call(self, saved: SavedCall, content: Content) -> LiveCall:
        """A saved call with the content of its own edition."""
        fresh = self._call_of(content, saved.record.edition)
        return LiveCall.resume(fresh, saved.record, saved.events)

    def _call_of(self, content: Content, edition: int) -> LiveCall:
        return LiveCall(
            content, edition, self.desk, self.clock, self.new_key, self._speaker(), self.steady
        )

    def _speaker(self) -> Speaker:
        return Speaker(self.desk.name.first, self.clock)


@dataclass(frozen=True, slots=True)
class NewContent:
    """An edition that came after the one in use, ready to be worked with."""

    content: Content
    edition: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Demo:
    """What only the demo can do: pull the network cable, sign in as another of its people."""

    people: tuple[Person, ...]
    sign_in: Callable[[Person], OpenDesk]
    set_offline: Callable[[bool], None]
    is_offline: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk ready for work.

    `interrupted` are calls the last session left unfinished, each with its edition's content.
    `newer_content` gives an edition after that number and `content_of` that of one (both on the
    storage lane); `fill_index` makes it findable and `keep_index` keeps the index for the next
    start (both on the index lane). `close` ends what was started.
    """

    workplace: Workplace
    person: Person
    interrupted: tuple[tuple[SavedCall, Content], ...]
    newer_content: Callable[[int], NewContent | None]
    content_of: Callable[[int], Content]
    fill_index: Callable[[Content], object]
    keep_index: Callable[[], None]
    close: Callable[[], None]
    demo: Demo | None = None
