"""Search while listening: the field, what was found, and the passage previewed without Enter."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.sops import Sop
from operator_app.services.call_view import SayAvoid
from operator_app.ui.call.results import ResultPainter, ResultRow, ResultsModel
from operator_app.ui.elements import Card, ElidedLabel, IconLabel, TokenIcon, WrappedLabel, fitting
from operator_app.ui.reading.reader import Reader
from operator_app.ui.row_lists import RowList
from operator_app.ui.theme import Look

MAX_QUERY = 1_000
"""Longest query taken from the keyboard or a paste, in characters."""


class SearchField(QLineEdit):
    """The query, with a sign that grows with the scale, which Qt's own field icons do not."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sign = IconLabel(self)
        self._hints: tuple[str, ...] = ("",)
        self.setProperty("role", "search")
        self.setMaxLength(MAX_QUERY)
        look.changed.connect(self._place)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: the sign stays at the left, in the middle."""
        super().resizeEvent(event)
        self._place()

    def offer(self, *hints: str) -> None:
        """What an empty field may say, longest first."""
        self._hints = hints
        self._place()

    def _place(self) -> None:
        side = self._look.px(18)
        self._sign.show_icon("search", self._look.tokens.text2, side)
        self.setTextMargins(self._look.px(24), 0, 0, 0)
        self._sign.setGeometry(self._look.px(9), (self.height() - side) // 2, side, side)
        inside = self.contentsRect().marginsRemoved(self.contentsMargins() + self.textMargins())
        self.setPlaceholderText(fitting(self._hints, self.fontMetrics(), inside.width() - 4))


class KnowledgePane(Card):
    """Search, what was found, and the passage.

    Signals: `query_changed(str)`, `row_shown(ResultRow)` for the preview, `row_chosen(ResultRow)`
    on Enter.
    """

    query_changed = Signal(str)
    row_shown = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.search = SearchField(look)
        self.found = WrappedLabel()
        self.found.setProperty("role", "secondary")
        self.keys = ElidedLabel()
        self.keys.setProperty("role", "secondary")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.model = ResultsModel(self)
        self.results = RowList(look, self.model, ResultPainter, self.tr("What was found"))
        self.results.hide()
        self.results.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.passage_title = ElidedLabel()
        self.passage_title.setProperty("role", "title")
        self.passage_date = QLabel()
        self.passage_date.setProperty("role", "secondary")
        self.reader = Reader(look)
        self.reader.setProperty("role", "reader")
        self.warning = QFrame()
        self.warning.setProperty("role", "warn")
        self.warning_sign = TokenIcon(look, "warning", "warn", 18)
        self.warning_words = WrappedLabel()
        self.warning_words.setTextFormat(Qt.TextFormat.RichText)
        self.warning.hide()
        self._hint = SayAvoid((), ())
        self._rows, self._brief = 4, False
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()
        self.search.textChanged.connect(self.query_changed)
        self.search.installEventFilter(self)
        self.results.selectionModel().currentChanged.connect(self._show_current)
        self.results.activated.connect(self._choose)
        self._name()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        self.look.space(head, spacing=8)
        head.addWidget(self.found, 1)
        head.addWidget(self.keys)
        warning = QHBoxLayout(self.warning)
        self.look.space(warning, (12, 8, 12, 8), 10)
        warning.addWidget(self.warning_sign, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self.warning_words, 1)
        passage = QHBoxLayout()
        passage.addWidget(self.passage_title, 1)
        passage.addWidget(self.passage_date)
        column = QVBoxLayout(self)
        self.look.space(column, (12, 12, 12, 12), 8)
        column.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.results)
        column.addLayout(passage)
        column.addWidget(self.reader, 1)
        column.addWidget(self.warning)

    def _name(self) -> None:
        self.search.offer(self.tr("Start typing, for example “refund”"), self.tr("Start typing"))
        self.search.setAccessibleName(self.tr("Search"))
        self.reader.setAccessibleName(self.tr("Passage"))

    def set_rows_visible(self, rows: int, brief: bool) -> None:
        """How many result rows fit the window's size class; `brief` hints take one line."""
        self._rows, self._brief = rows, brief
        self._dress()
        self.show_warning(self._hint)

    def _dress(self) -> None:
        self.results.setFixedHeight(self.look.px(ResultPainter.height) * self._rows + 4)
        self._fit_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: other keys fit another width."""
        super().resizeEvent(event)
        self._fit_keys()

    def _fit_keys(self) -> None:
        """What was found is never cut: the keys beside it say less, or nothing."""
        words = self.found.fontMetrics().horizontalAdvance
        room = self.width() - self.look.px(40) - words(self.found.text())
        every = self.tr("↑ ↓ choose · Enter read · Ctrl+D pin")
        offered = (every, self.tr("↑ ↓ choose · Enter read")) if self.model.rowCount() else ()
        self.keys.setText(next((one for one in offered if words(one) <= room), ""))

    def focus_search(self) -> None:
        """F3: the field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_rows(self, rows: tuple[ResultRow, ...], told: str, query: str = "") -> None:
        """Show what was found, the first row previewed; `told` is «Найдено: 12» or what to do."""
        self.model.show(rows, query)
        # Between calls nothing is listed, and an empty frame would look like something to fill in.
        self.results.setVisible(bool(rows))
        self.found.setText(told)
        self._fit_keys()
        if rows:
            self.results.setCurrentIndex(self.model.index(0))
        else:
            self.clear_passage()

    def show_passage(
        self, title: str, date: str, sop: Sop, anchor: str, marks: tuple[tuple[int, int], ...]
    ) -> None:
        """Preview a passage of a SOP."""
        self.passage_title.setText(title)
        self.passage_date.setText(date)
        self.reader.show_sop(sop, anchor)
        self.reader.mark_words(marks)

    def show_text(self, title: str, date: str, text: str) -> None:
        """Preview a reply or a rule as plain text."""
        self.passage_title.setText(title)
        self.passage_date.setText(date)
        self.reader.show_plain(text)

    def clear_passage(self) -> None:
        """Nothing to preview."""
        self.passage_title.setText("")
        self.passage_date.setText("")
        self.reader.show_plain("")

    def show_warning(self, hint: SayAvoid) -> None:
        """What not to say and what to say; nothing to show hides the bar."""
        self._hint = hint
        many = slice(0, 1 if self._brief else None)
        quoted = [
            ", ".join(f"«{escape(word)}»" for word in words[many])
            for words in (hint.avoid, hint.say)
        ]
        self.warning.setVisible(bool(hint.avoid))
        whole = self.tr("<b>Do not say</b> {avoid}. Say {say}")
        text = self.tr("Say <b>{say}</b>, not {avoid}") if self._brief else whole
        self.warning_words.setText(text.format(avoid=quoted[0], say=quoted[1]))

    def choose_row(self, offset: int) -> None:
        """Choose another row while the field keeps the focus."""
        count = self.model.rowCount()
        if count:
            here = self.results.currentIndex().row()
            self.results.setCurrentIndex(self.model.index(max(0, min(count - 1, here + offset))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: arrows and Enter belong to the results while typing in the field."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            page = max(1, self.results.height() // self.look.px(ResultPainter.height))
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            key = Qt.Key(event.key())
            if key in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.choose_row(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._choose(self.results.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _show_current(self, current: QModelIndex) -> None:
        if row := self.model.row(current.row()):
            self.row_shown.emit(row)

    def _choose(self, index: QModelIndex) -> None:
        if row := self.model.row(index.row()):
            self.row_chosen.emit(row)
