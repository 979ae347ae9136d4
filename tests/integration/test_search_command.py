"""`operator-app search` as a program would call it."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from operator_app.bootstrap import open_desk, utc_now
from operator_app.commands import search
from operator_app.content.folder import pack, read_folder
from operator_app.credentials.vault import FileVault
from operator_app.domain.publication import Edition
from operator_app.services.people import DEMO_AGENT
from operator_app.settings import read_settings

KEYS = ["query", "used_query", "ms", "results"]
ROW_KEYS = ["kind", "sop", "title", "section", "anchor", "score", "snippet", "marks"]
SOP = """---
id: СОП-1
title: Возврат денег
topic: refunds
keywords: [вернуть]
owner: Отдел заботы
review_by: 2027-01-01
valid_from: 2026-01-01
---
Деньги вернутся за 3 дня.

## Если деньги не пришли {#ne-prishli}

Проверьте чек и позвоните в банк.
"""


@pytest.fixture(autouse=True)
def no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's demo is asked by chance."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


def ask(*arguments: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--lang", default="ru")
    search.add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = search.run(parser.parse_args(arguments), out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sops").mkdir()
    (tmp_path / "sops" / "vozvrat.md").write_text(SOP, encoding="utf-8")
    return tmp_path


def test_the_keys_of_an_answer_are_those_promised(folder: Path) -> None:
    code, out, err = ask("ltymub yt ghbikb", "--json", "--content", str(folder))
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer) == KEYS
    assert answer["query"] == "ltymub yt ghbikb"
    assert answer["used_query"] == "деньги не пришли"
    assert answer["ms"] > 0
    best = answer["results"][0]
    assert list(best) == ROW_KEYS
    assert (best["kind"], best["sop"], best["anchor"]) == ("sop", "СОП-1", "ne-prishli")
    assert (best["title"], best["section"]) == ("Возврат денег", "Если деньги не пришли")


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_the_demo_company_answers_as_in_the_design(engine: str) -> None:
    _, out, _ = ask("pflth;rf ljcnfdrb", "--json", "--limit", "3", "--engine", engine)
    answer = json.loads(out)
    assert len(answer["results"]) == 3
    assert answer["results"][0]["sop"] == "СОП-042"
    assert {row["kind"] for row in answer["results"]} == {"sop"}


def test_replies_and_rules_on_request() -> None:
    _, out, _ = ask("проблема", "--json", "--kind", "all")
    assert "rule" in {row["kind"] for row in json.loads(out)["results"]}


def test_a_line_for_each_line_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO("деньги\n\nab\xff\r\nчек банк".encode().replace(b"\xc3\xbf", b"\xff"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(raw, encoding="utf-8"))
    code, out, _ = ask("--stdin", "--json", "--content", str(folder))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["query"] for answer in answers] == ["деньги", "", "ab\ufffd", "чек банк"]
    assert answers[3]["results"][0]["anchor"] == "ne-prishli"
    assert answers[1]["results"] == []


def test_a_surrogate_in_the_question_does_not_stop_the_answer(folder: Path) -> None:
    _, out, _ = ask("деньги \udce4", "--json", "--content", str(folder))
    assert json.loads(out)["query"] == "деньги ?"


def test_for_people(folder: Path) -> None:
    _, out, _ = ask("возврвт", "--content", str(folder))
    assert out.startswith("Показано по запросу «возврат»\nНайдено: 2\nСОП-1  Возврат денег\n")
    assert ask("вертолёт", "--content", str(folder))[1] == "Ничего не найдено\n"


@pytest.mark.parametrize("arguments", [[], ["деньги", "--stdin"]])
def test_wrong_usage_is_said(arguments: list[str]) -> None:
    code, out, err = ask(*arguments)
    assert code == 2
    assert out == ""
    assert err


def test_a_limit_beyond_reason_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        ask("деньги", "--limit", "0")
    assert stopped.value.code == 2


def test_without_a_folder_the_profiles_own_edition_is_asked(
    demo_profile: Path, folder: Path
) -> None:
    settings = read_settings(demo_profile)
    vault = FileVault(settings.paths.profile)
    opened = open_desk(settings, DEMO_AGENT, vault)
    payload = pack(read_folder(folder).content)
    number = opened.workplace.edition + 1
    digest = hashlib.sha256(payload).hexdigest()
    with opened.workplace.begin() as records:
        records.keep_edition(Edition(number, digest, utc_now(), DEMO_AGENT.login, "", payload))
    opened.close()
    _, out, _ = ask("деньги не пришли", "--json", "--profile", str(settings.paths.profile))
    assert [row["sop"] for row in json.loads(out)["results"]] == ["СОП-1", "СОП-1"]


def test_a_line_is_answered_before_the_next_is_asked(folder: Path) -> None:
    command = [sys.executable, "-m", "operator_app", "search", "--stdin", "--json"]
    with subprocess.Popen(
        [*command, "--content", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as asked:
        assert asked.stdin
        assert asked.stdout
        for query in ("деньги", "чек"):
            asked.stdin.write(f"{query}\n")
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["query"] == query
        asked.stdin.close()
        assert asked.wait(60) == 0


def test_a_folder_without_content_is_named(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    code, out, err = ask("возврат", "--content", str(nowhere))
    assert (code, out) == (2, "")
    assert f"«{nowhere}»" in err
