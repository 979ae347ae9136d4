"""The list of replies: frozen rows, and the painter of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from operator_app.services.use_replies import ReplyRow
from operator_app.ui.row_lists import ROW_ROLE, Index, RowPainter, RowsModel

ROW_HEIGHT = 52
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RepliesModel(RowsModel[ReplyRow]):
    """Rows as they were given; `stacked` are the ids that are in the answer, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stacked: tuple[str, ...] = ()

    def show_stacked(self, ids: tuple[str, ...]) -> None:
        """Number the replies that are in the answer."""
        self.stacked = ids
        self.put(self.rows(), same_places=True)

    def title(self, row: ReplyRow) -> str:
        """What the reply is called."""
        return row.title

    def said(self, row: ReplyRow) -> str:
        """With its marks: «Ответ: Извинение за задержку, избранное»."""
        marks = []
        if row.favourite:
            marks.append(QCoreApplication.translate("Replies", "favourite"))
        if row.reply.id in self.stacked:
            marks.append(QCoreApplication.translate("Replies", "in the answer"))
        text = QCoreApplication.translate("Replies", "Reply: {said}")
        return text.format(said=", ".join([row.title, *marks]))


class ReplyPainter(RowPainter):
    """Two lines: title, its marks and its shortcut; then how the text begins."""

    height = ROW_HEIGHT

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the reply."""
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, ReplyRow) or not isinstance(model, RepliesModel):
            return
        px, tokens = self.look.px, self.look.tokens
        line = QRect(area.left() - px(12), area.bottom(), area.width() + px(20), 1)
        painter.fillRect(line, QColor(tokens.line))
        inner = area.adjusted(0, px(5), 0, -px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        room = self._shortcut(painter, top, row.reply.shortcut)
        left = self._marks(painter, top, row, model.stacked)
        title = QRect(left, top.top(), max(0, room - left), half)
        self.marked(painter, title, row.title, row.title_marks, 14, tokens.text, 600)
        self.marked(painter, top.translated(0, half), row.lead, row.marks, 13, tokens.text2)

    def _shortcut(self, painter: QPainter, area: QRect, shortcut: str) -> int:
        """The shortcut at the right end, as it is typed; returns where the rest ends."""
        if not shortcut:
            return area.right()
        font = self.look.theme.font(13)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(shortcut, Qt.TextElideMode.ElideRight, area.width() // 3)
        painter.setFont(font)
        painter.setPen(QColor(self.look.tokens.text2))
        painter.drawText(area, _RIGHT, shown)
        return area.right() - metrics.horizontalAdvance(shown) - self.look.px(8)

    def _marks(
        self, painter: QPainter, area: QRect, row: ReplyRow, stacked: tuple[str, ...]
    ) -> int:
        """Its place in the answer, a star for a favourite; returns where the title begins."""
        px, tokens, left = self.look.px, self.look.tokens, area.left()
        if row.reply.id in stacked:
            number = str(1 + stacked.index(row.reply.id))
            font = self.look.theme.font(12, 600, tabular=True)
            width = max(px(20), QFontMetrics(font).horizontalAdvance(number) + px(10))
            box = QRectF(left, area.center().y() - px(9), width, px(19))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(box, px(4), px(4))
            painter.setPen(QColor(tokens.accent_on))
            painter.setFont(font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
            left += width + px(8)
        if row.favourite:
            side = px(16)
            self.sign(
                painter, area.adjusted(left - area.left(), 0, 0, 0), "pin", tokens.accent, side
            )
            left += side + px(6)
        return left
