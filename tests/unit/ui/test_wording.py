"""The Russian words: the design's sentences verbatim, and the house tone in all of them."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QTranslator

from operator_app.settings import bundled_folder
from tests import translations_check

FILE = bundled_folder("resources") / "translations" / "operator_ru.ts"
MESSAGES = translations_check.messages(FILE)

VERBATIM = (
    "Начните печатать, например «возврат»",
    "По запросу «{query}» ничего нет. Сократите слово или спросите старшего: F8",
    "Показано по запросу «{query}»",
    "Сценарий не выбран. Запись ведётся. F3 найдёт СОП",
    "Нет сети. Записи хранятся на этом компьютере: {count}",
    "Нет сети, в очереди {count}",
    "Сеть есть. Отправлено записей: {count}",
    "Сегодня звонков ещё не было",
    "Звонок завершён. F12 вернёт его",
    "Идёт звонок. Сначала завершите его: F12",
    "Найдено: {count}",
    "Шаг {number} из 4: {stage}",
)
_TONE = re.compile(r"!|успешно|ошибка ввода|проблем|к сожалению|\"", re.IGNORECASE)


@pytest.mark.parametrize("sentence", VERBATIM)
def test_the_design_sentence_is_said_as_it_is_written(sentence: str) -> None:
    assert sentence in {message.translation for message in MESSAGES}


def test_every_string_is_translated_in_the_house_tone() -> None:
    assert len(MESSAGES) > 100
    off = [message.translation for message in MESSAGES if _TONE.search(message.translation)]
    assert off == []
    long = [message.translation for message in MESSAGES if len(message.translation) > 90]
    assert long == []


def test_the_compiled_file_says_the_same() -> None:
    compiled = QTranslator()
    assert compiled.load(str(FILE.with_suffix(".qm")))
    for message in MESSAGES:
        said = compiled.translate(message.context, message.source)
        assert said == message.translation
