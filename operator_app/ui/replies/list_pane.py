"""The search, the tabs, the list of replies, and what is said when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from operator_app.services.use_replies import ReplyRow
from operator_app.ui.call.knowledge_pane import SearchField
from operator_app.ui.elements import Card, FittingLabel, WrappedLabel
from operator_app.ui.replies.listing import ROW_HEIGHT, RepliesModel, ReplyPainter
from operator_app.ui.replies.shelf_bar import ShelfBar
from operator_app.ui.row_lists import RowList
from operator_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class ListPane(Card):
    """The left side. The chosen row stays chosen while it is listed.

    Signals: `query_changed(str)`, `row_changed()`, `copy_asked()` by Enter, `stack_asked()` by
    Shift+Enter, `undo_asked()` by Ctrl+Z and `left()` by Esc in an empty search.
    """

    query_changed = Signal(str)
    row_changed = Signal()
    copy_asked = Signal()
    stack_asked = Signal()
    undo_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.search, self.shelves = SearchField(look), ShelfBar(look)
        self.found, self.keys = QLabel(), FittingLabel()
        self.model = RepliesModel(self)
        self.list = RowList(look, self.model, ReplyPainter, self.tr("Replies"))
        self.empty = WrappedLabel()
        self._pages = QStackedWidget()
        self._name()
        self._lay_out()
        self.search.textChanged.connect(self.query_changed)
        self.list.selectionModel().currentChanged.connect(self._row_changed)
        self.list.doubleClicked.connect(lambda _: self.copy_asked.emit())

    def _name(self) -> None:
        self.search.setAccessibleName(self.tr("Find a reply"))
        self.search.offer(self.tr("Title, words or shortcut"))
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.setVerticalScrollMode(RowList.ScrollMode.ScrollPerPixel)
        for label in (self.found, self.keys, self.empty):
            label.setProperty("role", "secondary")
        every = self.tr("↑ ↓ choose · Enter copy · Shift+Enter add")
        self.keys.offer(every, self.tr("↑ ↓ choose · Enter copy"), "")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        self._look.space(head, spacing=8)
        self._look.space(column, (12, 12, 12, 12), 8)
        head.addWidget(self.found)
        head.addWidget(self.keys, 1)
        for page in (self.list, self.empty):
            self._pages.addWidget(page)
        column.addWidget(self.search)
        column.addWidget(self.shelves)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def show_rows(self, rows: tuple[ReplyRow, ...], told: str, empty: str) -> None:
        """Show replies under a line that says how many; the chosen one stays chosen if listed."""
        chosen = self.row()
        self.model.put(rows)
        self.found.setText(told)
        self.empty.setText(empty)
        self._pages.setCurrentIndex(0 if rows else 1)
        place = self.model.find(lambda one: chosen is not None and one.reply.id == chosen.reply.id)
        if rows:
            self.list.setCurrentIndex(self.model.index(place))
        self.row_changed.emit()

    def choose_first(self) -> None:
        """Another question was asked: its best answer."""
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def row(self) -> ReplyRow | None:
        """The chosen reply, None when none is listed."""
        return self.model.row(self.list.currentIndex().row())

    def to_search(self) -> None:
        """The search under the cursor, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def set_tiny(self, tiny: bool) -> None:
        """Leave the names of keys out where height is short."""
        self.keys.setVisible(not tiny)

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.row_changed.emit()

    def _choose(self, offset: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            wanted = self.list.currentIndex().row() + offset
            self.list.setCurrentIndex(self.model.index(max(0, min(last, wanted))))

    def _escape(self) -> None:
        if self.search.text():
            self.search.clear()
            self.to_search()
        else:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: the keys mean the list while the search is being typed in."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        page = max(1, self.list.viewport().height() // self._look.px(ROW_HEIGHT))
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if key in _ENTER and held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            (self.stack_asked if held == _SHIFT else self.copy_asked).emit()
        elif key in steps and not held:
            self._choose(steps[key])
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.search.text():
            self.undo_asked.emit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return super().eventFilter(watched, event)
        return True
