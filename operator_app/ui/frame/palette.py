"""The list of commands, drawn inside the window: found by name, each row shows its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from operator_app.ui.elements import Card
from operator_app.ui.row_lists import Index, RowPainter
from operator_app.ui.theme import Look

WIDTH, ROW_HEIGHT, MOST_ROWS = 520, 34, 12


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A command: its words, its key as caps show it ("" for none), what it does."""

    text: str
    key_text: str
    slot: Callable[[], object]


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


class PaletteModel(QAbstractListModel):
    """The rows that hold every typed word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[PaletteRow, ...] = ()
        self._shown: tuple[PaletteRow, ...] = ()

    def fill(self, rows: Sequence[PaletteRow]) -> None:
        """Offer other commands."""
        self._all = tuple(rows)
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Keep the rows whose words or key hold every word of `typed`."""
        words = _folded(typed).split()
        self.beginResetModel()
        self._shown = tuple(
            row
            for row in self._all
            if all(one in _folded(f"{row.text} {row.key_text}") for one in words)
        )
        self.endResetModel()

    def row(self, place: int) -> PaletteRow | None:
        """The row at a place, or None."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Qt: rows under the root."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the words, the key beside them, both for a screen reader."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.UserRole:
            return row.key_text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {row.key_text}" if row.key_text else row.text
        return None


class PalettePainter(RowPainter):
    """Words at the left, the key at the right."""

    height = ROW_HEIGHT

    def fill(self, painter: QPainter, area: QRect, index: Index, selected: bool) -> None:
        """Draw the words and the key."""
        tokens = self.look.tokens
        key_text = str(index.data(Qt.ItemDataRole.UserRole))
        room = self.at_right(painter, area, key_text, tokens.text2)
        words = QRect(area.left(), area.top(), room, area.height())
        self.words(painter, words, str(index.data()), 14, tokens.text, 600 if selected else 400)


class Palette(Card):
    """Shown over the screens by Ctrl+K, F1 and F10. Signal: `closed()`."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        # A firmer edge than a card's: it lies over cards.
        self.setProperty("role", "notice")
        self._look = look
        self._back: QWidget | None = None
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.typed = QLineEdit()
        self.typed.installEventFilter(self)
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PalettePainter(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.title)
        column.addWidget(self.typed)
        column.addWidget(self.list)
        self.list.setFixedHeight(look.px(ROW_HEIGHT))
        look.changed.connect(self.place)
        self.typed.textChanged.connect(self._narrow)
        self.hide()

    def open(self, title: str, rows: Sequence[PaletteRow]) -> None:
        """Show the commands with the cursor in the field."""
        if self.isHidden():
            self._back = QApplication.focusWidget()
        self.title.setText(title)
        self.typed.setAccessibleName(title)
        self.typed.setPlaceholderText(self.tr("Type to narrow, Enter does it"))
        self.list.setAccessibleName(title)
        self.model.fill(rows)
        self.typed.clear()
        self._narrow("")
        self.place()
        self.show()
        self.raise_()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand at the top in the middle of the window, as high as its rows need."""
        px, window = self._look.px, self.parentWidget()
        if window is None:
            return
        top, edge = px(54), px(16)
        around = self.sizeHint().height() - self.list.height()
        fits = (window.height() - top - edge - around) // px(ROW_HEIGHT)
        rows = max(1, min(MOST_ROWS, fits, self.model.rowCount()))
        self.list.setFixedHeight(px(ROW_HEIGHT) * rows + 4)
        width = min(px(WIDTH), window.width() - px(32))
        self.setGeometry((window.width() - width) // 2, top, width, self.sizeHint().height())

    def close_palette(self) -> None:
        """Hide; the focus returns to where it was."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: arrows choose, Enter does it, Esc closes, while the field keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MOST_ROWS,
            Qt.Key.Key_PageUp: -MOST_ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            last = self.model.rowCount() - 1
            place = max(0, min(last, self.list.currentIndex().row() + steps[key]))
            self.list.setCurrentIndex(self.model.index(place))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return super().eventFilter(watched, event)
        return True

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self.list.setCurrentIndex(self.model.index(0))
        self.place()

    def _take(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.close_palette()
            row.slot()
