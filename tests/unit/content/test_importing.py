"""Replies and phrases of other programs: what is taken, changed, refused and why; and back out."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from operator_app.content.exporting import export_table
from operator_app.content.folder import read_folder, write_folder
from operator_app.content.foreign_slots import map_slots
from operator_app.content.importing import ImportKind, ImportPlan, plan_import
from operator_app.content.macros import text_of_html
from operator_app.content.tables import (
    MAX_ROWS,
    TableFault,
    inert,
    read_table,
    write_csv,
    write_xlsx,
)
from operator_app.domain.phrases import RuleForm
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply, ReplyScope

SAMPLES = Path(__file__).parent / "imports"
DEMO = Path(__file__).parents[3] / "sop_content"


@cache
def demo() -> Content:
    return read_folder(DEMO).content


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """The demo's topics and rules, without its replies and procedures."""
    folder = tmp_path / "company"
    bare = replace(demo(), sops=(), scripts=(), replies=(), practice=(), pictures=())
    write_folder(bare, folder)
    return folder


def codes(plan: ImportPlan) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in plan.refused]


def reply_named(content: Content, title: str) -> Reply:
    return next(one for one in content.replies if one.title == title)


def test_a_russian_spreadsheet_is_mapped_by_its_heads(company: Path) -> None:
    plan = plan_import(SAMPLES / "replies_excel.csv", company)
    assert plan.kind is ImportKind.REPLIES
    assert len(plan.taken) == 2
    packed = reply_named(plan.content, "Заказ собран")
    assert packed.text == "Заказ {заказ} собран.\nКурьер позвонит за час."
    assert (packed.topic, packed.scope, packed.shortcut) == ("delivery", ReplyScope.ALL, "собр")
    phone = reply_named(plan.content, "Телефон службы")
    assert (phone.text, phone.scope) == ("+7 800 555-01-73, звоните; ответим", ReplyScope.TEAM)


def test_what_stays_out_is_told_by_row_and_column(company: Path) -> None:
    plan = plan_import(SAMPLES / "replies_excel.csv", company)
    assert codes(plan) == [
        (5, "cell_empty"),
        (6, "cell_unknown"),
        (7, "cell_unknown"),
        (8, "row_twice"),
    ]
    assert plan.places_refused == 4
    told = [one.message("ru") for one in plan.refused]
    assert told[0] == "столбец B «Текст ответа»: пусто"
    assert told[1] == "столбец C «Категория»: «Космос» не подходит"
    assert told[3] == "«Заказ собран» уже есть в строке 2"
    assert [(one.code, one.message("ru")) for one in plan.notes] == [
        ("column_passed", "столбец «Автор» не взят"),
        ("slot_mapped", "{номер заказа} стало {заказ}"),
    ]


def test_where_there_is_no_procedure_yet_none_is_named_as_possible(
    company: Path, tmp_path: Path
) -> None:
    table = tmp_path / "replies.csv"
    table.write_text("title;text;sop\nЗаказ собран;Заказ собран.;СОП-012\n", encoding="utf-8")
    refused = plan_import(table, company).refused
    fault = next(one for one in refused if one.code == "cell_unknown")
    assert fault.hint("ru") == "Возможные: —."


def test_macros_give_their_words_their_category_and_whose_they_are(company: Path) -> None:
    plan = plan_import(SAMPLES / "zendesk_macros.json", company)
    assert len(plan.taken) == 2
    way = reply_named(plan.content, "Посылка в пути")
    assert way.text == (
        "Здравствуйте, {имя}! Заказ уже в пути. Его привезёт курьер, {оператор} на связи."
    )
    assert (way.topic, way.scope) == ("delivery", ReplyScope.ALL)
    money = reply_named(plan.content, "Деньги отправлены")
    assert money.text == "Деньги отправлены.\n\nСрок — до 10 дней.\nСпасибо, что ждёте."
    assert money.scope is ReplyScope.TEAM
    assert sorted(codes(plan)) == [
        (3, "macro_off"),
        (4, "macro_silent"),
        (5, "slot_foreign"),
        (6, "topic_needed"),
    ]
    unknown = next(one for one in plan.refused if one.code == "slot_foreign")
    assert "{{ticket.ticket_field_360001}}" in unknown.message("en")


