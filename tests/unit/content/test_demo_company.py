"""The demo company is large enough to work with, and says nothing its own rules discourage."""

from __future__ import annotations

from pathlib import Path

import pytest

from operator_app.content.folder import read_folder
from operator_app.domain.publication import Content
from operator_app.language.phrase_table import compile_rules
from operator_app.services.edit_synonyms import synonym_flaws

SHOP = Path(__file__).parents[3] / "sop_content"
LARGEST_PICTURE = 60_000


@pytest.fixture(scope="module")
def shop() -> Content:
    return read_folder(SHOP).content


def test_every_topic_has_procedures_with_passages(shop: Content) -> None:
    assert len(shop.sops) >= 80
    assert sum(len(sop.sections) for sop in shop.sops) >= 400
    assert {sop.topic for sop in shop.sops} == {topic for topic, _ in shop.topics}


def test_procedures_avoid_what_the_rules_discourage(shop: Content) -> None:
    table = compile_rules(shop.rules)
    said = [
        (sop.id, one.anchor, hit.start)
        for sop in shop.sops
        for one in sop.sections
        for hit in table.check(one.text)
    ]
    assert said == []


def test_pictures_are_shown_somewhere_and_small(shop: Content) -> None:
    shown = "\n".join(one.markdown for sop in shop.sops for one in sop.sections)
    assert len(shop.pictures) >= 2
    for picture in shop.pictures:
        assert f"({picture.name})" in shown
        assert len(picture.data) < LARGEST_PICTURE


def test_synonyms_hold_together(shop: Content) -> None:
    assert synonym_flaws(shop.synonyms) == ()
