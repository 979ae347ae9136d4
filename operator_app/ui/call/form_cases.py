"""Shift+F9: what is still owed to this customer, and a complaint taken down by its cause."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QPlainTextEdit, QPushButton, QWidget

from operator_app.domain.complaints import MAX_RESOLUTION, Case
from operator_app.ui.call.case_words import case_line
from operator_app.ui.call.record_form import FormList, RecordForm
from operator_app.ui.theme import Look


class CasesForm(RecordForm):
    """Signals: `resolved(Case, str)` what was done; `complained(str, str)` cause and words."""

    resolved = Signal(object, str)
    complained = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.heading.setText(self.tr("Complaints and promises"))
        self.rows, self.words = FormList(), QPlainTextEdit()
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.setTabChangesFocus(True)
        self.add_field(self.rows, self.tr("Done, or a new complaint"))
        self.add_field(self.words, self.tr("What was done, or the customer's words"))
        keep = QPushButton(self.tr("Take it down  Ctrl+Enter"))
        keep.setProperty("role", "primary")
        keep.setAccessibleName(keep.text().rpartition("  ")[0])
        keep.clicked.connect(self.confirm)
        self.column.addWidget(keep)
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.rows.itemActivated.connect(lambda _: self.words.setFocus())
        look.changed.connect(self._dress)
        self._dress()

    def begin(self, cases: tuple[Case, ...], causes: tuple[str, ...], now: datetime) -> None:
        """Offer what is open, then a complaint of each cause."""
        self.rows.clear()
        self.words.clear()
        for case in cases:
            QListWidgetItem(case_line(case, now), self.rows).setData(Qt.ItemDataRole.UserRole, case)
        told = self.tr("New complaint: {cause}")
        for cause in causes:
            item = QListWidgetItem(told.format(cause=cause), self.rows)
            item.setData(Qt.ItemDataRole.UserRole, cause)
        self.rows.setCurrentRow(0)

    def first_field(self) -> QWidget:
        """What is open."""
        return self.rows

    def confirm(self) -> None:
        """Ctrl+Enter: the chosen one is done, or the complaint is taken down."""
        chosen = self.rows.selectedItems()
        if not chosen:
            return
        of, words = chosen[0].data(Qt.ItemDataRole.UserRole), self.words.toPlainText().strip()
        if isinstance(of, Case):
            self.resolved.emit(of, words[:MAX_RESOLUTION])
        else:
            self.complained.emit(str(of), words[:MAX_RESOLUTION])

    def _dress(self) -> None:
        self.rows.setFixedHeight(self.look.px(160))
        self.words.setFixedHeight(self.look.px(72))
