"""Words of one root."""

from __future__ import annotations

import pytest

from operator_app.search.kinship import root
from tests.unit.search.shop import first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("задержать", "задержка"),
        ("задерживать", "задержка"),
        ("доставлять", "доставка"),
        ("списать", "списание"),
        ("оплатить", "оплата"),
        ("повреждение", "повредить"),
        ("получатель", "получить"),
        ("отменить", "отмена"),
    ],
)
def test_one_root(one: str, other: str) -> None:
    assert root(one) == root(other) != ""


@pytest.mark.parametrize(("one", "other"), [("список", "списание"), ("товар", "товарищ")])
def test_another_root(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_short_words_have_no_root_to_share() -> None:
    assert root("дать") == root("дом") == root("") == ""


def test_a_verb_finds_the_title_with_its_noun() -> None:
    assert first("задержали доставку") == "СОП-042"
    assert first("переносили") == "СОП-017"