def test_a_common_topic_is_for_those_without_one(company: Path) -> None:
    plan = plan_import(SAMPLES / "zendesk_macros.json", company, topic="faq")
    assert reply_named(plan.content, "Без категории").topic == "faq"


def test_the_guides_table_has_what_to_say_on_the_left(company: Path) -> None:
    plan = plan_import(SAMPLES / "phrases_guide.csv", company, ImportKind.PHRASES)
    rules = {one.discouraged: one for one in plan.content.rules}
    assert [one.code for one in plan.notes] == ["columns_assumed"]
    assert plan.same == ("s1", "s2")
    assert rules["Загвоздка",].approved[0].text == "Трудность"
    assert rules["Загвоздка",].form is RuleForm.INFLECT
    assert rules["Ничем не могу помочь",].approved == ()
    assert rules["Ничем не могу помочь",].form is RuleForm.FIXED
    assert codes(plan) == [(5, "cell_empty")]
    kept = next(one for one in plan.content.rules if one.id == "s2")
    assert kept.exceptions == next(one for one in demo().rules if one.id == "s2").exceptions


def test_heads_turn_the_columns_round(company: Path, tmp_path: Path) -> None:
    table = tmp_path / "rules.csv"
    table.write_text("Не говорите\tГоворите\tПочему\nЗагвоздка\tТрудность\tЯснее\n", "utf-8")
    plan = plan_import(table, company)
    (rule_id,) = plan.taken
    rule = next(one for one in plan.content.rules if one.id == rule_id)
    assert (rule.discouraged, rule.approved[0].text, rule.why) == (
        ("Загвоздка",),
        "Трудность",
        "Яснее",
    )


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ["replies", "phrases"])
def test_what_is_exported_is_the_same_when_imported(kind: str, ending: str, tmp_path: Path) -> None:
    table = tmp_path / f"out{ending}"
    table.write_bytes(export_table(demo(), kind, ending))
    write_folder(demo(), tmp_path / "company")
    plan = plan_import(table, tmp_path / "company", ImportKind(kind))
    assert (plan.taken, plan.changed, plan.refused) == ((), (), ())
    assert len(plan.same) == len(demo().replies if kind == "replies" else demo().rules)


def test_replies_of_another_company_come_with_its_folder_or_file(
    company: Path, tmp_path: Path
) -> None:
    write_folder(demo(), tmp_path / "other")
    plan = plan_import(tmp_path / "other", company, ImportKind.REPLIES)
    assert plan.content.replies == demo().replies
    plan = plan_import(tmp_path / "other" / "replies" / "delivery.yaml", company)
    assert (plan.kind, len(plan.taken)) == (ImportKind.REPLIES, 12)
    plan = plan_import(tmp_path / "other", company, ImportKind.SCRIPTS)
    assert plan.content.scripts == demo().scripts
    assert plan_import(tmp_path / "other" / "phrases" / "rules.yaml", company).taken == ()


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_text_table_is_read_as_it_was_saved(encoding: str, separator: str) -> None:
    stream = io.StringIO(newline="")
    rows = [["Название", "Текст"], ["Да; нет", "«Ёлка», строка\nи ещё"], ["", ""], ["а", "б|в"]]
    csv.writer(stream, delimiter=separator).writerows(rows)
    read = read_table(stream.getvalue().encode(encoding), "a.csv")
    assert [list(one.cells) for one in read] == [rows[0], rows[1], rows[3]]
    assert [one.line for one in read] == [1, 2, 5]


