"""The list of replies: frozen rows, and the delegate that paints them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_app.services.use_replies import ReplyRow
from operator_app.ui.icons import pixmap
from operator_app.ui.phrases.offsets import units
from operator_app.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 52
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RepliesModel(QAbstractListModel):
    """Rows as they were given; `stacked` are the ids that are in the answer, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ReplyRow, ...] = ()
        self.stacked: tuple[str, ...] = ()

    def show_rows(self, rows: tuple[ReplyRow, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_stacked(self, ids: tuple[str, ...]) -> None:
        """Number the replies that are in the answer."""
        self.stacked = ids
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row(self, number: int) -> ReplyRow | None:
        """The row at a place, None outside the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, reply_id: str) -> int | None:
        """Where a reply stands, None when it is not listed."""
        return next((i for i, row in enumerate(self._rows) if row.reply.id == reply_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Qt: how many replies."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the row itself, its title, or the sentence for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row, index.row())
        return None

    def _sentence(self, row: ReplyRow, place: int) -> str:
        marks = []
        if row.favourite:
            marks.append(QCoreApplication.translate("Replies", "favourite"))
        if row.reply.id in self.stacked:
            marks.append(QCoreApplication.translate("Replies", "in the answer"))
        said = ", ".join([row.title, *marks])
        text = QCoreApplication.translate("Replies", "Reply: {said}, {place} of {all}")
        return text.format(said=said, place=place + 1, all=len(self._rows))


class ReplyPainter(QStyledItemDelegate):
    """Two lines: title, its marks and its shortcut; then how the text begins."""

    def __init__(self, look: Look, model: RepliesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Qt: every row is equally high."""
        return QSize(60, self._look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row from the theme's tokens."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ReplyRow):
            return
        px, tokens = self._look.px, self._look.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.accent_bg if selected else tokens.surface))
        if selected:
            strip = QRect(rect.left(), rect.top(), px(4), rect.height())
            painter.fillRect(strip, QColor(tokens.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        inner = rect.adjusted(px(12), px(5), -px(8), -px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        room = self._shortcut(painter, top, row.reply.shortcut)
        left = self._marks(painter, top, row)
        title = QRect(left, top.top(), max(0, room - left), half)
        self._line(painter, title, row.title, row.title_marks, (14, 600), tokens.text)
        self._line(painter, below, row.lead, row.marks, (13, 400), tokens.text2)
        painter.restore()

    def _shortcut(self, painter: QPainter, area: QRect, shortcut: str) -> int:
        """The shortcut at the right end, as it is typed; returns where the rest ends."""
        if not shortcut:
            return area.right()
        font = self._look.theme.font(13)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(shortcut, Qt.TextElideMode.ElideRight, area.width() // 3)
        painter.setFont(font)
        painter.setPen(QColor(self._look.tokens.text2))
        painter.drawText(area, _RIGHT, shown)
        return area.right() - metrics.horizontalAdvance(shown) - self._look.px(8)

    def _marks(self, painter: QPainter, area: QRect, row: ReplyRow) -> int:
        """Its place in the answer, a star for a favourite; returns where the title begins."""
        px, tokens, left = self._look.px, self._look.tokens, area.left()
        if row.reply.id in self._model.stacked:
            number = str(1 + self._model.stacked.index(row.reply.id))
            font = self._look.theme.font(12, 600, tabular=True)
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
            ratio = painter.device().devicePixelRatio()
            star = pixmap("pin", tokens.accent, side, ratio)
            painter.drawPixmap(left, area.center().y() - side // 2, star)
            left += side + px(6)
        return left

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        marks: tuple[tuple[int, int], ...],
        size_and_weight: tuple[int, int],
        ink: str,
    ) -> None:
        """One line, elided; the marks are offsets of the whole text and end before the dots."""
        font = self._look.theme.font(*size_and_weight)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(QColor(ink))
        if not marks:
            painter.setFont(font)
            painter.drawText(area, _LEFT, shown)
            return
        kept = len(text) if shown == text else max(0, len(shown) - 1)
        layout = QTextLayout(shown, font)
        layout.setFormats([self._mark(text, a, min(b, kept)) for a, b in marks if a < kept])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1_000_000)
        layout.endLayout()
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2))

    def _mark(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        style = QTextCharFormat()
        style.setBackground(QColor(self._look.tokens.mark_bg))
        style.setForeground(QColor(self._look.tokens.mark))
        span = QTextLayout.FormatRange()
        span.start = units(text, start)
        span.length = units(text, end) - span.start
        span.format = style
        return span
