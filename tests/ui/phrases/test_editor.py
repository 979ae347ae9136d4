"""Hints in a field: underlined, explained, applied, silenced, never changed by themselves."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from operator_app.content.folder import read_folder
from operator_app.domain.phrases import Gender, Rule, parse_rules
from operator_app.language.phrase_table import compile_rules
from operator_app.settings import bundled_folder
from operator_app.ui.lanes import InlineLane, Lane
from operator_app.ui.phrases.checking import LineChecker
from operator_app.ui.phrases.rules import PhraseRules
from operator_app.ui.theme import Look
from tests.benchmarks.phrases.generated import ADJECTIVES, GENITIVES, NOUNS
from tests.ui.phrases.note import Note

LIMIT_S = 300.0
PROBLEM: dict[str, object] = {
    "id": "problem", "form": "inflect", "discouraged": ["Проблема"],
    "approved": ["Сложность", "Вопрос"], "why": "«Сложность» можно решить.",
}  # fmt: skip
HINT_ONLY: dict[str, object] = {
    "id": "never", "form": "fixed", "discouraged": ["Никогда"], "approved": [],
    "why": "Обещайте то, что можно сделать.",
}  # fmt: skip
GLAD: dict[str, object] = {
    "id": "glad", "form": "fixed", "discouraged": ["Не за что"], "approved": ["Рад(а) помочь"],
}  # fmt: skip


@pytest.fixture(scope="module")
def company_rules() -> tuple[Rule, ...]:
    return read_folder(bundled_folder("sop_content")).content.rules


@pytest.fixture
def note(look: Look, qtbot: QtBot, russian: None) -> Note:
    made = Note(look, qtbot)
    made.check_by(PROBLEM, HINT_ONLY, GLAD)
    return made


def test_any_form_is_underlined_and_nothing_changes_by_itself(note: Note) -> None:
    note.type("Решаем вашу проблему. Никогда не тонет")
    assert note.underlined() == ["проблему", "Никогда"]
    assert note.text == "Решаем вашу проблему. Никогда не тонет"


def test_the_line_says_what_is_better_and_why(note: Note) -> None:
    note.type("Проблемой")
    assert note.told == (
        "Лучше «Сложностью»: Ctrl+J. «Сложность» можно решить. Ещё вариант: Ctrl+L"
    )
    assert note.field.accessibleDescription() == note.told


def test_a_clean_text_has_no_line(note: Note) -> None:
    note.type("Сложность")
    assert note.told == ""
    assert note.underlined() == []


def test_ctrl_j_applies_and_undo_restores_in_one_step(note: Note) -> None:
    note.type("😀 о проблеме")
    note.press("Ctrl+J")
    assert note.text == "😀 о сложности"
    assert note.underlined() == []
    note.field.undo()
    assert note.text == "😀 о проблеме"
    assert note.underlined() == ["проблеме"]


def test_ctrl_l_offers_the_next_suggestion_and_then_the_next_phrase(note: Note) -> None:
    note.type("Проблема и проблема")
    note.stand_at(0)
    assert note.told.startswith("Лучше «Сложность»")
    note.press("Ctrl+L")
    assert note.told.startswith("Лучше «Вопрос»")
    note.press("Ctrl+L")
    assert note.told.startswith("Лучше «сложность»")
    note.press("Ctrl+L")
    note.press("Ctrl+J")
    assert note.text == "Проблема и вопрос"
    assert note.field.textCursor().position() == 0


def test_keys_mean_the_phrase_at_the_cursor_or_after_it_else_the_last(note: Note) -> None:
    note.type("проблема, проблемы, о проблеме")
    note.stand_at(12)
    note.press("Ctrl+J")
    assert note.text == "проблема, сложности, о проблеме"
    note.field.moveCursor(QTextCursor.MoveOperation.End)
    note.press("Ctrl+J")
    assert note.text == "проблема, сложности, о сложности"
    note.field.moveCursor(QTextCursor.MoveOperation.End)
    note.press("Ctrl+J")
    assert note.text == "сложность, сложности, о сложности"


def test_not_here_silences_one_phrase_as_the_text_goes_on(note: Note) -> None:
    note.type("проблема, проблема")
    note.stand_at(0)
    note.press("Ctrl+H")
    assert len(note.underlined()) == 1
    note.type("Ваша ")
    note.field.moveCursor(QTextCursor.MoveOperation.End)
    note.type(", ещё проблема")
    assert [hint.start for hint in note.field.hints()] == [15, 29]
    note.field.setPlainText("проблема, проблема")
    assert len(note.underlined()) == 2


def test_letters_beside_a_silenced_phrase_do_not_wake_it(note: Note) -> None:
    note.type("проблема")
    note.press("Ctrl+H")
    note.type(", и всё")
    assert note.underlined() == []


def test_a_hint_without_replacement_says_so(note: Note) -> None:
    note.type("никогда")
    assert note.told == (
        "Скажите вместо «никогда» иначе, своими словами. Обещайте то, что можно сделать"
    )
    note.press("Ctrl+J")
    assert note.text == "никогда"


def test_where_height_is_short_the_reason_waits_for_its_key(note: Note) -> None:
    note.field.set_brief(True)
    note.type("проблема")
    assert note.told == "Лучше «сложность»: Ctrl+J. Ещё вариант: Ctrl+L"
    note.press("Ctrl+B")
    assert "можно решить" in note.told
    note.stand_at(0)
    assert "можно решить" not in note.told


def test_the_pointer_shows_the_reason_and_no_markup(
    look: Look, qtbot: QtBot, russian: None
) -> None:
    note = Note(look, qtbot)
    note.check_by({**PROBLEM, "why": "<b>Пугает</b>"})
    note.type("проблема")
    _hover(note, 3)
    assert QToolTip.text().endswith("<b>Пугает</b>")
    note.type(" и ещё много слов")
    _hover(note, 20)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def _hover(note: Note, offset: int) -> None:
    cursor = QTextCursor(note.field.document())
    cursor.setPosition(offset)
    at = note.field.cursorRect(cursor).center()
    viewport = note.field.viewport()
    QApplication.sendEvent(
        viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(QPoint(at)))
    )


def test_the_agents_gender_chooses_the_pair(note: Note) -> None:
    note.check_by(GLAD, gender=Gender.FEMININE)
    note.type("не за что")
    note.press("Ctrl+J")
    assert note.text == "рада помочь"


def test_a_text_set_with_signals_blocked_is_checked_too(note: Note) -> None:
    note.field.blockSignals(True)
    note.field.setPlainText("проблема")
    note.field.blockSignals(False)
    assert note.underlined() == ["проблема"]


def test_a_read_only_field_shows_hints_and_keeps_its_text(note: Note) -> None:
    note.field.setReadOnly(True)
    note.field.setPlainText("проблема")
    assert note.told.startswith("Лучше «сложность». ")
    note.press("Ctrl+J")
    assert note.text == "проблема"


def test_colours_follow_the_theme(note: Note, look: Look) -> None:
    note.type("проблема")
    look.wear("dark")
    shown = note.field.extraSelections()
    assert shown[0].format.underlineColor().name().upper() == look.tokens.warn.upper()


def test_without_a_table_nothing_is_underlined(note: Note) -> None:
    note.type("проблема")
    note.field.set_table(None)
    note.type(" проблема")
    assert note.underlined() == []
    assert note.told == ""


def test_half_a_character_shifts_no_underline(note: Note) -> None:
    note.field.setPlainText("\ud83d проблема \udc00 и проблема 😀 проблема")
    assert note.underlined() == ["проблема"] * 3


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("phrases")
    yield made
    assert made.close(LIMIT_S)


def _blocked(lane: Lane) -> Callable[[], None]:
    gate = threading.Event()
    lane.run(lambda: gate.wait(LIMIT_S), lambda _: None)
    return gate.set


def test_checking_leaves_the_keys_free_and_drops_what_is_old(
    look: Look, qtbot: QtBot, russian: None, lane: Lane
) -> None:
    note = Note(look, qtbot, lane)
    note.check_by(PROBLEM)
    release = _blocked(lane)
    for letter in "проблема или задача":
        note.type(letter)
    assert note.text == "проблема или задача"
    assert note.underlined() == []
    with qtbot.waitSignal(note.field.hints_shown):
        release()
    assert note.underlined() == ["проблема"]


def test_a_key_pressed_before_the_answer_acts_on_it(
    look: Look, qtbot: QtBot, russian: None, lane: Lane
) -> None:
    note = Note(look, qtbot, lane)
    note.check_by(PROBLEM)
    release = _blocked(lane)
    note.type("проблема")
    note.press("Ctrl+J")
    assert note.text == "проблема"
    release()
    qtbot.waitUntil(lambda: note.text == "сложность")
    assert lane.drain(LIMIT_S)


def test_an_underline_moves_with_its_word_until_the_answer_comes(
    look: Look, qtbot: QtBot, russian: None, lane: Lane
) -> None:
    note = Note(look, qtbot, lane)
    note.check_by(PROBLEM)
    note.type("проблема")
    assert lane.drain(LIMIT_S)
    release = _blocked(lane)
    note.stand_at(0)
    note.type("Ваша ")
    assert note.underlined() == ["проблема"]
    with qtbot.waitSignal(note.field.hints_shown):
        release()


def test_what_to_say_is_worked_out_for_the_phrase_that_is_meant(note: Note) -> None:
    note.type("проблема, проблема")
    assert [hint.complete for hint in note.field.hints()] == [False, True]
    note.stand_at(0)
    assert [hint.complete for hint in note.field.hints()] == [True, True]


def test_the_underlines_live_on_while_ten_thousand_rules_are_compiled(
    look: Look, qtbot: QtBot, russian: None, lane: Lane
) -> None:
    note, compiling = Note(look, qtbot, lane), Lane("rules")
    desk = PhraseRules(compiling)
    desk.serve(note.field)
    desk.use(parse_rules([PROBLEM]), None)
    assert compiling.drain(LIMIT_S)
    many = [{**PROBLEM, "id": f"r{at}", "discouraged": [f"Задача {at}"]} for at in range(10_000)]
    release = _blocked(compiling)
    desk.use(parse_rules(many), None)
    note.type("проблема, задача 77")
    assert lane.drain(LIMIT_S)
    assert note.underlined() == ["проблема"]
    release()
    qtbot.waitUntil(lambda: note.underlined() == ["задача 77"], timeout=int(LIMIT_S * 1000))
    assert lane.drain(LIMIT_S)
    assert compiling.close(LIMIT_S)


def test_the_companys_rules_reach_every_field_off_the_interface_thread(
    look: Look, qtbot: QtBot, russian: None, lane: Lane, company_rules: tuple[Rule, ...]
) -> None:
    note = Note(look, qtbot, lane)
    note.type("К сожалению, мы закрыты")
    desk = PhraseRules(lane)
    desk.serve(note.field)
    desk.use(company_rules, Gender.FEMININE)
    qtbot.waitUntil(lambda: bool(note.underlined()))
    note.press("Ctrl+J")
    qtbot.waitUntil(lambda: note.text == "В настоящий момент мы закрыты")
    assert lane.drain(LIMIT_S)


def test_a_new_edition_changes_what_is_underlined(look: Look, qtbot: QtBot, russian: None) -> None:
    note = Note(look, qtbot)
    note.type("проблема")
    desk = PhraseRules(InlineLane())
    desk.serve(note.field)
    desk.use((), None)
    assert note.underlined() == []
    desk.use(parse_rules([PROBLEM]), None)
    assert note.underlined() == ["проблема"]


def test_after_random_edits_the_underlines_are_those_of_a_fresh_check(
    look: Look, qtbot: QtBot, russian: None, company_rules: tuple[Rule, ...]
) -> None:
    table = compile_rules(company_rules)
    note = Note(look, qtbot)
    note.field.set_table(table)
    chance = random.Random(7)
    pieces = ["проблема", "К сожалению, ", "брак ", "😀", " ", "\n", ".", "\u2028", "«", "\u00a0"]
    for _ in range(150):
        cursor = QTextCursor(note.field.document())
        length = note.field.document().characterCount() - 1
        start = chance.randint(0, length)
        cursor.setPosition(start)
        if chance.random() < 0.4:
            end = min(length, start + chance.randint(0, 6))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertText(chance.choice(pieces))
        fresh, lines = LineChecker(compile_rules(company_rules), None), note.lines()
        expected = [fresh.completed(lines, hint) for hint in fresh.check(lines)]
        shown = note.field.hints()
        assert [(one.start, one.end, one.rule) for one in shown] == [
            (one.start, one.end, one.rule) for one in expected
        ]
        assert all(one == full for one, full in zip(shown, expected, strict=True) if one.complete)
        assert any(one.complete for one in shown) == bool(shown)
        assert note.underlined() == [hint.found for hint in note.field.hints()]


@pytest.mark.parametrize("seed", range(12))
def test_hits_of_random_rules_applied_one_by_one_are_each_recomputed(note: Note, seed: int) -> None:
    """Of two that overlap or agree with each other the second is what the new text asks for."""
    chance = random.Random(seed)
    attributes, nouns = ADJECTIVES[:8], NOUNS[:8]
    found = [
        *nouns[:4], *(f"{chance.choice(attributes)} {noun}" for noun in nouns),
        *(f"{one} {chance.choice(GENITIVES[:8])}" for one in nouns),
    ]  # fmt: skip
    rules: list[dict[str, object]] = [
        {"id": f"r{place}", "form": "inflect", "discouraged": [phrase],
         "approved": [chance.choice(["Сложность", "Важное сообщение", "Обстоятельство"])]}
        for place, phrase in enumerate(chance.sample(found, 12))
    ]  # fmt: skip
    note.check_by(*rules)
    words = [*attributes, *nouns, *GENITIVES[:8], "ваш", "и", "нашли"]
    written = " ".join(chance.choice(words) for _ in range(14))
    note.field.setPlainText(written)
    table = compile_rules(parse_rules(rules))
    applied = 0
    while (hints := note.field.hints()) and applied < 20:
        note.stand_at(0)
        note.press("Ctrl+J")
        left = LineChecker(table, None).check(note.lines())
        assert [one.found for one in note.field.hints()] == [one.found for one in left]
        edges = [edge for one in note.field.hints() for edge in (one.start, one.end)]
        assert edges == sorted(edges)
        assert hints[0].rule not in {
            one.rule for one in left if one.start <= hints[0].start < one.end
        }
        applied += 1
    assert not note.field.hints(), note.text
    for _ in range(applied):
        note.press("Ctrl+Z")
    assert note.text == written
