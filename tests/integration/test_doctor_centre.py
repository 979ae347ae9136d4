"""`doctor` knocks at the centre of the profile and says what came of it."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from operator_app.bootstrap import CompanyDesk
from operator_app.bootstrap.membership import Membership, keep_membership
from operator_app.commands import doctor
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.language.notices import terminal_text
from operator_app.services.enrolment import CENTRE_PASSWORD
from operator_app.settings import read_settings
from tests.integration.centre_world import PASSWORD, CentreWorld
from tests.integration.test_enrolment_tls import MemoryVault

if TYPE_CHECKING:
    from pathlib import Path


def found(profile: Path, world: CentreWorld, password: str, port: str = "") -> doctor.Finding:
    """What is said of a desk that keeps this password."""
    settings, vault = read_settings(profile, "ru"), MemoryVault()
    centre = replace(world.administrator, ports=port or world.administrator.ports)
    keep_membership(
        settings.paths,
        Membership(centre.hosts, centre.ports, centre.database, "ivanova", "", "agent", ""),
    )
    vault.write(CENTRE_PASSWORD, password)
    desk = CompanyDesk(settings, store=lambda: vault, encrypted=False)
    return doctor.greeted(settings, desk, "центр")


def words(code: NoticeCode) -> str:
    return terminal_text(OperatorNotice(code), "ru")


def test_a_centre_that_lets_the_desk_in(centre_world: CentreWorld, tmp_path: Path) -> None:
    finding = found(tmp_path, centre_world, PASSWORD)
    assert (finding.state, finding.detail[:15]) == ("ok", "центр; отвечает")


def test_a_refused_password(centre_world: CentreWorld, tmp_path: Path) -> None:
    finding = found(tmp_path, centre_world, "другой пароль")
    assert (finding.state, finding.advice) == ("note", words(NoticeCode.CENTRE_LOGIN_REFUSED))


def test_nobody_there(centre_world: CentreWorld, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    finding = found(tmp_path, centre_world, PASSWORD, port)
    assert (finding.state, finding.advice) == ("note", words(NoticeCode.CENTRE_UNREACHABLE))


def test_a_centre_that_never_answers_is_not_waited_for(
    centre_world: CentreWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "GREETING_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        finding = found(tmp_path, centre_world, PASSWORD, str(silent.getsockname()[1]))
    assert (finding.state, finding.advice) == ("note", words(NoticeCode.CENTRE_UNREACHABLE))
