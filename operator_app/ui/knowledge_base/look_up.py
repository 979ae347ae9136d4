"""Looking up in the procedures: queries go to their lane, stale answers are dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from operator_app.domain.retrieval import NO_LEANING, Leaning, SearchAnswer
from operator_app.services.read_sops import best_passages
from operator_app.services.workplace import Workplace
from operator_app.ui.call.results import MAX_ROWS, row_of
from operator_app.ui.gap_keeper import first_place
from operator_app.ui.knowledge_base.list_card import ListCard
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import announce
from operator_app.ui.reading.reader import Reader

_QUERY, _MARKS = "sops-query", "sops-marks"
_SOPS = frozenset({"sop"})


class LookUp(QObject):
    """Shows in `card` what is found, near equals in the order that `leaning` gives them.

    Signals: `nothing_found()` there is nothing to preview; `searched(str, str)` what the field
    holds and the passage found first, "" for none.
    """

    nothing_found = Signal()
    searched = Signal(str, str)

    def __init__(self, card: ListCard, lane: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card, self._lane = card, lane
        self._workplace: Workplace | None = None
        self.query = ""
        self.leaning: Leaning = NO_LEANING

    def attach(self, workplace: Workplace) -> None:
        """Ask this desk's index from now on."""
        self._workplace = workplace

    def ask(self, typed: str) -> bool:
        """Look up what is typed so far; False when there is nothing to look up."""
        self.query = typed.strip()
        if not self.query or self._workplace is None:
            self._lane.run_latest(lambda: None, lambda _: None, topic=_QUERY)
            self.searched.emit("", "")
            return False
        searcher, leaning = self._workplace.search, self.leaning
        self._lane.run_latest(
            lambda: searcher.search(typed, MAX_ROWS, _SOPS, leaning=leaning),
            self._show,
            topic=_QUERY,
        )
        return True

    def mark_in(self, reader: Reader) -> None:
        """Mark the words of the query in the text a reader shows."""
        if self._workplace is None or not self.query:
            return
        query, text, searcher = self.query, reader.text(), self._workplace.search
        found = partial(reader.mark_found, text)
        self._lane.run_latest(lambda: searcher.mark(query, text), found, topic=_MARKS)

    def _show(self, answer: SearchAnswer) -> None:
        rows = tuple(row_of(hit) for hit in best_passages(answer.hits))
        if not rows:
            text = self.tr("Nothing for “{query}”. Shorten a word or ask the senior: F8")
            told = text.format(query=answer.query.strip())
        elif answer.repaired:
            told = self.tr("Shown for “{query}”").format(query=answer.used_query)
        else:
            told = self.tr("Found: {count}").format(count=len(rows))
        self._card.show_results(rows, told, answer.query)
        self.searched.emit(answer.query, first_place(answer))
        if not rows:
            self.nothing_found.emit()
        announce(self._card.search, told)
