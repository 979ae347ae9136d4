"""Пробелы: what agents looked for in vain and what they found to be wrong, most frequent first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.sops import PassageLink
from operator_app.services.collect_gaps import GapGroup, GapsKnown, gaps_known, say_mended
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices
from operator_app.ui.quality.words import gap_state, mended_words, place_words
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
        return f"{row.title}: {gap_state(row)}".replace(" · ", ", ")


class GapPainter(LinesPainter):
    """The subject and the last day, then what it is and how often."""

    def lines(self, index: Index) -> Lines | None:
        """The group in two lines."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, GapGroup):
            return None
        return Lines(row.title, gap_state(row), f"{row.last.astimezone():%d.%m}")


class GapsPage(Screen):
    """`storage` is the lane of the file: what the team met comes there with each round.

    Signals: `kept()` the lead said a word that is to be sent; `search_asked(str)` what is found now
    by that wording; `synonym_asked(str)` for it; `passage_asked(PassageLink)` show what is wrong or
    was of no use.
    """

    kept = Signal()
    search_asked = Signal(str)
    synonym_asked = Signal(str)
    passage_asked = Signal(object)

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
        self.samples, self.advice, self.detail = WrappedLabel(), WrappedLabel(), Card()
        self.look_up, self.synonym = QPushButton(), QPushButton()
        self.open_passage, self.mended = QPushButton(), QPushButton()
        self._set_up()
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._row_shown)
        self.list.activated.connect(self._open)
        self.look_up.clicked.connect(self._search)
        self.synonym.clicked.connect(self._add_synonym)
        self.open_passage.clicked.connect(self._open)
        self.mended.clicked.connect(self._say_mended)

    def _set_up(self) -> None:
        self.title.setProperty("role", "title")
        self.samples_label.setProperty("role", "heading")
        for label in (self.facts, self.place, self.known, self.advice):
            label.setProperty("role", "secondary")
        _name(self.look_up, self.tr("Search for it"), "F3")
        _name(self.synonym, self.tr("Add a synonym"), "Ctrl+N")
        _name(self.open_passage, self.tr("Open the procedure"), "Enter")

    def _lay_out(self) -> None:
        self.listed.column.addWidget(self.known)
        right = QVBoxLayout(self.detail)
        self._look.space(right, (16, 16, 16, 16), 8)
        for part in (
            self.title, self.facts, self.place, self.samples_label, self.samples, self.advice,
        ):  # fmt: skip
            right.addWidget(part)
        right.addStretch(1)
        for pair in ((self.look_up, self.synonym), (self.open_passage, self.mended)):
            line = QHBoxLayout()
            self._look.space(line, spacing=8)
            for button in pair:
                line.addWidget(button)
            right.addLayout(line)
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
        """F3 and Ctrl+N go on with the chosen one elsewhere, Ctrl+Enter says it is mended."""
        return {
            "search": self._search,
            "new": self._add_synonym,
            "confirm": self._say_mended,
        }

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
        for part in (*self.detail.findChildren(WrappedLabel), *self._buttons()):
            part.setVisible(row is not None)
        if row is None or self._workplace is None:
            return
        self.title.setText(row.title)
        told = self.tr("{state} · last on {moment}")
        last = f"{row.last.astimezone():%d.%m, %H:%M}"
        facts = [told.format(state=gap_state(row), moment=last)]
        if row.again:
            facts.append(mended_words(row))
        self.facts.setText("\n".join(facts))
        where = place_words(row, self._workplace.content)
        self.place.setText(where)
        self.place.setVisible(bool(where))
        self._fit_buttons(row)
        self.samples.setText(
            "\n".join(f"«{words}»" + (f" × {count}" if count > 1 else "")
                      for words, count in row.samples)
        )  # fmt: skip
        self.advice.setText(self.tr("Add the passage or a synonym in the editor, then publish"))
        self.advice.setVisible(row.open)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.look_up, self.synonym, self.open_passage, self.mended

    def _fit_buttons(self, row: GapGroup) -> None:
        """Only what can be done with this one."""
        for button in (self.look_up, self.synonym):
            button.setVisible(row.kind is not GapKind.FLAG)
        self.open_passage.setVisible(_passage(row) is not None)
        name = self.tr("Mended") if row.open else self.tr("Not mended")
        _name(self.mended, name, "Ctrl+Enter")
        self.mended.setProperty("role", "primary" if row.open else "")
        self.mended.style().polish(self.mended)

    def _chosen(self) -> GapGroup | None:
        return self.model.row(self.list.currentIndex().row())

    def _search(self) -> None:
        row = self._chosen()
        if row is not None and row.kind is not GapKind.FLAG:
            self.search_asked.emit(row.wording)

    def _add_synonym(self) -> None:
        row = self._chosen()
        if row is not None and row.kind is not GapKind.FLAG:
            self.synonym_asked.emit(row.wording)

    def _open(self) -> None:
        row = self._chosen()
        if row is not None and (link := _passage(row)) is not None:
            self.passage_asked.emit(link)

    def _say_mended(self) -> None:
        workplace, row = self._workplace, self._chosen()
        if workplace is None or row is None:
            return

        def done(_: SearchGap) -> None:
            told = self.tr("Noted as mended. Asked again, it is back") if row.open else ""
            self._notices.tell(told or self.tr("It is on the list again"), NoticeKind.DONE)
            self.kept.emit()
            self.refresh()

        self._storage.run(lambda: say_mended(workplace, row), done, self._notices.tell_fault)


def _name(button: QPushButton, name: str, key: str) -> None:
    button.setText(f"{name}  {key}")
    button.setAccessibleName(name)


def _passage(row: GapGroup) -> PassageLink | None:
    """The passage a group points to; replies and rules have none."""
    return PassageLink.parse(row.place) if row.place and ":" not in row.place else None
