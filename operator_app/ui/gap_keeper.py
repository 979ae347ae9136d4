"""Listens to a search field and keeps the searches that were of no use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from operator_app.domain.gaps import Searched, SearchTrail
from operator_app.domain.retrieval import SearchAnswer
from operator_app.domain.sops import PassageLink
from operator_app.services.collect_gaps import keep_search
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices

Known = Callable[[], tuple[str, ...]]
"""Names and numbers of the customer in hand: they are taken out of what is kept."""


def first_place(answer: SearchAnswer) -> str:
    """What an answer has on top: its passage, else its key; "" when nothing was found."""
    hit = next(iter(answer.hits), None)
    if hit is None:
        return ""
    return str(PassageLink(hit.sop, hit.anchor)) if hit.sop else hit.key


class GapKeeper(QObject):
    """One for each search field; `SearchTrail` says what a search of no use is."""

    def __init__(
        self, storage: Runs, notices: Notices, parent: QObject, known: Known = tuple
    ) -> None:
        super().__init__(parent)
        self._storage, self._notices, self._known = storage, notices, known
        self._workplace: Workplace | None = None
        self._trail = SearchTrail()
        self._overlooked: str | None = None
        self._people: frozenset[str] = frozenset()

    def attach(self, workplace: Workplace) -> None:
        """Keep gaps at this desk from now on."""
        self._workplace = workplace

    def searched(self, words: str, first: str) -> None:
        """The field holds `words`, and `first` is the place found first; "" for none."""
        if self._workplace is not None and words != self._overlooked:
            self._overlooked = None
            # A search ends when its call may be out of hand already.
            people = self._people | frozenset(self._known())
            self._keep(self._trail.asked(words, first, self._workplace.clock()), people)
            self._people = people if words else frozenset()

    def overlook(self, words: str) -> None:
        """A lead sees what is found by these words now: that is no search of anybody."""
        self._overlooked = words

    def used(self) -> None:
        """An answer was opened, recorded or said."""
        self._trail.used()

    def _keep(self, search: Searched | None, known: frozenset[str]) -> None:
        workplace = self._workplace
        if search is not None and workplace is not None:
            self._storage.run(
                lambda: keep_search(workplace, search, known),
                lambda _: None,
                self._notices.tell_fault,
            )
