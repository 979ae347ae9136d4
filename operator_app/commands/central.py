"""`central`: an administrator prepares the central PostgreSQL, upgrades it, enrols people."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from operator_app.sync.address import CentreAddress
    from operator_app.sync.administration import CentreStatus

SUMMARY_RU = "подготовить и вести центральную базу (для администратора)"
SUMMARY_EN = "prepare and keep the central database (for an administrator)"
EXAMPLE = (
    "operator-app central init postgresql://admin@db.example/operator\n"
    "  operator-app central add-user ivanova --role agent --team Север "
    "--full-name «Иванова Анна» postgresql://admin@db.example/operator"
)

EXIT_DONE, EXIT_USAGE = 0, 2
SHORTEST_PASSWORD = 12
_WORDS = {
    "ru": {
        "address": "адрес не принят: {reason}",
        "prepared": "Центр готов: PostgreSQL {server}, схема {revision}",
        "empty": "PostgreSQL {server}: центр ещё не подготовлен, выполните «central init»",
        "behind": "Схема {revision}, нужна {head}: выполните «central upgrade»",
        "state": "Людей: {people}; месяцев впереди: {months_ahead}; эпоха {epoch}",
        "enrolled": "{login}: записан как {role}, команда «{team}»",
        "password": "Первый пароль (больше нигде не показывается): {password}",
        "short": "пароль короче {shortest} знаков",
        "refused": "не записан: {reason}",
    },
    "en": {
        "address": "the address was not taken: {reason}",
        "prepared": "The centre is ready: PostgreSQL {server}, schema {revision}",
        "empty": "PostgreSQL {server}: not prepared yet, run “central init”",
        "behind": "Schema {revision}, {head} is needed: run “central upgrade”",
        "state": "People: {people}; months ahead: {months_ahead}; epoch {epoch}",
        "enrolled": "{login}: enrolled as {role}, team “{team}”",
        "password": "First password (shown nowhere else): {password}",
        "short": "a password has at least {shortest} characters",
        "refused": "not enrolled: {reason}",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the four actions; the administrator's password is better left to PGPASSWORD."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name in ("init", "upgrade", "status"):
        action = actions.add_parser(name, allow_abbrev=False)
        action.add_argument("dsn", metavar="DSN", help="postgresql://…")
        if name == "init":
            action.add_argument("--dry-run", action="store_true", help="SQL → stdout")
        if name == "status":
            action.add_argument("--json", action="store_true", help="JSON")
    action = actions.add_parser("add-user", allow_abbrev=False)
    action.add_argument("login", metavar="LOGIN")
    action.add_argument("dsn", metavar="DSN", help="postgresql://…")
    action.add_argument("--role", choices=("agent", "lead", "trainee"), required=True)
    action.add_argument("--team", required=True)
    action.add_argument("--full-name", required=True)
    action.add_argument("--password-stdin", action="store_true")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Do it; raises OperatorNotice when the centre cannot be reached or refuses."""
    from operator_app.domain.ports import CentreFault
    from operator_app.services.synchronise import notice_of
    from operator_app.sync.address import CentreAddress

    words = _WORDS[args.lang]
    try:
        address = CentreAddress.parse(args.dsn)
    except ValueError as reason:
        print(words["address"].format(reason=reason), file=stderr)
        return EXIT_USAGE
    try:
        if args.action == "add-user":
            return _add_user(args, address, stdout, stderr)
        return _prepare(args, address, stdout)
    except CentreFault as fault:
        raise notice_of(fault) from fault


def _prepare(args: argparse.Namespace, address: CentreAddress, stdout: TextIO) -> int:
    from operator_app.sync import administration

    migrations = bundled_folder("db") / "centre"
    if args.action == "init" and args.dry_run:
        print(administration.planned_sql(migrations), file=stdout)
        return EXIT_DONE
    if args.action == "init":
        administration.initialise(address, migrations)
    elif args.action == "upgrade":
        administration.upgrade(address, migrations)
    status = administration.status(address, migrations)
    if args.action == "status" and args.json:
        print(json.dumps(asdict(status), ensure_ascii=False), file=stdout)
    else:
        print(_described(status, _WORDS[args.lang]), file=stdout)
    return EXIT_DONE


def _described(status: CentreStatus, words: dict[str, str]) -> str:
    values = asdict(status)
    if not status.revision:
        return words["empty"].format(**values)
    lines = [words["prepared" if status.revision == status.head else "behind"], words["state"]]
    return "\n".join(line.format(**values) for line in lines)


def _add_user(
    args: argparse.Namespace, address: CentreAddress, stdout: TextIO, stderr: TextIO
) -> int:
    from operator_app.sync.administration import Enrolment, add_user, scram_verifier

    words = _WORDS[args.lang]
    password = secrets.token_urlsafe(15)
    if args.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        if len(password) < SHORTEST_PASSWORD:
            print(words["short"].format(shortest=SHORTEST_PASSWORD), file=stderr)
            return EXIT_USAGE
    person = Enrolment(args.login, args.role, args.team, args.full_name)
    try:
        add_user(address, person, scram_verifier(person.login, password))
    except ValueError as reason:
        print(words["refused"].format(reason=reason), file=stderr)
        return EXIT_USAGE
    print(words["enrolled"].format(**asdict(person)), file=stdout)
    if not args.password_stdin:
        print(words["password"].format(password=password), file=stdout)
    return EXIT_DONE
