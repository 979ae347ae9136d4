"""A text field that underlines discouraged phrases and changes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from operator_app.domain.phrases import Gender
from operator_app.language.phrase_table import PhraseTable
from operator_app.ui.elements import WrappedLabel
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import announce
from operator_app.ui.phrases import words
from operator_app.ui.phrases.checking import Hint, LineChecker
from operator_app.ui.phrases.offsets import block_text
from operator_app.ui.phrases.underlining import Silenced, follow, underlined
from operator_app.ui.theme import Look


class PhraseEditor(QPlainTextEdit):
    """Put `line` under it: it says what is better and why, and hides when there is nothing.

    `lane` checks the text. The hint meant by the keys is the one chosen with `next_hint`, else the
    one at or after the cursor, else the last. Signal: `hints_shown()`, the text was checked and
    what to say instead of the hint meant is known.
    """

    hints_shown = Signal()

    def __init__(self, look: Look, lane: Runs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lane = lane
        self._checker: LineChecker | None = None
        self._using: tuple[PhraseTable | None, Gender | None] = (None, None)
        self._checked = -1
        self._hints: tuple[Hint, ...] = ()
        self._silenced: list[Silenced] = []
        self._chosen: tuple[int, int] | None = None
        self._explained = False
        self._brief = False
        self._told = ""
        self._then: Callable[[], None] | None = None
        self.line = WrappedLabel()
        self.line.setProperty("role", "secondary")
        self.line.hide()
        # The widget's own signal is silent while its owner fills it with signals blocked.
        self.document().contentsChanged.connect(self._ask)
        self.cursorPositionChanged.connect(self._cursor_moved)
        look.changed.connect(self._underline)

    def set_table(self, table: PhraseTable | None, gender: Gender | None = None) -> None:
        """Check by this table from now on; None stops checking. The table stays with the lane."""
        if (table, gender) == self._using:
            return
        self._using = (table, gender)
        self._checker = LineChecker(table, gender) if table is not None else None
        self._checked = -1
        if self._checker is None:
            self._show(())
        self._ask()

    def set_brief(self, brief: bool) -> None:
        """Keep the reason for Ctrl+B and the tool tip, where height is short."""
        self._brief = brief
        self._tell()

    def text(self) -> str:
        """The text as it stands: unlike toPlainText(), its no-break spaces are still there."""
        return "\n".join(self._lines()).replace("\u2028", "\n")

    def hints(self) -> tuple[Hint, ...]:
        """What is underlined now, in order."""
        return self._hints

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """What the commands for hints mean while this field's screen is in front."""
        return {
            "hint-apply": self.apply_hint,
            "hint-next": self.next_hint,
            "hint-dismiss": self.dismiss_hint,
            "hint-why": self.explain_hint,
        }

    def apply_hint(self) -> None:
        """Ctrl+J: put the suggestion shown in the place of the phrase; one undo takes it back."""
        if self._later(self.apply_hint) or self.isReadOnly():
            return
        found = self._current()
        if found is None or not found[0].suggestions:
            return
        hint, text = found[0], found[0].suggestions[found[1]]
        place = QTextCursor(self.document())
        place.setPosition(hint.replace_start)
        place.setPosition(hint.replace_end, QTextCursor.MoveMode.KeepAnchor)
        place.insertText(text)
        announce(self, words.replaced(hint, text))

    def next_hint(self) -> None:
        """Ctrl+L: the next suggestion of the hint; after its last one, the next hint."""
        if self._later(self.next_hint):
            return
        found = self._current()
        if found is None:
            return
        hint, choice = found
        place = self._hints.index(hint)
        if choice + 1 < len(hint.suggestions):
            self._chosen = (place, choice + 1)
        else:
            self._chosen = ((place + 1) % len(self._hints), 0)
        self._reveal(self._hints[self._chosen[0]])
        self._refresh()

    def dismiss_hint(self) -> None:
        """Ctrl+H: leave this phrase alone in this text."""
        if self._later(self.dismiss_hint):
            return
        found = self._current()
        if found is None:
            return
        hint = found[0]
        self._silenced.append(Silenced(hint.rule, follow(self.document(), hint)))
        self._show(self._hints)
        announce(self, words.silenced(hint))

    def explain_hint(self) -> None:
        """Ctrl+B: why the phrase is underlined."""
        if self._later(self.explain_hint):
            return
        found = self._current()
        if found is not None:
            self._explained = True
            self._tell()
            announce(self, words.reason(found[0]))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt: the reason for an underlined phrase under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.cursorForPosition(event.pos()).position()
            over = next((one for one in self._hints if one.start <= at <= one.end), None)
            place = event.globalPos()
            if over is None:
                QToolTip.showText(place, "", self)
            else:
                self._complete(over, lambda full: self._explain_at(place, full))
            return True
        return super().viewportEvent(event)

    # -- checking ------------------------------------------------------------------------------

    def _ask(self) -> None:
        checker = self._checker
        if checker is None:
            return
        revision, lines = self.document().revision(), self._lines()
        if revision == self._checked:
            return
        self._lane.run_latest(
            lambda: checker.check(lines),
            lambda hints: self._take(revision, hints),
            topic=f"phrases-{id(self)}",
        )

    def _lines(self) -> tuple[str, ...]:
        # toPlainText() would turn no-break spaces into spaces and U+2028 into a line's end.
        lines, block = [], self.document().begin()
        while block.isValid():
            lines.append(block_text(block))
            block = block.next()
        return tuple(lines)

    def _take(self, revision: int, hints: tuple[Hint, ...]) -> None:
        if self._checker is None or revision != self.document().revision():
            return
        self._checked = revision
        self._show(hints)
        self._go_on()

    def _go_on(self) -> None:
        """Do what a key asked for too early, when all it needs is there."""
        then, self._then = self._then, None
        if then is not None:
            then()

    def _later(self, action: Callable[[], None]) -> bool:
        """A key pressed before the text is checked waits for it; True when it does."""
        checked = self._checker is None or self._checked == self.document().revision()
        waits = not (checked and self._is_ready())
        if waits:
            self._then = action
        return waits

    def _is_ready(self) -> bool:
        found = self._current()
        return found is None or found[0].complete

    def _complete(self, hint: Hint, then: Callable[[Hint], None]) -> None:
        """Have what to say instead worked out; `then` gets it unless the text went on."""
        checker, revision, lines = self._checker, self.document().revision(), self._lines()
        if checker is None or self._checked != revision:
            return

        def take(full: Hint) -> None:
            if revision == self.document().revision():
                self._hints = tuple(full if one == hint else one for one in self._hints)
                then(full)

        self._lane.run_latest(
            lambda: checker.completed(lines, hint), take, topic=f"phrase-{id(self)}"
        )

    def _completed(self, _full: Hint) -> None:
        self._refresh()
        self._go_on()
        self.hints_shown.emit()

    def _explain_at(self, place: QPoint, hint: Hint) -> None:
        told = f"{words.offer(hint, 0, open_to_change=False)}. {words.reason(hint)}"
        QToolTip.showText(place, told, self)

    def _show(self, hints: tuple[Hint, ...]) -> None:
        self._silenced = [one for one in self._silenced if one.stands()]
        self._hints = tuple(
            hint for hint in hints if not any(one.covers(hint) for one in self._silenced)
        )
        self._chosen = None
        self._explained = False
        self._refresh()
        if self._is_ready():
            self.hints_shown.emit()

    # -- which hint, and how it is shown ---------------------------------------------------------

    def _current(self) -> tuple[Hint, int] | None:
        if not self._hints:
            return None
        if self._chosen is not None:
            return self._hints[self._chosen[0]], self._chosen[1]
        at = self.textCursor().position()
        return next((one for one in self._hints if one.end >= at), self._hints[-1]), 0

    def _cursor_moved(self) -> None:
        if self._hints and self._checked == self.document().revision():
            self._chosen = None
            self._explained = False
            self._refresh()

    def _refresh(self) -> None:
        self._underline()
        found = self._current()
        if found is not None and not found[0].complete:
            self._complete(found[0], self._completed)
        self._tell()

    def _underline(self) -> None:
        found, tokens = self._current(), self._look.tokens
        meant = found[0] if found is not None and len(self._hints) > 1 else None
        self.setExtraSelections(
            [underlined(self.document(), one, tokens, meant=one is meant) for one in self._hints]
        )

    def _reveal(self, hint: Hint) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(hint.start)
        seen = self.cursorRect(cursor)
        if seen.top() < 0 or seen.bottom() > self.viewport().height():
            self.verticalScrollBar().setValue(cursor.block().firstLineNumber())

    def _tell(self) -> None:
        found = self._current()
        told = ""
        if found is not None and found[0].complete:
            hint, choice = found
            parts = [words.offer(hint, choice, open_to_change=not self.isReadOnly())]
            if self._explained or (hint.why and not self._brief):
                parts.append(words.reason(hint).rstrip("."))
            parts.append(words.more(len(hint.suggestions), len(self._hints)))
            told = ". ".join(part for part in parts if part)
        self.line.setText(told)
        self.line.setVisible(bool(told))
        self.setAccessibleDescription(told)
        if told and told != self._told and self.hasFocus():
            announce(self, told)
        self._told = told
