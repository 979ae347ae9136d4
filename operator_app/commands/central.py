"""`central`: an administrator prepares the central PostgreSQL, upgrades it, enrols people."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Final, TextIO

from operator_app.commands import erasing
from operator_app.settings import bundled_folder

if TYPE_CHECKING:
    from operator_app.domain.ports import CentreFault
    from operator_app.sync.address import CentreAddress
    from operator_app.sync.administration import CentreStatus

SUMMARY_RU = "подготовить и вести центральную базу (для администратора)"
SUMMARY_EN = "prepare and keep the central database (for an administrator)"
EXAMPLE = (
    "operator-app central init postgresql://admin@db.example/operator\n"
    "  operator-app central add-user ivanova --role agent --team Север "
    "--full-name «Иванова Анна» postgresql://admin@db.example/operator"
)

EXIT_DONE, EXIT_USAGE, EXIT_CENTRE = 0, 2, 4
SHORTEST_PASSWORD = 12
_WORDS = {
    "ru": {
        "address": "адрес не принят: {reason}",
        "prepared": "Центр готов: PostgreSQL {server}, схема {revision}",
        "empty": "PostgreSQL {server}: центр ещё не подготовлен, выполните «central init»",
        "behind": "Схема {revision}, нужна {head}: выполните «central upgrade»",
        "state": "Людей: {people}; месяцев впереди: {months_ahead}; эпоха {epoch}",
        "strays": "Звонков вне месяцев: {strays} (для них нет раздела или время невозможно)",
        "enrolled": "{login}: записан как {role}, команда «{team}»",
        "password": "Первый пароль (больше нигде не показывается): {password}",
        "short": "пароль короче {shortest} знаков",
        "refused": "не принято: {reason}",
        "removed": "{login}: вход закрыт, отправленное осталось",
        "rotated": "{login}: пароль сменён, открытые соединения закрыты",
        "months": "Месяцев создано: {made}; отметок об удалении старше срока: {forgotten}",
        "detached": "Выведены из работы (таблицы остались): {tables}",
        "recent": "С {month:%Y-%m} месяцы ещё в работе. Назовите этот месяц или более ранний",
        "unreachable": "Нет связи с сервером. Проверьте адрес и порт, работает ли PostgreSQL",
        "untrusted": "Сервер не подтвердил, кто он. Проверьте sslrootcert, имя в адресе и его TLS",
        "rejected": "Сервер не принял логин или пароль. Проверьте адрес, ~/.pgpass, pg_hba.conf",
        "forbidden": "Прав не хватает. Нужен суперпользователь или владелец базы с CREATEROLE",
        "locked": "Таблицы заняты дольше 5 с. Посмотрите в pg_stat_activity, кем, и повторите",
        "unprepared": "Центр не подготовлен или старой схемы: «central init», «central upgrade»",
        "failed": "Сервер ответил отказом {state}. Причина в журнале сервера",
    },
    "en": {
        "address": "the address was not taken: {reason}",
        "prepared": "The centre is ready: PostgreSQL {server}, schema {revision}",
        "empty": "PostgreSQL {server}: not prepared yet, run “central init”",
        "behind": "Schema {revision}, {head} is needed: run “central upgrade”",
        "state": "People: {people}; months ahead: {months_ahead}; epoch {epoch}",
        "strays": "Calls in no month: {strays} (no partition for them, or an impossible time)",
        "enrolled": "{login}: enrolled as {role}, team “{team}”",
        "password": "First password (shown nowhere else): {password}",
        "short": "a password has at least {shortest} characters",
        "refused": "not accepted: {reason}",
        "removed": "{login}: may enter no more, what was sent stays",
        "rotated": "{login}: another password, open sessions ended",
        "months": "Months made: {made}; erasures past their time: {forgotten}",
        "detached": "Taken out of service (the tables stay): {tables}",
        "recent": "Months from {month:%Y-%m} on are in work. Name that one or an earlier one",
        "unreachable": "The server does not answer. Check address and port, and that it runs",
        "untrusted": "The server could not prove itself. Check sslrootcert, the name and its TLS",
        "rejected": "Login or password refused. Check the address, ~/.pgpass and pg_hba.conf",
        "forbidden": "Not enough rights: a superuser, or the database's owner with CREATEROLE",
        "locked": "Tables were locked for over 5 s. See in pg_stat_activity by whom, and repeat",
        "unprepared": "Not prepared, or of an old schema: “central init”, “central upgrade”",
        "failed": "The server refused with {state}. Its log says why",
    },
}

_REASONS: Final = {
    "not an address of PostgreSQL": "это не адрес PostgreSQL",
    "a host and a database are needed": "нужны сервер и имя базы",
    "only sslmode=verify-full is accepted": "шифрование можно только sslmode=verify-full",
    "without encryption only on loopback": "без шифрования можно только на 127.0.0.1",
    "nobody is enrolled under this login": "такого сотрудника в центре нет",
    "this person was removed: add-user lets them in again": "вход закрыт, откроет add-user",
    "this login belongs to a role of the server itself": "этот логин занят самим сервером",
    "a login has 1 to 63 bytes and no spaces around it": "в логине до 63 байт без пробелов вокруг",
    "this login is reserved": "этот логин служебный",
}
"""Why an address or a login is refused, in Russian."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions; the administrator's password is better left to PGPASSWORD."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name in ("init", "upgrade", "status", "partitions"):
        action = actions.add_parser(name, allow_abbrev=False)
        action.add_argument("dsn", metavar="DSN", help="postgresql://…")
        if name == "status":
            action.add_argument("--json", action="store_true", help="JSON")
        else:
            action.add_argument("--dry-run", action="store_true", help="SQL → stdout")
        if name == "partitions":
            action.add_argument("--detach-before", metavar="YYYY-MM", type=_month)
    erasing.add_arguments(actions)
    for name in ("add-user", "rotate", "remove-user"):
        action = actions.add_parser(name, allow_abbrev=False)
        action.add_argument("login", metavar="LOGIN")
        action.add_argument("dsn", metavar="DSN", help="postgresql://…")
        action.add_argument("--dry-run", action="store_true", help="SQL → stdout")
        if name != "remove-user":
            action.add_argument("--password-stdin", action="store_true")
        if name == "add-user":
            action.add_argument("--role", choices=("agent", "lead", "trainee"), required=True)
            action.add_argument("--team", required=True)
            action.add_argument("--full-name", required=True)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def run(args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Do it; 4 when the centre cannot be reached or refuses."""
    from operator_app.domain.ports import CentreFault
    from operator_app.sync.address import CentreAddress

    words = _WORDS[args.lang]
    try:
        address = CentreAddress.parse(args.dsn)
    except ValueError as reason:
        print(words["address"].format(reason=_reason(reason, args.lang)), file=stderr)
        return EXIT_USAGE
    try:
        if args.action in {"add-user", "rotate", "remove-user"}:
            return _people(args, address, stdout, stderr)
        if args.action == "erase":
            return erasing.run(args, address, stdout, stderr)
        if args.action == "partitions":
            return _months(args, address, stdout, stderr)
        return _prepare(args, address, stdout)
    except CentreFault as fault:
        print(words[_word_of(fault)].format(state=fault.state), file=stderr)
        return EXIT_CENTRE


def _reason(told: ValueError, lang: str) -> str:
    return _REASONS.get(str(told), str(told)) if lang == "ru" else str(told)


def _word_of(fault: CentreFault) -> str:
    """What an administrator is told of it: the words for a desk speak of records and of keys."""
    from operator_app.domain.ports import FaultKind
    from operator_app.sync.faults import NOT_PREPARED, UNTRUSTED

    if fault.kind is FaultKind.SIGN_IN:
        return "rejected"
    if fault.state in NOT_PREPARED:
        return "unprepared"
    known = {UNTRUSTED: "untrusted", "42501": "forbidden", "55P03": "locked"}
    unreachable = "unreachable" if fault.state.startswith(("08", "57P")) else "failed"
    return known.get(fault.state, unreachable)


def _prepare(args: argparse.Namespace, address: CentreAddress, stdout: TextIO) -> int:
    from operator_app.sync import administration

    migrations = bundled_folder("db") / "centre"
    if args.action != "status" and args.dry_run:
        since, database = "", address.database
        if args.action == "upgrade":
            since, database = administration.status(address, migrations).revision, ""
        print(administration.planned_sql(migrations, since, database), file=stdout)
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
    if status.strays:
        lines.append(words["strays"])
    return "\n".join(line.format(**values) for line in lines)


def _months(
    args: argparse.Namespace, address: CentreAddress, stdout: TextIO, stderr: TextIO
) -> int:
    from operator_app.sync import administration

    in_work = administration.months_in_work()
    if args.detach_before and args.detach_before > in_work:
        print(_WORDS[args.lang]["recent"].format(month=in_work), file=stderr)
        return EXIT_USAGE
    if args.dry_run:
        print(administration.planned_months(args.detach_before), file=stdout)
        return EXIT_DONE
    kept = administration.keep_months(address, args.detach_before)
    words = _WORDS[args.lang]
    print(words["months"].format(made=kept.made, forgotten=kept.forgotten), file=stdout)
    if kept.detached:
        print(words["detached"].format(tables=", ".join(kept.detached)), file=stdout)
    return EXIT_DONE


def _people(
    args: argparse.Namespace, address: CentreAddress, stdout: TextIO, stderr: TextIO
) -> int:
    words = _WORDS[args.lang]
    password = secrets.token_urlsafe(15)
    typed = args.action != "remove-user" and args.password_stdin
    if typed:
        password = sys.stdin.readline().rstrip("\r\n")
        if len(password) < SHORTEST_PASSWORD:
            print(words["short"].format(shortest=SHORTEST_PASSWORD), file=stderr)
            return EXIT_USAGE
    try:
        script = _changed(args, address, password)
    except ValueError as reason:
        print(words["refused"].format(reason=_reason(reason, args.lang)), file=stderr)
        return EXIT_USAGE
    if args.dry_run:
        print(script, file=stdout)
    else:
        done = {"add-user": "enrolled", "rotate": "rotated", "remove-user": "removed"}[args.action]
        print(words[done].format(**vars(args)), file=stdout)
    if args.action != "remove-user" and not typed:
        # Standard output is the script alone when it was asked for.
        told = stderr if args.dry_run else stdout
        print(words["password"].format(password=password), file=told)
    return EXIT_DONE


def _changed(args: argparse.Namespace, address: CentreAddress, password: str) -> str:
    """Do what is asked with a person, or only plan it; return the SQL."""
    from operator_app.sync import people

    if args.action == "remove-user":
        return people.remove_user(address, args.login, dry_run=args.dry_run)
    verifier = people.scram_verifier(args.login, password)
    if args.action == "rotate":
        return people.rotate(address, args.login, verifier, dry_run=args.dry_run)
    person = people.Enrolment(args.login, args.role, args.team, args.full_name)
    return people.add_user(address, person, verifier, dry_run=args.dry_run)
