"""The check of translations finds what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import translations_check

SOURCE = """from PySide6.QtCore import QCoreApplication
said = QCoreApplication.translate("Call", "Found: {count}")
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    rooms = tmp_path / "operator_app" / "ui"
    rooms.mkdir(parents=True)
    (rooms / "words.py").write_text(SOURCE, encoding="utf-8")
    translations_check.update(tmp_path)
    return tmp_path


def _translate(program: Path, words: str) -> None:
    file = program / translations_check.FOLDER / "operator_ru.ts"
    text = file.read_text(encoding="utf-8")
    unfinished = '<translation type="unfinished"></translation>'
    assert unfinished in text
    file.write_text(
        text.replace(unfinished, f"<translation>{words}</translation>"), encoding="utf-8"
    )


def test_a_string_without_a_translation_is_found(program: Path) -> None:
    assert translations_check.faults(program) == [
        "Call: «Found: {count}» has no finished translation"
    ]


def test_a_translation_that_is_not_compiled_is_found(program: Path) -> None:
    _translate(program, "Найдено: {count}")
    assert translations_check.faults(program) == [
        "operator_ru.qm is not what operator_ru.ts gives: run with --update"
    ]
    translations_check.update(program)
    assert translations_check.faults(program) == []


def test_a_lost_gap_is_found(program: Path) -> None:
    _translate(program, "Найдено")
    translations_check.update(program)
    assert translations_check.faults(program) == [
        "Call: «Found: {count}» has other {gaps} than its translation"
    ]


def test_a_vanished_string_is_found_and_dropped_by_an_update(program: Path) -> None:
    _translate(program, "Найдено: {count}")
    translations_check.update(program)
    (program / "operator_app" / "ui" / "words.py").write_text("", encoding="utf-8")
    assert translations_check.faults(program) == ["Call: «Found: {count}» is in no source any more"]
    translations_check.update(program)
    assert translations_check.faults(program) == []
