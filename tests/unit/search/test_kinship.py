"""Words of one root."""

from __future__ import annotations

import pytest

from operator_app.search.kinship import root
from tests.unit.search.shop import first, searcher


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
        ("опаздывать", "опоздание"),
        ("возвращать", "возврат"),
        ("оплачивать", "оплата"),
        ("спрашивать", "спросить"),
        ("договариваться", "договор"),
        ("перевести", "перевод"),
        ("вывезти", "вывоз"),
        ("переносить", "перенести"),
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


def test_a_word_of_the_root_of_a_synonym_brings_the_others() -> None:
    found = searcher()
    found.use_synonyms([("опоздание", "задержка")])
    assert found.search("опаздывает").hits[0].sop == "СОП-042"
    found.use_synonyms([])
    assert not found.search("опаздывает").hits
