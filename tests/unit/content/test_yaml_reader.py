"""YAML: values, lines, and what is refused before it can hurt."""

from __future__ import annotations

import time

import pytest

from operator_app.content.yaml_reader import MAX_DEPTH, MAX_YAML_BYTES, read_yaml


def test_values_keep_their_lines() -> None:
    first = "  - say: |\n      одно\n      два\n    answer: {kind: order}\n"
    text = f"id: a\nsteps:\n{first}  - say: три\n"
    read = read_yaml(text, "s.yaml")
    assert read.value == {
        "id": "a",
        "steps": [{"say": "одно\nдва\n", "answer": {"kind": "order"}}, {"say": "три"}],
    }
    assert read.line(("steps", 0, "answer", "kind")) == 6
    assert read.line(("steps", 1, "say")) == 7
    assert read.line(("steps", 1, "missing", 3)) == 7


def test_dates_and_quoted_numbers_stay_text() -> None:
    read = read_yaml('day: 2027-03-01\nphone: "8800"\ncount: 3\nfree: true\nnothing:\n', "a.yaml")
    assert read.value == {
        "day": "2027-03-01",
        "phone": "8800",
        "count": 3,
        "free": True,
        "nothing": None,
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x [1]\nb: *x\n", "yaml_alias", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", "yaml_tag", 2),
        ("a: !local x\n", "yaml_tag", 1),
        ("a: 1\n---\nb: 2\n", "yaml_second_document", 2),
        ("a: 1\n{x: 1}: 2\n", "yaml_key", 2),
        ("? [x]\n: 2\n", "yaml_key", 1),
        ("say: {имя}, здравствуйте\n", "yaml_syntax", 1),
        ("a: 1\nb: [1, 2\n", "yaml_syntax", 3),
        ("a: 1\nb: \x07\n", "yaml_syntax", 2),
        ("a: " + "9" * 5000, "yaml_scalar", 1),
        ("a: " + "[" * (MAX_DEPTH + 1), "yaml_too_deep", 1),
        ("x" * (MAX_YAML_BYTES + 1), "file_too_large", 1),
    ],
)
def test_refused_with_its_line(text: str, code: str, line: int) -> None:
    read = read_yaml(text, "a.yaml")
    assert [(one.code, one.line) for one in read.faults] == [(code, line)]
    assert read.value is None


def test_a_repeated_key_is_told_and_the_first_one_kept() -> None:
    read = read_yaml("id: a\ntitle: b\nid: c\n", "a.yaml")
    assert [(one.code, one.line) for one in read.faults] == [("duplicate_key", 3)]
    assert read.value == {"id": "a", "title": "b"}


@pytest.mark.parametrize("hostile", ["[" * 100_000, "- " * 300_000, "{a: " * 50_000])
def test_deep_nesting_is_left_before_the_parser_pays_for_it(hostile: str) -> None:
    # The parser itself needs over ten seconds for the first and the third.
    started = time.process_time()
    assert [one.code for one in read_yaml(hostile, "a.yaml").faults] == ["yaml_too_deep"]
    assert time.process_time() - started < 2


def test_lines_count_from_where_the_text_begins() -> None:
    assert read_yaml("a: 1\nb: [\n", "a.md", first_line=2).faults[0].line == 4
