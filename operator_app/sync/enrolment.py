"""The door a person enters by for the first time (`services.enrolment.Door`), and its address."""

from __future__ import annotations

import re
import ssl
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.sync.address import CentreAddress
from operator_app.sync.deadline import Deadline
from operator_app.sync.faults import told_as_faults
from operator_app.sync.gateway import Desk, PostgresCentre
from operator_app.sync.people import scram_verifier

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.ports import Clock, Hello

MOST_CERTIFICATE_BYTES: Final = 256 * 1024
_NOT_IN_AN_ADDRESS: Final = frozenset("@?#= \\'\"")
_PORTS: Final = re.compile(r"[0-9]*(,[0-9]*)*")


@dataclass(frozen=True, slots=True)
class PostgresDoor:
    """One person's way into the centre; `seconds` limits each exchange on a dead line."""

    address: CentreAddress
    desk: Desk
    clock: Clock
    seconds: float = 30.0

    def greet(self, password: str) -> Hello:
        """Connect, prove the centre, sign in, introduce this device; raises CentreFault."""
        entered = self._with(password)
        centre = PostgresCentre(lambda: entered, self.desk, self.clock, seconds=self.seconds)
        with centre.connect() as session:
            return session.hello()

    def change_password(self, password: str, fresh: str) -> None:
        """Have the centre know another password; what travels is only its verifier."""
        verifier = scram_verifier(self.address.login, fresh)
        changing = sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(verifier)
        reach = self._with(password).conninfo(
            connect_timeout=10,
            application_name="operator-app",
            client_encoding="UTF8",
            target_session_attrs="read-write",
        )
        with (
            told_as_faults(),
            closing(psycopg.connect(reach, prepare_threshold=None)) as session,
            Deadline(session, self.seconds),
            session.transaction(),
        ):
            session.execute(changing)

    def _with(self, password: str) -> CentreAddress:
        return self.address.entered_as(self.address.login, password)


def address_of(typed: str, login: str, root_certificate: str, *, encrypted: bool) -> CentreAddress:
    """Read `host[:port][,host2[:port2]…]/database`.

    Raises OperatorNotice CENTRE_ADDRESS_WRONG for anything else, a password among it included.
    """
    plain = typed.strip().removeprefix("postgresql://")
    hosts, _, database = plain.partition("/")
    if not hosts or not database or "/" in database or _NOT_IN_AN_ADDRESS & set(plain):
        raise OperatorNotice(NoticeCode.CENTRE_ADDRESS_WRONG)
    try:
        parsed = CentreAddress.parse(f"postgresql://{hosts}/{database}")
    except ValueError as error:
        raise OperatorNotice(NoticeCode.CENTRE_ADDRESS_WRONG) from error
    if _PORTS.fullmatch(parsed.ports) is None:
        raise OperatorNotice(NoticeCode.CENTRE_ADDRESS_WRONG)
    return replace(
        parsed, login=login.strip(), root_certificate=root_certificate, encrypted=encrypted
    )


def read_root_certificate(path: Path) -> bytes:
    """The company's root as it lies in a file; raises OperatorNotice CERTIFICATE_UNREADABLE."""
    try:
        with path.open("rb") as file:
            held = file.read(MOST_CERTIFICATE_BYTES)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=held.decode("ascii"))
    except (OSError, ValueError) as error:
        raise OperatorNotice(NoticeCode.CERTIFICATE_UNREADABLE) from error
    return held
