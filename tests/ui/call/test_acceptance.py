"""The acceptance table of the design, a test a row, in the numbers of that table."""

from __future__ import annotations

from operator_app.domain.calls import EventKind
from tests.ui.call.call_desk import CallDesk
from tests.ui.call.world import windows


def test_row_1_from_ring_to_passage_in_six_letters_without_enter(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("задерж")
    assert "Задержка доставки" in desk.found()[0]
    assert desk.passage().startswith("СОП-042. Задержка доставки\nСрок сорван больше чем на 3 дня")
    desk.type(" достав")
    assert any(word.lower().startswith("достав") for word in desk.marked())


def test_row_2_f12_alone_leaves_a_complete_record(desk: CallDesk) -> None:
    desk.begin_script()
    desk.reach_the_solution()
    desk.press("F12")
    (kept,) = desk.world.disk.calls()
    assert (kept.status, kept.order, kept.script) == ("closed", "5510-2284", "delivery-late")
    assert kept.closed_at == desk.clock.now
    assert kept.record.splitlines()[-1].endswith("Звонок завершён")
    note, _, lines = kept.record.partition("\n\n")
    assert note.startswith("Запрос: «Доставку заказа 5510-2284 назначили на 18")
    told = [line[6:] for line in lines.splitlines()]
    assert told[0] == "Звонок начат"
    assert "Уточнено: номер заказа 5510-2284" in told
    assert "Повторено, ответ клиента: «Да, верно»" in told
    events = desk.world.disk.events(kept.id)
    assert [one.seq for one in events] == list(range(1, len(events) + 1))
    assert events[-1].kind is EventKind.CLOSED


def test_row_3_a_whole_call_without_the_mouse(desk: CallDesk) -> None:
    desk.press("F2")
    desk.look_up("pflth;rf")
    desk.answer("Доставка задерживается")
    desk.press("Ctrl+I")
    desk.type("Кузьмина Анна Петровна")
    desk.press("Ctrl+Enter")
    desk.reach_the_solution()
    assert (
        "Анна Петровна, заказ 5510-2284 должен был прийти 18\N{NO-BREAK SPACE}ноября"
        in desk.prompt()
    )
    desk.answer("Привезти завтра, 10–14")
    desk.answer("Понятно")
    assert desk.stage() == "4. Подтвердить"
    desk.press("Ctrl+Enter")
    assert desk.prompt() == "Сценарий пройден. F12 завершит звонок"
    assert desk.outcome() == "Решено: новая доставка 23\N{NO-BREAK SPACE}ноября, 10–14"
    desk.press("F12")
    (kept,) = desk.world.disk.calls()
    assert kept.outcome == "Решено: новая доставка 23\N{NO-BREAK SPACE}ноября, 10–14"
    assert (kept.name, kept.status) == ("Кузьмина Анна Петровна", "closed")


def test_row_4_one_window_whatever_is_pressed(desk: CallDesk) -> None:
    desk.begin_script()
    for keys in ("Alt+0", "Esc", "Shift+F8", "Esc", "Ctrl+I", "Esc", "F5", "Esc", "F6", "F6"):
        desk.press(keys)
        assert [one for one in windows() if one is not desk.window] == []
    desk.press("Ctrl+4")
    desk.press("Ctrl+1")
    desk.close()
    desk.press("F12")
    assert windows() == [desk.window]


def test_row_17_a_word_typed_in_the_other_layout(desk: CallDesk) -> None:
    desk.press("F2")
    desk.type("pflth;rf")
    assert desk.told_of_search() == "Показано по запросу «задержка»"
    assert "Задержка доставки" in desk.found()[0]
