"""Messages to the operator, drawn over the lower left of the screen; nothing moves, no dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from operator_app.ui.elements import IconLabel, WrappedLabel, set_role
from operator_app.ui.icons import icon
from operator_app.ui.notices import Message, NoticeKind, announce
from operator_app.ui.theme import Look

_SIGNS = {
    NoticeKind.INFO: ("info", "accent"),
    NoticeKind.DONE: ("done", "ok"),
    NoticeKind.WARNING: ("warning", "warn"),
    NoticeKind.FAULT: ("fault", "bad"),
}
WIDTH = 520


class NoticeBar(QFrame):
    """Shows one message; a passing one covers a standing one and then gives it back.

    Signal: `changed()` when the bar appears, goes or has other words.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: Message | None = None
        self._standing: Message | None = None
        self._sign, self._words = IconLabel(), WrappedLabel()
        self._close = QToolButton()
        self._close.setProperty("role", "icon")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.close_message)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.close_message)
        row = QHBoxLayout(self)
        look.space(row, (12, 8, 8, 8), 10)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        look.changed.connect(self._dress)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._shown

    def show_message(self, message: Message) -> None:
        """Show `message` and have it announced."""
        if message.lasts_ms is None:
            self._standing = message
        self._put(message)
        announce(self, message.text, urgent=message.kind is NoticeKind.FAULT)

    def close_message(self) -> None:
        """Close what is shown; the standing message behind a passing one comes back."""
        if self._shown is self._standing:
            self._standing = None
        if self._standing is not None:
            self._put(self._standing)
            return
        self._end.stop()
        self._shown = None
        self.hide()
        self.changed.emit()

    def close_passing(self) -> None:
        """Close a message that would go by itself: the agent has begun something else."""
        if self._shown is not None and self._shown.lasts_ms is not None:
            self.close_message()

    def _put(self, message: Message) -> None:
        self._shown = message
        self._words.setText(message.text)
        self._dress()
        self.show()
        self.raise_()
        if message.lasts_ms is None:
            self._end.stop()
        else:
            self._end.start(message.lasts_ms)
        self.changed.emit()

    def _dress(self) -> None:
        size = self._look.px(20)
        self._close.setIcon(icon("close", self._look.tokens.text2))
        self._close.setIconSize(QSize(self._look.px(16), self._look.px(16)))
        self._close.setFixedSize(self._look.px(28), self._look.px(28))
        if self._shown is not None:
            sign, token = _SIGNS[self._shown.kind]
            self._sign.show_icon(sign, str(getattr(self._look.tokens, token)), size)
            set_role(self, "notice", self._shown.kind.value)