def test_the_line_that_names_the_separator_is_no_row() -> None:
    read = read_table(b"sep=;\r\na;b\r\n", "a.csv")
    assert [one.cells for one in read] == [("a", "b")]


FORMULAS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=1",
    "'=1",
    "+79991234567",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_written_is_a_formula(formula: str) -> None:
    assert inert(formula).startswith("'")
    data = write_csv([[formula]]).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[0].startswith("'")
    book = load_workbook(io.BytesIO(write_xlsx([[formula]], "a")))
    cell = book.worksheets[0].cell(1, 1)
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_any_text_comes_back_from_a_table(cells: list[str]) -> None:
    written = write_csv([["a"] * len(cells), cells])
    assert read_table(written, "a.csv")[1].cells == tuple(one.strip() for one in cells)


def workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_entry(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"\x81\x98\x00\x01", "a.csv", "encoding"),
        (b'a;b\n"c;d\n', "a.csv", "quotes"),
        (b"a" * 20_000 + b";b\n", "a.csv", "cell_too_long"),
        (b"a;b\n" * (MAX_ROWS + 1), "a.csv", "too_many_rows"),
        (b";".join([b"x"] * 80), "a.csv", "too_many_columns"),
        (b"x" * 16_000_001, "a.csv", "too_large"),
        (b"PK nothing", "a.xlsx", "damaged"),
        (with_entry(workbook(["a"]), "bomb.xml", b"0" * 5_000_000), "a.xlsx", "ratio"),
        (
            with_entry(workbook(["a"]), "x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "a.xlsx",
            "declaration",
        ),
        (with_entry(workbook(["a"]), "../../evil", b"x"), "a.xlsx", "name"),
        (with_entry(b"", "only.xml", b"<a/>"), "a.xlsx", "damaged"),
    ],
)
def test_hostile_tables_are_refused_by_name(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(TableFault) as fault:
        read_table(data, name)
    assert fault.value.reason == reason


def test_a_workbook_that_lies_of_its_size_is_read_for_what_it_holds() -> None:
    data = workbook(["Название", "Текст"], ["а", "б"])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, content.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    read = read_table(stream.getvalue(), "a.xlsx")
    assert [one.cells for one in read] == [("Название", "Текст"), ("а", "б")]


def test_a_broken_table_is_refused_not_raised(company: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    plan = plan_import(broken, company)
    assert codes(plan) == [(0, "table_broken")]


# ── placeholders ─────────────────────────────────────────────────────────────────────────────────

KNOWN = frozenset({"имя", "заказ", "дней", "оператор"})


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("{{ticket.requester.first_name}}", "{имя}"),
        ('{{ first_name | fallback: "друг" }}', "{имя}"),
        ("{%customer.firstName%}", "{имя}"),
        ("{имя клиента}", "{имя}"),
        ("[номер заказа]", "{заказ}"),
        ("%name%, скидка 10% и 5%", "{имя}, скидка 10% и 5%"),
        ("[{имя}, ]заказ[ {заказ}], {дней|день}", "[{имя}, ]заказ[ {заказ}], {дней|день}"),
        ("{{имя}}", "{имя}"),
    ],
)
def test_a_foreign_placeholder_becomes_ours(theirs: str, ours: str) -> None:
    mapped = map_slots(theirs, KNOWN)
    assert (mapped.text, mapped.unknown) == (ours, ())


@pytest.mark.parametrize(
    "theirs", ["{{ticket.custom_field_1}}", "[ССЫЛКА]", "{% if x %}", "{неизвестное}"]
)
def test_an_unknown_placeholder_is_listed(theirs: str) -> None:
    assert map_slots(f"Текст {theirs}", KNOWN).unknown == (theirs,)


def test_html_is_read_as_words() -> None:
    assert text_of_html("<p>Да<br/>нет &lt;b&gt;</p><script>alert(1)</script>") == "Да\nнет <b>"
