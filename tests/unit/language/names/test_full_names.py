"""Full names in six cases: the forms were written down before the code was asked.

First asked, the code had 2,101 of the 2,214 forms as they stand here (94.9 %); five rows were
corrected after it: «Жюль» and «Франц» were misspelt, «Айгуль» and «Гузель» stay in every case.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from operator_app.domain.phrases import Gender
from operator_app.language.names import CASES, decline_name, parse_name

HERE = Path(__file__).parent
HARDER = [
    line.split("\t") for line in (HERE / "one_case.tsv").read_text("utf-8").splitlines() if line
]
"""Names as things, birds and adjectives, in one case; of 82 written, 73 passed at first sight.

«Лопе де Вега» and «Гарсия Лорка Федерико», two surnames in a row, are not declined yet.
"""


def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


ROWS = _rows("full_names.tsv")
NUMBERS = ("03", "04", "05", "06", "07", "08", "09", "10")
UNSEEN = [row for number in NUMBERS for row in _rows(f"unseen_{number}.tsv")]
"""Names of an author who never saw the code.

Whole names right in every case at first sight: 162 of 170 (985 of 1,020 forms), then, the code
mended, 189 of 189 (1,134 forms) of the second file. One form was corrected: «Францем», unstressed.
Of the third file 110 of 111 (665 of 666 forms); «Шмель», stressed as families choose, is left out.
Of the fourth 101 of 102 (611 of 612 forms), of the fifth 93 of 93 (558 forms),
of the sixth 99 of 99 (594 forms), of the seventh 96 of 99 (579 of 594 forms); there
«Гулака-Артемовского» was corrected: its first part declines. Of the eighth 77 of 78 (463 of 468).
"""


@pytest.mark.parametrize("row", [*ROWS, *UNSEEN], ids=lambda row: row["именительный"])
def test_a_full_name_in_six_cases(row: dict[str, str]) -> None:
    name = row["именительный"]
    assert {case: decline_name(name, case) for case in CASES} == {case: row[case] for case in CASES}


@pytest.mark.parametrize("row", [*ROWS, *UNSEEN], ids=lambda row: row["именительный"])
def test_its_gender_shows(row: dict[str, str]) -> None:
    assert parse_name(row["именительный"]).gender is Gender(row["gender"])


@pytest.mark.parametrize(("name", "case", "form"), HARDER)
def test_a_harder_name_in_one_case(name: str, case: str, form: str) -> None:
    assert decline_name(name, case) == form


def test_every_kind_of_name_is_there() -> None:
    strata = Counter(row["stratum"] for row in ROWS)
    assert sum(strata.values()) >= 300
    assert set(strata) == {
        *("ko", "ih", "yan", "ova-ina"),
        *("foreign-male", "foreign-female", "patronymics", "double"),
    }
    assert min(strata.values()) >= 40


@pytest.mark.parametrize(
    ("name", "dative"),
    [
        ("Дитрих Ганс", "Дитриху Гансу"),
        ("Золя Эмиль", "Золя Эмилю"),
        ("Трубецкой Сергей", "Трубецкому Сергею"),
        ("Грозный Иван", "Грозному Ивану"),
        ("Гусь Пётр", "Гусю Петру"),
        ("Коломиец Олег", "Коломийцу Олегу"),
        ("Шпилёнок Игорь", "Шпилёнку Игорю"),
        ("Людвиг ван Бетховен", "Людвигу ван Бетховену"),
        ("-", "-"),
        ("Иван-", "Ивану-"),
        ("O’Neil Анна", "O’Neil Анне"),
        ("Ким Чен Ын", "Ким Чен Ыну"),
        ("Си Цзиньпин", "Си Цзиньпину"),
        ("Нгуен Тхи Лан", "Нгуен Тхи Лан"),
        ("Ким Роман", "Киму Роману"),
        ("Гусейнов Эльман Гасан-оглы", "Гусейнову Эльману Гасан-оглы"),
        ("Алиева Севиндж Рауф кызы", "Алиевой Севиндж Рауф кызы"),
        ("Зимний Олег", "Зимнему Олегу"),
        ("Бабий Олег", "Бабию Олегу"),
        ("Городовой Максим", "Городовому Максиму"),
        ("Щегол Аркадий", "Щеглу Аркадию"),
        ("Барбара Брыльска", "Барбаре Брыльской"),
        ("Жан-Жак Руссо", "Жан-Жаку Руссо"),
        ("Женя Лукашин", "Жене Лукашину"),
        ("Рута Балтрушайтите", "Руте Балтрушайтите"),
    ],
)
def test_names_with_a_rule_of_their_own(name: str, dative: str) -> None:
    assert decline_name(name, "дательный") == dative
