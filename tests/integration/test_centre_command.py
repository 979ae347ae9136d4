"""`operator-app central` against a real server, as an administrator types it."""

from __future__ import annotations

import argparse
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

import psycopg
import pytest

from operator_app.commands import central
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.synchronise import AUDIT_WINDOW
from operator_app.sync import administration
from tests.integration.centre_world import (
    CENTRE_MIGRATIONS,
    PASSWORD,
    CentreWorld,
    a_call,
    items,
    now,
)

if TYPE_CHECKING:
    from operator_app.sync.address import CentreAddress


def dsn(address: CentreAddress) -> str:
    return (
        f"postgresql://{address.login}:{address.password}@{address.hosts}:{address.ports}"
        f"/{address.database}?sslmode=disable"
    )


def typed(*words: str) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    central.add_arguments(parser)
    args = parser.parse_args(words, namespace=argparse.Namespace(lang="ru", profile=None))
    out, err = io.StringIO(), io.StringIO()
    return central.run(args, out, err), out.getvalue(), err.getvalue()


def test_from_nothing_to_a_person_who_signs_in(embedded_centre: CentreAddress) -> None:
    address = embedded_centre.in_database("from_nothing")
    before = typed("status", dsn(embedded_centre.in_database("postgres")))
    assert "ещё не подготовлен" in before[1]
    assert typed("init", dsn(address))[0] == 0
    assert typed("init", dsn(address))[0] == 0, "safe to repeat"
    assert typed("upgrade", dsn(address))[0] == 0
    person = ("--role", "agent", "--team", "Север", "--full-name", "Новая Вера")
    code, said, _ = typed("add-user", "novaya", dsn(address), *person)
    assert code == 0
    password = said.splitlines()[1].partition(": ")[2]
    with psycopg.connect(address.entered_as("novaya", password).conninfo()) as session:
        assert session.execute("SELECT app.me(), app.my_team()").fetchone() == ("novaya", "Север")
    code, said, _ = typed("status", dsn(address), "--json")
    status = json.loads(said)
    assert (code, status["revision"], status["people"]) == (0, status["head"], 1)
    assert status["months_ahead"] == 12


def test_a_changed_role_takes_the_old_rights_away(own_world: CentreWorld) -> None:
    administrator = own_world.administrator
    person = ("gulyaeva", dsn(administrator), "--team", "Юг", "--full-name", "Гуляева Яна")
    assert typed("add-user", *person, "--role", "lead")[0] == 0
    code, said, _ = typed("add-user", *person, "--role", "trainee")
    assert code == 0
    password = said.splitlines()[1].partition(": ")[2]
    with psycopg.connect(administrator.entered_as("gulyaeva", password).conninfo()) as session:
        rights = session.execute("SELECT app.my_role(), app.may_push(), app.led_team()").fetchone()
        assert rights == ("trainee", False, None)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("SELECT 1 FROM app.call")


