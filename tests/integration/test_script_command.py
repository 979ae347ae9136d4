"""`operator-app script play`: by answers, at the terminal, and along calls a desk recorded."""

from __future__ import annotations

import argparse
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from operator_app.commands import script as command
from operator_app.content.folder import read_folder
from operator_app.domain.calls import Customer
from operator_app.domain.scripts import AnswerKind, Script
from operator_app.services.call_note import request_of
from operator_app.services.live_call import LiveCall
from operator_app.services.play_script import events_as_mappings
from operator_app.services.take_calls import save_call, saved_call
from tests.unit.services.desk_of_tests import Clock, fresh_call
from tests.unit.storage.samples import local_file

DEMO = Path(__file__).parents[2] / "sop_content"
EXCHANGE = DEMO / "scripts" / "exchange.yaml"
ANSWERS = """
today: 2026-11-18
customer: {name: Смирнов Иван Петрович}
answers: ["5510-2284", look, Пользовались, {go: received}, fresh, "чайник, синий", yes_,
          {other: не знаю}, завтра, clear, this]
"""
SCRIPTS = read_folder(DEMO).content.scripts


def run(*arguments: str, lang: str = "ru") -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    args = parser.parse_args(["play", *arguments])
    args.lang = lang
    out, err = io.StringIO(), io.StringIO()
    return command.run(args, out, err), out.getvalue(), err.getvalue()


def play(file: Path, answers: Path) -> dict[str, Any]:
    code, out, err = run(str(file), "--answers", str(answers), "--json")
    assert (code, err) == (0, "")
    played: dict[str, Any] = json.loads(out)
    return played


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    text = ANSWERS.replace("Пользовались", '"До 14 дней, пользовались"')
    file.write_text(text, encoding="utf-8")
    return file


def test_given_answers_lead_through_the_script(answers: Path) -> None:
    played = play(EXCHANGE, answers)
    assert played["cursor"] == "end"
    assert [one["step"] for one in played["steps"]][-3:] == ["day", "terms", "closing"]
    assert played["restatement"] == (
        "Товар из заказа 5510-2284 получен не больше 14 дней назад, им не пользовались, и вы "
        "хотите получить вместо него другой цвет или размер: чайник, синий."
    )
    assert played["note"][-1] == (
        "Итог: Решено: обмен 19\u00a0ноября (код: Обмен или замена товара)"
    )
    assert (played["code"], played["courtesy"]) == (
        "item-exchange", ["agreed", "name_used", "offered", "understood"],
    )  # fmt: skip


def test_for_people_it_prints_steps_restatement_and_note(answers: Path) -> None:
    code, out, err = run(str(EXCHANGE), "--answers", str(answers))
    assert (code, err) == (0, "")
    assert "Иван Петрович, по заказу 5510-2284 всё записано." in out
    heads = [one for one in out.splitlines() if one.endswith(":") and one[0] != " "]
    assert heads == ["Шаги:", "Пересказ:", "Запись:"]


def test_a_script_from_a_file_is_of_no_edition(answers: Path) -> None:
    _, out, _ = run(str(EXCHANGE), "--answers", str(answers))
    (named,) = (one for one in out.splitlines() if one.startswith("По СОП: "))
    assert "редакция" not in named


def test_what_was_played_is_played_again_from_its_events(answers: Path, tmp_path: Path) -> None:
    first = play(EXCHANGE, answers)
    file = tmp_path / "recorded.json"
    file.write_text(json.dumps(first), encoding="utf-8")
    assert play(EXCHANGE, file) == first


def record(script: Script, folder: Path) -> tuple[LiveCall, Path]:
    """A call as a desk keeps it: parked once, one answer changed, read back from its file."""
    clock, file = Clock(), local_file(folder)
    file.open()
    live = fresh_call(clock, read_folder(DEMO).content)
    live.open(Customer("+79161234567", "Кузьмина Анна Петровна", ""))
    live.choose_script(script.id)
    said = {
        AnswerKind.TEXT: "чайник шумит", AnswerKind.SUM: "300", AnswerKind.DATE: "завтра",
        AnswerKind.ORDER: "55102284", AnswerKind.PHONE: "89161234567",
    }  # fmt: skip
    for turn in range(60):
        step = live.step()
        if step is None:
            break
        if turn == 4:
            live.go(-1)
            live.park()
            live.unpark()
        elif step.kind in said:
            live.answer_typed(said[step.kind])
        else:
            live.answer_default()
        if save := live.take_unsaved():
            save_call(file.begin, save)
        clock.move(7)
    live.close()
    save = live.take_unsaved()
    assert save is not None
    save_call(file.begin, save)
    kept = saved_call(file.begin, live.call.id)
    file.close()
    assert kept is not None
    target = folder / "recorded.json"
    target.write_text(json.dumps({"events": events_as_mappings(kept.events)}), encoding="utf-8")
    return live, target


@pytest.mark.parametrize("script", SCRIPTS, ids=[one.id for one in SCRIPTS])
def test_each_recorded_call_is_reproduced(script: Script, tmp_path: Path) -> None:
    live, recorded = record(script, tmp_path)
    file = next(
        one
        for one in (DEMO / "scripts").iterdir()
        if one.read_text(encoding="utf-8").startswith(f"id: {script.id}\n")
    )
    played = play(file, recorded)
    assert played["cursor"] == "end"
    assert played["restatement"] == request_of(live.note_of())
    assert tuple(played["note"]) == live.note_from_steps()
    assert (played["outcome"], played["code"]) == (live.outcome(), live.code())
    assert set(played["courtesy"]) == live.call.marks
    assert len(played["events"]) == live.call.last_seq
    told = "; ".join(line for _, line in live.lines)
    assert all(one["line"] in told for one in played["steps"])


def test_at_the_terminal_numbers_words_and_defaults_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = "5510 2284\nпустяк\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    code, _, err = run(str(EXCHANGE))
    assert code == 1
    assert "Шаг «why»: ответ «пустяк» не подходит. Нужно: look | model | faulty." in err
    monkeypatch.setattr("sys.stdin", io.StringIO("5510 2284\n1\n\nплита\n-1\n?не знаю\n"))
    code, out, err = run(str(EXCHANGE))
    assert code == 0
    assert "Остановились на шаге «day»." in out
    assert "Своими словами («Одну минуту, смотрю, есть ли такой…»): «не знаю»" in out
    assert "  1  Другой цвет или размер *" in err


def test_a_faulty_script_is_told_with_its_line(tmp_path: Path, answers: Path) -> None:
    file = tmp_path / "s.yaml"
    shutil.copy(EXCHANGE, file)
    text = file.read_text(encoding="utf-8").replace("next: restate\n", "next: restte\n", 1)
    file.write_text(text, encoding="utf-8")
    code, out, err = run(str(file), "--answers", str(answers))
    assert (code, out) == (1, "")
    assert "ведёт в «restte», такого шага нет" in err
    file.write_text("id: [", encoding="utf-8")
    assert run(str(file))[0] == 1


@pytest.mark.parametrize(
    "text", ["", "answers: 5", "events: [{id: 1}]", "today: вчера\nanswers: []", "[[1]]"]
)
def test_answers_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    code, out, err = run(str(EXCHANGE), "--answers", str(file), lang="en")
    assert code in (1, 2)
    assert out == ""
    assert err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, _, err = run(str(tmp_path / "none.yaml"))
    assert code == 2
    assert "не прочитан" in err
