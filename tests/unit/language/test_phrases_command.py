"""The linter for a lead's files: what it prints, writes and returns."""

from __future__ import annotations

import argparse
import io
import json
from typing import TYPE_CHECKING

import pytest

from operator_app.commands import phrases

if TYPE_CHECKING:
    from pathlib import Path

RULES = [
    {"id": "r1", "form": "inflect", "discouraged": ["Брак"], "approved": ["Неисправность"]},
    {"id": "r2", "form": "fixed", "discouraged": ["Успокойтесь"], "approved": []},
    {"id": "r3", "form": "fixed", "discouraged": ["Я не готов(а)"], "approved": ["Я не смог(ла)"]},
]


@pytest.fixture(autouse=True)
def no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's demo is asked by chance."""
    for place in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(place, str(tmp_path / "cache"))


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(RULES, ensure_ascii=False), encoding="utf-8")
    return file


def run(*argv: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    phrases.add_arguments(parser)
    args = parser.parse_args(list(argv))
    args.lang, args.profile = "ru", None
    out, err = io.StringIO(), io.StringIO()
    return phrases.run(args, out, err), out.getvalue(), err.getvalue()


def test_a_hit_is_told_with_line_and_column(tmp_path: Path, rules: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Добрый день!\nВаш брак признан.", encoding="utf-8")
    code, out, _ = run("--rules", str(rules), str(letter))
    assert code == 1
    assert out == f"{letter}:2:5: «брак» → «Ваша неисправность признана» [r1]\n"


def test_fix_writes_the_first_suggestion_and_leaves_hints(tmp_path: Path, rules: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Ваш брак признан.", encoding="utf-8")
    assert run("--rules", str(rules), "--fix", str(letter))[0] == 0
    assert letter.read_text(encoding="utf-8") == "Ваша неисправность признана."
    letter.write_text("Успокойтесь.", encoding="utf-8")
    assert run("--rules", str(rules), "--fix", str(letter))[0] == 1
    assert letter.read_text(encoding="utf-8") == "Успокойтесь."


def test_json_lines_are_answered_in_order(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        {"text": "Чистый текст"},
        {"text": "Я не готова", "agent_gender": "f"},
        {"text": "Ваш девайс", "rules": [{**RULES[0], "discouraged": ["Девайс"]}]},
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(one) for one in asked)))
    code, out, _ = run("--rules", str(rules), "--json", "--stdin")
    answers = [json.loads(line)["hits"] for line in out.splitlines()]
    assert code == 1
    assert [len(hits) for hits in answers] == [0, 1, 1]
    assert answers[1][0]["suggestions"] == ["Я не смогла"]
    assert answers[2][0]["suggestions"] == ["Ваша неисправность"]
    assert set(answers[1][0]) == {
        "start", "end", "rule", "replace_start", "replace_end", "suggestions", "sure",
    }  # fmt: skip


def test_a_line_that_is_no_question_is_answered_in_its_place(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('nonsense\n{"text": "брак"}\n'))
    code, out, err = run("--rules", str(rules), "--json", "--stdin")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 2
    assert "error" in first
    assert len(second["hits"]) == 1
    assert err.startswith("строка 1")


def test_wrong_usage_is_told(tmp_path: Path, rules: Path) -> None:
    assert run("--rules", str(rules))[0] == 2
    assert run("--rules", str(tmp_path / "none.json"), "x.txt")[0] == 2
    code, _, err = run("--rules", str(rules), str(tmp_path / "none.txt"))
    assert code == 2
    assert "none.txt" in err


def test_the_shipped_rules_are_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("У нас проблема."))
    code, out, _ = run("--stdin")
    assert code == 1
    assert "«сложность»" in out