def test_the_password_is_never_sent(
    own_world: CentreWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Совсем секретно 1\n"))
    person = ("--role", "agent", "--team", "Юг", "--full-name", "Тихая Ева", "--password-stdin")
    code, said, _ = typed("add-user", "tikhaya", dsn(own_world.administrator), *person)
    assert code == 0
    assert "секретно" not in said
    [(kept,)] = own_world.ask("SELECT rolpassword FROM pg_authid WHERE rolname = 'tikhaya'")
    assert kept.startswith("SCRAM-SHA-256$4096:")


@pytest.mark.parametrize(
    "login",
    ["centre_admin", "postgres_", "app_owner", "pg_monitor", "public", " пробел", "a\nb", ""],
)
def test_a_login_of_the_server_is_not_taken_over(centre_world: CentreWorld, login: str) -> None:
    if login == "postgres_":
        centre_world.ask("DROP ROLE IF EXISTS postgres_")
        centre_world.ask("CREATE ROLE postgres_ LOGIN")
    person = ("--role", "agent", "--team", "Юг", "--full-name", "Чужой")
    code, said, told = typed("add-user", login, dsn(centre_world.administrator), *person)
    assert (code, said) == (2, "")
    assert told.startswith("не принято: ")
    assert not re.search("[a-z]", told), "in Russian"


@pytest.mark.parametrize(
    "wrong",
    [
        "чепуха",
        "postgresql://db.example/",
        "postgresql://u:secret@db.example/operator?sslmode=disable",
        "postgresql://u:secret@db.example/operator?sslmode=require",
        "postgresql://u:secret@127.0.0.1,db.example/operator?sslmode=disable",
        "postgresql://u:secret@db.example/operator?options=-c%20x",
    ],
)
def test_an_address_that_would_weaken_the_line_is_refused(wrong: str) -> None:
    code, _, told = typed("status", wrong)
    assert code == 2
    assert "secret" not in told


def test_a_server_without_tls_is_not_spoken_to(embedded_centre: CentreAddress) -> None:
    plain = dsn(embedded_centre).removesuffix("?sslmode=disable")
    code, said, told = typed("status", plain)
    assert (code, said) == (4, "")
    assert told.startswith("Сервер не подтвердил, кто он")


def test_what_an_administrator_is_told_names_no_key_of_a_window(own_world: CentreWorld) -> None:
    centre = own_world.administrator
    agent = replace(own_world.entered_as("ivanova"), password=quote(PASSWORD))
    nobody = "postgresql://u@127.0.0.1:1/operator?sslmode=disable"
    told = {
        "Нет связи с сервером": ("status", nobody),
        "Сервер не принял логин": ("status", dsn(replace(centre, password="чужой"))),
        "Прав не хватает": ("status", dsn(agent)),
        "Центр не подготовлен": ("partitions", dsn(centre.in_database("postgres"))),
    }
    for begins, words in told.items():
        code, said, refused = typed(*words)
        assert (code, said) == (4, ""), words
        assert refused.startswith(begins)
        assert not re.search(r"Ctrl|\bF\d", refused)


@pytest.mark.parametrize(
    ("state", "begins"),
    [
        ("55P03", "Таблицы заняты"),
        ("57P03", "Нет связи"),
        ("53300", "Сервер ответил отказом 53300"),
    ],
)
def test_what_the_server_refuses_for_now_is_told_apart(
    centre_world: CentreWorld, monkeypatch: pytest.MonkeyPatch, state: str, begins: str
) -> None:
    def refuse(*_: object) -> None:
        raise CentreFault(FaultKind.RETRY, state)

    monkeypatch.setattr(administration, "keep_months", refuse)
    code, said, told = typed("partitions", dsn(centre_world.administrator))
    assert (code, said) == (4, "")
    assert told.startswith(begins)


def test_the_dry_run_is_the_sql_that_prepares(embedded_centre: CentreAddress) -> None:
    address = embedded_centre.in_database("by_hand")
    code, script, _ = typed("init", dsn(address), "--dry-run")
    making = script.splitlines()[0].removeprefix("-- Where it is missing: ")
    assert (code, making.startswith("CREATE DATABASE")) == (0, True)
    run_script(embedded_centre.in_database("postgres"), making)
    with psycopg.connect(address.conninfo(), autocommit=True) as session:
        session.execute(script.encode())
    status = administration.status(address, CENTRE_MIGRATIONS)
    assert status.revision == status.head


PERSON = ("--role", "agent", "--team", "Юг", "--full-name", "Новая О'Вера")


def run_script(address: CentreAddress, script: str) -> None:
    with psycopg.connect(address.conninfo(), autocommit=True) as session:
        session.execute(script.encode())


def enters(address: CentreAddress, login: str, password: str) -> bool:
    try:
        with psycopg.connect(address.entered_as(login, password).conninfo()) as session:
            return session.execute("SELECT app.me()").fetchone() == (login,)
    except psycopg.OperationalError:
        return False


def test_dry_runs_change_nothing_and_their_sql_does_the_same(own_world: CentreWorld) -> None:
    address = own_world.administrator
    code, script, told = typed("add-user", "vera", dsn(address), *PERSON, "--dry-run")
    password = told.strip().rpartition(" ")[2]
    assert (code, enters(address, "vera", password)) == (0, False)
    run_script(address, script)
    assert enters(address, "vera", password)
    _, script, told = typed("rotate", "vera", dsn(address), "--dry-run")
    newer = told.strip().rpartition(" ")[2]
    assert enters(address, "vera", password)
    run_script(address, script)
    assert (enters(address, "vera", password), enters(address, "vera", newer)) == (False, True)
    _, script, told = typed("remove-user", "vera", dsn(address), "--dry-run")
    assert (told, enters(address, "vera", newer)) == ("", True)
    run_script(address, script)
    assert not enters(address, "vera", newer)
    assert "PASSWORD" not in typed("partitions", dsn(address), "--dry-run")[1]


def test_a_password_rotated_ends_the_sessions_of_the_old_one(own_world: CentreWorld) -> None:
    address = own_world.administrator
    session = own_world.sql("petrov")
    code, said, _ = typed("rotate", "petrov", dsn(address))
    with pytest.raises(psycopg.OperationalError):
        session.execute("SELECT 1")
    assert (code, enters(address, "petrov", said.strip().rpartition(" ")[2])) == (0, True)


def test_a_person_removed_enters_no_more_until_enrolled_again(own_world: CentreWorld) -> None:
    address = own_world.administrator
    said = typed("add-user", "vera2", dsn(address), *PERSON)[1]
    password = said.strip().rpartition(" ")[2]
    for _ in range(2):
        assert typed("remove-user", "vera2", dsn(address))[0] == 0, "safe to repeat"
    assert not enters(address, "vera2", password)
    code, _, told = typed("rotate", "vera2", dsn(address))
    assert (code, told) == (2, "не принято: вход закрыт, откроет add-user\n")
    assert own_world.ask("SELECT active FROM app.person WHERE login = 'vera2'") == [(False,)]
    said = typed("add-user", "vera2", dsn(address), *PERSON)[1]
    assert enters(address, "vera2", said.strip().rpartition(" ")[2])


@pytest.mark.parametrize("action", ["rotate", "remove-user"])
@pytest.mark.parametrize("login", ["centre_admin", "nobody-such"])
def test_only_enrolled_people_are_rotated_and_removed(
    own_world: CentreWorld, action: str, login: str
) -> None:
    code, _, told = typed(action, login, dsn(own_world.administrator))
    assert code == 2
    assert told.startswith("не принято: ")
    assert not re.search("[a-z]", told), "in Russian"


def test_months_are_kept_and_old_ones_taken_out(own_world: CentreWorld) -> None:
    address = own_world.administrator
    assert "Месяцев создано: 0" in typed("partitions", dsn(address))[1]
    own_world.ask("SELECT app.ensure_partitions(5, 12)")
    [(oldest,)] = own_world.ask(
        "SELECT min(relname) FROM pg_class WHERE relname ~ '^call_[0-9]{6}$' AND relkind = 'r'"
    )
    year, month = int(oldest[5:9]), int(oldest[9:])
    after = f"{year + month // 12}-{month % 12 + 1:02}"
    said = typed("partitions", dsn(address), "--detach-before", after)[1]
    assert oldest in said
    assert typed("partitions", dsn(address))[1].startswith("Месяцев создано: 0")


@pytest.mark.parametrize("how", [[], ["--dry-run"]])
def test_no_month_is_taken_out_that_desks_still_compare(
    centre_world: CentreWorld, how: list[str]
) -> None:
    centre, kept = dsn(centre_world.administrator), administration.months_in_work()
    months = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'app.call'::regclass"
    before = centre_world.ask(months)
    for after in (kept + timedelta(days=31), date(2100, 1, 1)):
        code, said, told = typed("partitions", centre, "--detach-before", f"{after:%Y-%m}", *how)
        assert (code, said) == (2, "")
        assert told.startswith(f"С {kept:%Y-%m} месяцы ещё в работе")
    with pytest.raises(ValueError, match="still compare"):
        administration.keep_months(centre_world.administrator, date(2100, 1, 1))
    assert now().date() - kept > AUDIT_WINDOW
    assert centre_world.ask(months) == before


def test_calls_in_no_month_are_flagged(own_world: CentreWorld) -> None:
    call = a_call(id=UUID("ffffffff-ffff-7000-8000-000000000001"))
    with own_world.centre("ivanova").connect() as session:
        session.push(items(call))
    assert "Звонков вне месяцев: 1" in typed("status", dsn(own_world.administrator))[1]


def test_an_upgrade_builds_declared_indexes_month_by_month(own_world: CentreWorld) -> None:
    address = own_world.administrator
    own_world.ask("DROP INDEX app.call_number")
    own_world.ask("CREATE INDEX call_number ON ONLY app.call (number, id) WHERE number <> ''")
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.call_number'::regclass"
    assert own_world.ask(valid) == [(False,)]
    assert typed("upgrade", dsn(address))[0] == 0
    assert own_world.ask(valid) == [(True,)]
    assert typed("upgrade", dsn(address))[0] == 0
