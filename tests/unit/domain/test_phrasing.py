"""Templates of spoken text: read, refused with the place of the fault, written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.phrasing import (
    MAX_TEMPLATE,
    Clause,
    Part,
    Slot,
    TemplateFault,
    Text,
    choose_clauses,
    parse_template,
    slots_of,
)


def written(parts: tuple[Part, ...]) -> str:
    """The template that makes these parts."""
    said = ""
    for part in parts:
        if isinstance(part, Clause):
            said += f"[{written(part.parts)}]"
        elif isinstance(part, Slot):
            said += f"{{{part.name}|{part.form}}}" if part.form else f"{{{part.name}}}"
        else:
            said += part.text.replace("{", "{{").replace("}", "}}")
    return said


def test_a_template_is_text_slots_and_clauses() -> None:
    assert parse_template("[{имя}, ]заказ **{ заказ }** для { имя | дательный }") == (
        Clause((Slot("имя"), Text(", "))),
        Text("заказ **"),
        Slot("заказ"),
        Text("** для "),
        Slot("имя", "дательный"),
    )
    assert parse_template("") == ()
    assert parse_template("{{{сумма.итого}}}") == (Text("{"), Slot("сумма.итого"), Text("}"))


@pytest.mark.parametrize(
    ("template", "offset"),
    [
        ("Заказ {заказ", 6),
        ("Заказ заказ}", 11),
        ("Заказ {}", 6),
        ("Заказ { }", 6),
        ("Заказ {0}", 6),
        ("Заказ {заказ!r}", 6),
        ("Заказ {a.__class__.__mro__}", 6),
        ("Заказ {за каз}", 6),
        ("{имя} и {{заказ}", 15),
        ("а [б [в]]", 5),
        ("а б]", 3),
        ("а [б {имя}", 2),
        ("я" * (MAX_TEMPLATE + 1), MAX_TEMPLATE),
    ],
)
def test_a_fault_names_its_place(template: str, offset: int) -> None:
    with pytest.raises(TemplateFault) as fault:
        parse_template(template)
    assert fault.value.offset == offset
    assert str(fault.value).endswith(f"(at character {offset + 1})")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{}", "not a placeholder"),
        ("{", "without its pair"),
        ("[[", "inside a clause"),
        ("]", "none is open"),
        ("[", "not closed"),
    ],
)
def test_a_fault_says_what_is_wrong(template: str, says: str) -> None:
    with pytest.raises(TemplateFault, match=says):
        parse_template(template)


NAMES = st.from_regex(r"[а-яa-z_][а-яa-z0-9_]{0,5}(\.[а-я]{1,4})?", fullmatch=True)
FLAT = st.builds(Text, st.text("аб, *{}|«", min_size=1, max_size=6)) | st.builds(
    Slot, NAMES, st.sampled_from(["", "дательный", "день"])
)
PARTS = st.lists(FLAT | st.builds(Clause, st.lists(FLAT, max_size=3).map(tuple)), max_size=6)


@given(PARTS.map(tuple))
def test_parts_written_and_read_again_say_the_same(parts: tuple[Part, ...]) -> None:
    again = parse_template(written(parts))
    assert written(again) == written(parts)
    assert list(slots_of(again)) == list(slots_of(parts))
    assert parse_template(written(again)) == again


def fault_in(template: str) -> int | None:
    try:
        parse_template(template)
    except TemplateFault as fault:
        return fault.offset
    return None


@given(st.text("{}[]|. аz0", max_size=30))
def test_any_text_is_read_or_refused_inside_itself(template: str) -> None:
    place = fault_in(template)
    assert place is None or 0 <= place < len(template)
    assert fault_in(template.translate(str.maketrans("", "", "{}[]"))) is None


def test_slots_tell_whether_the_text_can_do_without_them() -> None:
    parts = parse_template("[{имя}, ]заказ {заказ}")
    assert list(slots_of(parts)) == [(Slot("имя"), True), (Slot("заказ"), False)]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "заказ {заказ}."),
        ({"имя": "Анна"}, "{имя}, заказ {заказ}."),
        ({"имя": ""}, "заказ {заказ}."),
        ({"имя": None}, "заказ {заказ}."),
        ({"заказ": "1", "сумма": 0, "срок": "x"}, "заказ {заказ}, {сумма} до {срок}."),
        ({"заказ": "1", "сумма": 0}, "заказ {заказ}."),
    ],
)
def test_a_clause_is_said_when_all_of_it_is_known(known: dict[str, object], said: str) -> None:
    parts = parse_template("[{имя}, ]заказ {заказ}[, {сумма} до {срок}].")
    assert written(choose_clauses(parts, known)) == said
