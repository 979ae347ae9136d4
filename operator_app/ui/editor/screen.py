"""Редактор: scripts on the left, a step's words in the middle, the agent's view on the right."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import CentreFault
from operator_app.domain.publication import Content, Edition
from operator_app.services.edit_scripts import Place, Remark, impact
from operator_app.services.publish import NumberTaken
from operator_app.services.synchronise import notice_of
from operator_app.services.workplace import Workplace
from operator_app.ui.editor.drafting import Drafting
from operator_app.ui.editor.preview import PreviewCard
from operator_app.ui.editor.publish_card import PublishCard
from operator_app.ui.editor.step_card import StepCard
from operator_app.ui.editor.steps_card import StepsCard
from operator_app.ui.editor.words import remark_words
from operator_app.ui.frame.window import LayoutClass
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import NoticeKind, Notices, announce
from operator_app.ui.screen import Screen, Slots
from operator_app.ui.theme import Look

Publish = Callable[[Content, str], Edition]
"""Makes the content the next edition; raises as `services.publish.publish`."""

_FOCUS = Qt.FocusReason.ShortcutFocusReason


class Mode(Enum):
    """What the lead is at."""

    LIST = auto()
    WORDS = auto()
    PUBLISHING = auto()


class EditorScreen(Screen):
    """Signals: `published(Edition)`; `overtaken()` when another lead's edition was fetched instead.

    `storage` and `network` are lanes. Call `keep_now` before the lanes are closed.
    """

    published = Signal(object)
    overtaken = Signal()

    def __init__(
        self,
        look: Look,
        storage: Runs,
        network: Runs,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._network, self._notices = network, notices
        self._workplace: Workplace | None = None
        self._publish: Publish | None = None
        self._layout = LayoutClass(columns=3, short=False, tiny=False, tall=False, narrow=False)
        self._mode, self._preview_only, self._sending = Mode.LIST, False, False
        self._place: Place | None = None
        self.drafting = Drafting(storage, notices, self)
        self.steps, self.step = StepsCard(look), StepCard(look)
        self.publication, self.preview = PublishCard(look), PreviewCard(look)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.step)
        self.middle.addWidget(self.publication)
        row = QHBoxLayout(self)
        look.space(row, (8, 8, 8, 8), 8)
        row.addWidget(self.steps, 26)
        row.addWidget(self.middle, 40)
        row.addWidget(self.preview, 34)
        self.setTabOrder(self.steps, self.middle)
        self._wire()

    def _wire(self) -> None:
        self.steps.step_shown.connect(self._show_step)
        self.steps.edit_asked.connect(self._edit)
        self.step.words_changed.connect(self._write)
        self.step.publish_asked.connect(self._ask_to_publish)
        self.step.left.connect(self._back)
        self.publication.publish_asked.connect(self._send)
        self.publication.left.connect(self._back)
        self.drafting.state_changed.connect(self.step.show_state)
        self.drafting.draft_changed.connect(self._draft_changed)
        self.drafting.checked.connect(self._checked)

    def keep_now(self) -> None:
        """Write the draft to the disk."""
        self.drafting.keep_now()

    def attach(self, workplace: Workplace) -> None:
        """The desk is open, or has a newer edition: the draft goes on over that."""
        # The step in hand may be gone from this edition; the list says which is shown now.
        self._workplace, self._place = workplace, None
        self._publish = workplace.publish
        self.drafting.attach(workplace)
        self.steps.show_content(workplace.content)
        self.steps.mark(self.drafting.draft.says.keys())
        self._show_step(self.steps.place)

    def arrange(self, layout: LayoutClass) -> None:
        """Two columns show the list or the preview beside the words, one column one at a time."""
        self._layout = layout
        self.step.arrange(short=layout.short, tiny=layout.tiny)
        self.steps.keys.setVisible(not layout.tiny)
        self.preview.customer.setVisible(not layout.tiny)
        self.preview.set_compact(layout.short, layout.tiny)
        self._show_parts()

    def come_forward(self) -> None:
        """Take the focus where the lead left it."""
        if self._mode is Mode.LIST:
            self.steps.take_focus()
        elif self._mode is Mode.WORDS:
            self.step.say.setFocus(_FOCUS)
        else:
            self.publication.comment.setFocus(_FOCUS)

    def slots(self) -> Slots:
        """Ctrl+Enter, Ctrl+O, Ctrl+S, F6."""
        return {
            "confirm": self._confirm,
            "preview": self._toggle_preview,
            "save": self.keep_now,
            "pane-next": self._next_pane,
            "pane-previous": self._next_pane,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt: Esc goes one level back."""
        if event.key() == Qt.Key.Key_Escape and (self._preview_only or self._mode is not Mode.LIST):
            self._back()
            return
        super().keyPressEvent(event)

    def _show_parts(self) -> None:
        columns, listed = self._layout.columns, self._mode is Mode.LIST
        alone = self._preview_only
        self.preview.setVisible(alone or columns == 3 or (columns == 2 and not listed))
        self.steps.setVisible(not alone and (columns == 3 or listed))
        self.middle.setVisible(not alone and (columns > 1 or not listed))

    def _enter(self, mode: Mode) -> None:
        self._mode, self._preview_only = mode, False
        self.middle.setCurrentWidget(self.publication if mode is Mode.PUBLISHING else self.step)
        self._show_parts()
        self.come_forward()

    def _back(self) -> None:
        if self._preview_only:
            self._toggle_preview()
            return
        self._enter(Mode.WORDS if self._mode is Mode.PUBLISHING else Mode.LIST)

    def _edit(self) -> None:
        if self._place is not None:
            self.step.say.moveCursor(QTextCursor.MoveOperation.End)
            self._enter(Mode.WORDS)

    def _next_pane(self) -> None:
        in_list = self.steps.isAncestorOf(QApplication.focusWidget() or self)
        if self._mode is not Mode.PUBLISHING:
            self._enter(Mode.WORDS if in_list else Mode.LIST)

    def _toggle_preview(self) -> None:
        self._preview_only = not self._preview_only
        self._show_parts()
        if self._preview_only:
            self.setFocus(_FOCUS)
            announce(self, self.preview.words)
        else:
            self.come_forward()

    def _confirm(self) -> None:
        if self._mode is Mode.PUBLISHING:
            self._send()
        else:
            self._ask_to_publish()

    def _show_step(self, place: Place | None) -> None:
        desk = self._workplace
        script = desk.content.script(place[0]) if desk and place else None
        if desk is None or place is None or script is None or place == self._place:
            return
        self._place = place
        say = self.drafting.say(place)
        self.step.show_step(script, script.step(place[1]), say)
        self.preview.show_step(desk, place, say)

    def _write(self, say: str) -> None:
        if self._place is not None:
            self.drafting.write(self._place, say)
            self.preview.show_words(say)

    def _draft_changed(self) -> None:
        self.steps.mark(self.drafting.draft.says.keys())
        if self._place is not None:
            say = self.drafting.say(self._place)
            self.step.show_words(say)
            self.preview.show_words(say)

    def _checked(self, remarks: tuple[Remark, ...]) -> None:
        content = self.drafting.published_content()
        if content is None:
            return
        self.step.show_remarks([remark_words(content, one) for one in remarks])
        if self._mode is Mode.PUBLISHING:
            self._tell_of_publication()

    def _ask_to_publish(self) -> None:
        changes, content = self.drafting.changes(), self.drafting.published_content()
        rules = self.drafting.other_changes()
        if content is None or not (changes or rules):
            self._notices.tell(self.tr("Nothing to publish: no words were changed"))
            return
        scripts = dict.fromkeys(one.script.id for one in changes)
        self.publication.show_changes([*changes, *rules], [impact(content, one) for one in scripts])
        self.drafting.keep_now()
        self._enter(Mode.PUBLISHING)
        self._tell_of_publication()

    def _tell_of_publication(self) -> None:
        content, desk = self.drafting.published_content(), self._workplace
        if content is None or desk is None:
            return
        remarks = self.drafting.remarks
        if not self.drafting.is_checked:
            self.publication.tell(self.tr("Checking…"), may_publish=False)
        elif remarks:
            self.publication.tell(remark_words(content, remarks[0]), may_publish=False)
        elif self._publish is None:
            told = self.tr("The centre is not configured. The draft stays on this computer")
            self.publication.tell(told, may_publish=False)
        else:
            words = self.tr("It becomes edition {number}. A call in progress keeps its own")
            told = words.format(number=desk.edition + 1)
            self.publication.tell(told, may_publish=not self._sending)

    def _send(self) -> None:
        publish, content = self._publish, self.drafting.content()
        if self._sending or publish is None or content is None:
            return
        if self.drafting.remarks or not self.drafting.is_checked:
            self._tell_of_publication()
            self._notices.tell(self.publication.told.text(), NoticeKind.WARNING)
            return
        comment = self.publication.comment.text().strip()
        if not comment:
            self.publication.comment.setFocus(_FOCUS)
            self._notices.tell(self.tr("Write what changed, then Ctrl+Enter"))
            return
        self._sending = True
        self.publication.tell(self.tr("Publishing…"), may_publish=False)
        self._network.run(lambda: publish(content, comment), self._sent, self._not_sent)

    def _sent(self, edition: Edition) -> None:
        self._sending = False
        self.publication.comment.clear()
        told = self.tr("Edition {number} is published. Desks take it between calls")
        self._notices.tell(told.format(number=edition.number), NoticeKind.DONE)
        self._enter(Mode.LIST)
        self.published.emit(edition)

    def _not_sent(self, fault: Exception) -> None:
        self._sending = False
        self._tell_of_publication()
        if isinstance(fault, NumberTaken):
            told = self.tr("Another lead has published edition {number}. Check, publish again")
            self._notices.tell(told.format(number=fault.number), NoticeKind.WARNING)
            self._enter(Mode.WORDS)
            self.overtaken.emit()
        elif isinstance(fault, CentreFault):
            self._tell_fault(fault)
        elif isinstance(fault, OperatorNotice):
            self._notices.tell_notice(fault)
        else:
            raise fault

    def _tell_fault(self, fault: CentreFault) -> None:
        notice = notice_of(fault)
        if fault.state == "42501":
            told = self.tr("Only a lead may publish. The draft stays on this computer")
            self._notices.tell(told, NoticeKind.WARNING)
        elif notice.code is NoticeCode.CENTRE_UNREACHABLE:
            told = self.tr("No network. The draft stays on this computer, publish it later")
            self._notices.tell(told, NoticeKind.WARNING)
        else:
            self._notices.tell_notice(notice)
