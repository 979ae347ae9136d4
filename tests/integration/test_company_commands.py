"""`sync` and `content publish` on desks of a company: TLS, keys under a passphrase."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from operator_app.__main__ import main
from operator_app.bootstrap import CompanyDesk, open_file
from operator_app.domain.publication import Edition
from operator_app.services.enrolment import Application
from operator_app.settings import read_settings
from tests.integration import test_centre_tls
from tests.integration.centre_world import PASSWORD, ROOT, CentreWorld, a_call

pytestmark = pytest.mark.tls_postgres

tls_world = test_centre_tls.system_world
"""A server with TLS, of this module's own."""

PHRASE = "лиса и виноград"
CONTENT = ROOT / "sop_content"


@dataclass(frozen=True)
class Person:
    """A desk's profile; each command gets the passphrase as a line of input."""

    profile: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str, phrase: str = PHRASE) -> tuple[int, str, str]:
        self.monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
        code = main(["--profile", str(self.profile), *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def save_call(self, agent: str) -> None:
        local = open_file(read_settings(self.profile), lambda: PHRASE)
        with local.begin() as records:
            records.save_call(a_call(agent), ())
        local.close()

    def edition(self) -> Edition | None:
        local = open_file(read_settings(self.profile), lambda: PHRASE)
        try:
            with local.begin() as records:
                return records.edition()
        finally:
            local.close()


@pytest.fixture
def entered(
    tls_world: CentreWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[str], Person]:  # fmt: skip
    """Enters the centre as that login, on a system without a key store."""
    centre = tls_world.administrator
    address = f"{centre.hosts}:{centre.ports}/{centre.database}"

    def enter(login: str) -> Person:
        profile = tmp_path / login
        desk = CompanyDesk(read_settings(profile), store=lambda: None)
        form = Application(address, login, PASSWORD, centre.root_certificate, PHRASE)
        desk.enrol(form, lambda _: None)
        return Person(profile, monkeypatch, capsys)

    return enter


def test_a_leads_folder_becomes_the_first_edition_of_every_desk(
    tls_world: CentreWorld, entered: Callable[[str], Person]
) -> None:
    lead, agent = entered("vedeneev"), entered("ivanova")
    publishing = ("content", "publish", str(CONTENT), "--comment", "с чего начинаем")
    code, said, _ = lead.run(*publishing, "--dry-run")
    assert (code, tls_world.ask("SELECT 1 FROM app.publication")) == (0, [])
    assert "ничего не опубликовано" in said
    code, said, told = lead.run(*publishing)
    assert (code, told) == (0, "")
    assert "Редакция 2 опубликована" in said, "edition 1 is what a desk begins with"
    [(author, comment)] = tls_world.ask("SELECT author, comment FROM app.publication")
    assert (author, comment) == ("vedeneev", "с чего начинаем")
    assert "публиковать нечего" in lead.run(*publishing)[1]

    agent.save_call("ivanova")
    code, said, _ = agent.run("sync", "--json")
    assert (code, json.loads(said)) == (
        0, {"sent": 1, "received": 1, "waiting": 0, "quarantined": 0, "update_needed": False},
    )  # fmt: skip
    held = agent.edition()
    assert held is not None
    assert (held.number, held.author) == (2, "vedeneev")
    desk = CompanyDesk(read_settings(agent.profile), store=lambda: None)
    desk.unlock(PHRASE)
    opened = desk.open()
    try:
        code, said, _ = agent.run("sync", "--json")
        assert (code, json.loads(said)["received"]) == (0, 0), "beside its own window"
    finally:
        opened.close()


def test_who_may_not_publish_and_what_cannot_be_reached_is_said(
    tls_world: CentreWorld, entered: Callable[[str], Person], tmp_path: Path
) -> None:
    agent = entered("petrov")
    before = tls_world.ask("SELECT count(*) FROM app.publication")
    other = shutil.copytree(CONTENT, tmp_path / "content")
    sop = next((other / "sops").rglob("*.md"))
    sop.write_text(sop.read_text("utf-8") + "\nЕщё одно предложение.\n", "utf-8")
    code, _, told = agent.run("content", "publish", str(other), "--comment", "моё")
    assert (code, "только старший смены" in told) == (4, True)
    (other / "topics.yaml").unlink()
    code, _, told = agent.run("content", "publish", str(other), "--comment", "моё")
    assert (code, "Не опубликовано" in told) == (1, True)
    code, _, told = agent.run("sync", phrase="не та")
    assert (code, "Фраза не подошла" in told) == (3, True)
    file = agent.profile / "centre.json"
    known = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**known, "ports": "1"}), "utf-8")
    code, _, told = agent.run("sync")
    assert (code, "Нет связи с центром" in told) == (4, True)
    assert tls_world.ask("SELECT count(*) FROM app.publication") == before
