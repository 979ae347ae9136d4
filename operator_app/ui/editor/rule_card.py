"""One phrase rule: its form on top, below it what the rule does to sentences, at once."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.phrases import Gender, Rule, RuleForm
from operator_app.language.phrase_table import PhraseTable
from operator_app.services.edit_rules import MAX_WHY, Example, written_rule
from operator_app.ui.elements import Card, WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.phrases.editor import PhraseEditor
from operator_app.ui.theme import Look


class RuleCard(Card):
    """`lane` checks the lead's own sentence.

    Signals: `rule_written(Rule)` at each change of a field; `removal_asked()` by the button, which
    removes the rule or brings it back; `left()` by Esc.
    """

    rule_written = Signal(object)
    removal_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, lane: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rule: Rule | None = None
        self._examples: tuple[Example, ...] = ()
        self.state, self.flaws, self.examples = QLabel(), WrappedLabel(), WrappedLabel()
        self.avoid, self.say, self.except_ = QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit()
        self.why, self.any_form = QLineEdit(), QCheckBox(self.tr("In every form of the words"))
        self.attempt = PhraseEditor(look, lane)
        self.remove = QPushButton()
        self._set_up()
        self._lay_out()
        look.changed.connect(self._dress)
        self._dress()
        self.show_rule(None, removed=False)

    def _set_up(self) -> None:
        self.flaws.setProperty("role", "warning")
        self.state.setProperty("role", "secondary")
        self.examples.setTextFormat(Qt.TextFormat.RichText)
        self.why.setMaxLength(MAX_WHY)
        for field in (self.avoid, self.say, self.except_):
            field.setTabChangesFocus(True)
            field.textChanged.connect(self._written)
        self.attempt.setTabChangesFocus(True)
        self.attempt.setPlaceholderText(self.tr("Type a sentence of your own: try the rule on it"))
        self.why.textEdited.connect(self._written)
        self.any_form.toggled.connect(self._written)
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self.removal_asked)

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        self._look.space(column, (12, 12, 12, 12), 4)
        column.addWidget(self.state)
        named: tuple[tuple[str, QPlainTextEdit | QLineEdit], ...] = (
            (self.tr("Do not say, a phrase a line"), self.avoid),
            (self.tr("Say, the best first; nothing here makes a mere hint"), self.say),
            (self.tr("Except in these phrases, … is any words"), self.except_),
            (self.tr("Why, in a sentence the agent reads"), self.why),
        )
        for words, field in named:
            label = QLabel(words)
            label.setProperty("role", "secondary")
            label.setBuddy(field)
            field.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(field)
        foot.addWidget(self.any_form, 1)
        foot.addWidget(self.remove)
        column.addLayout(foot)
        column.addWidget(self.flaws)
        self.attempt.setAccessibleName(self.tr("A sentence of your own"))
        for part in (self.examples, self.attempt, self.attempt.line):
            column.addWidget(part)
        column.addStretch(1)

    def _dress(self) -> None:
        for field in (self.avoid, self.say, self.except_, self.attempt):
            field.setFixedHeight(self._look.px(56))
        self.show_examples(self._examples)

    def show_rule(self, rule: Rule | None, *, removed: bool) -> None:
        """Put a rule into the form; a removed one can only be brought back."""
        self._rule = None
        lines: tuple[Sequence[str], ...] = ((), (), ())
        if rule is not None:
            lines = (rule.discouraged, [one.text for one in rule.approved], rule.exceptions)
        for field, phrases in zip((self.avoid, self.say, self.except_), lines, strict=True):
            field.setPlainText("\n".join(phrases))
            field.setEnabled(rule is not None and not removed)
        self.why.setText(rule.why if rule else "")
        self.any_form.setChecked(rule is not None and rule.form is RuleForm.INFLECT)
        for part in (self.why, self.any_form, self.attempt):
            part.setEnabled(rule is not None and not removed)
        words = self.tr("Bring the rule back") if removed else self.tr("Remove the rule")
        self.remove.setText(words)
        self.remove.setAccessibleName(words)
        self.remove.setEnabled(rule is not None)
        self._rule = rule

    def _written(self) -> None:
        if self._rule is None:
            return
        form = RuleForm.INFLECT if self.any_form.isChecked() else RuleForm.FIXED
        avoid, say, except_ = (one.toPlainText() for one in (self.avoid, self.say, self.except_))
        written = written_rule(self._rule, form, avoid, say, except_, self.why.text())
        self.rule_written.emit(written)

    def show_flaws(self, words: Sequence[str]) -> None:
        """What keeps the rule from being published; nothing hides the line."""
        self.flaws.setText("\n".join(words))
        self.flaws.setVisible(bool(words))

    def show_examples(self, examples: tuple[Example, ...]) -> None:
        """What the rule does: «было → стало», the words it is about stressed."""
        self._examples = examples
        tokens = self._look.tokens
        lines = []
        for one in examples:
            old = "".join(
                (
                    html.escape(one.before[: one.start]),
                    f'<span style="color:{tokens.bad}"><u>',
                    html.escape(one.before[one.start : one.end]),
                    "</u></span>",
                    html.escape(one.before[one.end :]),
                )
            )
            new = f" → {html.escape(one.after)}" if one.after != one.before else ""
            place = f' <span style="color:{tokens.text2}">({html.escape(one.place)})</span>'
            lines.append(f"{old}{new}{place if one.place else ''}")
        self.examples.setText("<br>".join(lines) or html.escape(self.tr("Nothing is found by it")))

    def try_with(self, table: PhraseTable, gender: Gender | None) -> None:
        """Underline the lead's own sentence by this table."""
        self.attempt.set_table(table, gender)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
