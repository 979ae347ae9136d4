"""The record that writes itself: one line for each thing worth knowing later.

It is the company's document, written in the company's language, not interface text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from operator_app.domain.calls import (
    NOBODY,
    Call,
    CallEvent,
    EventKind,
    ScriptLookup,
    resolved_of,
)
from operator_app.domain.compensation import BY_HAND
from operator_app.domain.escalations import Decision
from operator_app.domain.phrasing import choose_clauses, parse_template
from operator_app.domain.script_run import Resolution, SkipReason, path
from operator_app.domain.scripts import Courtesy, Stage, Step
from operator_app.language.rendering import MISSING, format_sum, render
from operator_app.services.spoken import spoken_answer

_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_LEFT_OF_GAP = re.compile(r"(?:\s+(?:\w{1,3}|—))?\s+(?=[.,;:!?])|[,;:]\s*(?=[.,;:!?])|^[.,;:!?\s]+")
"""What leads to a value that is not said: «до .», «:.»."""
_TITLE_WORDS, _SHORT_WORD = 5, 3
_STAGE_DONE = {
    Stage.CLARIFY: "Уточнено",
    Stage.RESTATE: "Повторено",
    Stage.ACT: "Решение",
    Stage.CONFIRM: "Подтверждено",
}
_SKIP_REASONS = {
    SkipReason.KNOWN_ALREADY: "уже известно",
    SkipReason.CUSTOMER_REFUSED: "клиент отказался отвечать",
    SkipReason.NOT_APPLICABLE: "не относится к звонку",
}
_PLAIN = {
    EventKind.OPENED: "Звонок начат",
    EventKind.PARKED: "Звонок отложен",
    EventKind.RESUMED: "Звонок продолжен",
    EventKind.RECOVERED: "Звонок восстановлен после сбоя",
    EventKind.CLOSED: "Звонок завершён",
    EventKind.REOPENED: "Звонок возвращён в работу",
}
_SAID_BY_KIND = "Обещали перезвонить: "
"""How a promise begins that is about nothing but ringing: its line says so already."""
_MISSED = "Звонили, никто не ответил"

DECISIONS = {
    Decision.APPROVED: "Согласовано",
    Decision.REFUSED: "Отказано",
    Decision.TAKEN_OVER: "Старший перезвонит клиенту сам",
}
"""A lead's decision in the words of the record."""


def event_line(before: Call | None, event: CallEvent, scripts: ScriptLookup) -> str:
    """What the event adds to the record, empty when it adds nothing."""
    if event.kind in _PLAIN:
        return _MISSED if event.data.get("missed") else _PLAIN[event.kind]
    match event.kind:
        case EventKind.CUSTOMER:
            return _customer_line(before, event)
        case EventKind.SCRIPT:
            script = scripts(event.text("script"), int(event.data.get("edition") or 0))
            return f"Сценарий «{script.title}»"
        case EventKind.RESOLVED if before is not None and before.script is not None:
            script = scripts(before.script.script_id, before.script.edition)
            return _resolved_line(event, script.step(event.text("step")))
        case EventKind.WENT_TO if before is not None and before.script is not None:
            script = scripts(before.script.script_id, before.script.edition)
            if event.text("step") in path(script, before.script):
                return ""
            return f"Переход к шагу «{step_title(script.step(event.text('step')))}»"
        case EventKind.PASSAGE:
            section = event.text("section")
            return f"Открыт {event.text('sop')}" + (f", «{section}»" if section else "")
        case EventKind.REPLY:
            return f"Ответ «{event.text('title')}»"
        case EventKind.CALLBACK | EventKind.CALLED_BACK | EventKind.ESCALATED | EventKind.ANSWERED:
            return follow_up_line(event)
        case EventKind.COMPENSATION | EventKind.COMPLAINT | EventKind.PROMISED:
            return register_line(before, event)
        case EventKind.OUTCOME if event.text("text"):
            return f"Итог изменён: {event.text('text')}"
        case _:
            return ""


