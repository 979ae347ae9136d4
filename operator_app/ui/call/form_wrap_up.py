"""Shift+F12: the wrap-up code, found by a few letters; the proposed one stands first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from operator_app.domain.wrap_up import WrapUpCode, WrapUpKind, find_codes
from operator_app.ui.call.record_form import FormList, RecordForm
from operator_app.ui.notices import announce
from operator_app.ui.theme import Look

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class WrapUpForm(RecordForm):
    """Signal: `chosen(str)`, the id of the code."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.heading.setText(self.tr("How the call ends"))
        self.query, self.codes = QLineEdit(), FormList()
        self._every: tuple[WrapUpCode, ...] = ()
        self._proposed = ""
        self.query.setMaxLength(100)
        self.add_field(self.query, self.tr("Code, by a few letters"))
        self.add_field(self.codes, self.tr("Codes"))
        self.told.setText(self.tr("Enter takes · Esc closes"))
        self.column.addWidget(self.told)
        self.query.textChanged.connect(self._find)
        self.codes.itemActivated.connect(lambda _: self.confirm())

    def begin(self, codes: tuple[WrapUpCode, ...], proposed: str) -> None:
        """Offer the company's codes, the proposed one under the cursor."""
        self._every, self._proposed = codes, proposed
        self.query.clear()
        self._find()

    def first_field(self) -> QWidget:
        """The letters."""
        return self.query

    def confirm(self) -> None:
        """Enter or Ctrl+Enter: take the code under the cursor."""
        item = self.codes.selectedItems()
        if item:
            self.chosen.emit(str(item[0].data(Qt.ItemDataRole.UserRole)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: while letters are typed the arrows choose and Enter takes."""
        typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.query and typed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.confirm()
                return True
            if event.key() in _MOVES:
                self.codes.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        kinds = {
            WrapUpKind.SOLVED: self.tr("solved"),
            WrapUpKind.IN_PROGRESS: self.tr("in progress"),
            WrapUpKind.UNSOLVED: self.tr("not solved"),
        }
        self.codes.clear()
        for one in find_codes(self._every, self.query.text(), self._proposed):
            item = QListWidgetItem(f"{one.title} · {kinds[one.kind]}", self.codes)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
        self.codes.setCurrentRow(0)
        if self.isVisible():
            announce(self.codes, self.tr("Found: {count}").format(count=self.codes.count()))
