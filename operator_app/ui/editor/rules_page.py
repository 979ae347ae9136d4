"""The tab «Правила»: the phrase rules as a list, one of them at hand with live examples."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.phrases import Rule, RuleForm
from operator_app.language.phrase_table import PhraseTable, compile_rules
from operator_app.services.edit_rules import Example, RuleFlaw, examples, rule_flaws
from operator_app.services.edit_scripts import with_draft
from operator_app.services.workplace import Workplace
from operator_app.ui.editor.drafting import Drafting, DraftState
from operator_app.ui.editor.rule_card import RuleCard
from operator_app.ui.editor.words import draft_words, flaw_words, rule_title
from operator_app.ui.elements import Card, ElidedLabel, Scrolled
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.theme import Look

_RULE = int(Qt.ItemDataRole.UserRole)
_ROW = 32
_FOCUS = Qt.FocusReason.ShortcutFocusReason


@dataclass(frozen=True, slots=True)
class _Preview:
    """What the language lane found out of a rule."""

    table: PhraseTable
    examples: tuple[Example, ...]
    flaws: tuple[RuleFlaw, ...]


class RulesPage(QWidget):
    """`lane` compiles and reads; `drafting` keeps. Signal: `left()` by Esc in the list."""

    left = Signal()

    def __init__(
        self, look: Look, lane: Runs, drafting: Drafting, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._drafting = lane, drafting
        self._workplace: Workplace | None = None
        self._columns, self._writing = 3, False
        self.listed = Card()
        self.title, self.keys = QLabel(self.tr("Phrase rules")), ElidedLabel()
        self.list = QListWidget()
        self.card = RuleCard(look, lane)
        self._area = Scrolled(self.card)
        self._set_up(look)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.itemActivated.connect(lambda _: self._write())
        self.card.rule_written.connect(self._take)
        self.card.removal_asked.connect(self._remove)
        self.card.left.connect(self.to_list)
        drafting.draft_changed.connect(self._mark)
        drafting.state_changed.connect(self._show_state)

    def _set_up(self, look: Look) -> None:
        self.title.setProperty("role", "title")
        self.title.setBuddy(self.list)
        self.keys.setProperty("role", "secondary")
        self.keys.setText(self.tr("↑ ↓ choose · Enter edit · Ctrl+N new"))
        self.list.setAccessibleName(self.title.text())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column, row = QVBoxLayout(self.listed), QHBoxLayout(self)
        look.space(column, (12, 12, 12, 12), 8)
        look.space(row, (8, 8, 8, 8), 8)
        look.changed.connect(self._mark)
        self._look = look
        for part in (self.title, self.list, self.keys):
            column.addWidget(part, 1 if part is self.list else 0)
        row.addWidget(self.listed, 36)
        row.addWidget(self._area, 64)

    # -- what the screen asks ------------------------------------------------------------------

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has a newer edition."""
        before, self._workplace = self._chosen(), workplace
        self._mark()
        chosen = self._chosen()
        # A rule in the lead's hands is not put into the form anew under the cursor.
        if not (self._writing and before and chosen and before.id == chosen.id):
            self._show()

    def arrange(self, layout: LayoutClass) -> None:
        """In one column the list, or the rule when it is being written."""
        self._columns = layout.columns
        self.keys.setVisible(not layout.tiny)
        self._show_parts()

    def to_list(self) -> None:
        """The cursor in the list."""
        self._writing = False
        self._show_parts()
        self.list.setFocus(_FOCUS)

    def begin(self) -> None:
        """Ctrl+N: a rule with nothing in it yet."""
        desk = self._workplace
        if desk is None:
            return
        rule_id = f"r-{desk.new_key()}"
        self._drafting.write_rule(rule_id, Rule(rule_id, RuleForm.INFLECT, ()))
        self._mark()
        self._choose(rule_id)
        self._write()

    def other_pane(self) -> None:
        """F6: from the list into the rule, and back."""
        if self.list.hasFocus():
            self._write()
        else:
            self.to_list()

    # -- what the lead does --------------------------------------------------------------------

    def _write(self) -> None:
        if self._chosen() is not None:
            self._writing = True
            self._show_parts()
            self.card.avoid.setFocus(_FOCUS)

    def _take(self, rule: Rule) -> None:
        self._drafting.write_rule(rule.id, rule)
        self._preview(rule)

    def _remove(self) -> None:
        rule = self._chosen()
        if rule is None or self._workplace is None:
            return
        held = next((one for one in self._workplace.content.rules if one.id == rule.id), None)
        gone = rule.id in self._removed()
        # A removed one comes back as it is published; a new one is gone for good.
        self._drafting.write_rule(rule.id, held if gone else None)
        self._mark()
        self._show()

    # -- what is shown -------------------------------------------------------------------------

    def _removed(self) -> set[str]:
        return {one for one, rule in self._drafting.draft.rules.items() if rule is None}

    def _rules(self) -> tuple[Rule, ...]:
        """Those of the edition with the draft's over them; removed ones stay to be brought back."""
        desk = self._workplace
        if desk is None:
            return ()
        rules = {one.id: one for one in desk.content.rules}
        rules |= {one: rule for one, rule in self._drafting.draft.rules.items() if rule}
        return tuple(rules[one] for one in sorted(rules))

    def _mark(self) -> None:
        """List what there is; the chosen rule stays chosen."""
        chosen = self._chosen()
        changed, removed = self._drafting.draft.rules.keys(), self._removed()
        with QSignalBlocker(self.list):
            self.list.clear()
            for rule in self._rules():
                mark = "− " if rule.id in removed else "• " if rule.id in changed else ""
                item = QListWidgetItem(mark + rule_title(rule))
                item.setData(_RULE, rule)
                item.setSizeHint(QSize(0, self._look.px(_ROW)))
                self.list.addItem(item)
            self._choose(chosen.id if chosen else "")

    def _choose(self, rule_id: str) -> None:
        places = [i for i in range(self.list.count()) if self._at(i).id == rule_id]
        self.list.setCurrentRow(places[0] if places else 0)

    def _at(self, place: int) -> Rule:
        rule: Rule = self.list.item(place).data(_RULE)
        return rule

    def _chosen(self) -> Rule | None:
        place = self.list.currentRow()
        return self._at(place) if place >= 0 else None

    def _show(self) -> None:
        rule = self._chosen()
        self.card.show_rule(rule, removed=rule is not None and rule.id in self._removed())
        if rule is not None:
            self._preview(rule)

    def _preview(self, rule: Rule) -> None:
        desk = self._workplace
        if desk is None:
            return
        draft, gender = self._drafting.draft, desk.desk.name.gender

        def look() -> _Preview:
            content = with_draft(desk.content, draft)
            among = tuple({one.id: one for one in (*content.rules, rule)}.values())
            flaws = rule_flaws(rule, among)
            return _Preview(compile_rules((rule,)), examples(rule, content, gender), flaws)

        def show(found: _Preview) -> None:
            self.card.try_with(found.table, gender)
            self.card.show_examples(found.examples)
            self.card.show_flaws([flaw_words(one) for one in found.flaws])

        self._lane.run_latest(look, show, topic="rule-preview")

    def _show_state(self, state: DraftState) -> None:
        self.card.state.setText(draft_words(state))

    def _show_parts(self) -> None:
        alone = self._columns == 1
        self.listed.setVisible(not (alone and self._writing))
        self._area.setVisible(not alone or self._writing)
