"""A field with hints as the agent meets it: they type and press keys, and see words and lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.domain.phrases import Gender, parse_rules
from operator_app.language.phrase_table import compile_rules
from operator_app.ui.lanes import InlineLane, Runs
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.phrases.offsets import block_text
from operator_app.ui.shortcuts import Shortcuts
from operator_app.ui.theme import Look


class Note:
    """A window with one field and the keys of hints."""

    def __init__(self, look: Look, bot: QtBot, lane: Runs | None = None) -> None:
        self.bot = bot
        self.window = QWidget()
        bot.addWidget(self.window)
        self.field = PhraseEditor(look, lane or InlineLane())
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.field.line)
        self.keys = Shortcuts(self.window)
        self.keys.put_in_front(self.field.slots())
        self.window.resize(420, 200)
        self.window.show()
        self.window.activateWindow()
        bot.waitUntil(self.window.isActiveWindow)
        self.field.setFocus()

    def check_by(self, *rules: dict[str, object], gender: Gender | None = None) -> None:
        self.field.set_table(compile_rules(parse_rules(list(rules))), gender)

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                held = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(self.field, QKeyEvent(kind, 0, held, letter))

    def press(self, keys: str) -> None:
        QTest.keySequence(self.field, keys)

    def stand_at(self, offset: int) -> None:
        """Put the cursor before the code unit of that number."""
        cursor = self.field.textCursor()
        cursor.setPosition(offset)
        self.field.setTextCursor(cursor)

    @property
    def text(self) -> str:
        return self.field.toPlainText()

    @property
    def told(self) -> str:
        return self.field.line.text() if self.field.line.isVisible() else ""

    def lines(self) -> list[str]:
        document = self.field.document()
        blocks = (document.findBlockByNumber(place) for place in range(document.blockCount()))
        return [block_text(one) for one in blocks]

    def underlined(self) -> list[str]:
        """The words that carry a wave now, as the document has them."""
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        return [
            one.cursor.selectedText()
            for one in self.field.extraSelections()
            if one.format.underlineStyle() is wave
        ]
