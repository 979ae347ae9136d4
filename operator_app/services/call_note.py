"""The note from the steps: what was asked, done, promised and given, without a word typed.

Composed from the state of the call and nothing else, so that a changed answer changes it. It is the
company's document, written in the company's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from operator_app.domain import script_run
from operator_app.domain.calls import Call
from operator_app.domain.compensation import BY_HAND
from operator_app.domain.phrasing import TemplateFault, parse_template, slots_of
from operator_app.domain.publication import Content
from operator_app.domain.script_run import Resolution, Resolved
from operator_app.domain.scripts import END, AnswerKind, Script, Stage, Step
from operator_app.language.rendering import MISSING, format_sum
from operator_app.services.call_record import lower_first, skipped, step_title
from operator_app.services.spoken import Speaker

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class NoteOf:
    """What a note is made from; `script` is None while none was chosen."""

    call: Call
    script: Script | None
    content: Content
    edition: int
    speaker: Speaker

    def say(self, template: str, step: str = "") -> str:
        """The template as it was said at the step, without the marks of emphasis."""
        return self.speaker.say(template, self.call, self.script, step).replace("**", "")

    def walked(self) -> Iterator[tuple[Step, Resolved]]:
        """Steps of the path that were left by more than a jump, with how."""
        if self.script is None or self.call.script is None:
            return
        for step_id in script_run.path(self.script, self.call.script):
            held = self.call.script.resolved.get(step_id)
            if step_id != END and held is not None and held.how is not Resolution.JUMPED:
                yield self.script.step(step_id), held


def note_lines(of: NoteOf, outcome: str, code: str) -> tuple[str, ...]:
    """The note a line each, in a fixed order; what there was none of has no line."""
    lines = [_request(of), _listed("Уточнено", _done(of, Stage.CLARIFY))]
    lines += [_listed("Сделано", _done(of, Stage.ACT)), _listed("Обещано", promised(of))]
    lines += [*_sums(of), *_other_words(of), *_skipped(of)]
    lines += [_listed("По СОП", _sops(of)), _outcome(of, outcome, code)]
    return tuple(one for one in lines if one)


def request_of(of: NoteOf) -> str:
    """The restatement as it was put to the customer, without the name and the question.

    Empty until then, and when what it restates was left out.
    """
    nameless = replace(of, call=replace(of.call, customer=replace(of.call.customer, name="")))
    for step, held in of.walked():
        if step.stage is Stage.RESTATE and held.how is not Resolution.SKIPPED:
            said = nameless.say(step.say, step.id)
            told = [one for one in _SENTENCE.split(said) if not one.endswith("?")]
            return "" if MISSING in said else " ".join(told)
    return ""


def promised(of: NoteOf) -> tuple[str, ...]:
    """What was promised on the path, each once, in the order it was said."""
    if of.script is None or of.call.script is None:
        return ()
    found = script_run.promises(of.script, of.call.script)
    return tuple(dict.fromkeys(of.say(words, step) for step, words in found))


def learnt(of: NoteOf) -> tuple[str, ...]:
    """What was clarified."""
    return tuple(_done(of, Stage.CLARIFY))


def _request(of: NoteOf) -> str:
    said = request_of(of)
    if not said:
        return f"Запрос: {lower_first(of.script.title)}" if of.script else ""
    agreed = any(mark.value == "agreed" for mark in of.call.marks)
    return f"Запрос: «{said}» ({'клиент подтвердил' if agreed else 'клиент не подтвердил'})"


def _done(of: NoteOf, stage: Stage) -> list[str]:
    return [
        of.say(step.done, step.id)
        for step, held in of.walked()
        if step.stage is stage and step.done and held.how is Resolution.ANSWERED
    ]


@dataclass(frozen=True, slots=True)
class SumSaid:
    """A compensation a step of the script asked for; whole roubles, `reason` may be empty."""

    slot: str
    rubles: int
    reason: str
    given: bool


def sums_given(of: NoteOf) -> Iterator[SumSaid]:
    """Compensations by their slot: given once a later answer's outcome or promise names the sum."""
    said = [
        template
        for step, held in of.walked()
        if held.choice is not None
        for template in (step.choices[held.choice].outcome, step.choices[held.choice].promise)
    ]
    for step, held in of.walked():
        if step.kind is not AnswerKind.SUM or not step.proposals or held.answer is None:
            continue
        rubles = int(held.answer.text)
        why = next((one.reason for one in step.proposals if one.rubles == rubles), "")
        given = any(step.name in _names(template) for template in said)
        yield SumSaid(step.name, rubles, why, given)


def _sums(of: NoteOf) -> Iterator[str]:
    for one in sums_given(of):
        why = f" ({one.reason})" if one.reason else ""
        told = "" if one.given else ", клиент не согласился"
        yield f"Компенсация: {format_sum(one.rubles)}{why}{told}"
    if rubles := of.call.sums.by_source.get(BY_HAND, 0):
        yield f"Компенсация: {format_sum(rubles)}"


def _names(template: str) -> set[str]:
    try:
        return {slot.name for slot, _ in slots_of(parse_template(template))}
    except TemplateFault:
        return set()


def _other_words(of: NoteOf) -> Iterator[str]:
    for step, held in of.walked():
        if held.how is Resolution.OTHER:
            yield f"Своими словами («{step_title(step)}»): «{held.words}»"


def _skipped(of: NoteOf) -> Iterator[str]:
    for step, held in of.walked():
        if held.reason is not None:
            yield f"Пропущен шаг «{step_title(step)}»: {skipped(held.reason)}"


def _sops(of: NoteOf) -> list[str]:
    """The script's own procedure and those opened, each once, with the edition they were in."""
    ids = [of.script.sop] if of.script and of.script.sop else []
    ids += [one.text("sop") for one in of.call.passages]
    found = [of.content.sop(one) for one in dict.fromkeys(ids)]
    named = [f"{one.id} «{one.title}»" for one in found if one is not None]
    if not of.edition:
        # A script played from its file is of none.
        return named
    return [*named[:-1], f"{named[-1]}, редакция {of.edition}"] if named else []


def _outcome(of: NoteOf, outcome: str, code: str) -> str:
    title = next((one.title for one in of.content.wrap_ups if one.id == code), "")
    if not outcome:
        return f"Код: {title}" if title else ""
    return f"Итог: {outcome}" + (f" (код: {title})" if title and title != outcome else "")


def _listed(head: str, items: list[str] | tuple[str, ...]) -> str:
    if not items:
        return ""
    rest = [lower_first(one) for one in items[1:]]
    return f"{head}: {'; '.join([lower_first(items[0]), *rest])}"
