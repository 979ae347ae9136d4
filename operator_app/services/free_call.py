"""A call that fits no script: the four stages guide it all the same, and the record is kept."""

from __future__ import annotations

from operator_app.domain.scripts import (
    END,
    AnswerKind,
    Branch,
    Choice,
    Courtesy,
    Script,
    Stage,
    Step,
)


def _choice(label: str, value: str, to: str, mark: Courtesy | None, outcome: str = "") -> Choice:
    return Choice(label, value, label, label, to, outcome, mark is not None, mark)


def _step(stage: Stage, say: str, done: str, answers: tuple[Choice, ...]) -> Step:
    return Step(
        id=stage.value,
        stage=stage,
        say=say,
        kind=AnswerKind.CHOICE if answers else AnswerKind.TEXT,
        name="" if answers else "запрос",
        label="" if answers else "Суть словами клиента",
        choices=answers,
        branches=() if answers else (Branch(Stage.RESTATE.value, {}),),
        done=done,
        outcome="",
        passage="",
        phrases=(),
        topics=(),
    )


FREE_CALL = Script(
    "free-call",
    "Без сценария",
    "",
    "",
    (
        _step(
            Stage.CLARIFY,
            "Слушаю вас[, {имя}]. Расскажите, пожалуйста, с чем я могу помочь.",
            "Запрос: {запрос}",
            (),
        ),
        _step(
            Stage.RESTATE,
            "[{имя}, ]вы обратились вот с чем[: {запрос}]. Я правильно вас понимаю?",
            "Повторено, клиент согласен",
            (
                _choice("Да, верно", "yes", Stage.ACT.value, Courtesy.AGREED),
                _choice("Нет, иначе", "no", Stage.CLARIFY.value, None),
            ),
        ),
        _step(
            Stage.ACT,
            "Вот что я сделаю прямо сейчас и что будет дальше, по шагам. Всё понятно?",
            "",
            (
                _choice("Понятно", "clear", Stage.CONFIRM.value, Courtesy.UNDERSTOOD, "Решено"),
                _choice(
                    "Решит старший",
                    "lead",
                    Stage.CONFIRM.value,
                    None,
                    "Не решено: передано старшему смены",
                ),
            ),
        ),
        _step(
            Stage.CONFIRM,
            "[{имя}, ]всё записано. Пришлю номер обращения сообщением: по нему вас узнает любой "
            "оператор. Прислать на этот номер?",
            "",
            (
                _choice("Да, прислать", "send", END, Courtesy.OFFERED),
                _choice("Не нужно", "none", END, None),
            ),
        ),
    ),
    "Сразу решить это не получится. Передам всё старшему смены: он перезвонит в течение часа.",
)
"""In every edition; its texts are the company's words, as those of the record are."""
