"""Paints the rows of the three lists from the theme's tokens."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from operator_app.domain.sops import Section
from operator_app.services.read_sops import GroupKind, GroupRow, SopRow
from operator_app.ui.call.results import short_date
from operator_app.ui.knowledge_base.models import ContentsModel
from operator_app.ui.knowledge_base.words import mark_words
from operator_app.ui.row_lists import ROW_ROLE, Index, RowPainter

_GROUP_ICONS = {
    GroupKind.PINNED: "pin",
    GroupKind.RECENT: "reopen",
    GroupKind.CHANGED: "note",
    GroupKind.ALL: "sop",
}


class GroupPainter(RowPainter):
    """Name and count; the agent's own groups carry an icon, a line parts them from the topics."""

    height = 26

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the group."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, GroupRow):
            return
        tokens, px = self.look.tokens, self.look.px
        room = self.at_right(painter, area, str(row.count), tokens.text2)
        words = QRect(area.left(), area.top(), room, area.height())
        if name := _GROUP_ICONS.get(row.group.kind):
            side = px(18)
            self.sign(painter, area, name, tokens.accent if selected else tokens.text2, side)
            words.setLeft(area.left() + side + px(8))
        if row.group.kind is GroupKind.ALL:
            line = QRect(area.left(), area.bottom(), area.width(), 1)
            painter.fillRect(line, QColor(tokens.line))
        self.words(painter, words, str(index.data()), 14, tokens.text, 600 if selected else 400)


class SopPainter(RowPainter):
    """Two lines: title and date; the marks in words and icons, then how the text begins."""

    height = 56

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the procedure."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, SopRow):
            return
        tokens, px = self.look.tokens, self.look.px
        line = QRect(area.left() - px(12), area.bottom(), area.width() + px(20), 1)
        painter.fillRect(line, QColor(tokens.line))
        inner = area.adjusted(0, px(5), 0, -px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        date = short_date(row.valid_from.isoformat()) if row.valid_from else ""
        room = self.at_right(painter, top, date, tokens.text2)
        title = QRect(top.left(), top.top(), room, half)
        self.words(painter, title, str(index.data()), 14, tokens.text, 600)
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        below.setLeft(self._marks(painter, below, row))
        self.words(painter, below, row.lead, 13, tokens.text2)

    def _marks(self, painter: QPainter, area: QRect, row: SopRow) -> int:
        """Draw the marks; returns where the rest of the line begins."""
        px, left = self.look.px, area.left()
        side = px(16)
        font = self.look.theme.font(13, 600)
        for name, token, words in mark_words(row):
            ink = getattr(self.look.tokens, token)
            place = QRect(left, area.top(), area.right() - left, area.height())
            self.sign(painter, place, name, ink, side)
            place.setLeft(left + side + px(4))
            self.words(painter, place, words, 13, ink, 600)
            left = place.left()
            left += QFontMetrics(font).horizontalAdvance(words) + px(12)
        return min(left, area.right())


class ContentsPainter(RowPainter):
    """A heading, a little smaller than the text; a changed one carries a sign."""

    height = 30

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the heading."""
        row, model = index.data(ROW_ROLE), index.model()
        if not isinstance(row, Section) or not isinstance(model, ContentsModel):
            return
        tokens, px = self.look.tokens, self.look.px
        if row.anchor in model.changed:
            side = px(16)
            place = QRect(area)
            place.setLeft(area.right() - side)
            self.sign(painter, place, "note", tokens.warn, side)
            area.setRight(place.left() - px(6))
        ink = tokens.accent if selected else tokens.text
        self.words(painter, area, row.title, 13, ink, 600 if selected else 400)
