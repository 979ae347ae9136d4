"""The small widgets: nothing clipped, nothing swallowed, nothing interpreted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from operator_app.ui.answer_button import AnswerButton
from operator_app.ui.elements import ElidedLabel, WrappedLabel, beside, set_role
from operator_app.ui.icons import ICONS, icon, pixmap
from operator_app.ui.theme import Look

LONG = "Анна Петровна, заказ 5510-2284 должен был прийти 18 ноября, сейчас он на складе."


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_wrapped_words_are_never_squeezed(look: Look, qtbot: QtBot, scale: float) -> None:
    look.wear(scale=scale)
    box = QWidget()
    qtbot.addWidget(box)
    column, labels = QVBoxLayout(box), [WrappedLabel(LONG) for _ in range(3)]
    labels[0].setProperty("role", "prompt")
    for label in labels:
        column.addWidget(label)
    box.show()
    for width in (600, 240, 900, 320):
        box.resize(width, 60)
        QApplication.processEvents()
        for label in labels:
            label_needs = label.heightForWidth(label.width())
            assert label.height() >= label_needs
    box.resize(900, 600)
    labels[0].setText("Коротко")
    QApplication.processEvents()
    assert labels[0].minimumHeight() < 2 * labels[0].fontMetrics().lineSpacing()


def test_an_endless_word_breaks_and_cannot_widen_the_window(look: Look, qtbot: QtBot) -> None:
    label = WrappedLabel("ы" * 200)
    qtbot.addWidget(label)
    assert label.text().replace("\u200b", "") == "ы" * 200
    assert label.minimumSizeHint().width() == 0
    label.resize(300, 10)
    assert label.heightForWidth(300) >= 3 * label.fontMetrics().lineSpacing()


def test_facts_beside_one_another_wrap_between_them_and_never_before_the_dot() -> None:
    long = "Доставка задерживается на складе"
    assert beside("заказ 1-2", "", long, "+7 916 555-01-42") == (
        f"заказ\u00a01-2\u00a0· {long}\u00a0· +7\u00a0916\u00a0555-01-42"
    )


def test_words_of_others_are_never_read_as_markup(look: Look, qtbot: QtBot) -> None:
    for made in (WrappedLabel("<b>жирно</b>"), ElidedLabel("<b>жирно</b>")):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText
    button = AnswerButton("Alt+1", "<img src=x> & Co")
    qtbot.addWidget(button)
    assert button.label == "<img src=x> & Co"
    assert button.accessibleName() == "<img src=x> & Co"


def test_an_elided_label_keeps_its_text(look: Look, qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert not label.is_elided()
    whole = label.grab().toImage()
    label.resize(120, label.height())
    assert label.is_elided()
    assert label.text() == LONG
    assert label.minimumSizeHint().width() < 80
    assert label.grab().toImage() != whole.copy(0, 0, 120, whole.height())


@pytest.mark.parametrize(("scale", "height"), [(1.0, 32), (1.5, 48), (2.0, 64)])
def test_an_answer_is_a_row_to_press(look: Look, qtbot: QtBot, scale: float, height: int) -> None:
    look.wear(scale=scale)
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    short = AnswerButton("Alt+1", "Привезти завтра", "Ctrl+Enter")
    long = AnswerButton("Alt+2", LONG)
    for button in (short, long):
        column.addWidget(button)
    column.addStretch(1)
    box.resize(round(360 * scale), round(400 * scale))
    box.show()
    QApplication.processEvents()
    assert short.height() == height
    assert long.height() > height
    with qtbot.waitSignal(short.clicked):
        QTest.mouseClick(short, Qt.MouseButton.LeftButton, pos=short.rect().center())
    assert short.property("role") == "answer-default"
    short.set_default(False)
    assert short.property("role") == "answer"


def test_every_icon_of_the_trade_is_drawn(look: Look) -> None:
    drawn = {name: pixmap(name, "#0B5CAD", 24).toImage() for name in ICONS}
    for name, picture in drawn.items():
        colours = {picture.pixelColor(x, y).rgba() for x in range(24) for y in range(24)}
        assert QColor("#0B5CAD").rgba() in colours, name
    assert len({bytes(picture.constBits()) for picture in drawn.values()}) == len(ICONS)
    with pytest.raises(KeyError):
        icon("no such icon", "#000000")


def test_an_icon_is_sharp_at_any_size_and_follows_the_state(look: Look) -> None:
    made = icon("call", "#112233", "#445566")
    assert made.pixmap(QSize(37, 37)).width() == 37
    checked = made.pixmap(QSize(24, 24), made.Mode.Normal, made.State.On).toImage()
    colours = {checked.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert "#445566" in colours
    assert "#112233" not in colours


def test_inter_has_true_weights_and_tabular_digits(look: Look) -> None:
    theme = look.theme
    assert QFontInfo(theme.font()).family() == "Inter"
    widths = [
        QFontMetricsF(theme.font(17, weight)).horizontalAdvance("Доставка задерживается")
        for weight in (400, 600, 700)
    ]
    assert widths == sorted(set(widths))
    digits = QFontMetricsF(theme.font(22, 600, tabular=True))
    assert len({digits.horizontalAdvance(str(digit) * 4) for digit in range(10)}) == 1


def test_a_new_role_repaints_at_once(look: Look, qtbot: QtBot) -> None:
    label = WrappedLabel("Решить")
    qtbot.addWidget(label)
    label.show()
    before = label.palette().color(label.foregroundRole()).name().upper()
    set_role(label, "stage-current")
    assert before == look.tokens.text
    assert label.palette().color(label.foregroundRole()).name().upper() == look.tokens.accent
