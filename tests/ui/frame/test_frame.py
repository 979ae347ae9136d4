"""The frame: exact bars, size classes, keys that give way, messages over the screen."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from operator_app.ui.elements import Card
from operator_app.ui.frame.key_bar import KeyEntry
from operator_app.ui.frame.rail import ScreenEntry
from operator_app.ui.frame.window import Frame, LayoutClass, layout_class
from operator_app.ui.notices import Message, NoticeKind
from operator_app.ui.theme import Look

SCREENS = (
    ScreenEntry("call", "call", "Звонок", 1),
    ScreenEntry("sops", "sop", "База", 2),
    ScreenEntry("journal", "journal", "Журнал", 3),
)
KEYS = (
    KeyEntry("keys", "F1", "Клавиши", 9),
    KeyEntry("search", "F3", "Поиск", 0),
    KeyEntry("replies", "F4", "Ответы", 1),
    KeyEntry("record", "F5", "Запись", 2),
    KeyEntry("pane-next", "F6", "Панель", 8),
    KeyEntry("callback", "F7", "Обратный", 3),
    KeyEntry("escalate", "F8", "Передать", 4),
    KeyEntry("compensate", "F9", "Компенсация", 5),
    KeyEntry("palette", "Ctrl+K", "Команды", 7),
    KeyEntry("call-end", "F12", "Завершить", 0),
)


@pytest.fixture
def frame(look: Look, qtbot: QtBot, russian: None) -> Frame:
    made = Frame(look, SCREENS)
    qtbot.addWidget(made)
    for screen in SCREENS:
        made.add_screen(screen.id, Card())
    made.show_screen("call")
    made.key_bar.set_keys(KEYS)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize(
    ("width", "height", "scale", "expected"),
    [
        (1366, 768, 1.0, LayoutClass(3, short=False, tiny=False, tall=False, narrow=False)),
        (1366, 688, 1.0, LayoutClass(3, short=True, tiny=False, tall=False, narrow=False)),
        (1366, 688, 1.25, LayoutClass(2, short=True, tiny=False, tall=False, narrow=True)),
        (1366, 688, 1.5, LayoutClass(2, short=True, tiny=True, tall=False, narrow=True)),
        (1366, 688, 2.0, LayoutClass(1, short=True, tiny=True, tall=False, narrow=True)),
        (1920, 1008, 1.0, LayoutClass(3, short=False, tiny=False, tall=True, narrow=False)),
        (1180, 740, 1.0, LayoutClass(3, short=False, tiny=False, tall=False, narrow=False)),
        (1179, 900, 1.0, LayoutClass(2, short=False, tiny=False, tall=True, narrow=True)),
        (759, 490, 1.0, LayoutClass(1, short=True, tiny=False, tall=False, narrow=True)),
    ],
)
def test_size_classes(width: int, height: int, scale: float, expected: LayoutClass) -> None:
    assert layout_class(width, height, scale) == expected


def test_bars_have_the_design_sizes(frame: Frame) -> None:
    assert (frame.top_bar.height(), frame.rail.width(), frame.key_bar.height()) == (46, 84, 32)
    assert frame.top_bar.width() == frame.key_bar.width() == 1366
    assert frame.rail.mapTo(frame, frame.rail.rect().topLeft()).toTuple() == (0, 46)


def test_bars_follow_the_scale_at_run_time(frame: Frame, look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.layout_changed) as seen:
        look.wear(scale=1.5)
    assert seen.args is not None
    assert seen.args[0].narrow
    assert (frame.top_bar.height(), frame.rail.width(), frame.key_bar.height()) == (69, 78, 48)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_painted_in_the_tokens(frame: Frame, look: Look, scheme: str) -> None:
    look.wear(scheme)
    picture = frame.grab().toImage()
    tokens = look.tokens
    assert picture.pixelColor(700, 5) == QColor(tokens.bar)
    assert picture.pixelColor(60, 500) == QColor(tokens.surface)
    assert picture.pixelColor(83, 500) == QColor(tokens.line)
    assert picture.pixelColor(1, 80) == QColor(tokens.accent)
    assert picture.pixelColor(1360, 755) == QColor(tokens.surface)


@pytest.mark.parametrize(("scale", "height"), [(1.0, 688), (1.25, 688), (1.5, 688), (2.0, 688)])
def test_the_window_keeps_its_size(frame: Frame, look: Look, scale: float, height: int) -> None:
    look.wear(scale=scale)
    frame.top_bar.set_call("Идёт звонок", "03:42", "Кузьмина Анна Петровна " * 3, "заказ " * 20)
    frame.top_bar.set_sync("cloud-off", "Нет сети. Записи хранятся на этом компьютере: 3", "")
    frame.resize(1366, height)
    QApplication.processEvents()
    assert frame.size().toTuple() == (1366, height)
    assert frame.minimumSizeHint().width() <= 1366
    assert frame.top_bar.menu.geometry().right() <= 1366


def test_keys_give_way_by_rank_when_the_window_is_narrow(frame: Frame, look: Look) -> None:
    assert len(frame.key_bar.shown()) == len(KEYS)
    look.wear(scale=1.5)
    QApplication.processEvents()
    assert frame.key_bar.shown() == (
        "search", "replies", "record", "callback", "escalate", "compensate", "palette", "call-end",
    )  # fmt: skip
    look.wear(scale=2.0)
    QApplication.processEvents()
    assert frame.key_bar.shown() == (
        "search",
        "replies",
        "record",
        "callback",
        "escalate",
        "call-end",
    )
    look.wear(scale=1.0)
    QApplication.processEvents()
    assert len(frame.key_bar.shown()) == len(KEYS)


def test_a_key_of_the_bar_can_be_clicked(frame: Frame, qtbot: QtBot) -> None:
    button = next(b for b in _buttons(frame.key_bar) if b.accessibleName() == "Завершить")
    with qtbot.waitSignal(frame.key_bar.command_chosen) as chosen:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen.args == ["call-end"]


def test_the_rail_changes_screens_and_shows_which(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.screen_shown) as shown:
        QTest.mouseClick(_rail_button(frame, "Журнал"), Qt.MouseButton.LeftButton)
    assert shown.args == ["journal"]
    assert frame.current_screen() == "journal"
    assert _rail_button(frame, "Журнал").isChecked()
    frame.show_screen("call")
    assert _rail_button(frame, "Звонок").isChecked()
    assert not _rail_button(frame, "Журнал").isChecked()


def test_a_passing_message_gives_the_standing_one_back(frame: Frame, qtbot: QtBot) -> None:
    standing = Message("Не сохранено: на диске нет места", NoticeKind.FAULT, None)
    frame.show_message(standing)
    bar = frame.notice_bar
    assert bar.isVisible()
    with qtbot.waitSignals([bar.changed, bar.changed]):
        frame.show_message(Message("Звонок завершён. F12 вернёт его", NoticeKind.INFO, 1))
    assert bar.message == standing
    bar.close_message()
    assert not bar.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_message_is_whole_and_moves_nothing(frame: Frame, look: Look, scale: float) -> None:
    look.wear(scale=scale)
    QApplication.processEvents()
    before = frame.stack.geometry()
    text = "Не сохранено: на диске нет места. Не закрывайте окно, освободите место, нажмите Ctrl+S"
    frame.show_message(Message(text, NoticeKind.FAULT, None))
    QApplication.processEvents()
    bar = frame.notice_bar
    assert frame.stack.geometry() == before
    assert frame.rect().contains(bar.geometry())
    assert bar.geometry().bottom() < frame.height() - frame.key_bar.height()
    words = next(w for w in bar.findChildren(QWidget) if getattr(w, "text", str)() == text)
    assert words.height() >= words.heightForWidth(words.width())
    assert words.geometry().bottom() <= bar.height()


def test_parked_and_ringing_calls_are_chips(frame: Frame, qtbot: QtBot) -> None:
    one = UUID(int=7)
    frame.top_bar.set_parked([(one, "Орлова Т.")])
    frame.top_bar.set_ringing("Звонит +7 900")
    chip, ringing = (
        next(b for b in _buttons(frame.top_bar) if name in b.accessibleName() and b.isVisible())
        for name in ("Орлова", "Звонит")
    )
    assert chip.accessibleName() == "Отложенный звонок: Орлова Т."
    with qtbot.waitSignal(frame.top_bar.parked_chosen) as chosen:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chosen.args == [one]
    with qtbot.waitSignal(frame.top_bar.ringing_taken):
        QTest.mouseClick(ringing, Qt.MouseButton.LeftButton)
    frame.top_bar.set_parked([])
    frame.top_bar.set_ringing("")
    assert not any(b.isVisible() for b in (chip, ringing))


def test_the_narrow_bar_says_it_shorter(frame: Frame, look: Look) -> None:
    bar = frame.top_bar
    bar.set_agent("О. Смирнова")
    bar.set_call("Идёт звонок", "03:42", "Кузьмина А. П.", "заказ 5510-2284")
    bar.set_sync(
        "cloud-off", "Нет сети. Записи хранятся на этом компьютере: 3", "Нет сети, в очереди 3"
    )
    assert bar.state.isVisible()
    assert bar.sync.text() == "Нет сети. Записи хранятся на этом компьютере: 3"
    look.wear(scale=1.5)
    assert bar.sync.text() == "Нет сети, в очереди 3"
    assert not bar.state.isVisible()
    assert not bar.agent.isVisible()
    assert bar.name.isVisible()


def test_every_focusable_widget_is_named_and_large_enough(frame: Frame) -> None:
    frame.show_message(Message("Сообщение", NoticeKind.INFO, None))
    frame.top_bar.set_parked([(UUID(int=1), "Орлова Т.")])
    seen = 0
    for widget in frame.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        seen += 1
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name)
        assert min(widget.width(), widget.height()) >= 24
    # The menu, the parked call, the rail (one stop, arrows walk it) and the message's button.
    assert seen >= 4


def _buttons(inside: QWidget) -> list[QAbstractButton]:
    return inside.findChildren(QAbstractButton)


def _rail_button(frame: Frame, name: str) -> QToolButton:
    return next(b for b in frame.rail.findChildren(QToolButton) if b.text() == name)
