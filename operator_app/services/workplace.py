"""Everything a signed-in desk works with, put together by `bootstrap` and handed down frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.domain.ports import Begin, Clock, KeySource
from operator_app.domain.publication import Content
from operator_app.domain.retrieval import Searcher
from operator_app.services.live_call import Desk, LiveCall
from operator_app.services.spoken import Speaker
from operator_app.services.take_calls import SavedCall

if TYPE_CHECKING:
    from operator_app.services.synchronise import SyncOutcome


@dataclass(frozen=True, slots=True)
class Workplace:
    """`search` is for the search lane, `begin` for the storage, `synchronise` for the network lane.

    `synchronise` is None where no centre is configured; it raises CentreFault when the round fails.
    """

    begin: Begin
    content: Content
    edition: int
    desk: Desk
    clock: Clock
    new_key: KeySource
    search: Searcher
    synchronise: Callable[[], SyncOutcome] | None

    def fresh_call(self) -> LiveCall:
        """A call that has not begun yet, with this edition's content."""
        return LiveCall(
            self.content, self.edition, self.desk, self.clock, self.new_key, self._speaker()
        )

    def resumed_call(self, saved: SavedCall, content: Content) -> LiveCall:
        """A saved call with the content of its own edition."""
        edition = saved.record.edition
        fresh = LiveCall(content, edition, self.desk, self.clock, self.new_key, self._speaker())
        return LiveCall.resume(fresh, saved.record, saved.events)

    def _speaker(self) -> Speaker:
        return Speaker(self.desk.name.first, self.clock)


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
