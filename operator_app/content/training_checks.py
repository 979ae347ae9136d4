"""Whether a practice case can be played: its script, its answers, the path they lead along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from operator_app.content import check_wordings
from operator_app.content.faults import Fault
from operator_app.content.tree import Source
from operator_app.domain.practice import PracticeCase, right_answer, right_path
from operator_app.domain.script_faults import script_faults
from operator_app.domain.scripts import END, AnswerKind, Script, Step


def check_case(
    case: PracticeCase, script: Script | None, source: Source, today: date
) -> Iterator[Fault]:
    """Find everything wrong inside one case; its topic and link are checked with the others.

    `script` is the case's own, None when there is no such script.
    """
    if script is None:
        line = source.line("script")
        yield check_wordings.CASE_SCRIPT_UNKNOWN.at(source.file, line, script=case.script)
        return
    steps = {one.id: one for one in script.steps}
    usable = not script_faults(script)
    for place, answer in enumerate(case.answers):
        step = steps.get(answer.step)
        if step is None:
            line = source.line("answers", place, "step")
            yield check_wordings.CASE_STEP_UNKNOWN.at(
                source.file, line, step=answer.step, script=script.id
            )
        elif right_answer(case, step, today) is None:
            usable = False
            line = source.line("answers", place, "value")
            yield check_wordings.CASE_VALUE_WRONG.at(
                source.file, line, step=step.id, value=answer.value, known=_known(step)
            )
    walked = right_path(case, script, today) if usable else (END,)
    if walked[-1] != END:
        line = source.line("answers")
        yield check_wordings.CASE_UNFINISHED.at(source.file, line, step=walked[-1])


def _known(step: Step) -> str:
    if step.kind is AnswerKind.CHOICE:
        return ", ".join(one.value for one in step.choices)
    return step.kind.value
