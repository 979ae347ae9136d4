"""The first start: two choices by keys, entering the centre, what it says when it refuses."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from operator_app.bootstrap import DemoHouse
from operator_app.commands.demo import erase_demo
from operator_app.services.enrolment import CENTRE_PASSWORD
from operator_app.settings import read_settings
from tests.integration.centre_world import PASSWORD, CentreWorld
from tests.ui.synchronisation.conftest import Arrives
from tests.ui.synchronisation.newcomer import ALT, MemoryVault, Newcomer, address_typed


def asks_to_join(who: Newcomer) -> None:
    """From the first start to the form."""
    who.press(Qt.Key.Key_2, ALT)
    who.wait_for(lambda: who.page() == "join")


def joins(who: Newcomer, world: CentreWorld, login: str, password: str = PASSWORD) -> None:
    asks_to_join(who)
    who.fill(address_typed(world), login, password)
    who.confirm()
    who.at_work()


def test_a_fresh_profile_enters_the_centre_by_keys_and_its_calls_arrive(
    arrives: Arrives, centre: CentreWorld
) -> None:
    who = arrives(MemoryVault())
    assert who.page() == "welcome"
    joins(who, centre, "ivanova")
    assert who.window.frame.top_bar.agent.text() == "А. Иванова"
    who.take_a_call()
    assert centre.ask("SELECT agent, team FROM app.call") == [("ivanova", "Север")]


def test_the_words_of_the_form_are_read_whole_in_any_window(arrives: Arrives) -> None:
    who = arrives(MemoryVault())
    asks_to_join(who)
    form = who.form
    assert form.address.width() > 500
    for width in (1366, 420):
        who.window.resize(width, 768)
        who.wait_for(lambda width=width: who.window.width() == width)  # type: ignore[misc]
        shown = [one for one in form.findChildren(QLabel) if one.isVisible()]
        assert len(shown) > len(form.steps)
        for label in shown:
            asked = label.sizeHint().width()
            assert label.wordWrap() or label.width() >= asked, label.text()
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_first_password_is_replaced_by_one_only_the_vault_has(
    arrives: Arrives, centre: CentreWorld, tmp_path: Path
) -> None:
    vault = MemoryVault()
    who = arrives(vault)
    joins(who, centre, "petrov")
    with pytest.raises(psycopg.OperationalError):
        centre.sql("petrov")
    fresh = vault.secrets[CENTRE_PASSWORD]
    address = centre.administrator.entered_as("petrov", fresh)
    with psycopg.connect(address.conninfo()):
        pass
    who.leave()
    kept = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert not any(word.encode() in held for held in kept for word in (fresh, PASSWORD))


def test_the_next_start_asks_nothing(arrives: Arrives, centre: CentreWorld) -> None:
    vault = MemoryVault()
    who = arrives(vault)
    joins(who, centre, "ivanova")
    who.leave()
    again = arrives(vault)
    again.at_work()
    assert again.page() == "call"
    again.take_a_call()
    assert centre.ask("SELECT agent FROM app.call") == [("ivanova",)]


def test_a_lead_gets_a_leads_window(arrives: Arrives, centre: CentreWorld) -> None:
    who = arrives(MemoryVault())
    joins(who, centre, "vedeneev")
    assert "editor" in {one.id for one in who.window.screens.entries}


def test_without_a_key_store_a_passphrase_is_asked_for_now_and_at_the_next_start(
    arrives: Arrives, centre: CentreWorld
) -> None:
    who = arrives(None)
    asks_to_join(who)
    who.fill(address_typed(centre), "ivanova", PASSWORD)
    who.confirm()
    assert "кодовую фразу" in who.refusal()
    assert who.focused() is who.form.phrase
    who.fill("короткая лиса", "короткая лисица")
    who.confirm()
    assert "не совпадают" in who.refusal()
    who.fill("короткая лиса")
    who.confirm()
    who.at_work()
    who.leave()

    again = arrives(None)
    assert again.page() == "unlock"
    again.fill("не та фраза")
    again.confirm()
    again.wait_for(lambda: "Фраза не подошла" in again.unlocking.hint.text())
    again.fill("короткая лиса")
    again.confirm()
    again.at_work()
    again.take_a_call()
    assert centre.ask("SELECT agent FROM app.call") == [("ivanova",)]


def wrong_password(who: Newcomer, world: CentreWorld) -> QLineEdit:
    who.fill(address_typed(world), "ivanova", "не тот пароль")
    return who.form.password


def removed(who: Newcomer, world: CentreWorld) -> QLineEdit:
    world.ask("ALTER ROLE ivanova NOLOGIN")
    who.fill(address_typed(world), "ivanova", PASSWORD)
    return who.form.password


def nobody_of_ours(who: Newcomer, world: CentreWorld) -> QLineEdit:
    world.ask("UPDATE app.person SET active = false WHERE login = 'sidorova'")
    who.fill(address_typed(world), "sidorova", PASSWORD)
    return who.form.password


def nobody_listens(who: Newcomer, _: CentreWorld) -> QLineEdit:
    who.fill("127.0.0.1:1/operator", "ivanova", PASSWORD)
    return who.form.address


def not_prepared(who: Newcomer, world: CentreWorld) -> QLineEdit:
    who.fill(address_typed(world).replace("joined", "nothing"), "ivanova", PASSWORD)
    return who.form.address


def not_an_address(who: Newcomer, _: CentreWorld) -> QLineEdit:
    who.fill("centre.firma.ru", "ivanova", PASSWORD)
    return who.form.address


def too_old(who: Newcomer, world: CentreWorld) -> QLineEdit:
    world.ask("UPDATE app.centre SET oldest_client = '99.0.0'")
    who.fill(address_typed(world), "petrov", PASSWORD)
    return who.form.address


def no_certificate(who: Newcomer, world: CentreWorld) -> QLineEdit:
    who.fill(address_typed(world), "ivanova", PASSWORD, __file__)
    return who.form.root


@pytest.mark.parametrize(
    ("attempt", "step", "words"),
    [
        (not_an_address, "Адрес", "Адрес центра не разобрать"),
        (no_certificate, "Адрес", "нет корневого сертификата"),
        (nobody_listens, "Центр отвечает", "Нет связи с центром"),
        (not_prepared, "Центр отвечает", "Центр ещё не подготовлен"),
        (wrong_password, "Логин", "Центр не принял логин и пароль"),
        (removed, "Логин", "Центр не принял логин и пароль"),
        (nobody_of_ours, "Логин", "Центр не принял логин и пароль"),
        (too_old, "Версия", "Нужна новая версия программы"),
    ],
)
def test_a_refusal_names_the_step_the_reason_and_the_field(
    arrives: Arrives,
    centre: CentreWorld,
    attempt: Callable[[Newcomer, CentreWorld], QLineEdit],
    step: str,
    words: str,
) -> None:
    vault = MemoryVault()
    who = arrives(vault)
    asks_to_join(who)
    field = attempt(who, centre)
    who.confirm()
    assert words in who.refusal()
    failed = [label.text() for label in who.form.steps.values() if label.text().startswith("✗")]
    assert [one.removeprefix("✗ ").startswith(step) for one in failed] == [True]
    assert who.focused() is field
    assert CENTRE_PASSWORD not in vault.secrets


@pytest.fixture
def example() -> Iterator[DemoHouse]:
    profile = Path(tempfile.mkdtemp(prefix="operator-app-tests-"))
    profile.chmod(0o711)
    house = DemoHouse(read_settings(profile, "ru"))
    yield house
    house.close()
    erase_demo(profile)
    shutil.rmtree(profile, ignore_errors=True)


def test_the_first_start_offers_the_example_by_one_key(
    example: DemoHouse, arrives: Arrives
) -> None:
    # In this order: the window is closed before its centre and its folder go.
    who = arrives(MemoryVault(), example=example.open)
    who.press(Qt.Key.Key_1, ALT)
    who.at_work()
    assert who.window.demo is not None
    assert who.page() == "call"
