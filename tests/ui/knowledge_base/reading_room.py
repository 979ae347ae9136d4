"""База as its reader meets it: keys go in, words come out; tests name no widget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.gaps import GapKind, SearchGap
from operator_app.domain.sops import Sop
from operator_app.services.collect_gaps import PERIOD
from operator_app.services.workplace import Workplace
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame
from operator_app.ui.knowledge_base.screen import KnowledgeBaseScreen
from operator_app.ui.lanes import InlineLane, Runs
from operator_app.ui.notices import Message, Notices
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look

NOW = datetime(2026, 11, 22, 11, 10, tzinfo=UTC)
_QT_NAMES = {"Enter": "Return", "←": "Left", "→": "Right", "↓": "Down", "↑": "Up"}


class ReadingRoom:
    """A window with the one screen, its keys, and what the operator is told."""

    def __init__(
        self,
        workplace: Workplace,
        look: Look,
        bot: QtBot,
        size: tuple[int, int],
        scale: float = 1.0,
        storage: Runs | None = None,
    ) -> None:
        look.wear(scale=scale)
        self.workplace, self.look = workplace, look
        self.told: list[str] = []
        notices = Notices()
        notices.listen(self._hear)
        self.window = QMainWindow()
        bot.addWidget(self.window)
        self.frame = Frame(look, [ScreenEntry("sops", "sop", "База", 2)])
        self.screen = KnowledgeBaseScreen(look, storage or InlineLane(), InlineLane(), notices)
        self.frame.add_screen("sops", self.screen)
        self.frame.layout_changed.connect(self.screen.arrange)
        self.frame.setMinimumSize(look.px(320), look.px(240))
        self.window.setCentralWidget(self.frame)
        keys = Shortcuts(self.window)
        keys.put_in_front(self.screen.slots())
        self.window.resize(*size)
        self.screen.attach(workplace)
        with bot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        bot.waitUntil(self.window.isActiveWindow)
        self.screen.arrange(self.frame.layout_now)
        self.screen.come_forward()
        QApplication.processEvents()

    def _hear(self, message: Message) -> None:
        self.told.append(message.text)

    # -- what the reader does -----------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press combinations one after another: «Ctrl+D», «Enter», «↓»."""
        for one in keys:
            held, plus, last = one.rpartition("+")
            chord = _chord(held + plus + _QT_NAMES.get(last, last))
            QTest.keyClick(self.focused(), chord.key(), chord.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type letter by letter wherever the cursor is."""
        for letter in text:
            # QTest's own typing knows ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                held = Qt.KeyboardModifier.NoModifier
                event = QKeyEvent(kind, ord(letter.upper()), held, letter)
                QApplication.sendEvent(self.focused(), event)
        QApplication.processEvents()

    def look_up(self, words: str) -> None:
        """F3 and a query."""
        self.press("F3")
        self.type(words)

    def open_group(self, name: str) -> None:
        """Choose a row of the left column by its name, by keys alone."""
        self.go_to_groups()
        names = self.groups()
        wanted = next(i for i, one in enumerate(names) if one.startswith(name))
        self.press("Home", *["↓"] * wanted)

    def go_to_groups(self) -> None:
        """F6 until the left column has the keys."""
        for _ in range(6):
            if self.screen.groups.list.hasFocus():
                return
            self.press("F6")
        raise AssertionError("F6 never reached the left column")

    def read(self, sop_id: str) -> None:
        """Look a procedure up by its id and read it."""
        self.look_up(sop_id)
        assert self.rows()[0].startswith(sop_id), self.rows()
        self.press("Enter")

    # -- what the reader sees -----------------------------------------------------------------

    def focused(self) -> QWidget:
        """Where keys go."""
        return QApplication.focusWidget() or self.window

    def groups(self) -> list[str]:
        """The left column as a screen reader says it, places left off."""
        model = self.screen.groups.model
        return [model.said(row) for row in model.rows()]

    def rows(self) -> list[str]:
        """What the middle column lists; nothing when it says that there is nothing."""
        card = self.screen.list
        if card.pages.currentWidget() is card.empty:
            return []
        model = card.view().model()
        return [str(model.index(i, 0).data()) for i in range(model.rowCount())]

    def said_rows(self) -> list[str]:
        """The middle column as a screen reader says it."""
        model = self.screen.list.view().model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(i, 0).data(role)) for i in range(model.rowCount())]

    def listed(self) -> str:
        """The words above the rows, or in their place."""
        card = self.screen.list
        return card.empty.text() if card.pages.currentWidget() is card.empty else card.told.text()

    def title(self) -> str:
        """The procedure on the card."""
        return self.screen.passage.title.text()

    def facts(self) -> str:
        """What stands below its title; where it may wrap is told elsewhere."""
        return self.screen.passage.facts.text().replace("\u00a0", " ")

    def warnings(self) -> list[str]:
        """What is to be known before trusting it."""
        card = self.screen.passage
        bars = (card.outdated, card.overdue, card.changed)
        return [bar.words.text() for bar in bars if bar.isVisible()]

    def text(self) -> str:
        """The text of the procedure."""
        return self.screen.passage.reader.text()

    def section(self) -> str:
        """The heading that the contents point at."""
        card = self.screen.passage
        row = card.sections.row(card.contents.currentIndex().row())
        return row.title if row is not None else ""

    def marked(self) -> list[str]:
        """What is marked in the text."""
        chosen = self.screen.passage.reader.extraSelections()
        return [one.cursor.selectedText() for one in chosen]

    def is_reading(self) -> bool:
        """Whether the text has the keys."""
        return self.screen.passage.reader.hasFocus()

    def picture(self) -> QImage:
        """The window as it is painted."""
        QApplication.processEvents()
        return self.window.grab().toImage()

    # -- what must hold of any screen ---------------------------------------------------------

    def squeezed(self) -> list[str]:
        """Visible wrapped labels whose lines do not all fit."""
        labels = (one for one in self.screen.findChildren(WrappedLabel) if one.isVisible())
        return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]

    def unnamed(self) -> list[str]:
        """Stops of the Tab key without a name."""
        stops = (
            one
            for one in self.screen.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        return [type(one).__name__ for one in stops if not _name(one)]

    def small_buttons(self) -> list[str]:
        """Buttons less than 24 × 24 px at 100 %."""
        least = self.look.px(24)
        buttons = (one for one in self.screen.findChildren(QAbstractButton) if one.isVisible())
        return [one.accessibleName() for one in buttons if min(one.width(), one.height()) < least]


def _chord(keys: str) -> QKeyCombination:
    # Qt's stubs do not say that a sequence has items.
    return next(iter(cast("Iterable[QKeyCombination]", QKeySequence(keys))))


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def sop_of(workplace: Workplace, sop_id: str = "СОП-042") -> Sop:
    sop = workplace.content.sop(sop_id)
    assert sop is not None
    return sop


def gaps(room: ReadingRoom, kind: GapKind = GapKind.FLAG) -> list[SearchGap]:
    """What is kept of that kind, the newest first."""
    with room.workplace.begin() as records:
        found = records.gaps(NOW - PERIOD)
    return [one for one in found if one.kind is kind]


def newer(workplace: Workplace, changed: Sop) -> Workplace:
    """The next edition, in which one procedure says something else."""
    sops = tuple(changed if one.id == changed.id else one for one in workplace.content.sops)
    content = replace(workplace.content, sops=sops)
    published = NOW + timedelta(minutes=10)
    return replace(
        workplace, content=content, edition=workplace.edition + 1, published_at=published
    )


def reworded(sop: Sop, place: int) -> Sop:
    """The procedure with one more sentence in a section."""
    sections = list(sop.sections)
    more = sections[place].markdown + "\n\nПерезвоните клиенту."
    sections[place] = replace(sections[place], markdown=more)
    return replace(sop, sections=tuple(sections))
