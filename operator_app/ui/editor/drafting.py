"""The draft while it is written: kept on this computer and checked, off the interface thread."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.phrases import Rule
from operator_app.domain.ports import Begin
from operator_app.domain.publication import Content
from operator_app.services.edit_rules import RuleChange, rule_changes
from operator_app.services.edit_scripts import (
    Change,
    Draft,
    DraftChecks,
    Place,
    Remark,
    changes,
    keep_draft,
    kept_draft,
    with_draft,
)
from operator_app.services.edit_synonyms import Groups, SynonymChange, text_of
from operator_app.services.workplace import Workplace
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices

_KEEP_MS = 300
"""A change is on the disk this long after it was typed, however long the typing goes on."""


class DraftState(StrEnum):
    """How the draft stands."""

    CLEAN = "clean"
    SAVING = "saving"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


class Drafting(QObject):
    """Signals: `state_changed(DraftState)`; `draft_changed()`; `checked(tuple[Remark, ...])`."""

    state_changed = Signal(object)
    draft_changed = Signal()
    checked = Signal(object)

    def __init__(self, storage: Runs, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._storage = storage
        self._notices = notices
        self._workplace: Workplace | None = None
        self._checks = DraftChecks(())
        self._draft = Draft(0)
        self._remarks: tuple[Remark, ...] = ()
        self._checked: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the last check found."""
        return self._remarks

    @property
    def is_checked(self) -> bool:
        """Whether `remarks` are those of the draft as it stands."""
        return self._checked == self._draft

    @property
    def draft(self) -> Draft:
        """The words that differ from the edition in use."""
        return self._draft

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has a newer edition: the draft goes on over that."""
        another_file = self._workplace is None or self._workplace.begin != workplace.begin
        self._workplace = workplace
        self._checks = DraftChecks(workplace.content.rules)
        if another_file:
            # What is still to be written belongs to the file of whoever sat here before.
            self._timer.stop()
            self._draft = Draft(workplace.edition)
            self._load(workplace.begin)
        else:
            self._rebase(self._draft)

    def _load(self, begin: Begin) -> None:
        def loaded(held: Draft | None) -> None:
            if self._workplace is None or self._workplace.begin != begin:
                return
            draft = held or self._draft
            for place, say in self._draft.says.items():  # typed while the file was read
                draft = draft.with_say(place, say)
            for rule_id, rule in self._draft.rules.items():
                draft = draft.with_rule(rule_id, rule)
            if self._draft.synonyms is not None:
                over = self._draft.synonyms_over
                draft = replace(draft, synonyms=self._draft.synonyms, synonyms_over=over)
            self._rebase(draft)

        self._storage.run(lambda: kept_draft(begin), loaded, self._failed)

    def _rebase(self, draft: Draft) -> None:
        desk = self._workplace
        if desk is None:
            return
        self._draft = draft.over(desk.content, desk.edition)
        self.state_changed.emit(DraftState.CLEAN if self._draft.is_empty else DraftState.KEPT)
        self.draft_changed.emit()
        self._check()

    def published_content(self) -> Content | None:
        """The edition in use, None before the desk is open."""
        return self._workplace.content if self._workplace else None

    def content(self) -> Content | None:
        """What would be published, None before the desk is open."""
        desk = self._workplace
        return with_draft(desk.content, self._draft) if desk else None

    def changes(self) -> tuple[Change, ...]:
        """What would change."""
        before, after = self.published_content(), self.content()
        return changes(before, after) if before and after else ()

    def say(self, place: Place) -> str:
        """The words of a step as the lead left them; KeyError when there is no such step."""
        content = self.published_content()
        script = content.script(place[0]) if content else None
        if script is None:
            raise KeyError(place)
        return self._draft.says.get(place, script.step(place[1]).say)

    def rule_changes(self) -> tuple[RuleChange, ...]:
        """Which phrase rules would change."""
        before, after = self.published_content(), self.content()
        return rule_changes(before, after) if before and after else ()

    def write(self, place: Place, say: str) -> None:
        """Other words for a step; on the disk and checked a moment later."""
        self._go_on(self._draft.with_say(place, say))

    def write_rule(self, rule_id: str, rule: Rule | None) -> None:
        """Another rule, or None for none of that id; kept and checked as `write`."""
        self._go_on(self._draft.with_rule(rule_id, rule))

    def other_changes(self) -> tuple[RuleChange | SynonymChange, ...]:
        """What would change besides the scripts: rules, then all synonyms as one."""
        before, after = self.published_content(), self.content()
        if before is None or after is None or before.synonyms == after.synonyms:
            return self.rule_changes()
        synonyms = SynonymChange(text_of(before.synonyms), text_of(after.synonyms))
        return (*self.rule_changes(), synonyms)

    def write_synonyms(self, groups: Groups) -> None:
        """Other synonyms; kept and checked as `write`."""
        published = self.published_content()
        over = published.synonyms if published else None
        self._go_on(replace(self._draft, synonyms=groups, synonyms_over=over))

    def _go_on(self, draft: Draft) -> None:
        desk = self._workplace
        if desk is None:
            return
        draft = draft.over(desk.content, desk.edition)
        if draft == self._draft:
            return
        self._draft = draft
        self.state_changed.emit(DraftState.SAVING)
        self.draft_changed.emit()
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Write what is not on the disk yet; also when the window is about to close."""
        self._timer.stop()
        desk, draft = self._workplace, self._draft
        if desk is None:
            return

        def kept(_: None) -> None:
            if draft == self._draft:
                self.state_changed.emit(DraftState.CLEAN if draft.is_empty else DraftState.KEPT)

        self._storage.run(lambda: keep_draft(desk.begin, draft), kept, self._failed)
        self._check()

    def _check(self) -> None:
        content, checks, draft = self.published_content(), self._checks, self._draft
        if content is None:
            return

        def done(remarks: tuple[Remark, ...]) -> None:
            self._remarks, self._checked = remarks, draft
            self.checked.emit(remarks)

        self._storage.run_latest(
            lambda: checks.remarks(content, draft), done, None, topic="draft-check"
        )

    def _failed(self, fault: Exception) -> None:
        self._notices.tell_fault(fault)
        self.state_changed.emit(DraftState.NOT_KEPT)
