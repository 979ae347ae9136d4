"""Who may enter the central database: enrolled, given another password, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from psycopg import pq, sql

from operator_app.sync.administering import administering, as_script
from operator_app.sync.faults import told_as_faults

if TYPE_CHECKING:
    import psycopg

    from operator_app.sync.address import CentreAddress

Role = Literal["agent", "lead", "trainee"]
CONNECTIONS_A_PERSON = 3
_ADD_PERSON = (
    "INSERT INTO app.person (login, full_name, role, team) VALUES ({}, {}, {}, {}) "
    "ON CONFLICT (login) DO UPDATE SET full_name = excluded.full_name, "
    "role = excluded.role, team = excluded.team, active = true"
)
_OUR_ROLES = "app_agent, app_lead, app_trainee"
# An administrator who may not end sessions need not: without their row in app.person, or at the
# next password asked for, the people in them get nothing more.
_END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {} "
    "AND pid <> pg_backend_pid() AND (pg_has_role('pg_signal_backend', 'USAGE') "
    "OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))"
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person to enrol; the login becomes a role of the server."""

    login: str
    role: Role
    team: str
    full_name: str


class UnknownLogin(ValueError):
    """Nobody is enrolled under this login."""


def add_user(
    address: CentreAddress, person: Enrolment, verifier: str, *, dry_run: bool = False
) -> str:
    """Enrol a person, or change the team, role and password of one; safe to repeat.

    `verifier` comes from `scram_verifier`. Returns the SQL; with `dry_run` it is not run. Raises
    CentreFault, and ValueError for a login that is malformed or that the server uses for something
    else.
    """
    if not verifier.startswith("SCRAM-SHA-256$"):
        raise ValueError("not a SCRAM verifier")
    _check_login(person.login)
    with told_as_faults(), administering(address) as session:
        known = _is_ours(session, person.login)
        if known is False:
            raise ValueError("this login belongs to a role of the server itself")
        login = sql.Identifier(person.login)
        verb = sql.SQL("CREATE" if known is None else "ALTER")
        wanted: list[sql.SQL | sql.Composed] = [
            sql.SQL("{} ROLE {} LOGIN CONNECTION LIMIT {} PASSWORD {}").format(
                verb, login, CONNECTIONS_A_PERSON, verifier
            )
        ]
        if known:
            wanted.append(sql.SQL("REVOKE " + _OUR_ROLES + " FROM {}").format(login))
        group = sql.Identifier(f"app_{person.role}")
        wanted += [
            sql.SQL("GRANT {} TO {}").format(group, login),
            sql.SQL("SET LOCAL ROLE app_owner"),
            sql.SQL(_ADD_PERSON).format(person.login, person.full_name, person.role, person.team),
        ]
        return _run(session, wanted, dry_run=dry_run)


def remove_user(address: CentreAddress, login: str, *, dry_run: bool = False) -> str:
    """Let a person in no more and end the sessions they have; what they sent stays.

    Safe to repeat. Returns the SQL; with `dry_run` it is not run. Raises CentreFault, UnknownLogin.
    """
    with told_as_faults(), administering(address) as session:
        if not _is_ours(session, login):
            raise UnknownLogin("nobody is enrolled under this login")
        name = sql.Identifier(login)
        wanted: list[sql.SQL | sql.Composed] = [
            # The membership stays: it is how the login is known as ours when the person returns.
            sql.SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(name),
            sql.SQL(_END_SESSIONS).format(login),
            sql.SQL("SET LOCAL ROLE app_owner"),
            sql.SQL("UPDATE app.person SET active = false WHERE login = {}").format(login),
        ]
        return _run(session, wanted, dry_run=dry_run)


def rotate(address: CentreAddress, login: str, verifier: str, *, dry_run: bool = False) -> str:
    """Give a person another password and end the sessions they have; safe to repeat.

    Returns the SQL; with `dry_run` it is not run. Raises CentreFault, and UnknownLogin also for who
    was removed: no password would let them in.
    """
    if not verifier.startswith("SCRAM-SHA-256$"):
        raise ValueError("not a SCRAM verifier")
    with told_as_faults(), administering(address) as session:
        if not _is_ours(session, login):
            raise UnknownLogin("nobody is enrolled under this login")
        entering = session.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", (login,))
        if entering.fetchone() == (False,):
            raise UnknownLogin("this person was removed: add-user lets them in again")
        name = sql.Identifier(login)
        wanted: list[sql.SQL | sql.Composed] = [
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, verifier),
            sql.SQL(_END_SESSIONS).format(login),
        ]
        return _run(session, wanted, dry_run=dry_run)


def scram_verifier(login: str, password: str) -> str:
    """Return what the server may know of a password: made here, so that it never travels."""
    # An unusable connection: libpq wants one for the algorithm's name, which is given.
    nowhere = pq.PGconn.connect_start(b"no_such_option=1")
    try:
        made = nowhere.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    finally:
        nowhere.finish()
    return made.decode("ascii")


def _is_ours(session: psycopg.Connection, login: str) -> bool | None:
    """Whether the login is an enrolled person's; None when the server does not know it at all."""
    known = session.execute(
        "SELECT NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication) "
        "AND EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
        "WHERE m.member = r.oid AND g.rolname IN ('app_agent', 'app_lead', 'app_trainee')) "
        "FROM pg_roles r WHERE rolname = %s",
        (login,),
    ).fetchone()
    return None if known is None else bool(known[0])


def _run(
    session: psycopg.Connection, wanted: list[sql.SQL | sql.Composed], *, dry_run: bool
) -> str:
    for one in [] if dry_run else wanted:
        session.execute(one)
    return as_script(wanted)


def _check_login(login: str) -> None:
    size = len(login.encode())
    if not 1 <= size <= 63 or not login.isprintable() or login != login.strip():
        raise ValueError("a login has 1 to 63 bytes and no spaces around it")
    if login.startswith(("pg_", "app_")) or login in {"public", "none"}:
        raise ValueError("this login is reserved")
