"""Compiles an edition's phrase rules off the interface thread and hands the table to editors."""

from __future__ import annotations

from PySide6.QtCore import QObject

from operator_app.domain.phrases import Gender, Rule
from operator_app.language.phrase_table import PhraseTable, compile_rules
from operator_app.ui.lanes import Runs
from operator_app.ui.phrases.editor import PhraseEditor


class PhraseRules(QObject):
    """The table of one desk; `lane` compiles it.

    Its editors must all check on one lane. Until a new table is ready they go on with the former.
    """

    def __init__(self, lane: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._editors: list[PhraseEditor] = []
        self._wanted: tuple[Rule, ...] | None = None
        self._table: PhraseTable | None = None
        self._gender: Gender | None = None

    def use(self, rules: tuple[Rule, ...], gender: Gender | None) -> None:
        """Check by these rules from now on, for an agent of `gender` (None: not known)."""
        self._gender = gender
        if rules == self._wanted:
            self._hand_out()
            return
        self._wanted = rules
        self._lane.run_latest(lambda: compile_rules(rules), self._take, topic="phrase-rules")

    def serve(self, *editors: PhraseEditor) -> None:
        """Let editors check by the rules in use, and by those to come."""
        self._editors += editors
        self._hand_out()

    def _take(self, table: PhraseTable) -> None:
        self._table = table
        self._hand_out()

    def _hand_out(self) -> None:
        for editor in self._editors:
            editor.set_table(self._table, self._gender)