def follow_up_line(event: CallEvent) -> str:
    """What a CALLBACK, CALLED_BACK, ESCALATED or ANSWERED event adds to the record."""
    match event.kind:
        case EventKind.CALLBACK:
            due = datetime.fromisoformat(event.text("due")).astimezone()
            whose = ", любой из группы" if event.data.get("shared") else ""
            promise = event.text("promise").removeprefix(_SAID_BY_KIND)
            return f"Обратный звонок {due:%d.%m, %H:%M}{whose}: {promise}"
        case EventKind.CALLED_BACK:
            made = event.text("made")
            day = f"{datetime.fromisoformat(made).astimezone():%d.%m, %H:%M}" if made else ""
            about = ", ".join(one for one in (event.text("reason"), day) if one)
            return f"Перезвонили по обещанию: {event.text('promise')}" + (
                f" ({about})" if about else ""
            )
        case EventKind.ESCALATED:
            return f"Вопрос старшему: {event.text('question')}"
        case _:
            told = [DECISIONS[Decision(event.text("decision"))], event.text("answer")]
            return f"Ответ старшего ({event.text('who')}): {'. '.join(one for one in told if one)}"


def register_line(before: Call | None, event: CallEvent) -> str:
    """What a COMPENSATION, COMPLAINT or PROMISED event adds: steps of the script tell their own."""
    if event.kind is EventKind.COMPLAINT:
        return f"Жалоба: {event.text('cause')}"
    by_hand = event.kind is EventKind.COMPENSATION and event.text("source") == BY_HAND
    rubles = int(event.data.get("rubles") or 0)
    known = before.sums.by_source.get(BY_HAND, 0) if before else 0
    if not by_hand or rubles == known:
        return ""
    if not rubles:
        return f"Компенсация {format_sum(known)} отменена"
    why = event.text("reason")
    return f"Компенсация {format_sum(rubles)}" + (f": {why}" if why else "")


def _customer_line(before: Call | None, event: CallEvent) -> str:
    """What is newly known of the customer; an order a step just wrote down is not told twice."""
    known = before.customer if before else NOBODY
    told = [event.text("name")] if event.text("name") != known.name else []
    order = event.text("order")
    answered = before.script.resolved.values() if before and before.script else ()
    told_by_step = any(one.answer is not None and one.answer.text == order for one in answered)
    if order and order != known.order and not told_by_step:
        told.append(f"заказ {order}")
    return "Клиент: " + ", ".join(one for one in told if one) if any(told) else ""


def _resolved_line(event: CallEvent, step: Step) -> str:
    resolved = resolved_of(event)
    if resolved.how is Resolution.SKIPPED and resolved.reason:
        return f"Шаг «{step_title(step)}» пропущен: {skipped(resolved.reason)}"
    if resolved.how is Resolution.OTHER:
        return f"Другой ответ клиента: «{resolved.words}»"
    if resolved.choice is not None:
        choice = step.choices[resolved.choice]
        label = choice.label
        if choice.mark is Courtesy.UNDERSTOOD and label.startswith("Понятно"):
            return f"Клиенту понятно{_instruction(step)}"
        if step.stage is Stage.RESTATE:
            return f"Повторено, ответ клиента: «{label}»"
        return f"{_STAGE_DONE[step.stage]}: «{label}»"
    if resolved.answer is not None:
        said = spoken_answer(resolved.answer)
        # After a comma a label tells the agent what to do, not what was answered.
        label = lower_first(step.label.partition(",")[0]) + " " if step.label else ""
        return f"{_STAGE_DONE[step.stage]}: {label}{said}"
    return f"Сказано: {step_title(step)}"


def skipped(reason: SkipReason) -> str:
    """Why a step was left out, in the words of the record."""
    return _SKIP_REASONS[reason]


def step_title(step: Step) -> str:
    """How a step is named in a list: its label, else the first words it says to anyone.

    They read on without the values of a call, and no preposition is the last of them.
    """
    if step.label:
        return step.label
    said = render(choose_clauses(parse_template(step.say), {}), {}, gap="").replace("*", "")
    words = _LEFT_OF_GAP.sub("", said).split()
    for count, word in enumerate(words[:-1], 1):
        if count >= _TITLE_WORDS and len(word) > _SHORT_WORD:
            return " ".join(words[:count]).rstrip("….,;:!? ") + "…"
    return " ".join(words)


def _instruction(step: Step) -> str:
    """The first sentence said to everyone alike, in quotes; values would change with the day."""
    said = render(choose_clauses(parse_template(step.say), {}), {}).replace("*", "")
    for sentence in _SENTENCE.split(said):
        if MISSING not in sentence and not sentence.endswith(("?", ":")):
            return f": «{sentence.rstrip('.')}»"
    return ""


def lower_first(text: str) -> str:
    """The text as it goes on inside a sentence; «СОП-042» stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def record_text(lines: Iterable[tuple[datetime, str]]) -> str:
    """The record as kept in the row: a line each, with the desk's time of day."""
    return "\n".join(f"{at.astimezone():%H:%M} {text}" for at, text in lines)
