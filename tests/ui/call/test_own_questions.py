"""«Обратные» lists the agent's own questions to the lead, with the answer and when it came."""

from __future__ import annotations

from dataclasses import replace

from operator_app.domain.escalations import Decision
from operator_app.domain.follow_ups import FollowUpKind
from operator_app.language.names import parse_name
from operator_app.services.escalations import decide, open_escalations
from operator_app.ui.callbacks.screen import CallbacksScreen
from tests.ui.call.call_desk import CallDesk

HEADING = "Мои вопросы старшему  F6"


def questions(desk: CallDesk) -> list[str]:
    """The agent's questions as a screen reader says them."""
    desk.press("Ctrl+1")
    desk.press("Ctrl+5")
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)
    model = screen.questions.model
    return [model.said(one) for one in model.rows()]


def ask(desk: CallDesk, question: str) -> None:
    desk.press("F8")
    desk.type(question)
    desk.press("Ctrl+Enter")


def answer(desk: CallDesk, decision: Decision, words: str) -> None:
    """The lead's word, as an exchange brings it."""
    assert desk.window.desk is not None
    place = desk.window.desk.workplace
    lead = replace(
        place, desk=replace(place.desk, agent="pavlova", name=parse_name("Павлова А. В."))
    )
    (asked,) = open_escalations(lead)
    assert decide(lead, asked, decision, words)


def test_nobody_sees_an_empty_list_of_questions(desk: CallDesk) -> None:
    assert questions(desk) == []
    assert HEADING not in desk.labels()


def test_a_question_waits_until_it_is_answered_and_then_says_what_and_when(desk: CallDesk) -> None:
    desk.press("F2")
    desk.press("F7")
    desk.type("завтра")
    desk.press("Ctrl+Enter")
    ask(desk, "Можно ли вернуть без чека")
    assert questions(desk) == ["Можно ли вернуть без чека, Ждёт ответа старшего"]
    assert HEADING in desk.labels()
    desk.clock.pass_by(600)
    answer(desk, Decision.APPROVED, "Да, по карте покупателя")
    (told,) = questions(desk)
    assert told.startswith("Можно ли вернуть без чека, Согласовано · ")
    assert told.endswith(", Да, по карте покупателя")
    desk.press("F6")
    assert desk.focus() == "Мои вопросы старшему"
    assert any(one.endswith("Да, по карте покупателя") for one in desk.labels())
    desk.press("F6")
    assert desk.focus() == "Обратные"


def test_a_long_question_and_its_long_answer_leave_the_window_as_it_is(desk: CallDesk) -> None:
    before = desk.window.size()
    ask(desk, "Можно ли вернуть без чека? " * 70)
    answer(desk, Decision.APPROVED, "Да, по карте покупателя.\n" * 80)
    (told,) = questions(desk)
    assert told.endswith("карте покупателя.")
    desk.press("F6")
    assert desk.focus() == "Мои вопросы старшему"
    assert desk.window.minimumSizeHint().height() <= before.height()
    assert desk.window.size() == before
    screen = desk.window.screens.screen("callbacks")
    assert isinstance(screen, CallbacksScreen)
    assert screen.minimumSizeHint().height() <= screen.height()
    bar = screen.questions.below.verticalScrollBar()
    desk.press("Tab")
    desk.press("PgDown")
    assert 0 < bar.value() < bar.maximum()


def test_what_a_colleague_asked_is_not_listed(desk: CallDesk) -> None:
    assert desk.window.desk is not None
    place = desk.window.desk.workplace
    desk.window.desk.workplace = replace(place, desk=replace(place.desk, agent="petrov"))
    ask(desk, "Чужой вопрос")
    with desk.world.disk.file() as records:
        assert len(records.follow_ups(FollowUpKind.ESCALATION)) == 1
    assert questions(desk) == []
