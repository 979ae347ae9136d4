"""A desk enters a centre over TLS: what it says of every server that proves nothing."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from operator_app.bootstrap import CompanyDesk
from operator_app.commands import doctor
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.language.notices import terminal_text
from operator_app.services.enrolment import CENTRE_PASSWORD, Application, EnrolmentStep
from operator_app.settings import read_settings
from tests.integration import test_centre_tls
from tests.integration.centre_world import PASSWORD, CentreWorld

if TYPE_CHECKING:
    from operator_app.domain.ports import SecretVault

pytestmark = pytest.mark.tls_postgres

tls_world = test_centre_tls.system_world
"""The same server, of this module's own."""


class MemoryVault:
    """A key store that works."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self.secrets.get(name)

    def write(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def erase(self, name: str) -> None:
        self.secrets.pop(name, None)


def a_desk(profile: Path, vault: SecretVault) -> CompanyDesk:
    return CompanyDesk(read_settings(profile, "ru"), store=lambda: vault)


def application(world: CentreWorld, login: str) -> Application:
    centre = world.administrator
    address = f"{centre.hosts}:{centre.ports}/{centre.database}"
    return Application(address, login, PASSWORD, centre.root_certificate)


def test_a_proven_centre_is_entered_and_the_password_replaced(
    tls_world: CentreWorld,
    tmp_path: Path,
) -> None:
    vault, steps = MemoryVault(), list[EnrolmentStep]()
    desk = a_desk(tmp_path, vault)
    desk.enrol(application(tls_world, "sidorova"), steps.append)
    # Signing in is a step of its own only when it fails.
    assert steps == [one for one in EnrolmentStep if one is not EnrolmentStep.SIGN_IN]
    with pytest.raises(psycopg.OperationalError):
        tls_world.sql("sidorova")
    opened = desk.open()
    try:
        assert opened.person.full_name == "Сидорова Ольга"
        exchange = opened.workplace.synchronise
        assert exchange is not None
        assert exchange().hello.login == "sidorova"
    finally:
        opened.close()
    held = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert not any(vault.secrets[CENTRE_PASSWORD].encode() in one for one in held)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("other host", NoticeCode.CENTRE_OTHER_NAME),
        ("other root", NoticeCode.CENTRE_OTHER_ROOT),
        ("system roots", NoticeCode.CENTRE_OTHER_ROOT),
        ("no such host", NoticeCode.CENTRE_HOST_UNKNOWN),
        ("no such file", NoticeCode.CERTIFICATE_UNREADABLE),
    ],
)
def test_an_unproven_centre_is_named_and_gets_no_password(
    tls_world: CentreWorld,
    tmp_path: Path,
    change: str,
    code: NoticeCode,
) -> None:
    asked = application(tls_world, "ivanova")
    stranger = asked.root_certificate.replace("root.pem", "stranger.pem")
    asked = {
        "other host": replace(asked, address=asked.address.replace("localhost", "127.0.0.1")),
        "other root": replace(asked, root_certificate=stranger),
        "system roots": replace(asked, root_certificate=""),
        "no such host": replace(asked, address=asked.address.replace("localhost", "a.invalid")),
        "no such file": replace(asked, root_certificate="/nowhere/root.pem"),
    }[change]
    vault = MemoryVault()
    desk = a_desk(tmp_path, vault)
    with pytest.raises(OperatorNotice) as caught:
        desk.enrol(asked, lambda _: None)
    assert caught.value.code is code
    assert CENTRE_PASSWORD not in vault.secrets
    assert not desk.joined
    tls_world.sql("ivanova").close()


def test_an_expired_certificate_is_named(
    tls_world: CentreWorld,
    tmp_path: Path,
) -> None:
    root = Path(tls_world.administrator.root_certificate)
    folder = root.parent
    served = folder / "data" / "server.crt"
    valid = served.read_bytes()
    subprocess.run(
        ["openssl", "x509", "-req", "-in", folder / "server.csr", "-CA", root, "-CAkey",
         folder / "root.key", "-CAcreateserial", "-days", "-1", "-extfile", folder / "names",
         "-out", served], check=True, capture_output=True,
    )  # fmt: skip
    try:
        reloaded(tls_world)
        with pytest.raises(OperatorNotice) as caught:
            a_desk(tmp_path, MemoryVault()).enrol(application(tls_world, "ivanova"), lambda _: None)
        assert caught.value.code is NoticeCode.CENTRE_EXPIRED
    finally:
        served.write_bytes(valid)
        subprocess.run(["kill", "-HUP", postmaster(folder)], check=True)


def reloaded(world: CentreWorld) -> None:
    """The server shows its new certificate, with which nobody who checks gets in."""
    world.ask("SELECT pg_reload_conf()")

    def asked_on_and_on() -> None:
        for _ in range(1_000):
            world.ask("SELECT 1")

    with pytest.raises(psycopg.OperationalError, match="certificate"):
        asked_on_and_on()


def postmaster(folder: Path) -> str:
    return (folder / "data" / "postmaster.pid").read_text().splitlines()[0]


def test_doctor_says_that_the_root_is_another_ones(tls_world: CentreWorld, tmp_path: Path) -> None:
    vault = MemoryVault()
    desk = a_desk(tmp_path, vault)
    asked = application(tls_world, "petrov")
    desk.enrol(asked, lambda _: None)
    settings = read_settings(tmp_path, "ru")
    assert doctor.greeted(settings, desk, "").state == "ok"
    [root] = tmp_path.glob("centre-root-*.pem")
    root.write_bytes(Path(asked.root_certificate).with_name("stranger.pem").read_bytes())
    finding = doctor.greeted(settings, desk, "")
    told = terminal_text(OperatorNotice(NoticeCode.CENTRE_OTHER_ROOT), "ru")
    assert (finding.state, finding.advice) == ("note", told)
