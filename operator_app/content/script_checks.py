"""Whether a script can be used: its steps, conditions, labels and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from operator_app.content import check_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.content.schemas import LONGEST_SHORT_LABEL
from operator_app.content.template_checks import phrase_faults, template_faults
from operator_app.content.tree import Source
from operator_app.domain.phrasing import TemplateFault, parse_template, slots_of
from operator_app.domain.script_faults import asked_before, script_faults
from operator_app.domain.scripts import AnswerKind, Courtesy, Script, Stage, Step
from operator_app.language.phrase_table import PhraseTable


def check_script(script: Script, source: Source, table: PhraseTable, limit: int) -> Iterator[Fault]:
    """Find everything wrong inside one script; links and topics are checked with the others.

    `limit` is what an agent may give without asking, in roubles.
    """
    places = {one.id: place for place, one in enumerate(script.steps)}
    faults = script_faults(script)
    if not faults:
        yield from _unfilled(script, source)
    for found in faults:
        where = ("steps", places[found.step], "id") if found.step in places else ("steps",)
        wording = check_wordings.SCRIPT_FAULTS[found.code]
        line = source.line(*where)
        yield wording.at(source.file, line, step=found.step, subject=found.subject)
    yield from _whole(script, source)
    values = answer_values(script)
    for place, step in enumerate(script.steps):
        yield from _choices(step, place, source)
        yield from _conditions(step, place, source, values)
        yield from _templates(step, place, source, values)
        yield from _proposals(step, place, source, limit)
        yield from _spoken(step, place, source, table)


def answer_values(script: Script) -> dict[str, frozenset[str]]:
    """Return what every named answer may be: values of its choices, nothing for a typed one."""
    values: dict[str, frozenset[str]] = {}
    for step in script.steps:
        if step.name:
            chosen = frozenset(one.value for one in step.choices)
            values[step.name] = values.get(step.name, frozenset()) | chosen
    return values


def _whole(script: Script, source: Source) -> Iterator[Fault]:
    """What every script needs besides its steps: a safety line, an agreement, an offer."""
    if not script.unsolved:
        yield check_wordings.UNSOLVED_MISSING.at(source.file, source.line("id"))
    for stage, mark in ((Stage.RESTATE, Courtesy.AGREED), (Stage.CONFIRM, Courtesy.OFFERED)):
        if not any(one.stage is stage and one.asks_for(mark) for one in script.steps):
            line = source.line("steps")
            names = {"stage": stage.value, "mark": mark.value}
            yield check_wordings.MARK_MISSING.at(source.file, line, **names)


def _unfilled(script: Script, source: Source) -> Iterator[Fault]:
    """Placeholders of what is said that have no answer on some way to their step."""
    own = {one.name for one in script.steps if one.name}
    asked = asked_before(script)
    for place, step in enumerate(script.steps):
        known = asked.get(step.id, frozenset[str]())
        after = known | {step.name}
        texts: list[tuple[tuple[str | int, ...], str, frozenset[str]]]
        texts = [(("say",), step.say, known)]
        texts += [((key,), getattr(step, key), after) for key in ("done", "outcome", "promise")]
        for number, choice in enumerate(step.choices):
            base = ("answer", "choices", number)
            texts += [((*base, key), getattr(choice, key), after) for key in ("outcome", "promise")]
        for path, template, names in texts:
            line = source.line("steps", place, *path)
            for slot in _needed(template):
                if slot in own and slot not in names:
                    yield check_wordings.SLOT_ABSENT.at(source.file, line, slot=slot, step=step.id)


def _needed(template: str) -> list[str]:
    try:
        return [slot.name for slot, spare in slots_of(parse_template(template)) if not spare]
    except TemplateFault:
        return []  # told on its own


def _proposals(step: Step, place: int, source: Source, limit: int) -> Iterator[Fault]:
    base = ("steps", place, "answer", "proposals")
    if step.proposals and step.kind is not AnswerKind.SUM:
        yield check_wordings.PROPOSALS_UNUSED.at(source.file, source.line(*base), step=step.id)
    for number, one in enumerate(step.proposals):
        if one.rubles > limit:
            line = source.line(*base, number, "rubles")
            sums = {"rubles": one.rubles, "limit": limit}
            yield check_wordings.PROPOSAL_OVER_LIMIT.at(source.file, line, **sums)


def _choices(step: Step, place: int, source: Source) -> Iterator[Fault]:
    base = ("steps", place, "answer", "choices")
    values = [one.value for one in step.choices]
    if len(set(values)) < len(values):
        yield wordings.NOT_UNIQUE.at(source.file, source.line(*base), key="value")
    if sum(one.default for one in step.choices) > 1:
        yield check_wordings.SEVERAL_DEFAULTS.at(source.file, source.line(*base), step=step.id)
    for number, choice in enumerate(step.choices):
        # Without `short` a label that fits serves; the reader leaves "" where it does not.
        length = len(choice.short or choice.label)
        if not choice.short or length > LONGEST_SHORT_LABEL:
            line = source.line(*base, number, "short")
            yield check_wordings.SHORT_LABEL.at(
                source.file, line, label=choice.label, length=length, limit=LONGEST_SHORT_LABEL
            )


def _conditions(
    step: Step, place: int, source: Source, values: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    for number, branch in enumerate(step.branches):
        line = source.line("steps", place, "next", number, "when")
        for name, wanted in branch.when.items():
            possible = values.get(name)
            for value in wanted:
                if possible is None or (possible and value not in possible):
                    known = ", ".join(f"{one} ({'/'.join(sorted(values[one]))})" for one in values)
                    shown = {"step": step.id, "name": name, "value": value, "known": known}
                    yield check_wordings.CONDITION_UNKNOWN.at(source.file, line, **shown)


def _templates(
    step: Step, place: int, source: Source, values: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    base = ("steps", place)
    for key in ("say", "done", "outcome", "promise"):
        line = source.line(*base, key)
        yield from template_faults(getattr(step, key), values, source.file, line)
    for number, phrase in enumerate(step.phrases):
        line = source.line(*base, "phrases", number)
        yield from template_faults(phrase, values, source.file, line)
    for number, choice in enumerate(step.choices):
        for key in ("outcome", "promise"):
            line = source.line(*base, "answer", "choices", number, key)
            yield from template_faults(getattr(choice, key), values, source.file, line)


def _spoken(step: Step, place: int, source: Source, table: PhraseTable) -> Iterator[Fault]:
    base = ("steps", place)
    yield from phrase_faults(step.say, table, source.file, source.line(*base, "say"))
    for number, phrase in enumerate(step.phrases):
        line = source.line(*base, "phrases", number)
        yield from phrase_faults(phrase, table, source.file, line)
    for number, choice in enumerate(step.choices):
        line = source.line(*base, "answer", "choices", number, "said")
        yield from phrase_faults(choice.said, table, source.file, line)
