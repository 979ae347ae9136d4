"""How the agent will see a step: the call screen's own pane with a made-up customer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from operator_app.domain.calls import Customer
from operator_app.domain.phrasing import TemplateFault
from operator_app.domain.scripts import AnswerKind
from operator_app.services.call_view import ScriptView, script_view
from operator_app.services.edit_scripts import Place
from operator_app.services.live_call import LiveCall
from operator_app.services.spoken import today_of
from operator_app.services.workplace import Workplace
from operator_app.ui.call.rich_text import emphasised, plain
from operator_app.ui.call.script_pane import ScriptPane
from operator_app.ui.elements import ElidedLabel, WrappedLabel
from operator_app.ui.theme import Look

CUSTOMER = Customer("+79165550142", "Кузьмина Анна Петровна", "5510-2284")
_TYPED = {
    AnswerKind.TEXT: "Лесная, 5",
    AnswerKind.NUMBER: "2",
    AnswerKind.SUM: "500",
    AnswerKind.PHONE: CUSTOMER.number,
    AnswerKind.ORDER: CUSTOMER.order,
}


def sample_call(workplace: Workplace, place: Place) -> LiveCall:
    """A call that came to the step by the default answers, or was led there.

    Never saved. KeyError when there is no such script or step.
    """
    script_id, step_id = place
    live = workplace.fresh_call()
    live.open(CUSTOMER)
    live.choose_script(script_id)
    typed = {**_TYPED, AnswerKind.DATE: f"{today_of(workplace.clock()):%d.%m.%Y}"}
    script = live.script()
    for _ in script.steps if script else ():
        step = live.step()
        if step is None or step.id == step_id:
            break
        if step.kind in typed:
            live.answer_typed(typed[step.kind])
        elif not live.answer_default():
            live.answer_choice(0)
    live.go_to(step_id)
    return live


class PreviewCard(QWidget):
    """The heading, whose call it is, and the pane; nothing in it takes keys or clicks."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.title = QLabel(self.tr("As the agent will see it"))
        self.title.setProperty("role", "title")
        self.customer = ElidedLabel(f"{CUSTOMER.name}, {CUSTOMER.order}")
        self.customer.setProperty("role", "secondary")
        self.pane = ScriptPane(look)
        self.pane.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.broken = WrappedLabel(self.tr("The preview comes back once the brackets have pairs"))
        self.broken.setProperty("role", "secondary")
        self.broken.hide()
        self._live: LiveCall | None = None
        self._view: ScriptView | None = None
        column = QVBoxLayout(self)
        look.space(column, (4, 12, 4, 0), 6)
        for part in (self.title, self.customer, self.broken):
            column.addWidget(part)
        # An agent's window is larger than what is left here: the pane is shown whole, by scrolling.
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.pane)
        column.addWidget(self.area, 1)
        look.changed.connect(self._show)

    def show_step(self, workplace: Workplace, place: Place, say: str) -> None:
        """Lead a sample call to the step and show it with these words."""
        self._live = sample_call(workplace, place)
        self._view = script_view(self._live)
        self._show()
        self.show_words(say)

    def show_words(self, say: str) -> None:
        """Other words for the same step; broken ones leave the last good ones to be seen."""
        live, view = self._live, self._view
        if live is None or view is None:
            return
        try:
            said = live.speaker.say(say, live.call, live.script())
        except TemplateFault:
            self.broken.show()
            return
        self.broken.hide()
        self._view = replace(view, prompt=said)
        self.pane.prompt.setText(emphasised(said))
        self.pane.prompt.setAccessibleName(plain(said))

    @property
    def words(self) -> str:
        """What the agent would read out."""
        return self._view.prompt if self._view else ""

    def set_compact(self, compact: bool, two_columns: bool) -> None:
        """Low windows: as the call screen would be."""
        self.pane.set_compact(compact, two_columns)
        self._let_keys_pass()

    def _show(self) -> None:
        if self._view is not None:
            self.pane.show_view(self._view)
            self._let_keys_pass()

    def _let_keys_pass(self) -> None:
        for part in self.pane.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
