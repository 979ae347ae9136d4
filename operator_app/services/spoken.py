"""Templates said aloud: the domain gives the parts, the call the values, `language` the forms.

What is read aloud is shown in digits, grouped as people read them: 1 000 ₽, 5510-2284,
+7 916 123-45-67, 18 ноября. An agent reads «500 ₽» as it is said; words in full would hide the sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from operator_app.domain import script_run
from operator_app.domain.answers import Answer
from operator_app.domain.calls import Call
from operator_app.domain.phrasing import Part, Slot, choose_clauses, parse_template, slots_of
from operator_app.domain.ports import Clock
from operator_app.domain.scripts import AnswerKind, Script
from operator_app.language.rendering import Value, format_sum, polite_name, render


def today_of(moment: datetime) -> date:
    """The calendar day at the desk for a moment in UTC."""
    return moment.astimezone().date()


class Speaker:
    """Says templates for one agent; `clock` gives today. Cheap: parsed templates are cached.

    What was said at a `step` keeps its day: a call that goes on tomorrow does not move a promise.
    """

    def __init__(self, agent_name: str, clock: Clock) -> None:
        self._agent_name = agent_name
        self._clock = clock

    def say(self, template: str, call: Call, script: Script | None, step: str = "") -> str:
        """The template with this call's values; a slot without one reads «…», never braces."""
        values = self.values(call, script, step)
        return render(choose_clauses(_parts(template), values), values)

    def missing(self, template: str, call: Call, script: Script | None) -> tuple[str, ...]:
        """Names of the slots that have no value yet, in order."""
        values = self.values(call, script)
        names = [slot.name for slot, spare in slots_of(_parts(template)) if not spare]
        return tuple(dict.fromkeys(name for name in names if name not in values))

    def values(self, call: Call, script: Script | None, step: str = "") -> Mapping[str, Value]:
        """Every slot that has a value now, or at the step."""
        today = today_of(call.said_at.get(step) or self._clock())
        customer = call.customer
        values: dict[str, Value] = {
            "оператор": self._agent_name,
            "сегодня": today,
            "завтра": today + timedelta(days=1),
        }
        phone = spoken_phone(customer.number)
        known = {"заказ": customer.order, "телефон": phone, "клиент": customer.name}
        values |= {name: text for name, text in known.items() if text}
        if customer.name:
            values["имя"] = polite_name(customer.name)
        if script is not None and call.script is not None:
            answers = script_run.answers(script, call.script)
            values |= {name: _value(answer) for name, answer in answers.items()}
        return values


def spoken_answer(answer: Answer) -> str:
    """One answer as it is read aloud: «18 ноября», «1 000 ₽»."""
    value = _value(answer)
    # The customer's words are not the beginning of a sentence.
    return value if isinstance(value, str) else render((Slot("ответ"),), {"ответ": value})


def spoken_phone(number: str) -> str:
    """A Russian number in the groups it is read in: «+7 916 123-45-67»; others as they are."""
    groups = re.fullmatch(r"(\+7)(\d{3})(\d{3})(\d\d)(\d\d)", number)
    return "{} {} {}-{}-{}".format(*groups.groups()) if groups else number


def _value(answer: Answer) -> Value:
    if answer.kind is AnswerKind.DATE:
        return date.fromisoformat(answer.text)
    if answer.kind is AnswerKind.SUM:
        return format_sum(int(answer.text))
    if answer.kind is AnswerKind.NUMBER:
        return int(answer.text)
    if answer.kind is AnswerKind.PHONE:
        return spoken_phone(answer.text)
    return answer.said or answer.text


@lru_cache(maxsize=2_000)
def _parts(template: str) -> tuple[Part, ...]:
    return parse_template(template)


def warm_up() -> None:
    """Load the dictionary where nobody waits for it: the first sentence would cost 300 ms."""
    polite_name("Анна Петровна")
