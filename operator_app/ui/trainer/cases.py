"""The list of practice cases and, beside it, the case that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.practice import WEIGHTS
from operator_app.services.call_record import lower_first
from operator_app.services.practise import CaseRow
from operator_app.ui.elements import Card, Divider, WrappedLabel
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.theme import Look
from operator_app.ui.trainer.losses import LossList
from operator_app.ui.trainer.words import measure_name, percent

_TOPIC_WIDTH, _WEAK_WIDTH = 170, 210
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    TITLE = 0
    TOPIC = 1
    LAST = 2
    WEAK = 3


class CaseModel(QAbstractTableModel):
    """Rows as they were given, the most urgent first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseRow, ...] = ()

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> CaseRow | None:
        """The row at a place, None outside the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many cases."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: see `Column`."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: words, and the sentence for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = ", ".join(one for one in self._words(row) if one)
            text = QCoreApplication.translate("Trainer", "Practice: {said}, {place} of {all}")
            return text.format(said=said, place=index.row() + 1, all=len(self._rows))
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Qt: the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            QCoreApplication.translate("Trainer", "Situation"),
            QCoreApplication.translate("Trainer", "Topic"),
            QCoreApplication.translate("Trainer", "Last score"),
            QCoreApplication.translate("Trainer", "What next"),
        )
        return names[section]

    @staticmethod
    def _words(row: CaseRow) -> tuple[str, str, str, str]:
        if row.last is None:
            return row.case.title, row.topic, "", QCoreApplication.translate("Trainer", "Try it")
        text = QCoreApplication.translate("Trainer", "Repeat weak steps: {count}")
        again = QCoreApplication.translate("Trainer", "No weak steps")
        following = text.format(count=row.weak_steps) if row.weak_steps else again
        return row.case.title, row.topic, percent(row.last), following


class CaseTable(QTableView):
    """The list of cases. Signal: `begun()` on Enter."""

    begun = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Enter begins."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.begun.emit()
            return
        super().keyPressEvent(event)


class CasesPage(QWidget):
    """Choose a case. Signal: `begun(PracticeCase)`."""

    begun = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.model, self.table = CaseModel(self), CaseTable()
        self.told, self.empty = WrappedLabel(), WrappedLabel()
        self.title, self.opening = WrappedLabel(), WrappedLabel()
        self.rules, self.last = WrappedLabel(), WrappedLabel()
        self.losses = LossList(look)
        self.start = QPushButton(self.tr("Begin  Enter"))
        self._brief = Card()
        self._pages = QStackedWidget()
        self._set_up()
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.begun.connect(self._begin)
        self.table.doubleClicked.connect(lambda _: self._begin())
        self.start.clicked.connect(self._begin)
        look.changed.connect(self._dress)
        self._dress()
        self.show_rows(())

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show the cases, the most urgent chosen."""
        self.model.show_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        self._brief.setVisible(bool(rows))
        untried = all(one.last is None for one in rows)
        self.told.setText(
            self.tr("No attempts yet. Enter begins a practice call")
            if untried
            else self.tr("Weak steps come first. Enter begins, nothing is sent")
        )
        self.told.setVisible(bool(rows))
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_chosen()

    def arrange(self, layout: LayoutClass) -> None:
        """Where the window is narrow, the list says less and the chosen case stands aside."""
        self._brief.setVisible(layout.columns > 1 and self.model.rowCount() > 0)

    def focus(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Practice cases"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        table.viewport().installEventFilter(self)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self.empty.setText(self.tr("No practice yet. The team lead adds it"))
        self.empty.setProperty("role", "secondary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told.setProperty("role", "secondary")
        self.title.setProperty("role", "title")
        self.opening.setProperty("role", "reader")
        self.rules.setProperty("role", "secondary")
        self.last.setProperty("role", "heading")
        self.start.setProperty("role", "primary")
        self.start.setAccessibleName(self.start.text())

    def _lay_out(self) -> None:
        head = QLabel(self.tr("Trainer"))
        head.setProperty("role", "title")
        for page in (self.table, self.empty):
            self._pages.addWidget(page)
        cases = Card()
        column = QVBoxLayout(cases)
        self._look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(head)
        column.addWidget(self.told)
        column.addWidget(self._pages, 1)
        brief = QVBoxLayout(self._brief)
        self._look.space(brief, (12, 12, 12, 12), 8)
        for part in (self.title, self.opening, self.rules, Divider(), self.last):
            brief.addWidget(part)
        brief.addWidget(self.losses, 1)
        brief.addWidget(self.start)
        row = QHBoxLayout(self)
        self._look.space(row, (8, 8, 8, 8), 8)
        row.addWidget(cases, 62)
        row.addWidget(self._brief, 38)
        self.setTabOrder(self.table, self.start)

    def _dress(self) -> None:
        look = self._look
        self.table.verticalHeader().setDefaultSectionSize(look.px(34))
        widths = {Column.TOPIC: _TOPIC_WIDTH, Column.LAST: 110, Column.WEAK: _WEAK_WIDTH}
        header = self.table.horizontalHeader()
        for column, width in widths.items():
            named = header.sectionSizeHint(column)
            self.table.setColumnWidth(column, max(named, look.px(width)))
        # The heading knows its new letters only after the style was put on.
        QTimer.singleShot(0, self, self._make_room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: where a title has too little room, the topic goes."""
        if event.type() is QEvent.Type.Resize:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        look, header = self._look, self.table.horizontalHeader()
        inside = self.table.viewport().width()
        kept = header.sectionSizeHint(Column.TITLE) + self.table.columnWidth(Column.LAST)
        weak = look.px(_WEAK_WIDTH)
        spare = inside - kept - weak
        self.table.setColumnHidden(Column.TOPIC, spare < look.px(_TOPIC_WIDTH))
        # The weak places end in «…» before a title does, and go before their own heading is cut.
        # Unhidden first: a hidden column has no width to ask for.
        self.table.setColumnHidden(Column.WEAK, False)
        least = header.sectionSizeHint(Column.WEAK)
        self.table.setColumnWidth(Column.WEAK, max(least, min(weak, inside - kept)))
        self.table.setColumnHidden(Column.WEAK, inside - kept < least)

    def _show_chosen(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self.start.setEnabled(row is not None)
        if row is None:
            return
        self.title.setText(row.case.title)
        self.opening.setText(f"«{row.case.opening}»")
        within = self.tr("The right SOP within {seconds} s. Points: {weights}")
        weights = ", ".join(f"{lower_first(measure_name(one))} {WEIGHTS[one]}" for one in WEIGHTS)
        self.rules.setText(within.format(seconds=row.case.search_within_s, weights=weights))
        last = row.last
        self.last.setText(
            self.tr("Last attempt: {percent}").format(percent=percent(last)) if last else ""
        )
        self.last.setVisible(last is not None)
        self.losses.show_losses(last.losses if last else ())

    def _begin(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            self.begun.emit(row.case)
