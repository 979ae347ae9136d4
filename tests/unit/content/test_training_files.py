"""Practice cases as files: they come back as written, and every fault has its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.content.checks import check
from operator_app.content.faults import Fault
from operator_app.content.folder import folder_tree, pack, unpack
from operator_app.content.tree import read_tree
from operator_app.domain.calls import Customer
from operator_app.domain.practice import PracticeAnswer, PracticeCase
from operator_app.domain.sops import PassageLink

FOLDER = Path(__file__).parents[3] / "sop_content"
TREE, _ = folder_tree(FOLDER)
NAME = "training/dostavka-na-dva-dnya-pozzhe.yaml"
TODAY = date(2026, 11, 22)

ids = st.text("абвxyz0123-", min_size=1, max_size=12)
line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
maybe = line | st.just("")
answers = st.builds(PracticeAnswer, step=ids, line=line, value=maybe, system=maybe)
cases = st.builds(
    PracticeCase,
    id=ids,
    title=line,
    topic=ids,
    script=ids,
    caller=st.builds(Customer, maybe, maybe, maybe),
    opening=line,
    otherwise=line,
    farewell=line,
    answers=st.lists(answers, min_size=1, max_size=3).map(tuple),
    target=st.sampled_from([PassageLink("СОП-1"), PassageLink("СОП-1", "a")]),
    search_within_s=st.integers(1, 600),
    limit_rubles=st.integers(0, 5_000),
    limit_note=maybe,
)


def faults(*changes: tuple[str, str]) -> tuple[Fault, ...]:
    """Check the demo company with words of one case changed."""
    text = TREE[NAME].decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return check(read_tree({**TREE, NAME: text.encode()}), TODAY)


@given(cases)
@settings(max_examples=60, deadline=None)
def test_any_case_comes_back_as_written(case: PracticeCase) -> None:
    empty = read_tree({}).content
    content = replace(empty, practice=(case,))
    assert unpack(pack(content)) == content
    without = replace(content, practice=(replace(case, limit_rubles=None, limit_note=""),))
    assert unpack(pack(without)) == without


def test_the_demo_company_has_three_cases_without_a_fault() -> None:
    read = read_tree(TREE)
    assert len(read.content.practice) == 3
    assert check(read, TODAY) == ()
    assert unpack(pack(read.content)) == read.content


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("script: delivery-late", "script: delivery-lost", "case_script_unknown"),
        ("step: promised", "step: promises", "case_step_unknown"),
        ("value: deliver\n", "value: delivered\n", "case_value_wrong"),
        ("value: позавчера", "value: на днях", "case_value_wrong"),
        ("value: compensation", "value: refund", "case_unfinished"),
        ("СОП-042#do-3-dney", "СОП-042#do-4-dney", "link_anchor_broken"),
        ("topic: delivery", "topic: delivers", "topic_unknown"),
        ("search_within_s: 20", "search_within_s: 0", "out_of_range"),
        ("search_within_s: 20", "search_within_s: soon", "wrong_type"),
        ("opening:", "opens:", "missing_key"),
        ("caller: {number:", "caller: {phone:", "unknown_key"),
    ],
)
def test_a_fault_is_found_in_its_file(old: str, new: str, code: str) -> None:
    found = faults((old, new))
    assert code in {one.code for one in found}
    assert {one.file for one in found} == {NAME}


def test_a_fault_has_the_line_of_what_is_wrong() -> None:
    found = next(one for one in faults(("value: deliver\n", "value: delivered\n")))
    lines = TREE[NAME].decode().splitlines()
    assert lines[found.line - 1].strip() == "value: deliver"
    assert "deliver, pickup, refund, reason" in found.hint_ru
