"""Promised calls as rows: whom, when, what was promised, and whether it is overdue, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, QRect
from PySide6.QtGui import QColor, QPainter

from operator_app.domain.callbacks import Callback
from operator_app.ui.callbacks.words import due_words, promise_words, state_words, who
from operator_app.ui.row_lists import ROW_ROLE, Index, RowPainter, RowsModel


class CallbackModel(RowsModel[Callback]):
    """`agent` and `now` decide how each is worded; set them before `put`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.agent = ""
        self.now = datetime.now(UTC)

    def title(self, row: Callback) -> str:
        """Whom to ring."""
        return who(row)

    def promise(self, row: Callback) -> str:
        """What was promised, in today's words."""
        return promise_words(row.promise, row.item.made_at, self.now)

    def said(self, row: Callback) -> str:
        """«Обратный звонок: Кузьмина А. П., завтра, 23.11, 10:00, просрочен · Вам, обещали …»."""
        told = QCoreApplication.translate("Callbacks", "Callback: {who}, {when}, {state}, {words}")
        return told.format(
            who=who(row), when=due_words(row.due, self.now), words=self.promise(row),
            state=state_words(row, self.agent, self.now),
        )  # fmt: skip


class CallbackPainter(RowPainter):
    """Three lines: whom and when; the promise; overdue with a sign, whose it is."""

    height = 74

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the callback."""
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, Callback) or not isinstance(model, CallbackModel):
            return
        tokens, px = self.look.tokens, self.look.px
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        third = (area.height() - px(8)) // 3
        top = QRect(area.left(), area.top() + px(4), area.width(), third)
        late = row.overdue(model.now)
        ink = tokens.bad if late else tokens.text2
        room = self.at_right(painter, top, due_words(row.due, model.now), ink)
        name = QRect(top.left(), top.top(), room, third)
        self.words(painter, name, who(row), 14, tokens.text, 600 if selected else 400)
        self.words(painter, top.translated(0, third), model.promise(row), 13, tokens.text2)
        below = top.translated(0, 2 * third)
        if late:
            self.sign(painter, below, "warning", ink, px(16))
            below.setLeft(below.left() + px(22))
        self.words(painter, below, state_words(row, model.agent, model.now), 13, ink)
