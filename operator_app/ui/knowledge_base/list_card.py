"""The middle column: the search field, and below it a group's procedures or what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.sops import PassageLink
from operator_app.services.read_sops import SopRow
from operator_app.ui.call.knowledge_pane import SearchField
from operator_app.ui.call.results import ResultPainter, ResultRow, ResultsModel
from operator_app.ui.elements import Card, ElidedLabel, WrappedLabel
from operator_app.ui.knowledge_base.models import SopModel
from operator_app.ui.knowledge_base.painting import SopPainter
from operator_app.ui.row_lists import RowList
from operator_app.ui.theme import Look


class ListCard(Card):
    """Signals: `query_changed(str)`; `passage_shown(PassageLink)` for the preview of the row.

    `passage_chosen(PassageLink)` when Enter asks to read it.
    """

    query_changed = Signal(str)
    passage_shown = Signal(object)
    passage_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.search = SearchField(look)
        self.told, self.keys = ElidedLabel(), ElidedLabel()
        self.sops, self.found = SopModel(self), ResultsModel(self)
        self.list = RowList(look, self.sops, SopPainter, self.tr("Procedures"))
        self.results = RowList(look, self.found, ResultPainter, self.tr("What was found"))
        self.empty = WrappedLabel()
        self.pages = QStackedWidget()
        self._hint_shown = True
        self._name()
        self._lay_out()
        self.search.textChanged.connect(self.query_changed)
        self.search.installEventFilter(self)
        for view in (self.list, self.results):
            view.selectionModel().currentChanged.connect(self._row_shown)
            view.activated.connect(self._row_chosen)

    def _name(self) -> None:
        self.search.offer(self.tr("Start typing, for example “refund”"), self.tr("Start typing"))
        self.search.setAccessibleName(self.tr("Search in the procedures"))
        self.keys.setText(self.tr("↑ ↓ choose · Enter read"))
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.told.setProperty("role", "heading")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.keys, self.empty):
            label.setProperty("role", "secondary")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self._look.space(head, spacing=8)
        head.addWidget(self.told)
        head.addWidget(self.keys, 1)
        for page in (self.list, self.results, self.empty):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        self._look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.pages, 1)

    def show_hint(self, shown: bool) -> None:
        """Whether there is room to say which keys choose."""
        self._hint_shown = shown
        self.keys.setVisible(shown and self.pages.currentWidget() is not self.empty)

    def show_sops(
        self,
        rows: Sequence[SopRow],
        told: str,
        nothing: str,
        *,
        chosen: str = "",
        preview: bool = True,
    ) -> None:
        """List procedures with the one of id `chosen` marked.

        With `preview` a row is chosen in any case, and shown.
        """
        place = next((i for i, row in enumerate(rows) if row.id == chosen), 0 if preview else -1)
        blocker = None if preview else QSignalBlocker(self)
        self.sops.put(rows)
        self._show_page(self.list if rows else self.empty, told, nothing)
        self.list.setCurrentIndex(self.sops.index(place))
        if blocker is not None:
            blocker.unblock()

    def refresh(self, rows: Sequence[SopRow]) -> None:
        """The same procedures with other marks; nothing moves under the reader's eyes."""
        self.sops.put(rows, same_places=True)

    def show_results(self, rows: tuple[ResultRow, ...], told: str, query: str) -> None:
        """Show what was found, the first row previewed."""
        self.found.show(rows, query)
        self._show_page(self.results if rows else self.empty, "" if not rows else told, told)
        if rows:
            self.results.setCurrentIndex(self.found.index(0))

    def view(self) -> QListView:
        """The list in front."""
        return self.results if self.pages.currentWidget() is self.results else self.list

    def current(self) -> PassageLink | None:
        """The passage of the row chosen now."""
        place = self.view().currentIndex().row()
        page = self.pages.currentWidget()
        if page is self.results and (found := self.found.row(place)) is not None:
            return PassageLink(found.hit.sop, found.hit.anchor) if found.hit else None
        if page is self.list and (row := self.sops.row(place)) is not None:
            return PassageLink(row.id)
        return None

    def focus_rows(self) -> None:
        """To the list, to the field when nothing is listed."""
        nothing = self.pages.currentWidget() is self.empty
        target: QWidget = self.search if nothing else self.view()
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        """F3: the field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def choose(self, offset: int) -> None:
        """Choose another row, wherever the focus is."""
        view = self.view()
        count = view.model().rowCount()
        if count and self.pages.currentWidget() is view:
            place = max(0, min(count - 1, view.currentIndex().row() + offset))
            view.setCurrentIndex(view.model().index(place, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: arrows and Enter belong to the rows while typing in the field."""
        if (
            watched is not self.search
            or not isinstance(event, QKeyEvent)
            or event.type() is not QEvent.Type.KeyPress
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return super().eventFilter(watched, event)
        page = max(1, self.pages.height() // self._look.px(SopPainter.height) - 1)
        steps = {
            int(Qt.Key.Key_Down): 1,
            int(Qt.Key.Key_Up): -1,
            int(Qt.Key.Key_PageDown): page,
            int(Qt.Key.Key_PageUp): -page,
        }
        if event.key() in steps:
            self.choose(steps[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._row_chosen()
        else:
            return False
        return True

    def _show_page(self, page: QWidget, told: str, nothing: str) -> None:
        self.told.setText(told)
        self.told.setToolTip(told)
        self.empty.setText(nothing if page is self.empty else "")
        self.pages.setCurrentWidget(page)
        self.show_hint(self._hint_shown)

    def _row_shown(self, index: QModelIndex) -> None:
        link = self.current()
        if index.isValid() and index.model() is self.view().model() and link is not None:
            self.passage_shown.emit(link)

    def _row_chosen(self) -> None:
        if (link := self.current()) is not None:
            self.passage_chosen.emit(link)
