"""Templates with the values of a call, and names in the forms they ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from operator_app.domain.answers import Answer
from operator_app.domain.calls import Call, Customer
from operator_app.domain.phrases import Gender
from operator_app.domain.scripts import AnswerKind
from operator_app.language.names import CASES, decline_name, parse_name
from operator_app.services.people import DEMO_PEOPLE
from operator_app.services.spoken import CALL_SLOTS, Speaker, spoken_answer, warm_up
from tests.unit.domain.scripts_to_walk import late_delivery
from tests.unit.services.desk_of_tests import NOON, Clock, begun_call, new_key

SPEAKER = Speaker("Ольга", Clock())
NOBODY = Call(new_key(), NOON)
ANNA = Call(
    new_key(), NOON, customer=Customer("+79161234567", "Кузьмина Анна Петровна", "5510-2284")
)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{имя}, заказ {заказ}.", "Анна Петровна, заказ 5510-2284."),
        ("передам {имя|дательный}", "Передам Анне Петровне"),
        ("для {клиент|родительный}", "Для Кузьминой Анны Петровны"),
        ("вас слушает {оператор}", "Вас слушает Ольга"),
        ("на номер {телефон}", "На номер +79161234567"),
        ("сегодня {сегодня}, завтра {завтра}", "Сегодня 22\u00a0ноября, завтра 23\u00a0ноября"),
        ("[{имя}, ]жду[ до {срок}].", "Анна Петровна, жду."),
        ("срок {срок}", "Срок …"),
    ],
)
def test_a_template_is_said_with_the_values_of_the_call(template: str, said: str) -> None:
    assert SPEAKER.say(template, ANNA, None) == said


def test_every_slot_of_a_call_has_a_value_once_the_caller_is_known() -> None:
    assert set(SPEAKER.values(ANNA, None)) == set(CALL_SLOTS)
    assert set(SPEAKER.values(NOBODY, None)) == {"оператор", "сегодня", "завтра"}


def test_what_is_missing_is_named_once_and_clauses_are_not_missed() -> None:
    template = "{имя}, [{телефон}, ]{заказ}, {имя}, {завтра}"
    assert SPEAKER.missing(template, NOBODY, None) == ("имя", "заказ")
    assert SPEAKER.missing(template, ANNA, None) == ()


def test_answers_are_said_in_their_own_way() -> None:
    live = begun_call()
    live.answer_typed("55102284")
    live.answer_choice(0)
    live.answer_default()
    live.answer_choice(2)
    live.answer_typed("05.12.2026")
    script = late_delivery()
    assert live.speaker.say("{wish} {day}", live.call, script) == "Deliver 5\u00a0декабря"
    assert live.speaker.say("{wish}", live.call, None) == "…"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(AnswerKind.SUM, "1000"), "1\u00a0000\u00a0₽"),
        (Answer(AnswerKind.NUMBER, "12000"), "12\u00a0000"),
        (Answer(AnswerKind.DATE, "2026-12-01"), "1\u00a0декабря"),
        (Answer(AnswerKind.TEXT, "чайник. и плита"), "чайник. и плита"),
        (Answer(AnswerKind.CHOICE, "refund", "вернуть деньги"), "вернуть деньги"),
        (Answer(AnswerKind.CHOICE, "refund"), "refund"),
    ],
)
def test_one_answer_aloud(answer: Answer, said: str) -> None:
    assert spoken_answer(answer) == said


def test_today_is_the_day_at_the_desk() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    day = late.astimezone().day
    assert Speaker("Ольга", Clock(late)).say("{сегодня}", ANNA, None) == f"{day}\u00a0ноября"


def test_the_dictionary_is_loaded_ahead() -> None:
    parse_name.cache_clear()
    warm_up()
    assert parse_name.cache_info().currsize == 1


def test_the_demo_people_have_logins_and_names_of_their_own() -> None:
    assert {one.role for one in DEMO_PEOPLE} == {"agent", "lead", "trainee"}
    assert len({one.login for one in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    for one in DEMO_PEOPLE:
        name = parse_name(one.full_name)
        assert (name.first and name.patronymic and name.surname, name.gender) == (
            name.surname,
            Gender.FEMININE,
        )


NAMES = """
Кузьмина Анна Петровна | Кузьминой Анны Петровны | Кузьминой Анне Петровне | Кузьминой Анной Петровной
Смирнов Иван Сергеевич | Смирнова Ивана Сергеевича | Смирнову Ивану Сергеевичу | Смирновым Иваном Сергеевичем
Иван Сергеевич Смирнов | Ивана Сергеевича Смирнова | Ивану Сергеевичу Смирнову | Иваном Сергеевичем Смирновым
Ольга | Ольги | Ольге | Ольгой
Пётр | Петра | Петру | Петром
Павел | Павла | Павлу | Павлом
Лев Толстой | Льва Толстого | Льву Толстому | Львом Толстым
Илья Муромов | Ильи Муромова | Илье Муромову | Ильёй Муромовым
Лапин Иван Петрович | Лапина Ивана Петровича | Лапину Ивану Петровичу | Лапиным Иваном Петровичем
Карасёва Анна Петровна | Карасёвой Анны Петровны | Карасёвой Анне Петровне | Карасёвой Анной Петровной
Тютькин Олег | Тютькина Олега | Тютькину Олегу | Тютькиным Олегом
Дарвин Чарльз | Дарвина Чарльза | Дарвину Чарльзу | Дарвином Чарльзом
Калина Анна Петровна | Калины Анны Петровны | Калине Анне Петровне | Калиной Анной Петровной
Мамин-Сибиряк Дмитрий | Мамина-Сибиряка Дмитрия | Мамину-Сибиряку Дмитрию | Маминым-Сибиряком Дмитрием
Никита Михалков | Никиты Михалкова | Никите Михалкову | Никитой Михалковым
Лука | Луки | Луке | Лукой
Кузьма | Кузьмы | Кузьме | Кузьмой
Фёдор | Фёдора | Фёдору | Фёдором
Любовь Орлова | Любови Орловой | Любови Орловой | Любовью Орловой
Наталья | Натальи | Наталье | Натальей
Лия Ахеджакова | Лии Ахеджаковой | Лии Ахеджаковой | Лией Ахеджаковой
Саша Иванов | Саши Иванова | Саше Иванову | Сашей Ивановым
Шевченко Анна Ивановна | Шевченко Анны Ивановны | Шевченко Анне Ивановне | Шевченко Анной Ивановной
Шевченко Иван Петрович | Шевченко Ивана Петровича | Шевченко Ивану Петровичу | Шевченко Иваном Петровичем
Черных Дмитрий Олегович | Черных Дмитрия Олеговича | Черных Дмитрию Олеговичу | Черных Дмитрием Олеговичем
Долгих Ирина | Долгих Ирины | Долгих Ирине | Долгих Ириной
Живаго Юрий Андреевич | Живаго Юрия Андреевича | Живаго Юрию Андреевичу | Живаго Юрием Андреевичем
Гёте Иоганн | Гёте Иоганна | Гёте Иоганну | Гёте Иоганном
Дюма Александр | Дюма Александра | Дюма Александру | Дюма Александром
Шмидт Анна Карловна | Шмидт Анны Карловны | Шмидт Анне Карловне | Шмидт Анной Карловной
Шмидт Отто Юльевич | Шмидта Отто Юльевича | Шмидту Отто Юльевичу | Шмидтом Отто Юльевичем
Джон Смит | Джона Смита | Джону Смиту | Джоном Смитом
Эмма Томпсон | Эммы Томпсон | Эмме Томпсон | Эммой Томпсон
Кармен | Кармен | Кармен | Кармен
Ли Вера | Ли Веры | Ли Вере | Ли Верой
Ким Дмитрий | Кима Дмитрия | Киму Дмитрию | Кимом Дмитрием
Ким Анна | Ким Анны | Ким Анне | Ким Анной
Цой Виктор Робертович | Цоя Виктора Робертовича | Цою Виктору Робертовичу | Цоем Виктором Робертовичем
Бондарь Мария Ивановна | Бондарь Марии Ивановны | Бондарь Марии Ивановне | Бондарь Марией Ивановной
Бондарь Пётр Ильич | Бондаря Петра Ильича | Бондарю Петру Ильичу | Бондарем Петром Ильичом
Коваль Анна Игоревна | Коваль Анны Игоревны | Коваль Анне Игоревне | Коваль Анной Игоревной
Кравец Олег | Кравца Олега | Кравцу Олегу | Кравцем Олегом
Заяц Сергей Петрович | Зайца Сергея Петровича | Зайцу Сергею Петровичу | Зайцем Сергеем Петровичем
Кучма Леонид Данилович | Кучмы Леонида Даниловича | Кучме Леониду Даниловичу | Кучмой Леонидом Даниловичем
Окуджава Булат Шалвович | Окуджавы Булата Шалвовича | Окуджаве Булату Шалвовичу | Окуджавой Булатом Шалвовичем
Мицкевич Анна Львовна | Мицкевич Анны Львовны | Мицкевич Анне Львовне | Мицкевич Анной Львовной
Мицкевич Адам | Мицкевича Адама | Мицкевичу Адаму | Мицкевичем Адамом
Анна Львовна Мицкевич | Анны Львовны Мицкевич | Анне Львовне Мицкевич | Анной Львовной Мицкевич
Рабинович Исаак | Рабиновича Исаака | Рабиновичу Исааку | Рабиновичем Исааком
Петрович Анна | Петрович Анны | Петрович Анне | Петрович Анной
Римская-Корсакова Вера Павловна | Римской-Корсаковой Веры Павловны | Римской-Корсаковой Вере Павловне | Римской-Корсаковой Верой Павловной
Салтыков-Щедрин Михаил Евграфович | Салтыкова-Щедрина Михаила Евграфовича | Салтыкову-Щедрину Михаилу Евграфовичу | Салтыковым-Щедриным Михаилом Евграфовичем
Мария Склодовская-Кюри | Марии Склодовской-Кюри | Марии Склодовской-Кюри | Марией Склодовской-Кюри
Анна-Мария Петрова | Анны-Марии Петровой | Анне-Марии Петровой | Анной-Марией Петровой
Алиев Рашид Мамед оглы | Алиева Рашида Мамеда оглы | Алиеву Рашиду Мамеду оглы | Алиевым Рашидом Мамедом оглы
Алиева Лейла Мамед кызы | Алиевой Лейлы Мамед кызы | Алиевой Лейле Мамед кызы | Алиевой Лейлой Мамед кызы
Нурсултан Назарбаев | Нурсултана Назарбаева | Нурсултану Назарбаеву | Нурсултаном Назарбаевым
Айгуль Сейтказиева | Айгуль Сейтказиевой | Айгуль Сейтказиевой | Айгуль Сейтказиевой
Джамиля | Джамили | Джамиле | Джамилей
Ильгам Алиев | Ильгама Алиева | Ильгаму Алиеву | Ильгамом Алиевым
ИВАНОВА МАРИЯ ПЕТРОВНА | ИВАНОВОЙ МАРИИ ПЕТРОВНЫ | ИВАНОВОЙ МАРИИ ПЕТРОВНЕ | ИВАНОВОЙ МАРИЕЙ ПЕТРОВНОЙ
"""  # noqa: E501 -- a table is read across
TABLE = [[one.strip() for one in line.split("|")] for line in NAMES.strip().splitlines()]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_names_decline(row: list[str]) -> None:
    name, *forms = row
    cases = ("родительный", "дательный", "творительный")
    assert [decline_name(name, case) for case in cases] == forms
    assert decline_name(name, "именительный") == name
    assert decline_name(name, CASES["дательный"]) == forms[1]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(TABLE) >= 40
    assert len({row[0] for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("name", "polite", "short", "signature"),
    [
        ("Кузьмина Анна Петровна", "Анна Петровна", "Кузьмина А. П.", "А. Кузьмина"),
        ("Анна Петровна Кузьмина", "Анна Петровна", "Кузьмина А. П.", "А. Кузьмина"),
        ("Мицкевич Анна Львовна", "Анна Львовна", "Мицкевич А. Л.", "А. Мицкевич"),
        ("Ева Бодрунович", "Ева", "Бодрунович Е.", "Е. Бодрунович"),
        ("Иван Сергеевич", "Иван Сергеевич", "Иван Сергеевич", "Иван Сергеевич"),
        ("Петрович", "Петрович", "Петрович", "Петрович"),
        ("Пушкин", "Пушкин", "Пушкин", "Пушкин"),
        ("Ольга", "Ольга", "Ольга", "Ольга"),
        ("Ким Дмитрий", "Дмитрий", "Ким Д.", "Д. Ким"),
        ("Алиев Рашид Мамед оглы", "Рашид Мамед\u00a0оглы", "Алиев Р. М.", "Р. Алиев"),
        ("", "", "", ""),
    ],
)
def test_a_customer_is_addressed(name: str, polite: str, short: str, signature: str) -> None:
    parsed = parse_name(name)
    assert (parsed.polite(), parsed.short(), parsed.signature()) == (polite, short, signature)


def test_an_unknown_case_is_a_bug() -> None:
    with pytest.raises(KeyError):
        decline_name("Анна", "звательный")
