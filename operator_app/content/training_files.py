"""One practice case ↔ one YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from operator_app.domain.calls import Customer
from operator_app.domain.practice import PracticeAnswer, PracticeCase
from operator_app.domain.sops import PassageLink


def read_case(fields: Mapping[str, Any]) -> PracticeCase:
    """Make a practice case of a mapping that has the shape of the schema."""
    caller, limit = fields.get("caller", {}), fields.get("limit", {})
    return PracticeCase(
        id=fields["id"],
        title=fields["title"],
        topic=fields["topic"],
        script=fields["script"],
        caller=Customer(caller.get("number", ""), caller.get("name", ""), caller.get("order", "")),
        opening=fields["opening"].rstrip("\n"),
        otherwise=fields["otherwise"].rstrip("\n"),
        farewell=fields["farewell"].rstrip("\n"),
        answers=tuple(_answer(one) for one in fields["answers"]),
        target=PassageLink.parse(fields["target"]),
        search_within_s=fields["search_within_s"],
        limit_rubles=limit.get("rubles"),
        limit_note=limit.get("why", ""),
    )


def case_as_mapping(case: PracticeCase) -> dict[str, object]:
    """Return the mapping that `read_case` reads back to an equal case."""
    caller = case.caller
    limit: dict[str, object] = {} if case.limit_rubles is None else {"rubles": case.limit_rubles}
    return _filled(
        id=case.id,
        title=case.title,
        topic=case.topic,
        script=case.script,
        target=str(case.target),
        search_within_s=case.search_within_s,
        limit=limit | _filled(why=case.limit_note),
        caller=_filled(number=caller.number, name=caller.name, order=caller.order),
        opening=case.opening,
        answers=[_answer_as_mapping(one) for one in case.answers],
        otherwise=case.otherwise,
        farewell=case.farewell,
    )


def _answer(fields: Mapping[str, Any]) -> PracticeAnswer:
    return PracticeAnswer(
        step=fields["step"],
        line=fields["line"].rstrip("\n"),
        value=fields.get("value", ""),
        system=fields.get("system", ""),
    )


def _answer_as_mapping(answer: PracticeAnswer) -> dict[str, object]:
    return _filled(step=answer.step, system=answer.system, line=answer.line, value=answer.value)


def _filled(**fields: object) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", {})}
