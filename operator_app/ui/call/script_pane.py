"""The guided script: what was agreed, the words to say now, the answers, what comes next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.answers import MAX_ANSWER
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind
from operator_app.services.call_view import ScriptView
from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.call.answer_grid import AnswerGrid, cleared
from operator_app.ui.call.rich_text import emphasised, plain
from operator_app.ui.call.side_notes import courtesy_line, side_notes
from operator_app.ui.call.spoken_box import SpokenBox
from operator_app.ui.call.stages import StagesInOneLine, stage_lines
from operator_app.ui.call.words import skip_reason
from operator_app.ui.elements import Card, Divider, WrappedLabel
from operator_app.ui.theme import Look

REASONS = tuple(SkipReason)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_GIVE_WAY = ((True, True, False), (True, False, False), (False, False, False), (False, False, True))
"""Whether phrases and notes stay and the stages fold, from ample room to none."""


class ScriptPane(Card):
    """The stages, the words to say and the answers.

    Signals: `chosen(int)` index of an answer (or of a script while none is chosen); `typed(str)`;
    `other_said(str)`; `other_asked()`; `skipped(SkipReason)`; `left()` when an entry was closed
    with Esc; `step_shown()` other words to say stand at the top.
    """

    chosen = Signal(int)
    typed = Signal(str)
    other_said = Signal(str)
    step_shown = Signal()
    other_asked = Signal()
    skipped = Signal(object)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.title = WrappedLabel()
        self.title.setProperty("role", "title")
        self.edition = QLabel()
        self.edition.setProperty("role", "secondary")
        self.before = QVBoxLayout()
        self.look.space(self.before, spacing=6)
        self.recap_box = SpokenBox(look, self.tr("Read aloud: where you stood"))
        self.recap = self.recap_box.words
        self.recap_box.hide()
        self.prompt_box = SpokenBox(look, self.tr("Say"))
        self.prompt = self.prompt_box.words
        self.prompt.setProperty("role", "prompt")
        self.prompt.setTextFormat(Qt.TextFormat.RichText)
        self.entry_label = QLabel()
        self.entry_label.setProperty("role", "secondary")
        self.entry = QLineEdit()
        self.entry.setMaxLength(MAX_ANSWER)
        self.entry.installEventFilter(self)
        self.entry_fault = WrappedLabel()
        self.entry_fault.setProperty("role", "warn-text")
        self.answers = AnswerGrid(look, self.entry)
        self.answers.chosen.connect(self._choose)
        self.answers.other_asked.connect(self.ask_other)
        self.after = QVBoxLayout()
        self.look.space(self.after, spacing=6)
        self.phrases_box = QWidget()
        self.phrases = QVBoxLayout(self.phrases_box)
        self.look.space(self.phrases, (0, 0, 0, 0), 6)
        self.notes, self.marks = WrappedLabel(), WrappedLabel()
        for label in (self.notes, self.marks):
            label.setProperty("role", "secondary")
        self._typing = False
        self._view: ScriptView | None = None
        self._stages: list[tuple[QWidget, bool]] = []
        self.asks_reason = False
        self._compact = False
        self._two_columns = False
        self._room: int | None = None
        # Showing parts to measure them asks for a new layout: once for each room is enough.
        self._ways: dict[tuple[int, int], tuple[bool, bool, bool]] = {}
        self._lay_out()

    @property
    def buttons(self) -> list[AnswerButton]:
        """The answers, scripts or reasons on offer."""
        return self.answers.buttons

    def _choose(self, index: int) -> None:
        if not self.choose_reason(index):
            self.chosen.emit(index)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.edition)
        column = QVBoxLayout(self)
        self.look.space(column, (12, 12, 12, 12), 8)
        column.addLayout(head)
        column.addLayout(self.before)
        for part in (
            self.recap_box, self.prompt_box, self.entry_label, self.entry, self.entry_fault,
        ):  # fmt: skip
            column.addWidget(part)
        column.addLayout(self.answers)
        column.addLayout(self.after)
        for below in (self.phrases_box, self.notes, self.marks):
            column.addWidget(below)
        column.addStretch(1)

    def show_choice_of_scripts(self, titles: tuple[str, ...], told: str) -> None:
        """No script yet: what to do, and the scripts that fit, the likeliest first."""
        again = self._view is None and bool(titles) and len(titles) == len(self.buttons)
        self._view = None
        self.title.setText(told)
        self.edition.setText("")
        cleared(self.before, self.after, self.phrases)
        self.phrases_box.hide()
        self.notes.hide()
        self.marks.hide()
        self.prompt_box.hide()
        self._show_entry(False)
        if again:
            # At each letter of a search: the same rows with other words, made once.
            for button, title in zip(self.buttons, titles, strict=True):
                key, _, hint = button.accessibleDescription().partition(", ")
                button.show_texts(key, title, hint)
            return
        self._show_buttons(tuple((str(i + 1), title, i == 0) for i, title in enumerate(titles)), "")

    def show_idle(self, told: str) -> None:
        """No call: one line that says how to begin."""
        self.show_choice_of_scripts((), told)

    def show_recap(self, said: str) -> None:
        """What to say first in a call taken up again, above the prompt; "" once it is said."""
        if said == self.recap.text():
            return
        self.recap.setText(said)
        self.recap_box.setVisible(bool(said))
        QTimer.singleShot(0, self, self._fit_anew)

    def show_view(self, view: ScriptView) -> None:
        """Show the step the call stands at."""
        self._view = view
        self.title.setText(view.title)
        self.edition.setText(self.tr("ed. {number}").format(number=view.edition))
        cleared(self.before, self.after, self.phrases)
        self._show_stages(view)
        finished = view.kind is None
        said = self.tr("The script is complete. F12 ends the call") if finished else view.prompt
        self.prompt_box.show()
        self.prompt_box.lead.setVisible(not finished)
        self.prompt.setText(emphasised(said))
        self.prompt.setAccessibleName(plain(said))
        typed = view.kind not in (None, AnswerKind.CHOICE, AnswerKind.NONE)
        self._show_entry(typed, view.label, view.typed_before)
        rows = tuple(
            (str(one.number), one.short if self._two_columns else one.label, one.default)
            for one in view.choices
        )
        if view.kind is AnswerKind.NONE:
            rows = (("1", self.tr("Said, go on"), True),)
        other = self.tr("Other answer") if self._two_columns else self.tr("Customer's other answer")
        self._show_buttons(rows, "" if finished else other)
        self._show_phrases(view.phrases)
        self.notes.setText("\n".join(side_notes(view)))
        self.marks.setText(courtesy_line(view))
        for label in (self.notes, self.marks):
            label.setVisible(bool(label.text()))
        self.step_shown.emit()
        # New labels know their height only after the layout has run once.
        QTimer.singleShot(0, self, self._fit_anew)

    def _show_stages(self, view: ScriptView) -> None:
        folded = StagesInOneLine(self.look, view)
        self.before.addWidget(folded)
        folded.setVisible(self._compact)
        self._stages = [(folded, True)]
        if self._compact:
            return
        for line, passed in stage_lines(self.look, view):
            (self.before if passed else self.after).addWidget(line)
            self._stages.append((line, False))

    def _show_entry(self, shown: bool, label: str = "", before: str = "") -> None:
        self._typing = shown
        self.entry_label.setVisible(shown)
        self.entry.setVisible(shown)
        self.entry_fault.hide()
        if shown:
            self.entry_label.setText(label)
            self.entry.setText(before)
            self.entry.setAccessibleName(label)
            self.entry.setPlaceholderText(self.tr("Alt+1, then Enter"))

    def _show_buttons(self, rows: tuple[tuple[str, str, bool], ...], other: str) -> None:
        self.asks_reason = False
        self.answers.two_columns = self._two_columns
        self.answers.show_answers((*rows, ("0", other, False)) if other else rows)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: what fits is shown again."""
        super().resizeEvent(event)
        self._fit()

    def give_room(self, height: int) -> None:
        """How many px can be seen at once; until then everything is shown."""
        self._room = height
        self._fit()

    def _fit_anew(self) -> None:
        self._ways.clear()
        self._fit()

    def _fit(self) -> None:
        """The prompt is never clipped: in short room notes and phrases go, then the stages fold."""
        if self._view is None or self._room is None:
            return
        key = self._room, self.width()
        if (known := self._ways.get(key)) is not None:
            self._give_way(*known)
            return
        for way in _GIVE_WAY:
            self._give_way(*way)
            if self.heightForWidth(self.width()) <= self._room:
                break
        self._ways[key] = way

    def _give_way(self, phrases: bool, notes: bool, folded: bool) -> None:
        some = self._view is not None and bool(self._view.phrases)
        self.phrases_box.setVisible(phrases and some)
        self.marks.setVisible(phrases and bool(self.marks.text()))
        self.notes.setVisible(notes and bool(self.notes.text()))
        for line, one_line in self._stages:
            line.setVisible(one_line is (folded or self._compact))

    def _show_phrases(self, phrases: tuple[str, ...]) -> None:
        self.phrases_box.setVisible(bool(phrases))
        if not phrases:
            return
        self.phrases.addWidget(Divider())
        head = QLabel(self.tr("Phrases for this step"))
        head.setProperty("role", "heading")
        self.phrases.addWidget(head)
        for phrase in phrases[:3]:
            self.phrases.addWidget(WrappedLabel(f"«{phrase}»"))

    def set_compact(self, compact: bool, two_columns: bool) -> None:
        """Low windows: the stages in one line, answers in two columns with their short labels."""
        if (compact, two_columns) == (self._compact, self._two_columns):
            return
        self._compact, self._two_columns = compact, two_columns
        if self._view is not None:
            self.show_view(self._view)

    def first_focus(self) -> QWidget:
        """Where F6 lands: the field of a typed answer, else the first answer."""
        if self.entry.isVisible() or not self.buttons:
            return self.entry
        return self.buttons[0]

    def submit_entry(self) -> bool:
        """Ctrl+Enter in an entry: take what was typed; False when no entry has the focus."""
        if not self.entry.isVisible() or not (self.entry.hasFocus() or self._typing):
            return False
        (self.typed if self._typing else self.other_said).emit(self.entry.text())
        return True

    def show_fault(self, told: str) -> None:
        """A typed answer that was not taken, and what is expected."""
        self.entry_fault.setText(told)
        self.entry_fault.show()
        self.entry.selectAll()

    def focus_entry(self) -> bool:
        """Alt+1 at a typed step; False when there is no field."""
        if self._typing:
            self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.entry.selectAll()
        return self._typing

    def ask_other(self) -> None:
        """Alt+0: take down the customer's own words in place of an answer."""
        if self._view is None or self._view.kind is None:
            return
        self._show_entry(True, self.tr("The customer's words, then Enter"))
        self._typing = False
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.other_asked.emit()

    def ask_skip(self) -> None:
        """Shift+F8: the three reasons take the place of the answers; 1–3 choose."""
        if self._view is None or self._view.kind is None:
            return
        self._show_entry(False)
        self.asks_reason = True
        self.answers.show_reasons(tuple(skip_reason(one) for one in REASONS))
        for button in self.buttons:
            button.installEventFilter(self)
        self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_reason(self, index: int) -> bool:
        """Alt+digit while a reason is asked for; False when none is."""
        if self.asks_reason and index < len(REASONS):
            self.skipped.emit(REASONS[index])
            return True
        return self.asks_reason

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: Enter takes what was typed, Esc leaves, 1–3 pick a reason."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._view is not None:
                self.show_view(self._view)
            self.left.emit()
            return True
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.entry and enter and not event.modifiers() & _CONTROL:
            (self.typed if self._typing else self.other_said).emit(self.entry.text())
            return True
        if (
            watched in self.buttons
            and Qt.Key.Key_1 <= key <= Qt.Key.Key_3
            and not event.modifiers()
        ):
            self.skipped.emit(REASONS[key - Qt.Key.Key_1])
            return True
        return super().eventFilter(watched, event)
