"""The procedure being read: its head, what to know before trusting it, the text, its contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.sops import PassageLink, Sop
from operator_app.services.read_sops import Change
from operator_app.ui.elements import Card, ElidedLabel, IconLabel, WrappedLabel, beside
from operator_app.ui.knowledge_base.models import ContentsModel
from operator_app.ui.knowledge_base.painting import ContentsPainter
from operator_app.ui.knowledge_base.warn_bar import WarnBar
from operator_app.ui.knowledge_base.words import change_words, facts, overdue_words
from operator_app.ui.reading.find_bar import FindBar
from operator_app.ui.reading.flag_form import FlagForm
from operator_app.ui.reading.reader import Reader
from operator_app.ui.row_lists import RowList
from operator_app.ui.theme import Look

CONTENTS_WIDTH = 184


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A procedure as it is shown on `today`; `change` is what differs from the last reading."""

    sop: Sop
    topic: str
    edition: int
    today: date
    change: Change | None = None
    pinned: bool = False


class PassageCard(Card):
    """Signals: `passage_followed(PassageLink)` a link was activated; `back_asked()`.

    `flagged(PassageLink, str, str)`: place, quote and words of a report.
    """

    passage_followed = Signal(object)
    back_asked = Signal()
    flagged = Signal(object, str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._view: ReadingView | None = None
        self._side_by_side, self._contents_in_front, self._low = True, False, False
        self.title, self.facts = ElidedLabel(), WrappedLabel()
        self.pinned, self.back = IconLabel(), QPushButton()
        self.outdated = WarnBar(look, "info")
        self.overdue = WarnBar(look, "warning")
        self.changed = WarnBar(look, "note")
        self.reader = Reader(look)
        self.sections = ContentsModel(self)
        self.contents = RowList(look, self.sections, ContentsPainter, self.tr("Contents"))
        self.contents_label = QLabel(self.tr("Contents"))
        self.contents_column = QWidget()
        self.find_bar = FindBar(look, self.reader)
        self.flag_form = FlagForm(look)
        self._set_up()
        self._lay_out()
        self._wire()
        look.changed.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        self.title.setProperty("role", "title")
        self.facts.setProperty("role", "secondary")
        self.back.setProperty("role", "ghost")
        self.back.hide()
        self.reader.setProperty("role", "reader")
        self.reader.setAccessibleName(self.tr("Text of the procedure"))
        self.contents_label.setProperty("role", "secondary")
        self.contents_label.setBuddy(self.contents)
        self.contents_column.setProperty("role", "clear")

    def _lay_out(self) -> None:
        head, body = QHBoxLayout(), QHBoxLayout()
        self._look.space(head, spacing=8)
        self._look.space(body, spacing=12)
        head.addWidget(self.pinned)
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        side = QVBoxLayout(self.contents_column)
        self._look.space(side, spacing=4)
        side.addWidget(self.contents_label)
        side.addWidget(self.contents, 1)
        side.addStretch(0)
        body.addWidget(self.reader, 1)
        body.addWidget(self.contents_column)
        column = QVBoxLayout(self)
        self._look.space(column, (12, 12, 12, 12), 6)
        column.addLayout(head)
        for part in (self.facts, self.outdated, self.overdue, self.changed, self.find_bar):
            column.addWidget(part)
        column.addLayout(body, 1)
        column.addWidget(self.flag_form)

    def _wire(self) -> None:
        self.reader.passage_followed.connect(self.passage_followed)
        self.reader.section_reached.connect(self._point_at)
        self.contents.selectionModel().currentChanged.connect(self._go_to)
        self.contents.activated.connect(self._read_section)
        self.back.clicked.connect(self.back_asked)
        self.flag_form.confirmed.connect(self.flagged)
        for part in (self.find_bar, self.flag_form):
            part.closed.connect(self.focus_reader)
        self.flag_form.closed.connect(self._make_room)

    @property
    def shown(self) -> Sop | None:
        """The procedure on the card."""
        return None if self._view is None else self._view.sop

    @property
    def change(self) -> Change | None:
        """What the text says has changed."""
        return None if self._view is None else self._view.change

    def _before(self) -> Mapping[str, str]:
        """What the sections that changed said when the agent read them last."""
        change = self.change
        return change.before if change else {}

    def place(self) -> PassageLink | None:
        """The passage being read."""
        return None if self._view is None else PassageLink(self._view.sop.id, self.reader.anchor)

    def show_sop(self, view: ReadingView, anchor: str) -> None:
        """Show a procedure at a section; the same one only moves to it."""
        same = self._view is not None and (self._view.sop, self._view.change) == (
            view.sop,
            view.change,
        )
        self._view = view
        self._say(view)
        self.outdated.say("")
        if same:
            self.reader.go_to(anchor)
        else:
            self._fill(view, anchor)
        self._point_at(self.reader.anchor)
        self._make_room()

    def clear(self) -> None:
        """Nothing is chosen."""
        self._view = None
        self.title.setText(self.tr("Choose a procedure"))
        self.facts.setText("")
        for bar in (self.outdated, self.overdue, self.changed):
            bar.say("")
        self.sections.put(())
        self.contents_column.hide()
        self.pinned.hide()
        self.reader.show_plain("")

    def say_outdated(self, time: str) -> None:
        """Another edition arrived while this one is being read."""
        if self._view is not None:
            told = self.tr("{sop} was updated at {time}. Enter opens the new edition")
            self.outdated.say(told.format(sop=self._view.sop.id, time=time))
            self._make_room()

    def show_back(self, sop_id: str) -> None:
        """Where Alt+← leads; "" hides the button."""
        self.back.setText(self.tr("← {sop}  Alt+←").format(sop=sop_id))
        self.back.setAccessibleName(self.tr("Back to {sop}").format(sop=sop_id))
        self.back.setVisible(bool(sop_id))

    def set_pinned(self, pinned: bool) -> None:
        """Show whether the procedure is pinned."""
        self.pinned.setVisible(pinned)

    def arrange(self, *, contents: bool, low: bool) -> None:
        """Contents beside the text where there is room, else in its place when asked for."""
        self._side_by_side = contents
        self._low = low
        self.flag_form.set_low(low)
        self._make_room()
        self._show_contents(in_front=False)

    def focus_reader(self) -> None:
        """To the text."""
        self._show_contents(in_front=False)
        self.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_contents(self) -> None:
        """To the contents, which take the place of the text where both do not fit."""
        if self.sections.rowCount():
            self._show_contents(in_front=True)
            self.contents.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_flag(self) -> None:
        """Ctrl+G: report an error in the passage being read."""
        place, sop = self.place(), self.shown
        if place is None or sop is None:
            return
        section = sop.section(place.anchor)
        named = section.title if section is not None and section.title else sop.title
        quote = self.reader.textCursor().selectedText().replace("\u2029", "\n").strip()
        self.flag_form.open_form(place, f"{sop.id}. {named}", quote)
        self._make_room()

    def _make_room(self) -> None:
        """Where height is short the report takes the place of what stands above the text."""
        crowded = self._low and not self.flag_form.isHidden()
        self.facts.setHidden(crowded)
        for bar in (self.outdated, self.overdue, self.changed):
            bar.setHidden(crowded or not bar.words.text())

    def _say(self, view: ReadingView) -> None:
        sop, today = view.sop, view.today
        self.title.setText(f"{sop.id}. {sop.title}")
        self.title.setToolTip(self.title.text())
        self.facts.setText(beside(*facts(sop, view.edition, view.topic, today)))
        self.set_pinned(view.pinned)
        self.overdue.say(overdue_words(sop, today))
        self.changed.say(change_words(sop, view.change) if view.change else "")

    def _fill(self, view: ReadingView, anchor: str) -> None:
        self.sections.changed = self._before().keys()
        with QSignalBlocker(self.contents.selectionModel()):
            self.sections.put([one for one in view.sop.sections if one.title])
        self.reader.show_sop(view.sop, anchor, self._before())
        self._show_contents(in_front=False)
        self.find_bar.again()

    def _point_at(self, anchor: str) -> None:
        """Mark in the contents what is being read."""
        place = self.sections.place_of(anchor)
        with QSignalBlocker(self.contents.selectionModel()):
            if place is None:
                self.contents.clearSelection()
                self.contents.setCurrentIndex(QModelIndex())
            else:
                self.contents.setCurrentIndex(self.sections.index(place))
        self.contents.scrollTo(self.contents.currentIndex())
        self.contents.viewport().update()

    def _go_to(self, current: QModelIndex) -> None:
        if (section := self.sections.row(current.row())) is not None:
            self.reader.go_to(section.anchor)

    def _read_section(self, index: QModelIndex) -> None:
        self._go_to(index)
        self.focus_reader()

    def _show_contents(self, *, in_front: bool) -> None:
        any_section = bool(self.sections.rowCount())
        self._contents_in_front = in_front and not self._side_by_side
        self.contents_column.setVisible(any_section and (self._side_by_side or in_front))
        self.reader.setVisible(not self._contents_in_front)
        self._dress_contents()

    def _dress(self) -> None:
        self.pinned.show_icon("pin", self._look.tokens.accent, self._look.px(18))
        self.reader.document().setDocumentMargin(self._look.px(6))
        self._dress_contents()
        if self._view is not None:
            self.reader.show_sop(self._view.sop, self.reader.anchor, self._before())
            self.find_bar.again()

    def _dress_contents(self) -> None:
        width = self._look.px(CONTENTS_WIDTH)
        row = self.contents.sizeHintForRow(0) if self.sections.rowCount() else 0
        self.contents.setMaximumHeight(row * self.sections.rowCount() + self._look.px(4))
        alone = self._contents_in_front
        self.contents_column.setMinimumWidth(0 if alone else width)
        self.contents_column.setMaximumWidth(16_777_215 if alone else width)
