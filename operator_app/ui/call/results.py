"""The list of what was found: frozen rows, and the painter of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from operator_app.domain.retrieval import SearchHit
from operator_app.ui.row_lists import ROW_ROLE, Index, Marks, RowPainter, RowsModel

MAX_ROWS = 50
"""More are never painted (`ui.md` §7)."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: a hit, or the customer a typed number may belong to (`hit` is None)."""

    kind: str
    title: str
    snippet: str
    date: str
    title_marks: Marks = ()
    marks: Marks = ()
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


class ResultsModel(RowsModel[ResultRow]):
    """At most `MAX_ROWS` frozen rows; `shown_for` is the query they answer, "" for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown_for = ""

    def show(self, rows: tuple[ResultRow, ...], query: str = "") -> None:
        """Replace all rows by what was found for `query`, "" for what was not asked for."""
        self.shown_for = query
        self.put(rows[:MAX_ROWS])

    def title(self, row: ResultRow) -> str:
        """What was found."""
        return row.title

    def said(self, row: ResultRow) -> str:
        """With its kind: «СОП: СОП-042. Задержка доставки»."""
        return f"{kind_name(row.kind)}: {row.title}"


class ResultPainter(RowPainter):
    """Two lines a row: badge, title and date; the snippet with what was found marked."""

    height = 56

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the result."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ResultRow):
            return
        px, tokens = self.look.px, self.look.tokens
        line = QRect(area.left() - px(12), area.bottom(), area.width() + px(20), 1)
        painter.fillRect(line, QColor(tokens.line))
        inner = area.adjusted(0, px(5), 0, -px(4))
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        right = top.left() + self.at_right(painter, top, row.date, tokens.text2)
        left = self._badge(painter, top, row.kind, selected)
        title = QRect(left, top.top(), max(0, right - left), half)
        self.marked(painter, title, row.title, row.title_marks, 14, tokens.text, 600)
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        self.marked(painter, below, row.snippet, row.marks, 13, tokens.text2)

    def _badge(self, painter: QPainter, area: QRect, kind: str, selected: bool) -> int:
        """The kind on its ground; returns where the title begins."""
        px, tokens = self.look.px, self.look.tokens
        ink, ground = {
            "reply": (tokens.ok, tokens.ok_bg),
            "rule": (tokens.warn, tokens.warn_bg),
        }.get(kind, (tokens.accent, tokens.surface if selected else tokens.accent_bg))
        font = self.look.theme.font(12, 600)
        name, height = kind_name(kind), px(20)
        width = QFontMetrics(font).horizontalAdvance(name) + px(14)
        box = QRectF(area.left(), area.center().y() - height / 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        return int(box.right()) + px(9)
