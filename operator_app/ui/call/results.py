"""The list of what was found: a model of frozen rows and the delegate that paints them."""

from __future__ import annotations

from dataclasses import dataclass
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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from operator_app.domain.retrieval import SearchHit
from operator_app.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MAX_ROWS = 50
"""More are never painted (`ui.md` §7)."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: a hit, or the customer a typed number may belong to (`hit` is None)."""

    kind: str
    title: str
    snippet: str
    date: str
    title_marks: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    hit: SearchHit | None = None
    value: str = ""


def row_of(hit: SearchHit) -> ResultRow:
    """How a hit is shown: the SOP's id before its title, the section before its text."""
    lead = f"{hit.sop}. " if hit.kind == "sop" else ""
    section = f"{hit.section}: " if hit.section and hit.kind == "sop" else ""
    return ResultRow(
        hit.kind,
        lead + hit.title,
        section + hit.snippet,
        short_date(hit.date),
        tuple((a + len(lead), b + len(lead)) for a, b in hit.title_marks),
        tuple((a + len(section), b + len(section)) for a, b in hit.marks),
        hit,
    )


def short_date(iso: str) -> str:
    """«2026-11-18» as «18.11»; anything else as it is."""
    parts = iso.split("-")
    return f"{parts[2]}.{parts[1]}" if len(parts) == 3 else iso


def kind_name(kind: str) -> str:
    """What a kind of result is called on its badge."""
    names = {
        "sop": QCoreApplication.translate("Call", "SOP"),
        "reply": QCoreApplication.translate("Call", "Reply"),
        "rule": QCoreApplication.translate("Call", "Rule"),
        "customer": QCoreApplication.translate("Call", "Customer"),
    }
    return names[kind]


class ResultsModel(QAbstractListModel):
    """At most `MAX_ROWS` frozen rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ResultRow, ...] = ()
        self.shown_for = ""

    def show(self, rows: tuple[ResultRow, ...], query: str = "") -> None:
        """Replace all rows by what was found for `query`, "" for what was not asked for."""
        self.shown_for = query
        self.beginResetModel()
        self._rows = rows[:MAX_ROWS]
        self.endResetModel()

    def row(self, number: int) -> ResultRow | None:
        """The row at a place, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt: rows under the root."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the row itself, its words, or its words for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = QCoreApplication.translate("Call", "{kind}: {title}, {place} of {total}")
            return place.format(
                kind=kind_name(row.kind),
                title=row.title,
                place=index.row() + 1,
                total=len(self._rows),
            )
        return None


class ResultDelegate(QStyledItemDelegate):
    """Two lines a row: badge, title and date; the snippet with what was found marked."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Qt: every row is equally high."""
        return QSize(100, self.look.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row from the theme's tokens."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ResultRow):
            return
        px, tokens = self.look.px, self.look.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.accent_bg if selected else tokens.surface))
        if selected:
            painter.fillRect(
                QRect(rect.left(), rect.top(), px(5), rect.height()), QColor(tokens.accent)
            )
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        title_font, small_font = QFont(font), QFont(font)
        title_font.setPixelSize(px(14))
        title_font.setWeight(QFont.Weight.DemiBold)
        small_font.setPixelSize(px(13))
        inner = rect.adjusted(px(12), px(5), -px(8), -px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        date_width = QFontMetrics(small_font).horizontalAdvance(row.date) if row.date else 0
        painter.setFont(small_font)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.date)
        left = self._badge(painter, top, row.kind, small_font, selected)
        title = QRect(left, top.top(), top.right() - left - date_width - px(8), half)
        self._marked(painter, title, row.title, row.title_marks, title_font, tokens.text)
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        self._marked(painter, below, row.snippet, row.marks, small_font, tokens.text2)
        painter.restore()

    def _badge(self, painter: QPainter, area: QRect, kind: str, font: QFont, selected: bool) -> int:
        px, tokens = self.look.px, self.look.tokens
        ink, ground = {
            "reply": (tokens.ok, tokens.ok_bg),
            "rule": (tokens.warn, tokens.warn_bg),
        }.get(kind, (tokens.accent, tokens.surface if selected else tokens.accent_bg))
        bold = QFont(font)
        bold.setPixelSize(self.look.px(12))
        bold.setWeight(QFont.Weight.DemiBold)
        name = kind_name(kind)
        width = QFontMetrics(bold).horizontalAdvance(name) + px(14)
        height = px(20)
        box = QRectF(area.left(), area.center().y() - height / 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(QColor(ink))
        painter.setFont(bold)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        return int(box.right()) + px(9)

    def _marked(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        marks: tuple[tuple[int, int], ...],
        font: QFont,
        ink: str,
    ) -> None:
        """Draw one line with marks; elided by hand because marks are offsets of the whole text."""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        kept = len(shown) - 1 if shown != text else len(text)
        layout = QTextLayout(shown, font)
        mark = QTextCharFormat()
        mark.setBackground(QColor(self.look.tokens.mark_bg))
        mark.setForeground(QColor(self.look.tokens.mark))
        formats = []
        for start, end in marks:
            if start < kept:
                span = QTextLayout.FormatRange()
                span.start = utf16(text, start)
                span.length = utf16(text, min(end, kept)) - span.start
                span.format = mark
                formats.append(span)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1_000_000)
        layout.endLayout()
        painter.setPen(QColor(ink))
        top = area.top() + (area.height() - line.height()) / 2
        layout.draw(painter, QPointF(area.left(), top))


def utf16(text: str, offset: int) -> int:
    """Code points to UTF-16 units, which Qt counts."""
    return offset + sum(1 for char in text[:offset] if ord(char) > 0xFFFF)
