"""Shift+F11: what the customer says of the call, one number by the company's question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPushButton, QWidget

from operator_app.domain.surveys import Index, current
from operator_app.ui.call.record_form import FormList, RecordForm
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class SurveyForm(RecordForm):
    """Signal: `answered(Index, int, str)` the index, the number, the customer's words."""

    answered = Signal(object, int, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.heading.setText(self.tr("Survey"))
        self.value, self.words, self.indices = QLineEdit(), QLineEdit(), FormList()
        self.missing = WrappedLabel()
        self.missing.setProperty("role", "warn-text")
        self.missing.hide()
        self.value.setMaxLength(3)
        self.words.setMaxLength(1_000)
        self.indices.setWordWrap(True)
        self.indices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for index in Index:
            item = QListWidgetItem(current(index).question, self.indices)
            item.setData(Qt.ItemDataRole.UserRole, index.value)
        self.add_field(self.indices, self.tr("Ask"))
        self.add_field(self.value, self.tr("Answer, a number"))
        self.column.addWidget(self.missing)
        self.add_field(self.words, self.tr("The customer's words"))
        keep = QPushButton(self.tr("Keep the answer  Ctrl+Enter"))
        keep.setProperty("role", "primary")
        keep.setAccessibleName(keep.text().rpartition("  ")[0])
        keep.clicked.connect(self.confirm)
        self.column.addWidget(keep)
        self.told.setText(self.tr("Esc skips"))
        self.column.addWidget(self.told)
        self.column.addStretch(1)
        self.indices.itemActivated.connect(lambda _: self.value.setFocus())
        self.value.textEdited.connect(self.missing.hide)
        look.changed.connect(self._dress)
        self._dress()

    def begin(self) -> None:
        """Ask the first question anew."""
        self.value.clear()
        self.words.clear()
        self.missing.hide()
        self.indices.setCurrentRow(0)

    def first_field(self) -> QWidget:
        """The question."""
        return self.indices

    def confirm(self) -> None:
        """Ctrl+Enter: keep the number, or say which ones there are."""
        chosen = self.indices.selectedItems()
        index = Index(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else Index.NPS
        definition, typed = current(index), self.value.text().strip()
        if not (typed.isascii() and typed.isdigit() and definition.holds(int(typed))):
            told = self.tr("A number from {lowest} to {highest} is needed")
            self.missing.setText(told.format(lowest=definition.lowest, highest=definition.highest))
            self.missing.show()
            self.value.setFocus()
            return
        self.answered.emit(index, int(typed), self.words.text())

    def _dress(self) -> None:
        self.indices.setFixedHeight(self.look.px(140))
