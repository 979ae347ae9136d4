"""Пробелы: what agents looked for in vain and what they found to be wrong, most frequent first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.services.collect_gaps import GapGroup, GapsKnown, gaps_known
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices
from operator_app.ui.quality.words import gap_counts, gap_kind, place_words
from operator_app.ui.row_lists import (
    ROW_ROLE,
    Index,
    Lines,
    LinesPainter,
    ListCard,
    RowList,
    RowsModel,
)
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look


class GapModel(RowsModel[GapGroup]):
    """Groups of gaps."""

    def title(self, row: GapGroup) -> str:
        """What was looked for, or the passage that is wrong."""
        return row.title

    def said(self, row: GapGroup) -> str:
        """With what it is and how often."""
        return f"{row.title}: {gap_kind(row.kind)}, {gap_counts(row)}"


class GapPainter(LinesPainter):
    """The subject and the last day, then what it is and how often."""

    def lines(self, index: Index) -> Lines | None:
        """The group in two lines."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, GapGroup):
            return None
        below = f"{gap_kind(row.kind)} · {gap_counts(row)}"
        return Lines(row.title, below, f"{row.last.astimezone():%d.%m}")


class GapsPage(Screen):
    """`storage` is the lane of the file: what the team met comes there with each round."""

    def __init__(
        self, look: Look, storage: Runs, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._storage, self._notices = look, storage, notices
        self._workplace: Workplace | None = None
        self.model = GapModel(self)
        self.list = RowList(look, self.model, GapPainter, self.tr("Gaps"))
        empty = self.tr("No gaps: every search of the last 90 days led to a passage")
        self.listed = ListCard(look, self.list, empty)
        self.known = WrappedLabel()
        self.title, self.facts, self.place = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.samples_label = WrappedLabel(self.tr("How it was put"))
        self.samples, self.advice = WrappedLabel(), WrappedLabel()
        self.detail = Card()
        self._set_up()
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._row_shown)

    def _set_up(self) -> None:
        self.title.setProperty("role", "title")
        self.samples_label.setProperty("role", "heading")
        for label in (self.facts, self.place, self.known, self.advice):
            label.setProperty("role", "secondary")

    def _lay_out(self) -> None:
        self.listed.column.addWidget(self.known)
        right = QVBoxLayout(self.detail)
        self._look.space(right, (16, 16, 16, 16), 8)
        for part in (
            self.title, self.facts, self.place, self.samples_label, self.samples, self.advice,
        ):  # fmt: skip
            right.addWidget(part)
        right.addStretch(1)
        row = QHBoxLayout(self)
        self._look.space(row, spacing=8)
        for card, share in ((self.listed, 45), (self.detail, 55)):
            card.setMinimumWidth(1)
            row.addWidget(card, share)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open; again after an edition was taken up between calls."""
        self._workplace = workplace
        self.refresh()

    def arrange(self, layout: LayoutClass) -> None:
        """One column shows the list alone."""
        self.detail.setVisible(layout.columns > 1)

    def come_forward(self) -> None:
        """Read what came meanwhile; the arrows choose."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def slots(self) -> Slots:
        """None of its own."""
        return {}

    def refresh(self) -> None:
        """Read the file again."""
        workplace = self._workplace
        if workplace is not None:
            self._storage.run_latest(
                lambda: gaps_known(workplace), self._show, self._notices.tell_fault, topic="gaps"
            )

    def _show(self, known: GapsKnown) -> None:
        chosen = self.model.row(self.list.currentIndex().row())
        self.model.put(known.groups)
        self.listed.show_rows(
            self.model.find(lambda one: chosen is not None and one.title == chosen.title)
        )
        self.known.setText(self._as_of(known.exchanged_at))
        if not known.groups:
            self._row_shown(QModelIndex())

    def _as_of(self, moment: datetime | None) -> str:
        if moment is None:
            return self.tr("Nothing came from the centre yet: only this desk is counted")
        told = self.tr("The team as of {moment}")
        return told.format(moment=f"{moment.astimezone():%d.%m, %H:%M}")

    def _row_shown(self, index: QModelIndex) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        for part in self.detail.findChildren(WrappedLabel):
            part.setVisible(row is not None)
        if row is None or self._workplace is None:
            return
        self.title.setText(row.title)
        last = f"{row.last.astimezone():%d.%m, %H:%M}"
        told = self.tr("{kind} · {counts} · last on {moment}")
        self.facts.setText(
            told.format(kind=gap_kind(row.kind), counts=gap_counts(row), moment=last)
        )
        where = place_words(row, self._workplace.content)
        self.place.setText(where)
        self.place.setVisible(bool(where))
        self.samples.setText(
            "\n".join(f"«{words}»" + (f" × {count}" if count > 1 else "")
                      for words, count in row.samples)
        )  # fmt: skip
        self.advice.setText(self.tr("Add the passage or a synonym in the editor, then publish"))
