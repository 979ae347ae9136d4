"""The tab «Синонимы»: the groups as text, a group a line, checked while they are written."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from operator_app.domain.answers import one_line
from operator_app.services.edit_scripts import Remark
from operator_app.services.edit_synonyms import MAX_WORDS, groups_of, text_of
from operator_app.services.workplace import Workplace
from operator_app.ui.editor.drafting import Drafting, DraftState
from operator_app.ui.editor.words import draft_words, remark_words
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.theme import Look

_SHOWN = 5
"""How many remarks are shown at once."""


class SynonymsPage(QWidget):
    """`drafting` keeps and checks; search takes them up with the next edition."""

    def __init__(self, look: Look, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafting = drafting
        self._workplace: Workplace | None = None
        self.title, self.state = QLabel(self.tr("Synonyms")), QLabel()
        self.hint = WrappedLabel(
            self.tr("A group a line, words between commas. Whoever types one finds the others")
        )
        self.text, self.remarks = QPlainTextEdit(), WrappedLabel()
        self.title.setProperty("role", "title")
        self.title.setBuddy(self.text)
        self.text.setAccessibleName(self.tr("Groups of synonyms"))
        self.text.setTabChangesFocus(True)
        for label in (self.hint, self.state):
            label.setProperty("role", "secondary")
        self.remarks.setProperty("role", "warn-text")
        self._lay_out(look)
        self.text.textChanged.connect(self._typed)
        drafting.draft_changed.connect(self._show)
        drafting.checked.connect(self._show_remarks)
        drafting.state_changed.connect(self._show_state)

    def _lay_out(self, look: Look) -> None:
        card, head = Card(), QHBoxLayout()
        look.space(head, spacing=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        column, row = QVBoxLayout(card), QHBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        look.space(row, (8, 8, 8, 8), 8)
        column.addLayout(head)
        for part in (self.hint, self.text, self.remarks):
            column.addWidget(part, 1 if part is self.text else 0)
        row.addWidget(card)

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has a newer edition."""
        self._workplace = workplace
        self._show()

    def begin(self, words: str) -> None:
        """Put the cursor after these words, in the group that has them or in a new one below."""
        wanted = one_line(words.replace(",", " "), MAX_WORDS)
        lines = self.text.toPlainText().rstrip().split("\n")
        known = (
            place for place, line in enumerate(lines) if wanted in next(iter(groups_of(line)), ())
        )
        place = next(known, len(lines))
        cursor = self.text.textCursor()
        if place == len(lines):
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(("\n" if lines[-1] else "") + f"{wanted}, ")
        else:
            cursor.setPosition(self.text.document().findBlockByNumber(place).position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.text.setTextCursor(cursor)

    def _typed(self) -> None:
        self._drafting.write_synonyms(groups_of(self.text.toPlainText()))

    def _show(self) -> None:
        """What is kept, unless it is what stands here: typing keeps its commas and its cursor."""
        content = self._drafting.content()
        if content is None or groups_of(self.text.toPlainText()) == content.synonyms:
            return
        with QSignalBlocker(self.text):
            self.text.setPlainText(text_of(content.synonyms))

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        content = self._drafting.published_content()
        own = [one for one in remarks if one.code.startswith("synonym_")]
        said = [remark_words(content, one) for one in own[:_SHOWN]] if content else []
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))

    def _show_state(self, state: DraftState) -> None:
        self.state.setText(draft_words(state))
