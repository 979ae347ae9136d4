"""Scripts for the tests: one that branches and loops like a real one, and any that can be made."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from operator_app.domain.scripts import (
    END,
    STAGES,
    AnswerKind,
    Branch,
    Choice,
    Courtesy,
    Script,
    Stage,
    Step,
)


def choice(value: str, to: str = "", *, default: bool = False, outcome: str = "") -> Choice:
    """A choice labelled by its value."""
    return Choice(value.capitalize(), value, value[:14], value, to, outcome, default, None)


def step(
    step_id: str,
    stage: Stage,
    *,
    kind: AnswerKind = AnswerKind.NONE,
    choices: tuple[Choice, ...] = (),
    to: str | tuple[Branch, ...] = (),
    say: str = "",
    done: str = "",
    outcome: str = "",
    label: str = "",
) -> Step:
    """A step whose answer, when it has one, goes by the step's own id."""
    kind = AnswerKind.CHOICE if choices else kind
    return Step(
        id=step_id,
        stage=stage,
        say=say or f"Говорю {step_id}.",
        kind=kind,
        name="" if kind is AnswerKind.NONE else step_id,
        label=label,
        choices=choices,
        branches=(Branch(to, {}),) if isinstance(to, str) else to,
        done=done,
        outcome=outcome,
        passage="СОП-042#srok",
        phrases=("Сейчас проверю.",),
        topics=("delivery",),
    )


def late_delivery() -> Script:
    """order → wish → restate (no: back to wish) → options or refund → tomorrow → closing."""
    yes = replace(choice("yes", default=True), mark=Courtesy.AGREED)
    clear = replace(choice("clear", "closing", default=True), mark=Courtesy.UNDERSTOOD)
    tomorrow = choice("tomorrow", "tomorrow", default=True, outcome="Решено: привезём {завтра}")
    steps = (
        step(
            "заказ", Stage.CLARIFY, kind=AnswerKind.ORDER, to="wish", say="Назовите номер заказа.",
            done="Заказ {заказ}", label="Номер заказа",
        ),
        step(
            "wish", Stage.CLARIFY, choices=(choice("deliver", default=True), choice("refund")),
            to="restate", say="Что для вас важнее?", done="Хочет {wish}",
        ),
        step(
            "restate", Stage.RESTATE, choices=(yes, choice("no", "wish")),
            to=(Branch("refund", {"wish": ("refund",)}), Branch("options", {})),
            say="[{имя}, ]вы хотите {wish}[, заказ {заказ}]. Верно?", done="Клиент согласен",
        ),
        step(
            "options", Stage.ACT, say="Привезти завтра?",
            choices=(tomorrow, choice("money", "refund"), choice("day", "day")),
        ),
        step("day", Stage.ACT, kind=AnswerKind.DATE, to="tomorrow", label="Новый день"),
        step("refund", Stage.ACT, to="closing", outcome="Решено: возврат денег", done="Возврат"),
        step(
            "tomorrow", Stage.ACT, choices=(clear, choice("again", "options")),
            say="[{имя}, ]записываю. Всё понятно?", done="Привезём",
        ),
        step("closing", Stage.CONFIRM, to=END, say="Спасибо[, {имя}].", done="Простились"),
    )  # fmt: skip
    return Script("late", "Доставка задерживается", "delivery", "СОП-042", steps)


@st.composite
def any_script(draw: st.DrawFn) -> Script:
    """Any script whose targets exist: loops, dead answers and unreachable steps included."""
    count = draw(st.integers(1, 7))
    ids = [f"s{place}" for place in range(count)]
    targets = st.sampled_from([*ids, END])
    values = ("a", "b", "c")
    made = []
    for place, one in enumerate(ids):
        stage = STAGES[min(3, place * 4 // count)]
        kind = draw(st.sampled_from(AnswerKind))
        choices: tuple[Choice, ...] = ()
        if kind is AnswerKind.CHOICE:
            default = draw(st.integers(0, 3))
            choices = tuple(
                choice(value, draw(st.just("") | targets), default=i == default, outcome=value)
                for i, value in enumerate(values[: draw(st.integers(1, 3))])
            )
        conditions = st.dictionaries(
            st.sampled_from(ids),
            st.lists(st.sampled_from(values), min_size=1).map(tuple),
            max_size=2,
        )
        branches = tuple(draw(st.lists(st.builds(Branch, targets, conditions), max_size=2)))
        last = Branch(draw(targets), {})
        said = draw(st.sampled_from(["", "[{имя}, ]слушаю.", "День {s0}[, {s1}]."]))
        made.append(
            step(
                one, stage, kind=kind, choices=choices, to=(*branches, last), say=said, done="{s0}"
            )
        )
    return Script("any", "Любой", "delivery", "", tuple(made))
