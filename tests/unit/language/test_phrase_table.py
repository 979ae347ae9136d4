"""What must hold for any text: no exception, hits in order and in bounds, repeats agree."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.domain.phrases import Gender, Rule, RuleFault, parse_rules, rule_as_mapping
from operator_app.language.phrase_table import compile_rules, rules_digest
from tests.unit.language.sentence_cases import example_cases, example_rules, own_cases

SEED = example_rules({"rules": "seed"})
TABLE = compile_rules(SEED)
ALL_RULES: tuple[Rule, ...] = tuple(
    {rule.id: rule for case in own_cases("agreement.txt") for rule in case.rules}.values()
)
BROAD = compile_rules(ALL_RULES)

_VOCABULARY = """брак проблему опасения гаджет который ваш этот два 22 с о не был, и к сожалению
    жалоба {имя} «сказал» нашли найденный задержка счёт возможна самая — ( ) один из чат ."""
_WORDS = st.sampled_from(_VOCABULARY.split())
_SENTENCES = st.lists(_WORDS, max_size=14).map(" ".join)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(text: str) -> None:
    for hit in BROAD.check(text):
        assert 0 <= hit.replace_start <= hit.start < hit.end <= hit.replace_end <= len(text)


@given(_SENTENCES)
@settings(max_examples=200, deadline=None)
def test_hits_are_in_order_and_do_not_overlap(text: str) -> None:
    hits = BROAD.check(text, Gender.FEMININE)
    for left, right in pairwise(hits):
        assert left.end <= right.start
    for hit in hits:
        assert 0 <= hit.replace_start <= hit.start < hit.end <= hit.replace_end <= len(text)
        assert len(hit.suggestions) == len(set(hit.suggestions))


@given(_SENTENCES)
@settings(max_examples=100, deadline=None)
def test_applying_a_suggestion_leaves_no_hit_of_the_rule_there(text: str) -> None:
    for hit in TABLE.check(text):
        for suggestion in hit.suggestions:
            after = text[: hit.replace_start] + suggestion + text[hit.replace_end :]
            shift = len(after) - len(text)
            for other in TABLE.check(after):
                moved = (hit.replace_start, hit.replace_end + shift)
                inside = moved[0] <= other.start and other.end <= moved[1]
                assert not (inside and other.rule == hit.rule and other.start == hit.start)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8), _SENTENCES), max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_table_that_saw_every_edit_equals_a_fresh_one(edits: list[tuple[int, int, str]]) -> None:
    text = "Ваш брак признан. К сожалению, у нас проблема с оплатой."
    used = compile_rules(SEED)
    for at, removed, added in edits:
        text = text[:at] + added + text[at + removed :]
        assert used.check(text) == TABLE.check(text) == compile_rules(SEED).check(text)


def test_lines_are_checked_apart() -> None:
    text = "Ваш\nбрак признан\r\nК\nсожалению"
    (hit,) = TABLE.check(text)
    assert (hit.start, hit.end) == (4, 8)
    assert hit.replace_start == 4


def test_offsets_count_code_points() -> None:
    (hit,) = TABLE.check("😀😀 Ваш брак")
    assert (hit.start, hit.end) == (7, 11)


def test_a_hint_only_rule_suggests_nothing() -> None:
    rules = parse_rules([{"id": "h", "form": "fixed", "discouraged": ["Успокойтесь"]}])
    (hit,) = compile_rules(rules).check("Успокойтесь, пожалуйста")
    assert hit.suggestions == ()
    assert (hit.replace_start, hit.replace_end) == (hit.start, hit.end)


def test_the_digest_changes_with_the_rules() -> None:
    assert rules_digest(SEED) == TABLE.digest
    assert rules_digest(SEED[1:]) != TABLE.digest


def test_rules_survive_their_json_form() -> None:
    rules = (*SEED, *ALL_RULES)
    assert tuple(parse_rules([rule_as_mapping(rule)])[0] for rule in rules) == rules
    assert len(example_cases()) == 40


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        ({"form": "inflect", "discouraged": ["Брак"]}, "id"),
        ({"id": "a", "discouraged": ["Брак"]}, "form"),
        ({"id": "a", "form": "any", "discouraged": ["Брак"]}, "form"),
        ({"id": "a", "form": "fixed", "discouraged": []}, "discouraged"),
        ({"id": "a", "form": "fixed", "discouraged": ["!"]}, "discouraged"),
        ({"id": "a", "form": "fixed", "discouraged": ["Да"], "approved": [3]}, "approved[1]"),
        (
            {"id": "a", "form": "fixed", "discouraged": ["Да"], "approved": [{"text": 3}]},
            "approved[1].text",
        ),
        ({"id": "a", "form": "fixed", "discouraged": ["Да"], "place": "end"}, "place"),
        ({"id": "a", "form": "fixed", "discouraged": ["Да"], "colour": "red"}, "colour"),
        ({"id": "a", "form": "fixed", "discouraged": ["Да"], "pos": "СУЩ"}, "pos"),
    ],
)
def test_a_broken_rule_is_named_with_its_key(broken: dict[str, object], key: str) -> None:
    with pytest.raises(RuleFault) as told:
        parse_rules([broken])
    assert told.value.key == key
    assert told.value.rule in {"a", "#1"}


def test_an_id_used_twice_is_refused() -> None:
    rule = {"id": "a", "form": "fixed", "discouraged": ["Да"]}
    with pytest.raises(RuleFault) as told:
        parse_rules([rule, rule])
    assert told.value.key == "id"
