"""The door a person enters by for the first time (`services.enrolment.Door`), and its address."""

from __future__ import annotations

import re
import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg import sql

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.ports import CentreFault
from operator_app.sync.address import CentreAddress
from operator_app.sync.deadline import Deadline
from operator_app.sync.faults import told_as_faults
from operator_app.sync.gateway import Desk, PostgresCentre
from operator_app.sync.people import scram_verifier

if TYPE_CHECKING:
    from pathlib import Path

    from operator_app.domain.ports import Clock, Hello

MOST_CERTIFICATE_BYTES: Final = 256 * 1024
_ASK_FOR_TLS: Final = struct.pack("!ii", 8, 80877103)
"""The frontend's SSLRequest (PostgreSQL, Message Formats)."""

_EXPIRED: Final = 10
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED."""

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
        try:
            with centre.connect() as session:
                return session.hello()
        except CentreFault as fault:
            if fault.why == "other_root" and _has_expired(self.address, self.seconds):
                raise CentreFault(fault.kind, fault.state, "expired") from fault
            raise

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
            Deadline(self.seconds) as deadline,
            deadline.limit(session),
            session.transaction(),
        ):
            session.execute(changing)

    def _with(self, password: str) -> CentreAddress:
        return self.address.entered_as(self.address.login, password)


def _has_expired(address: CentreAddress, seconds: float) -> bool:
    """Whether the certificate would do, were it not for its dates: libpq only says that it fails.

    A look at the first host; nothing is sent but the request for TLS.
    """
    host, port = address.hosts.split(",")[0], address.ports.split(",")[0] or "5432"
    try:
        context = ssl.create_default_context(cafile=address.root_certificate or None)
        with socket.create_connection((host, int(port)), timeout=seconds) as line:
            line.sendall(_ASK_FOR_TLS)
            if line.recv(1) == b"S":
                context.wrap_socket(line, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return error.verify_code == _EXPIRED
    except OSError:
        # The line is no better than it was; the fault that led here is what is told.
        return False
    return False


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
