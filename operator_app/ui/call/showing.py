"""Shows the call in hand in its panes: the step, the scripts on offer, the record, the way out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from operator_app.domain.scripts import Script
from operator_app.domain.sops import PassageLink
from operator_app.services.call_view import say_avoid, script_view
from operator_app.services.free_call import FREE_CALL
from operator_app.services.live_call import LiveCall
from operator_app.services.recap import recap
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.look_up import LookUp
from operator_app.ui.call.words import stage_name
from operator_app.ui.notices import announce

MAX_SCRIPTS = 9


class CallShowing(QObject):
    """`scripts` are the ids Alt+1…9 choose from while the call has no script."""

    def __init__(self, screen: CallScreen, look_up: LookUp, parent: QObject) -> None:
        super().__init__(parent)
        self.scripts: tuple[str, ...] = ()
        self._screen, self._look_up = screen, look_up
        self._stage_told = ""

    def show_script(self, live: LiveCall | None) -> None:
        """The step the call stands at, or what can be begun."""
        pane = self._screen.script
        pane.show_recap("")
        if live is None:
            pane.show_idle(self.tr("No call. F2 starts one"))
            self._screen.knowledge.show_warning(say_avoid((), (), 0))
            return
        view = script_view(live)
        step = live.step()
        topics = step.topics if step else ()
        self._screen.knowledge.show_warning(say_avoid(live.content.rules, topics, 2))
        if view is None:
            self.offer_scripts(live, ())
            return
        pane.show_view(view)
        self._look_up.stand_at(live, view.passage)
        told = stage_name(view.stages[view.stage_number - 1].stage)
        if told != self._stage_told:
            self._stage_told = told
            text = self.tr("Step {number} of 4: {stage}")
            announce(pane, text.format(number=view.stage_number, stage=told))

    def show_recap(self, live: LiveCall) -> None:
        """A parked call was taken up: what to read aloud, until its next step is shown."""
        said = recap(live)
        self._screen.script.show_recap(said)
        announce(self._screen.script, said)

    def offer_scripts(self, live: LiveCall | None, sops: tuple[str, ...]) -> None:
        """While no script is chosen: those about or citing what was found, then the others."""
        if live is None or live.call.script is not None:
            return
        order = {sop: place for place, sop in enumerate(dict.fromkeys(sops))}
        ranked = sorted(live.content.scripts, key=lambda one: _place(one, order))
        offered = (*ranked[: MAX_SCRIPTS - 1], FREE_CALL)
        self.scripts = tuple(one.id for one in offered)
        told = self.tr("No script chosen. The record is being kept. F3 finds a SOP")
        self._screen.script.show_choice_of_scripts(tuple(one.title for one in offered), told)

    def show_record(self, live: LiveCall | None, returning: bool) -> None:
        """The record so far; `returning` while F12 takes the last call back."""
        pane = self._screen.record
        pane.let_record(live is not None, returning)
        self.show_end(live, returning)
        if live is None:
            pane.show_lines(())
            pane.show_note("")
            pane.show_outcome("", ())
            pane.show_past(())
            return
        pane.show_lines(live.lines)
        pane.show_note(live.call.note + live.note_rest)
        script = live.script()
        choices = (
            [c.outcome for s in script.steps for c in s.choices if c.outcome] if script else []
        )
        said = [live.speaker.say(one, live.call, script) for one in choices]
        outcome = live.outcome()
        proposed = bool(outcome) and not live.call.outcome
        pane.show_outcome(outcome, tuple(dict.fromkeys(said)), proposed=proposed)

    def show_end(self, live: LiveCall | None, returning: bool) -> None:
        """What F12 does now."""
        text = self.tr("Return the call  F12") if returning else self.tr("End the call  F12")
        self._screen.record.set_end(text, returning or live is not None)


def _place(script: Script, order: Mapping[str, int]) -> float:
    """How early a script comes: its own procedure's place, half a place behind one it cites."""
    cited = [PassageLink.parse(one.passage).sop for one in script.steps if one.passage]
    nearest = min((order[sop] for sop in cited if sop in order), default=len(order))
    return min(order.get(script.sop, len(order)), nearest + 0.5)
