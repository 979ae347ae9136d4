"""A trainee plays cases by keys: the strip, the score, the weak ones first, nothing sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget

from operator_app.domain.ports import JournalFilter
from operator_app.services.workplace import OpenDesk
from operator_app.ui.elements import WrappedLabel
from tests.ui.trainer.conftest import Seat
from tests.ui.trainer.trainee import Trainee

QUERIES = {"delivery-late": "задерж", "refund": "вернуть чайник", "parcel-lost": "посылка потер"}


def test_before_the_first_attempt_the_list_says_how_to_begin(seat: Seat) -> None:
    trainee = seat()
    assert trainee.told() == "Попыток пока нет. Enter начнёт тренировку"
    assert len(trainee.listed()) == 3
    assert trainee.listed()[0].endswith("1 из 3")


@pytest.mark.parametrize("script", list(QUERIES))
def test_a_case_played_rightly_gets_all_points(seat: Seat, script: str) -> None:
    trainee = seat()
    trainee.begin(script, QUERIES[script])
    assert trainee.strip() == "Тренировка. Ничего не отправляется"
    while trainee.answer_rightly():
        assert trainee.customer()
    assert trainee.customer() == f"«{trainee.case().farewell}»"
    trainee.press("F12")
    assert (trainee.page(), trainee.percent(), trainee.losses()) == ("score", 100, [])


def test_the_customer_speaks_before_and_at_every_step(seat: Seat) -> None:
    trainee = seat()
    trainee.choose("refund")
    trainee.press("Enter")
    assert trainee.customer() == f"«{trainee.case().opening}»"
    trainee.type(QUERIES["refund"])
    trainee.press("Ctrl+Enter")
    assert "пять пять два два" in trainee.customer()


def test_another_script_puzzles_the_customer(seat: Seat) -> None:
    trainee = seat()
    trainee.choose("refund")
    trainee.press("Enter")
    trainee.type("задерж")
    trainee.press("Ctrl+Enter")
    assert trainee.customer() == f"«{trainee.case().otherwise}»"
    trainee.press("F12")
    assert any("Возврат денег" in one for one in trainee.losses())


def test_every_loss_has_a_line_of_its_own(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("delivery-late", "задерж")
    for _ in range(6):
        trainee.answer_rightly()
    trainee.press("Alt+1")
    trainee.type("500")
    trainee.press("Enter")
    trainee.press("F5")
    trainee.type("К сожалению, заказ опоздал")
    trainee.press("F12")
    lines = trainee.losses()
    assert any("500\u00a0₽" in one and "300\u00a0₽" in one for one in lines)
    assert any("К сожалению" in one for one in lines)
    assert trainee.percent() < 100


def test_a_lost_restatement_is_told(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("delivery-late", "задерж")
    for _ in range(4):
        trainee.answer_rightly()
    trainee.press("Shift+F8")
    trainee.press("1")
    trainee.press("F12")
    assert any("ересказ" in one for one in trainee.losses())


def test_nothing_reaches_the_journal_or_waits_for_the_centre(seat: Seat, desk: OpenDesk) -> None:
    trainee = seat()
    trainee.begin("parcel-lost", QUERIES["parcel-lost"])
    while trainee.answer_rightly():
        pass
    trainee.press("F5")
    trainee.type("Ждёт")
    trainee.press("F12")
    with desk.workplace.begin() as records:
        assert records.journal(JournalFilter()) == ()
        assert records.waiting() == (0, 0)
        assert records.unfinished() == ()
        assert records.pending(10) == ()


def test_enter_plays_again_and_escape_leads_to_the_list(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("refund", QUERIES["refund"])
    trainee.press("F12")
    assert trainee.page() == "score"
    trainee.press("Enter")
    assert trainee.page() == "practice"
    assert trainee.customer() == f"«{trainee.case().opening}»"
    trainee.press("F12")
    trainee.press("Escape")
    assert trainee.page() == "list"


def test_f12_at_the_score_does_not_bring_the_call_back(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("refund", QUERIES["refund"])
    trainee.press("F12")
    trainee.press("F12")
    assert trainee.page() == "score"
    assert trainee.practice.desk.live is None


def test_weak_cases_come_first_and_mastered_ones_last(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("refund", QUERIES["refund"])
    while trainee.answer_rightly():
        pass
    trainee.press("F12")
    trainee.press("Escape")
    trainee.begin("parcel-lost", QUERIES["parcel-lost"])
    trainee.press("F12")
    trainee.press("Escape")
    listed = trainee.listed()
    assert "Повторить слабые шаги" in listed[0]
    assert "Посылка молчит пятый день" in listed[0]
    assert "100\u00a0%" in listed[-1]


def test_attempts_outlive_the_screen(seat: Seat) -> None:
    first = seat()
    first.begin("refund", QUERIES["refund"])
    first.press("F12")
    scored = first.percent()
    again = seat()
    assert f"{scored}\u00a0%" in again.listed()[0]


def test_a_company_without_cases_says_who_adds_them(seat: Seat, desk: OpenDesk) -> None:
    trainee = seat()
    content = replace(desk.workplace.content, practice=())
    trainee.screen.attach(replace(trainee.workplace, content=content))
    assert trainee.screen.cases.empty.text() == "Тренировок пока нет. Их добавляет старший смены"
    assert trainee.screen.cases.empty.isVisible()


def test_an_edition_taken_up_meanwhile_leaves_the_practice_call_its_own(
    seat: Seat, desk: OpenDesk
) -> None:
    trainee = seat()
    trainee.begin("refund", QUERIES["refund"])
    content = replace(desk.workplace.content, scripts=())
    trainee.screen.attach(replace(trainee.workplace, content=content, edition=2))
    assert trainee.answer_rightly()
    trainee.press("F12")
    assert trainee.page() == "score"


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("script", list(QUERIES))
def test_no_words_are_cut_at_any_step(seat: Seat, script: str, scale: float) -> None:
    trainee = seat(size=(1366, 688), scale=scale)
    trainee.begin(script, QUERIES[script])
    assert cut(trainee) == []
    while trainee.answer_rightly():
        assert cut(trainee) == []
    trainee.press("F12")
    assert cut(trainee) == []
    assert (trainee.window.width(), trainee.window.height()) == (1366, 688)


def cut(trainee: Trainee) -> list[str]:
    """Wrapped words that stand lower than their lines, or do not fit the box around them."""
    labels = [one for one in trainee.visible() if isinstance(one, WrappedLabel)]
    found = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
    boxes = (trainee.practice.call_screen.script.prompt_box, trainee.practice.strip)
    for box in boxes:
        layout = box.layout()
        if box.isVisible() and layout is not None:
            needed = layout.totalHeightForWidth(box.width())
            if box.height() < needed:
                found.append(f"{type(box).__name__} {box.height()} < {needed}")
    return found + overlapping(trainee)


def overlapping(trainee: Trainee) -> list[str]:
    """Whether the strip lies over the search field."""
    strip, search = trainee.practice.strip, trainee.practice.call_screen.knowledge.search
    if not (strip.isVisible() and search.isVisible()):
        return []
    end = strip.mapToGlobal(strip.rect().bottomLeft()).y()
    return ["search under the strip"] if end >= search.mapToGlobal(QPoint()).y() else []


def test_everything_that_takes_the_focus_has_a_name(seat: Seat) -> None:
    trainee = seat()
    nameless = unnamed(trainee)
    trainee.begin("refund", QUERIES["refund"])
    nameless += unnamed(trainee)
    trainee.press("F12")
    nameless += unnamed(trainee)
    assert nameless == []


def unnamed(trainee: Trainee) -> list[QWidget]:
    """Widgets in sight that Tab reaches and a screen reader has no words for."""
    found = []
    for one in trainee.visible():
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled():
            spoken = QAccessible.queryAccessibleInterface(one)
            if not spoken.text(QAccessible.Text.Name):
                found.append(one)
    return found


def test_buttons_are_large_enough(seat: Seat) -> None:
    trainee = seat()
    trainee.begin("refund", QUERIES["refund"])
    trainee.press("F12")
    buttons = [one for one in trainee.visible() if isinstance(one, QAbstractButton)]
    assert buttons
    assert all(one.width() >= 24 and one.height() >= 24 for one in buttons)
