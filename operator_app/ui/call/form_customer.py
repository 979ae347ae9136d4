"""Ctrl+I: who calls, in place of the record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.answers import normal_phone
from operator_app.domain.calls import Customer
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.theme import Look


class CustomerForm(QWidget):
    """Ctrl+I: number, name, order. Signals: `accepted(Customer)`, `left()`."""

    accepted = Signal(object)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.name, self.order = QLineEdit(), QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        look.space(column, (0, 0, 0, 0), 6)
        title = QLabel(self.tr("Customer"))
        title.setProperty("role", "title")
        column.addWidget(title)
        names = (self.tr("Number"), self.tr("Full name"), self.tr("Order"))
        for field, name in zip((self.number, self.name, self.order), names, strict=True):
            label = QLabel(name)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setMaxLength(200)
            field.installEventFilter(self)
            column.addWidget(label)
            column.addWidget(field)
        self.told = WrappedLabel(self.tr("Ctrl+Enter keeps · Esc closes"))
        self.told.setProperty("role", "secondary")
        column.addWidget(self.told)
        column.addStretch(1)

    def show_customer(self, customer: Customer) -> None:
        """Fill the fields and put the cursor into the name."""
        self.number.setText(customer.number)
        self.name.setText(customer.name)
        self.order.setText(customer.order)
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def customer(self) -> Customer:
        """What the fields say; a number becomes canonical, what is none stays as typed."""
        typed = self.number.text().strip()
        return Customer(
            normal_phone(typed) or typed,
            " ".join(self.name.text().split()),
            self.order.text().strip(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Enter goes to the next field and from the last one keeps, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if watched is self.order:
                    self.accepted.emit(self.customer())
                else:
                    self.focusNextChild()
                return True
        return super().eventFilter(watched, event)
