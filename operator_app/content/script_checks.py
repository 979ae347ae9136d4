"""Whether a script can be used: its steps, conditions, labels and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from operator_app.content import check_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.content.schemas import LONGEST_SHORT_LABEL
from operator_app.content.template_checks import phrase_faults, template_faults
from operator_app.content.tree import Source
from operator_app.domain.scripts import Script, Step, script_faults
from operator_app.language.phrase_table import PhraseTable


def check_script(script: Script, source: Source, table: PhraseTable) -> Iterator[Fault]:
    """Find everything wrong inside one script; links and topics are checked with the others."""
    places = {one.id: place for place, one in enumerate(script.steps)}
    for found in script_faults(script):
        where = ("steps", places[found.step], "id") if found.step in places else ("steps",)
        wording = check_wordings.SCRIPT_FAULTS[found.code]
        line = source.line(*where)
        yield wording.at(source.file, line, step=found.step, subject=found.subject)
    values = answer_values(script)
    for place, step in enumerate(script.steps):
        yield from _choices(step, place, source)
        yield from _conditions(step, place, source, values)
        yield from _templates(step, place, source, values)
        yield from _spoken(step, place, source, table)


def answer_values(script: Script) -> dict[str, frozenset[str]]:
    """Return what every named answer may be: values of its choices, nothing for a typed one."""
    values: dict[str, frozenset[str]] = {}
    for step in script.steps:
        if step.name:
            chosen = frozenset(one.value for one in step.choices)
            values[step.name] = values.get(step.name, frozenset()) | chosen
    return values


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
    for key, template in (("say", step.say), ("done", step.done), ("outcome", step.outcome)):
        yield from template_faults(template, values, source.file, source.line(*base, key))
    for number, phrase in enumerate(step.phrases):
        line = source.line(*base, "phrases", number)
        yield from template_faults(phrase, values, source.file, line)
    for number, choice in enumerate(step.choices):
        line = source.line(*base, "answer", "choices", number, "outcome")
        yield from template_faults(choice.outcome, values, source.file, line)


def _spoken(step: Step, place: int, source: Source, table: PhraseTable) -> Iterator[Fault]:
    base = ("steps", place)
    yield from phrase_faults(step.say, table, source.file, source.line(*base, "say"))
    for number, phrase in enumerate(step.phrases):
        line = source.line(*base, "phrases", number)
        yield from phrase_faults(phrase, table, source.file, line)
    for number, choice in enumerate(step.choices):
        line = source.line(*base, "answer", "choices", number, "said")
        yield from phrase_faults(choice.said, table, source.file, line)
