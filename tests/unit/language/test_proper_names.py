"""Names spelled like a rule's word, and that word with a capital of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from operator_app.domain.phrases import parse_rules
from operator_app.language.phrase_table import PhraseTable, compile_rules
from tests.unit.language.sentence_cases import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator


def _cases() -> Iterator[tuple[str, str]]:
    for line in (FOLDER / "names.txt").read_text(encoding="utf-8").splitlines():
        word, _, marked = line.partition(" | ")
        if marked and not line.startswith("#"):
            yield word, marked


@lru_cache(maxsize=256)
def _table(word: str) -> PhraseTable:
    rule = {"id": "n", "form": "inflect", "discouraged": [word], "approved": ["нечто"]}
    return compile_rules(parse_rules([rule]))


@pytest.mark.parametrize(("word", "marked"), [*_cases()])
def test_a_name_is_left_alone_and_the_word_is_found(word: str, marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")

    found = [text[hit.start : hit.end] for hit in _table(word).check(text)]

    wanted = [marked.partition("[")[2].partition("]")[0]] if "[" in marked else []
    assert found == wanted
