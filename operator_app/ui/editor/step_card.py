"""One step being edited: its words, where its answers lead, what the checks say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.scripts import Script, Step
from operator_app.services.edit_scripts import answer_targets, kept_words, slots_for
from operator_app.ui.editor.drafting import DraftState
from operator_app.ui.editor.words import draft_words, step_name, target_words
from operator_app.ui.elements import Card, ElidedLabel, IconLabel, KeyCap, WrappedLabel
from operator_app.ui.theme import Look

_REMARKS, _REMARKS_LOW, _ANSWERS, _SLOTS = 3, 1, 5, 12


class WordsField(QPlainTextEdit):
    """Plain words; Tab goes on to the next field. Signal: `left()` for Esc."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class RemarkLine(QWidget):
    """A warning sign and words."""

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WrappedLabel(words)
        self.words.setProperty("role", "warn-text")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._look, self._sign = look, IconLabel()
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._sign.show_icon("warning", self._look.tokens.warn, self._look.px(18))


class StepCard(Card):
    """Signals: `words_changed(str)`; `publish_asked()`; `left()`."""

    words_changed = Signal(str)
    publish_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._told: tuple[str, ...] = ()
        self._tiny = False
        self.title, self.script = ElidedLabel(), ElidedLabel()
        self.say_label, self.say = QLabel(self.tr("Say")), WordsField()
        self.slots_hint = WrappedLabel()
        self.answers_label, self.answers = QLabel(self.tr("Answers and where they lead")), _list()
        self.check = QLabel()
        self.remarks = QVBoxLayout()
        self.state = ElidedLabel()
        self.publish = QPushButton(self.tr("To publication"))
        self._set_up()
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()
        self.show_remarks(())
        self.show_state(DraftState.CLEAN)

    def _set_up(self) -> None:
        self.title.setProperty("role", "title")
        for part in (self.script, self.slots_hint, self.state, self.say_label):
            part.setProperty("role", "secondary")
        for part in (self.answers_label, self.check):
            part.setProperty("role", "heading")
        self.say_label.setBuddy(self.say)
        self.answers_label.setBuddy(self.answers)
        self.say.setTabChangesFocus(True)
        self.say.setAccessibleName(self.tr("Words to say"))
        self.answers.setAccessibleName(self.answers_label.text())
        self.publish.setAccessibleName(self.publish.text())
        self.publish.setProperty("role", "primary")
        self.publish.setAutoDefault(False)
        self.say.textChanged.connect(lambda: self.words_changed.emit(self.say.toPlainText()))
        self.say.left.connect(self.left)
        self.publish.clicked.connect(self.publish_asked)

    def _lay_out(self) -> None:
        look = self._look
        look.space(self.remarks, spacing=4)
        foot = QHBoxLayout()
        look.space(foot, spacing=8)
        foot.addWidget(self.state, 1)
        foot.addWidget(KeyCap("Ctrl+Enter"))
        foot.addWidget(self.publish)
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        for part in (self.title, self.script, self.say_label):
            column.addWidget(part)
        column.addWidget(self.say, 1)
        column.addWidget(self.slots_hint)
        column.addWidget(self.answers_label)
        column.addWidget(self.answers)
        column.addWidget(self.check)
        column.addLayout(self.remarks)
        column.addLayout(foot)

    def show_step(self, script: Script, step: Step, say: str) -> None:
        """Put a step before the lead; the field's undo begins anew with another one."""
        self.title.setText(self.tr("Step {step}").format(step=step_name(script, step)))
        self.script.setText(script.title)
        slots = [f"{{{one}}}" for one in slots_for(script)]
        more = f" +{len(slots) - _SLOTS}" if len(slots) > _SLOTS else ""
        names = ", ".join(slots[:_SLOTS]) + more
        self.slots_hint.setText(self.tr("Placeholders: {names}").format(names=names))
        self.answers.clear()
        for target in answer_targets(script, step):
            words = target_words(script, target)
            row = QListWidgetItem(words)
            row.setToolTip(words)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.answers.addItem(row)
        self.answers.setCurrentRow(0)
        self._dress()
        self.show_words(say)

    def show_words(self, say: str) -> None:
        """Put words into the field unless they are there already."""
        if kept_words(self.say.toPlainText()) != say:
            with QSignalBlocker(self.say):
                self.say.setPlainText(say)

    def show_remarks(self, told: Sequence[str]) -> None:
        """What the checks say; the first few in full, the rest counted."""
        while (item := self.remarks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        count = self.tr("Check: remarks {count}").format(count=len(told))
        self.check.setText(count if told else self.tr("Check: no remarks"))
        self._told = tuple(told)
        most = _REMARKS_LOW if self._tiny else _REMARKS
        for words in told[:most]:
            self.remarks.addWidget(RemarkLine(self._look, words))
        if len(told) > most:
            more = self.tr(", shown {count}").format(count=most)
            self.check.setText(self.check.text() + more)

    def told_remarks(self) -> tuple[str, ...]:
        """The remarks that are on screen."""
        items = (self.remarks.itemAt(place) for place in range(self.remarks.count()))
        lines = (item.widget() for item in items if item is not None)
        return tuple(one.words.text() for one in lines if isinstance(one, RemarkLine))

    def show_state(self, state: DraftState) -> None:
        """Where the draft is."""
        self.state.setText(draft_words(state))
        self.publish.setEnabled(state is not DraftState.CLEAN)

    def arrange(self, *, short: bool, tiny: bool) -> None:
        """Low windows keep the words and the checks."""
        self.slots_hint.setVisible(not short)
        self.script.setVisible(not tiny)
        for part in (self.say_label, self.answers_label, self.answers):
            part.setVisible(not tiny)
        if tiny != self._tiny:
            self._tiny = tiny
            self.show_remarks(self._told)

    def _dress(self) -> None:
        look = self._look
        row = look.px(26)
        self.answers.setFixedHeight(row * max(1, min(_ANSWERS, self.answers.count())) + look.px(6))
        for place in range(self.answers.count()):
            item = self.answers.item(place)
            if item is not None:
                item.setSizeHint(QSize(0, row))
        self.say.setMinimumHeight(look.px(76))


def _list() -> QListWidget:
    made = QListWidget()
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    return made
