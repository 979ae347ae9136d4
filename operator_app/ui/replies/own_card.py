"""The form of an agent's own reply: title, shortcut, topic, text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.replies import Reply
from operator_app.services.own_replies import MAX_SHORTCUT, MAX_TITLE, text_fault
from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.theme import Look


class OwnCard(Card):
    """`lane` checks the text for discouraged phrases.

    Signals: `edited()`; `done()` by Ctrl+Enter, Esc or the button; `drop_asked()` by the button.
    """

    edited = Signal()
    done = Signal()
    drop_asked = Signal()

    def __init__(self, look: Look, lane: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reply: Reply | None = None
        self.head = QLabel(self.tr("Your own reply"))
        self.title, self.shortcut, self.topic = QLineEdit(), QLineEdit(), QComboBox()
        self.editor = PhraseEditor(look, lane)
        self.told = WrappedLabel()
        self.ready = AnswerButton("Ctrl+Enter", self.tr("Done"))
        self.drop = QPushButton(self.tr("Delete"))
        self._set_up()
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        self.head.setProperty("role", "title")
        self.told.setProperty("role", "secondary")
        self.title.setMaxLength(MAX_TITLE)
        self.shortcut.setMaxLength(MAX_SHORTCUT)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(self.tr("Text"))
        self.editor.textChanged.connect(self._tell)
        for changed in (self.editor.textChanged, self.title.textChanged, self.shortcut.textChanged):
            changed.connect(self.edited)
        self.topic.activated.connect(self.edited)
        self.ready.setProperty("role", "answer")
        self.ready.clicked.connect(self.done)
        self.drop.setAutoDefault(False)
        self.drop.setAccessibleName(self.drop.text())
        self.drop.clicked.connect(self.drop_asked)

    def _lay_out(self) -> None:
        fields, foot, column = QGridLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._look.space(fields, spacing=8)
        self._look.space(foot, spacing=8)
        self._look.space(column, (12, 12, 12, 12), 8)
        fields.setColumnStretch(1, 1)
        named = (
            (self.tr("Title"), self.title),
            (self.tr("Shortcut"), self.shortcut),
            (self.tr("Topic"), self.topic),
        )
        for row, (words, field) in enumerate(named):
            label = QLabel(words)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            field.setAccessibleName(words)
            fields.addWidget(label, row, 0)
            fields.addWidget(field, row, 1)
        foot.addWidget(self.ready, 1)
        foot.addWidget(self.drop)
        column.addWidget(self.head)
        column.addLayout(fields)
        column.addWidget(self.editor, 1)
        column.addWidget(self.editor.line)
        column.addWidget(self.told)
        column.addLayout(foot)

    def _dress(self) -> None:
        self.editor.setMinimumHeight(self._look.px(96))

    def show_reply(self, reply: Reply, topics: tuple[tuple[str, str], ...]) -> None:
        """Put a reply into the form, the cursor on its title."""
        self._reply = reply
        self.topic.clear()
        for topic, title in topics:
            self.topic.addItem(title, topic)
        self.topic.setCurrentIndex(max(0, self.topic.findData(reply.topic)))
        self.title.setText(reply.title)
        self.shortcut.setText(reply.shortcut)
        self.editor.setPlainText(reply.text)
        self._tell()
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reply(self) -> Reply | None:
        """What stands in the form; None when its text cannot be filled or nothing is shown."""
        if self._reply is None or text_fault(self.editor.text()):
            return None
        return replace(
            self._reply,
            title=self.title.text(),
            shortcut=self.shortcut.text(),
            topic=self.topic.currentData() or "",
            text=self.editor.text(),
        )

    def _tell(self) -> None:
        fault = text_fault(self.editor.text())
        if fault is None:
            self.told.setText(self.tr("{имя} and {заказ} are filled from the call"))
            return
        near = self.editor.text()[fault.offset : fault.offset + 12]
        self.told.setText(self.tr("A bracket has no pair at “{near}”").replace("{near}", near))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc keeps and closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)
