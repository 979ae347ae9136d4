"""The journal: filters, the list of calls, and the chosen call beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.ports import JournalFilter
from operator_app.domain.records import JournalRow
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.icons import icon
from operator_app.ui.journal.reader import CallReader
from operator_app.ui.models.journal import Column, JournalModel, Sending
from operator_app.ui.theme import Look

_TYPING_PAUSE_MS = 120
_WIDTHS = {Column.TIME: 96, Column.CUSTOMER: 190, Column.SCRIPT: 180, Column.SENDING: 170}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class JournalTable(QTableView):
    """The list of calls; Enter goes on to the chosen call. Signal: `read_asked()`."""

    read_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter reads."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.read_asked.emit()
            return
        super().keyPressEvent(event)


class JournalScreen(QWidget):
    """Signals: `filter_changed(JournalFilter)`, `reopen_requested(UUID)`, `note_edited(UUID, str)`.

    `clock` gives now with a time zone; it decides which calls are today's.
    """

    filter_changed = Signal(object)
    reopen_requested = Signal(object)
    note_edited = Signal(object, str)

    def __init__(
        self,
        look: Look,
        clock: Callable[[], datetime] = _utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self.model, self.table = JournalModel(self), JournalTable()
        self.reader = CallReader(look)
        self.text, self.outcomes = QLineEdit(), QComboBox()
        self.unsent, self.count = QCheckBox(self.tr("Not sent")), QLabel()
        self.empty = WrappedLabel()
        self.pages = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._filter)
        self._set_up_table()
        self._set_up_filters()
        self._lay_out()
        self._wire()
        look.changed.connect(self._dress)
        self._dress()
        self.set_rows(())

    def set_rows(self, rows: Sequence[JournalRow]) -> None:
        """Show calls, newest first; the chosen call stays chosen while it is listed."""
        chosen = self.model.row(self.table.currentIndex().row())
        self.model.show_rows(rows, self._clock())
        self._gather_outcomes(rows)
        self.count.setText(self.tr("Calls: {count}").format(count=len(rows)) if rows else "")
        self.empty.setText(self._empty_words())
        self.pages.setCurrentIndex(0 if rows else 1)
        place = self.model.place_of(chosen.call.id) if chosen is not None else None
        if rows:
            self.table.setCurrentIndex(self.model.index(place or 0, 0))
        self._show_chosen()

    def name_scripts(self, titles: dict[str, str]) -> None:
        """Titles of scripts by id, for the column and the reader."""
        chosen = self.table.currentIndex().row()
        self.model.name_scripts(titles)
        self.table.setCurrentIndex(self.model.index(chosen, 0))
        self._show_chosen()

    def wanted(self) -> JournalFilter:
        """What the filters ask for."""
        return JournalFilter(
            outcome=self.outcomes.currentData() or "",
            text=" ".join(self.text.text().split()),
            waiting_only=self.unsent.isChecked(),
        )

    def set_narrow(self, narrow: bool) -> None:
        """With less width the script's column gives way; the reader names it."""
        self.table.setColumnHidden(Column.SCRIPT, narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc takes the filters off and returns to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._clear_filters()
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
        header.setSectionResizeMode(Column.OUTCOME, QHeaderView.ResizeMode.Stretch)

    def _set_up_filters(self) -> None:
        self.text.setPlaceholderText(self.tr("Name, number, order, note"))
        self.text.setAccessibleName(self.tr("Find in the journal"))
        self.text.setMaxLength(200)
        self.outcomes.addItem(self.tr("All outcomes"), "")
        self.outcomes.setAccessibleName(self.tr("Outcome"))
        self.unsent.setAccessibleName(self.unsent.text())
        self.count.setProperty("role", "secondary")
        self.empty.setProperty("role", "secondary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        look = self._look
        label = QLabel(self.tr("Outcome"))
        label.setProperty("role", "secondary")
        label.setBuddy(self.outcomes)
        filters = QHBoxLayout()
        look.space(filters, spacing=8)
        filters.addWidget(self.text, 3)
        filters.addWidget(label)
        filters.addWidget(self.outcomes, 2)
        filters.addWidget(self.unsent)
        filters.addWidget(self.count)
        for page in (self.table, self.empty):
            self.pages.addWidget(page)
        left = Card()
        column = QVBoxLayout(left)
        look.space(column, (12, 12, 12, 12), 8)
        column.addLayout(filters)
        column.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        row.addWidget(left, 66)
        row.addWidget(self.reader, 34)
        self.setFocusProxy(self.table)
        for before, after in (
            (self.table, self.reader.record),
            (self.reader.record, self.reader.note),
            (self.reader.note, self.reader.reopen),
            (self.reader.reopen, self.text),
            (self.text, self.outcomes),
            (self.outcomes, self.unsent),
        ):
            self.setTabOrder(before, after)

    def _wire(self) -> None:
        self.text.textEdited.connect(self._typing.start)
        self.outcomes.activated.connect(self._filter)
        self.unsent.toggled.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._chosen_changed)
        self.table.read_asked.connect(self.reader.record.setFocus)
        self.reader.reopen_requested.connect(self.reopen_requested)
        self.reader.note_edited.connect(self.note_edited)

    def _chosen_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        script = self.model.script_title(row.call) if row is not None else ""
        self.reader.show_row(row, script, self._clock())

    def _filter(self) -> None:
        self.filter_changed.emit(self.wanted())

    def _clear_filters(self) -> None:
        if self.wanted() == JournalFilter():
            return
        with QSignalBlocker(self.unsent):
            self.text.clear()
            self.outcomes.setCurrentIndex(0)
            self.unsent.setChecked(False)
        self._filter()

    def _gather_outcomes(self, rows: Sequence[JournalRow]) -> None:
        known = {self.outcomes.itemData(i) for i in range(1, self.outcomes.count())}
        for outcome in sorted({row.call.outcome for row in rows if row.call.outcome} - known):
            self.outcomes.addItem(outcome, outcome)

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
            }
        )
        self.table.setIconSize(QSize(look.px(18), look.px(18)))
        self.table.verticalHeader().setDefaultSectionSize(look.px(30))
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, look.px(width))
        self.outcomes.setMinimumWidth(look.px(150))
