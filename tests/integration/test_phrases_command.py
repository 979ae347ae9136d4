"""`phrases` on a desk: the rules of its own edition, opened only when a text needs them."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.__main__ import main
from operator_app.bootstrap import open_desk
from operator_app.content.folder import pack
from operator_app.credentials.vault import FileVault
from operator_app.domain.phrases import parse_rules
from operator_app.domain.publication import Edition
from operator_app.services.people import DEMO_AGENT
from operator_app.settings import read_settings
from tests.integration.centre_world import now

OWN = [{"id": "own", "form": "inflect", "discouraged": ["Дефект"], "approved": ["Поломка"]}]


@pytest.fixture
def profile(demo_profile: Path) -> Path:
    settings = read_settings(demo_profile)
    opened = open_desk(settings, DEMO_AGENT, FileVault(settings.paths.profile))
    payload = pack(replace(opened.workplace.content, rules=parse_rules(OWN)))
    number, digest = opened.workplace.edition + 1, hashlib.sha256(payload).hexdigest()
    with opened.workplace.begin() as records:
        records.keep_edition(Edition(number, digest, now(), DEMO_AGENT.login, "", payload))
    opened.close()
    return settings.paths.profile


def test_the_rules_of_the_profiles_edition_are_the_default(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Проблема: нашли дефект.", encoding="utf-8")
    assert main(["--profile", str(profile), "phrases", "--json", str(letter)]) == 1
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert [(one["rule"], one["suggestions"]) for one in report["hits"]] == [("own", ["поломку"])]


def test_a_line_that_brings_its_rules_needs_no_profile(
    profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_settings(profile).paths.local_file.write_bytes(b"no database at all")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"text": "дефект", "rules": OWN})))
    assert main(["--profile", str(profile), "phrases", "--stdin", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["hits"][0]["suggestions"] == ["поломка"]
