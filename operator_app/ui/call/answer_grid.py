"""The rows of answers under the words to say, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.theme import Look


class AnswerGrid(QGridLayout):
    """Answers, or reasons in their place; in low windows in two columns.

    Signals: `chosen(int)` the index of an answer or a reason; `other_asked()`. Tab comes to the
    first one after `before`.
    """

    chosen = Signal(int)
    other_asked = Signal()

    def __init__(self, look: Look, before: QWidget) -> None:
        super().__init__()
        look.space(self, spacing=8)
        self.buttons: list[AnswerButton] = []
        self.two_columns = False
        self._before = before

    def show_answers(self, rows: tuple[tuple[str, str, bool], ...]) -> None:
        """Other answers: the digit of the key ("0" for other words), the label, the default."""
        self._empty()
        for column in range(2):
            self.setColumnStretch(column, 1 if column == 0 or self.two_columns else 0)
        for place, (number, label, default) in enumerate(rows):
            hint = "Ctrl+Enter" if default and not self.two_columns else ""
            button = AnswerButton(f"Alt+{number}", label, hint)
            button.setProperty("role", "answer-default" if default else "answer")
            if number == "0":
                button.clicked.connect(self.other_asked)
            else:
                button.clicked.connect(lambda _=False, i=int(number) - 1: self.chosen.emit(i))
            column = place % 2 if self.two_columns else 0
            self.addWidget(button, place // 2 if self.two_columns else place, column)
            self._stop_at(button)

    def show_reasons(self, labels: tuple[str, ...]) -> None:
        """Reasons take the place of the answers, each with a plain digit."""
        self._empty()
        for place, label in enumerate(labels):
            button = AnswerButton(str(place + 1), label, "")
            button.setProperty("role", "answer")
            button.clicked.connect(lambda _=False, i=place: self.chosen.emit(i))
            self.addWidget(button, place, 0, 1, 2)
            self._stop_at(button)

    def _empty(self) -> None:
        cleared(self)
        self.buttons = []

    def _stop_at(self, button: AnswerButton) -> None:
        """Tab comes to a new answer after the one before it, not after the whole window."""
        QWidget.setTabOrder(self.buttons[-1] if self.buttons else self._before, button)
        self.buttons.append(button)


def cleared(*layouts: QLayout) -> None:
    """Take every widget out of the layouts."""
    for layout in layouts:
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
