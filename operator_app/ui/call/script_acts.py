"""The keys of a script: answers, the customer's other words, a step left out, Ctrl+Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from operator_app.domain.answers import AnswerFault
from operator_app.domain.script_run import SkipReason
from operator_app.domain.scripts import AnswerKind
from operator_app.services.live_call import Changed, LiveCall
from operator_app.ui.call.call_screen import CallScreen
from operator_app.ui.call.showing import CallShowing
from operator_app.ui.call.words import expected

Act = Callable[[LiveCall], Changed]


class ScriptActs:
    """What the agent does in the script of the call in hand.

    `do` acts on that call and shows what changed. `lets_say` decides whether a typed answer may be
    taken.
    """

    def __init__(
        self, screen: CallScreen, showing: CallShowing, in_hand: Callable[[], LiveCall | None],
        do: Callable[[Act], None],
    ) -> None:  # fmt: skip
        self._screen, self._showing = screen, showing
        self._in_hand, self._do = in_hand, do
        self.lets_say: Callable[[LiveCall, str], bool] = lambda *_: True
        script = screen.script
        script.chosen.connect(self.answer)
        script.typed.connect(self.answer_typed)
        script.other_said.connect(lambda words: do(lambda live: live.answer_other(words)))
        script.skipped.connect(self._skip)

    def slots(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        keys: dict[str, Callable[[], object]] = {
            "confirm": self.confirm,
            "answer-other": self.ask_other,
            "step-skip": self.ask_skip,
            "step-back": lambda: self._do(lambda live: live.go(-1)),
            "step-forward": lambda: self._do(lambda live: live.go(1)),
        }
        return keys | {f"answer-{n}": partial(self.answer, n - 1) for n in range(1, 10)}

    def answer(self, index: int) -> None:
        """Alt+digit: a script while none is chosen, the field of a typed answer, or an answer."""
        live = self._in_hand()
        if live is None:
            return
        self._screen.bring(self._screen.script)
        if live.call.script is None:
            self._choose_script(index)
            return
        if self._screen.script.choose_reason(index):
            return
        step = live.step()
        if step is not None and step.kind is AnswerKind.NONE and index == 0:
            self._do(lambda one: one.answer_default())
        elif index != 0 or not self._screen.script.focus_entry():
            self._do(lambda one: one.answer_choice(index))

    def answer_typed(self, typed: str) -> None:
        """Enter in the field of a typed answer; back to search when it was taken."""
        live = self._in_hand()
        if live is not None and not self.lets_say(live, typed):
            return
        try:
            self._do(lambda one: one.answer_typed(typed))
        except AnswerFault as fault:
            self._screen.script.show_fault(expected(fault))

    def confirm(self) -> None:
        """Ctrl+Enter: keep the form that is open, else the default answer."""
        script, live = self._screen.script, self._in_hand()
        if self._screen.record.form_open():
            self._screen.record.confirm_form()
            return
        self._screen.bring(script)
        if script.asks_reason:
            return
        if live is not None and live.call.script is None:
            self._choose_script(0)
        elif not script.submit_entry():
            self._do(lambda one: one.answer_default())

    def ask_other(self) -> None:
        """Alt+0: the customer's own words."""
        self._screen.bring(self._screen.script)
        self._screen.script.ask_other()

    def ask_skip(self) -> None:
        """Shift+F8: why the step is left out."""
        self._screen.bring(self._screen.script)
        self._screen.script.ask_skip()

    def _skip(self, reason: SkipReason) -> None:
        self._do(lambda live: live.skip(reason))

    def _choose_script(self, index: int) -> None:
        scripts = self._showing.scripts
        if index < len(scripts):
            chosen = scripts[index]
            self._do(lambda live: live.choose_script(chosen))
