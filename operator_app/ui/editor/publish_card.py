"""What would be published, word by word, what it touches, the comment, and the one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operator_app.services.edit_rules import RuleChange
from operator_app.services.edit_scripts import Change, Impact, Part, PartKind, word_changes
from operator_app.services.edit_synonyms import SynonymChange
from operator_app.services.publish import MAX_COMMENT
from operator_app.ui.editor.words import change_title, changed_lines, rule_words
from operator_app.ui.elements import Card, Divider, ElidedLabel, KeyCap, WrappedLabel
from operator_app.ui.reading.comparing import marked_words
from operator_app.ui.theme import Look

_NAMED = 3


class ChangeView(QWidget):
    """The words of one step before and after: signs, colours and strokes, never colour alone."""

    def __init__(
        self, look: Look, change: Change | RuleChange | SynonymChange, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        before, after, self._parts = _compared(change)
        head = ElidedLabel(change_title(change))
        head.setProperty("role", "heading")
        self.before, self.after = WrappedLabel(), WrappedLabel()
        column = QVBoxLayout(self)
        look.space(column, spacing=4)
        column.addWidget(head)
        for label in (self.before, self.after):
            label.setTextFormat(Qt.TextFormat.RichText)
            column.addWidget(label)
        self.before.setAccessibleName(self.tr("Before: {words}").format(words=before))
        self.after.setAccessibleName(self.tr("After: {words}").format(words=after))
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens, parts = self._look.tokens, self._parts
        removed = f"color:{tokens.bad};background:{tokens.bad_bg};text-decoration:line-through"
        added = f"color:{tokens.ok};background:{tokens.ok_bg};font-weight:600"
        self.before.setText(marked_words("−", parts, PartKind.REMOVED, removed))
        self.after.setText(marked_words("+", parts, PartKind.ADDED, added))


def _compared(change: Change | RuleChange | SynonymChange) -> tuple[str, str, tuple[Part, ...]]:
    if isinstance(change, Change):
        return change.before, change.after, change.parts
    if isinstance(change, SynonymChange):
        return (
            *changed_lines(change),
            word_changes(*changed_lines(change)),
        )
    before, after = rule_words(change.before), rule_words(change.after)
    return before, after, word_changes(before, after)


class PublishCard(Card):
    """Signals: `publish_asked()` by the button; `left()` for Esc."""

    publish_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.title, self.number = QLabel(self.tr("Publication")), QLabel()
        self.title.setProperty("role", "title")
        self.changes = QWidget()
        self.changes.setProperty("role", "clear")
        self._rows = QVBoxLayout(self.changes)
        self.area = QScrollArea()
        self.impact, self.told = WrappedLabel(), WrappedLabel()
        self.comment_label, self.comment = QLabel(self.tr("What changed and why")), QLineEdit()
        self.back, self.publish = QPushButton(self.tr("Back")), QPushButton(self.tr("Publish"))
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Changes word by word"))
        self.area.setWidget(self.changes)
        self.comment.setMaxLength(MAX_COMMENT)
        self.comment.setAccessibleName(self.comment_label.text())
        self.comment.setPlaceholderText(self.tr("Agents and other leads read this"))
        self.comment_label.setBuddy(self.comment)
        for part in (self.number, self.comment_label, self.told):
            part.setProperty("role", "secondary")
        self.publish.setProperty("role", "primary")
        for button in (self.back, self.publish):
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        self.back.clicked.connect(self.left)
        self.publish.clicked.connect(self.publish_asked)

    def _lay_out(self) -> None:
        look = self._look
        look.space(self._rows, spacing=12)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        foot = QHBoxLayout()
        look.space(foot, spacing=8)
        foot.addWidget(KeyCap("Esc"))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(KeyCap("Ctrl+Enter"))
        foot.addWidget(self.publish)
        column = QVBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        for part in (Divider(), self.comment_label, self.comment, self.told):
            column.addWidget(part)
        column.addLayout(foot)
        self.setTabOrder(self.comment, self.publish)
        self.setTabOrder(self.publish, self.back)
        self.setTabOrder(self.back, self.area)

    def show_changes(
        self, changes: Sequence[Change | RuleChange | SynonymChange], touched: Sequence[Impact]
    ) -> None:
        """List what would change, with what the changed scripts touch."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.number.setText(self.tr("Changes: {count}").format(count=len(changes)))
        for change in changes:
            self._rows.addWidget(ChangeView(self._look, change))
        self.impact = WrappedLabel(self._impact(touched))
        self.impact.setProperty("role", "secondary")
        self._rows.addWidget(self.impact)
        self._rows.addStretch(1)

    def _impact(self, touched: Sequence[Impact]) -> str:
        groups = (
            (self.tr("SOPs: {names}"), [name for one in touched for name in one.sops]),
            (self.tr("replies: {names}"), [name for one in touched for name in one.replies]),
            (self.tr("scripts: {names}"), [name for one in touched for name in one.scripts]),
        )
        named = [words.format(names=_few(names)) for words, names in groups if names]
        if not named:
            return self.tr("Nothing else depends on this")
        return self.tr("Look these over too. {what}").format(what="; ".join(named))

    def tell(self, words: str, *, may_publish: bool) -> None:
        """What happens on publishing, or what keeps it from happening."""
        self.told.setText(words)
        self.publish.setEnabled(may_publish)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes back to the words."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _few(names: Sequence[str]) -> str:
    once = list(dict.fromkeys(names))
    more = f" +{len(once) - _NAMED}" if len(once) > _NAMED else ""
    return ", ".join(once[:_NAMED]) + more
