"""Lists of frozen rows: the model, the view, the painter, and the card with its empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.icons import pixmap
from operator_app.ui.phrases.offsets import unit_offsets
from operator_app.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Row = TypeVar("Row")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Marks = tuple[tuple[int, int], ...]
"""Where what was found stands: first code point and the one behind the last."""


class RowsModel(QAbstractListModel, Generic[Row]):
    """Frozen rows; a view keeps its place when as many rows are shown again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def put(self, rows: Sequence[Row], *, same_places: bool = False) -> None:
        """Show other rows; with `same_places` they are the old ones that only look different."""
        if same_places and len(rows) == len(self._rows):
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """The row at a place, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, wanted: Callable[[Row], bool]) -> int:
        """Where the first such row stands, 0 when none does."""
        return next((place for place, one in enumerate(self._rows) if wanted(one)), 0)

    def rows(self) -> tuple[Row, ...]:
        """All rows as they stand."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt: rows under the root."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the row itself, its words, its tool tip, its words for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = QCoreApplication.translate("KnowledgeBase", "{title}, {place} of {total}")
            return place.format(title=self.said(row), place=index.row() + 1, total=len(self._rows))
        return None

    def title(self, row: Row) -> str:
        """What the row is called."""
        raise NotImplementedError

    def said(self, row: Row) -> str:
        """What a screen reader says of the row."""
        return self.title(row)


class RowPainter(QStyledItemDelegate):
    """A row `height` px high at 100 %: its ground, and the parts that `fill` draws."""

    height = 32

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._parent = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Qt: every row is equally high."""
        return QSize(60, self.look.px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        px, tokens = self.look.px, self.look.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(tokens.accent_bg if selected else tokens.surface))
        if selected:
            strip = QRect(rect.left(), rect.top(), px(4), rect.height())
            painter.fillRect(strip, QColor(tokens.accent))
        self.fill(painter, rect.adjusted(px(12), 0, -px(8), 0), index, selected)
        painter.restore()

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw what the row says into `area`."""
        raise NotImplementedError

    def sign(self, painter: QPainter, area: QRect, name: str, ink: str, side: int) -> None:
        """An icon at the left of `area`, in the middle of its height; `side` in window px."""
        drawn = pixmap(name, ink, side, self._parent.devicePixelRatioF())
        painter.drawPixmap(area.left(), area.center().y() - side // 2, drawn)

    def words(
        self, painter: QPainter, area: QRect, text: str, size: int, ink: str, weight: int = 400
    ) -> None:
        """One line of text at the left of `area`, elided; `size` in px at 100 %."""
        font = self.look.theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, shown)

    def marked(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        marks: Marks,
        size: int,
        ink: str,
        weight: int = 400,
    ) -> None:
        """As `words`, what was found marked; marks of the whole text end before the dots."""
        if not marks:
            self.words(painter, area, text, size, ink, weight)
            return
        font = self.look.theme.font(size, weight)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        kept = len(text) if shown == text else max(0, len(shown) - 1)
        units, style = unit_offsets(text), QTextCharFormat()
        style.setBackground(QColor(self.look.tokens.mark_bg))
        style.setForeground(QColor(self.look.tokens.mark))
        spans = []
        for start, end in marks:
            if start < kept:
                span = QTextLayout.FormatRange()
                span.start, span.format = units(start), style
                span.length = units(min(end, kept)) - span.start
                spans.append(span)
        layout = QTextLayout(shown, font)
        layout.setFormats(spans)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1_000_000)
        layout.endLayout()
        painter.setPen(QColor(ink))
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2))

    def at_right(self, painter: QPainter, area: QRect, text: str, ink: str) -> int:
        """Small text at the right end of `area`; returns the width left for the rest."""
        font = self.look.theme.font(13, tabular=True)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(area, _RIGHT, text)
        taken = QFontMetrics(font).horizontalAdvance(text) + self.look.px(8) if text else 0
        return max(0, area.width() - taken)


@dataclass(frozen=True, slots=True)
class Lines:
    """What a row of two lines says; `aside` stands at the right, `late` reddens what is below."""

    title: str
    below: str
    aside: str = ""
    late: bool = False


class LinesPainter(RowPainter):
    """Two lines over a divider: the title with an aside, then a smaller line."""

    height = 52

    def lines(self, index: Index) -> Lines | None:
        """What the row says, None to leave it blank."""
        raise NotImplementedError

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw both lines."""
        if (said := self.lines(index)) is None:
            return
        tokens, px = self.look.tokens, self.look.px
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        half = (area.height() - px(8)) // 2
        top = QRect(area.left(), area.top() + px(4), area.width(), half)
        room = self.at_right(painter, top, said.aside, tokens.text2)
        title = QRect(top.left(), top.top(), room, half)
        self.words(painter, title, said.title, 14, tokens.text, 600 if selected else 400)
        ink = tokens.bad if said.late else tokens.text2
        self.words(painter, top.translated(0, half), said.below, 13, ink)


class RowList(QListView):
    """A list of equally high rows that is never scrolled sideways; `name` is read aloud."""

    def __init__(
        self, look: Look, model: RowsModel[Any], painter: type[RowPainter], name: str
    ) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(painter(look, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        look.changed.connect(self.doItemsLayout)


class ListCard(Card):
    """A list, and the words that stand in its place while it has no row."""

    def __init__(self, look: Look, rows: QListView, empty: str) -> None:
        super().__init__()
        self._rows, self._pages, self.empty = rows, QStackedWidget(), WrappedLabel()
        self.empty.setText(empty)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "secondary")
        self._pages.addWidget(rows)
        self._pages.addWidget(self.empty)
        self.column = QVBoxLayout(self)
        look.space(self.column, (12, 12, 12, 12), 8)
        self.column.addWidget(self._pages, 1)

    def show_rows(self, place: int) -> None:
        """The model has other rows: choose the one at `place`, or say that there is none."""
        model = self._rows.model()
        self._pages.setCurrentWidget(self._rows if model.rowCount() else self.empty)
        self._rows.setCurrentIndex(model.index(place, 0))
