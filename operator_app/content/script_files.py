"""One call script ↔ one YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from operator_app.content.schemas import LONGEST_SHORT_LABEL
from operator_app.domain.scripts import (
    AnswerKind,
    Branch,
    Choice,
    Courtesy,
    Proposal,
    Script,
    Stage,
    Step,
)

_NO_ANSWER: Final[Mapping[str, Any]] = {"kind": AnswerKind.NONE.value}


def read_script(fields: Mapping[str, Any]) -> Script:
    """Make a script of a mapping that has the shape of the schema."""
    return Script(
        id=fields["id"],
        title=fields["title"],
        topic=fields["topic"],
        sop=fields.get("sop", ""),
        steps=tuple(_step(one) for one in fields["steps"]),
        unsolved=fields.get("unsolved", "").rstrip("\n"),
    )


def script_as_mapping(script: Script) -> dict[str, object]:
    """Return the mapping that `read_script` reads back to an equal script."""
    return _filled(
        id=script.id,
        title=script.title,
        topic=script.topic,
        sop=script.sop,
        unsolved=script.unsolved,
        steps=[_step_as_mapping(one) for one in script.steps],
    )


def _step(fields: Mapping[str, Any]) -> Step:
    answer = fields.get("answer", _NO_ANSWER)
    return Step(
        id=fields["id"],
        stage=Stage(fields["stage"]),
        say=fields["say"].rstrip("\n"),
        kind=AnswerKind(answer["kind"]),
        name=answer.get("name", ""),
        label=answer.get("label", ""),
        choices=tuple(_choice(one) for one in answer.get("choices", ())),
        branches=_branches(fields.get("next", [])),
        done=fields.get("done", ""),
        outcome=fields.get("outcome", ""),
        passage=fields.get("passage", ""),
        phrases=tuple(fields.get("phrases", ())),
        topics=tuple(fields.get("topics", ())),
        code=fields.get("code", ""),
        promise=fields.get("promise", ""),
        proposals=tuple(
            Proposal(one["rubles"], one["reason"]) for one in answer.get("proposals", ())
        ),
    )


def _choice(fields: Mapping[str, Any]) -> Choice:
    label = fields["label"]
    return Choice(
        label=label,
        value=fields["value"],
        short=fields.get("short", _short(label)),
        said=fields.get("said", label),
        to=fields.get("next", ""),
        outcome=fields.get("outcome", ""),
        default=fields.get("default", False),
        mark=Courtesy(fields["mark"]) if "mark" in fields else None,
        code=fields.get("code", ""),
        promise=fields.get("promise", ""),
    )


def _short(label: str) -> str:
    """Return the label itself where it fits a narrow button; else it has to be written."""
    return label if len(label) <= LONGEST_SHORT_LABEL else ""


def _branches(following: str | list[Mapping[str, Any]]) -> tuple[Branch, ...]:
    if isinstance(following, str):
        return (Branch(following, {}),)
    return tuple(
        Branch(one["to"], {name: tuple(values) for name, values in one.get("when", {}).items()})
        for one in following
    )


def _step_as_mapping(step: Step) -> dict[str, object]:
    answer = _filled(
        kind=step.kind.value,
        name=step.name,
        label=step.label,
        choices=[_choice_as_mapping(one) for one in step.choices],
        proposals=[{"rubles": one.rubles, "reason": one.reason} for one in step.proposals],
    )
    return _filled(
        id=step.id,
        stage=step.stage.value,
        say=step.say,
        answer={} if answer == _NO_ANSWER else answer,
        done=step.done,
        outcome=step.outcome,
        code=step.code,
        promise=step.promise,
        passage=step.passage,
        phrases=list(step.phrases),
        topics=list(step.topics),
        next=_next_as_value(step.branches),
    )


def _choice_as_mapping(choice: Choice) -> dict[str, object]:
    return _filled(
        label=choice.label,
        short="" if choice.short == _short(choice.label) else choice.short,
        value=choice.value,
        said="" if choice.said == choice.label else choice.said,
        next=choice.to,
        outcome=choice.outcome,
        code=choice.code,
        promise=choice.promise,
        default=choice.default,
        mark=choice.mark.value if choice.mark else "",
    )


def _next_as_value(branches: tuple[Branch, ...]) -> object:
    if len(branches) == 1 and not branches[0].when:
        return branches[0].to
    return [
        _filled(when={name: list(values) for name, values in one.when.items()}, to=one.to)
        for one in branches
    ]


def _filled(**fields: object) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", [], {}, False)}
