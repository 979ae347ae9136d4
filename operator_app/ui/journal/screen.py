"""The journal: filters, the list of calls, and the chosen call beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.ui.elements import Card, Scrolled, WrappedLabel
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.icons import icon
from operator_app.ui.journal.conflict_bar import choice_of
from operator_app.ui.journal.filters import JournalFilters
from operator_app.ui.journal.reader import CallReader
from operator_app.ui.models.journal import Column, JournalModel, Sending
from operator_app.ui.theme import Look

_WIDTHS = {Column.SCRIPT: 190, Column.SENDING: 150}
# By how many characters the longest of them has: «14:32», «21.11 14:32», and one with a year.
_TIME_WIDTHS, _YEAR_WIDTH, _SIGN_WIDTH = {5: 64, 11: 108}, 148, 44


class JournalTable(QTableView):
    """The list of calls. Signals: `read_asked()` by Enter, `digit_typed(Choice)`."""

    read_asked = Signal()
    digit_typed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter reads, a plain digit chooses between two versions."""
        if (choice := choice_of(event)) is not None:
            self.digit_typed.emit(choice)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.read_asked.emit()
            return
        super().keyPressEvent(event)


class JournalScreen(QWidget):
    """Signals: `filter_changed(JournalFilter)`, `reopen_requested(UUID)`, `note_edited(UUID, str)`.

    `outcome_edited(UUID, str)`, `version_chosen(UUID, Choice)`, `export_asked()` what is listed.
    `clock` gives now with a time zone; it decides which calls are today's.
    """

    filter_changed = Signal(object)
    reopen_requested = Signal(object)
    note_edited = Signal(object, str)
    outcome_edited = Signal(object, str)
    version_chosen = Signal(object, object)
    export_asked = Signal()

    def __init__(
        self,
        look: Look,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self.model, self.table = JournalModel(self), JournalTable()
        self.reader = CallReader(look)
        self._beside = Scrolled(self.reader)
        self.filters = JournalFilters(look, clock)
        self.export = QPushButton(self.tr("Save the list as a table  Ctrl+P"))
        self.empty = WrappedLabel()
        self._list = Card()
        self._awaited: UUID | None = None
        self._layout = LayoutClass(columns=3, short=False, tiny=False, tall=False, narrow=False)
        self.pages = QStackedWidget()
        self._set_up_table()
        self._lay_out()
        self._wire()
        look.changed.connect(self._dress)
        self._dress()
        self.set_rows(())

    def set_rows(self, rows: Sequence[JournalRow]) -> None:
        """Show calls, newest first; the chosen call stays chosen while it is listed."""
        chosen = self.model.row(self.table.currentIndex().row())
        wanted = self._awaited or (chosen.call.id if chosen is not None else None)
        self.model.show_rows(rows, self._clock())
        self._fit_time()
        self.filters.offer_outcomes(row.call.outcome for row in rows if row.call.outcome)
        self.filters.tell_count(len(rows))
        self.export.setEnabled(bool(rows))
        self.empty.setText(self._empty_words())
        self.pages.setCurrentIndex(0 if rows else 1)
        place = self.model.place_of(wanted) if wanted is not None else None
        self._awaited = None if place is not None else self._awaited
        if rows:
            self.table.setCurrentIndex(self.model.index(place or 0, 0))
        self._show_chosen()

    def row_count(self) -> int:
        """How many calls are listed."""
        return self.model.rowCount()

    def name_scripts(self, titles: dict[str, str]) -> None:
        """Titles of scripts by id, for the column and the reader."""
        chosen = self.table.currentIndex().row()
        self.model.name_scripts(titles)
        self.table.setCurrentIndex(self.model.index(chosen, 0))
        self._show_chosen()

    def wanted(self) -> JournalFilter:
        """What the filters ask for."""
        return self.filters.wanted()

    def arrange(self, layout: LayoutClass) -> None:
        """Lay out by the window's size class; in one column Enter reads and Esc goes back."""
        self._layout = layout
        self.model.show_signs_only(layout.narrow)
        self.table.setColumnHidden(Column.SCRIPT, layout.narrow)
        self.filters.set_narrow(layout.narrow)
        self.reader.set_low(layout.tiny)
        self._show_panes(reading=False)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc takes the filters off and returns to the list."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._list.isHidden():
                self.filters.clear()
            self._show_panes(reading=False)
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Calls"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(1)
        for column in (Column.CUSTOMER, Column.OUTCOME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        look = self._look
        self.empty.setProperty("role", "secondary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.export.setAccessibleName(self.export.text())
        for page in (self.table, self.empty):
            self.pages.addWidget(page)
        column = QVBoxLayout(self._list)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.filters)
        column.addWidget(self.pages, 1)
        column.addWidget(self.export)
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        row.addWidget(self._list, 66)
        row.addWidget(self._beside, 34)
        self.setFocusProxy(self.table)
        reader = self.reader
        stops = (reader.outcome, reader.record, reader.note, reader.reopen, *self.filters.stops())
        for before, after in pairwise((self.table, *reader.conflict.stops(), *stops, self.export)):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        self.filters.changed.connect(self._filter)
        self.export.clicked.connect(self.export_asked)
        self.table.selectionModel().currentRowChanged.connect(self._chosen_changed)
        self.table.read_asked.connect(self._read)
        self.reader.reopen_requested.connect(self.reopen_requested)
        self.reader.note_edited.connect(self.note_edited)
        self.reader.outcome_edited.connect(self.outcome_edited)
        self.reader.version_chosen.connect(self.version_chosen)
        self.table.digit_typed.connect(self.reader.conflict.ask)

    def _chosen_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        script = self.model.script_title(row.call) if row is not None else ""
        self.reader.show_row(row, script, self._clock())

    def _read(self) -> None:
        self._show_panes(reading=True)
        self.reader.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_panes(self, *, reading: bool) -> None:
        one_column = self._layout.columns == 1
        self._list.setVisible(not (one_column and reading))
        self._beside.setVisible(not one_column or reading)

    def find_call(self) -> None:
        """F3: words to find, what stands there selected."""
        self._show_panes(reading=False)
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def await_unsent(self, call_id: UUID) -> None:
        """List what was not sent, and choose that call once it is listed."""
        self._awaited = call_id
        self.filters.show_unsent()

    def change(self, field: QWidget) -> None:
        """F5, Shift+F12: the note or the outcome of the chosen call."""
        self._show_panes(reading=True)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filter(self) -> None:
        self.filter_changed.emit(self.wanted())

    def _empty_words(self) -> str:
        if self.wanted() == JournalFilter():
            return self.tr("No calls yet today")
        return self.tr("No calls match. Esc shows all of them")

    def _dress(self) -> None:
        look, tokens = self._look, self._look.tokens
        self.model.set_icons(
            {
                Sending.SENT: icon("cloud-ok", tokens.ok),
                Sending.WAITING: icon("waiting", tokens.warn),
                Sending.REFUSED: icon("cloud-warning", tokens.bad),
                Sending.TWO_VERSIONS: icon("cloud-warning", tokens.warn),
            }
        )
        self._fit_time()
        self.table.setIconSize(QSize(look.px(18), look.px(18)))
        self.table.verticalHeader().setDefaultSectionSize(look.px(30))
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, look.px(width))
        if self._layout.narrow:
            self.table.setColumnWidth(Column.SENDING, look.px(_SIGN_WIDTH))

    def _fit_time(self) -> None:
        words = (str(self.model.index(i, Column.TIME).data()) for i in range(self.row_count()))
        width = _TIME_WIDTHS.get(max((len(word) for word in words), default=5), _YEAR_WIDTH)
        self.table.setColumnWidth(Column.TIME, self._look.px(width))
