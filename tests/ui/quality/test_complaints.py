"""Качество, Жалобы: by period and cause, late ones first, closed by a key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from operator_app.domain.calls import Customer
from operator_app.domain.follow_ups import FollowUpKind
from operator_app.language.rendering import spoken_date
from operator_app.services.complaints import complain, resolve
from operator_app.services.follow_ups import first_step, keep_step
from operator_app.services.spoken import today_of
from operator_app.services.take_calls import save_call
from operator_app.ui.quality.complaints_page import CaseModel
from tests.ui.quality.test_gaps import NOW, ChecksModels, Office, office

__all__ = ("office",)


def complained(office: Office, cause: str, words: str, number: str = "+79161234567") -> None:
    live = office.workplace.fresh_call()
    live.open(Customer(number))
    complain(office.workplace, live, cause, words)
    live.close()
    save = live.take_unsaved()
    assert save is not None
    save_call(office.workplace.begin, save)


def look_in(office: Office) -> None:
    screen = office.screen
    screen.attach(office.workplace)
    screen.tabs.setCurrentIndex(screen.pages.indexOf(screen.complaints))
    screen.come_forward()
    QApplication.processEvents()


def said(office: Office) -> list[str]:
    model = office.screen.complaints.model
    return [model.said(one) for one in model.rows()]


def test_causes_are_counted_and_one_filters(office: Office) -> None:
    complained(office, "Срок", "Ждал неделю")
    complained(office, "Срок", "Снова ждал")
    complained(office, "Общение", "Нагрубили", "+79160000000")
    look_in(office)
    page = office.screen.complaints
    assert [page.cause.itemText(i) for i in range(page.cause.count())] == [
        "Все причины", "Срок: 2", "Общение: 1",
    ]  # fmt: skip
    assert len(said(office)) == 3
    assert "ещё от этого клиента: 1" in said(office)[0]
    page.cause.setFocus()
    QTest.keyClick(page.cause, Qt.Key.Key_Down)
    QTest.keyClick(page.cause, Qt.Key.Key_Down)
    QTest.keyClick(page.cause, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [one for one in said(office) if "Общение" not in one] == []
    assert len(said(office)) == 1


def test_enter_opens_the_call_and_ctrl_enter_says_it_is_done(office: Office) -> None:
    complained(office, "Срок", "Ждал неделю")
    look_in(office)
    page = office.screen.complaints
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.said.hasFocus()
    assert "Ждал неделю" in page.said.toPlainText()
    assert "Звонок начат" in page.said.toPlainText()
    page.resolution.setPlainText("Вернули доставку")
    office.screen.slots()["confirm"]()
    QApplication.processEvents()
    assert "выполнено: Вернули доставку" in said(office)[0]
    assert not page.done.isEnabled()


def test_a_promise_not_kept_is_said_as_of_today_a_complaint_word_for_word(office: Office) -> None:
    yesterday = NOW - timedelta(days=1)
    then = replace(office.workplace, clock=lambda: yesterday)
    words = " ".join(f"Привезти {spoken_date(today_of(yesterday))}".split())
    step = first_step(then, FollowUpKind.PROMISE, None, "", yesterday, {"words": words})
    keep_step(then, step)
    complained(office, "Срок", words)
    look_in(office)
    promise, complaint = said(office)
    assert "Привезти вчера" in promise
    assert words in complaint
    assert office.screen.complaints.said.toPlainText() == "Привезти вчера"


def test_nothing_else_slips_under_the_key_when_a_promise_was_closed_elsewhere(
    office: Office,
) -> None:
    yesterday = NOW - timedelta(days=1)
    then = replace(office.workplace, clock=lambda: yesterday)
    for words in ("Привезти заказ", "Вернуть деньги"):
        keep_step(
            then, first_step(then, FollowUpKind.PROMISE, None, "", yesterday, {"words": words})
        )
    look_in(office)
    page = office.screen.complaints
    first, second = page.model.rows()
    page.resolution.setFocus()
    page.resolution.insertPlainText("Отвезли сами")
    assert resolve(office.workplace, first.case, "Отвёз коллега")
    page.refresh()
    page.refresh()
    assert page.model.rows() == (second,)
    assert office.told == ["Это уже закрыто"]
    assert page.resolution.toPlainText() == "Отвезли сами"
    office.screen.slots()["confirm"]()
    assert page.model.rows() == (second,), "the key was meant for what is closed"
    assert page.resolution.toPlainText() == ""
    office.screen.slots()["confirm"]()
    assert page.model.rows() == ()


def test_with_none_it_says_so(office: Office) -> None:
    look_in(office)
    empty = office.screen.complaints.listed.empty
    assert empty.isVisible()
    assert empty.text() == "За этот период жалоб нет, обещания выполнены"


def test_the_model(office: Office, qtmodeltester: ChecksModels) -> None:
    complained(office, "Срок", "Ждал неделю")
    look_in(office)
    model = office.screen.complaints.model
    assert isinstance(model, CaseModel)
    qtmodeltester.check(model)
