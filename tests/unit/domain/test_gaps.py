"""Which searches were of no use, told from what was typed and done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from operator_app.domain.gaps import READ_AFTER, Searched, SearchTrail

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Field:
    """A search field: what is typed in it a second apart, and the searches that ended."""

    trail: SearchTrail = field(default_factory=SearchTrail)
    now: datetime = START
    ended: list[Searched] = field(default_factory=list)

    def ask(self, words: str, first: str = "", after: timedelta = timedelta(seconds=1)) -> None:
        self.now += after
        self._note(self.trail.asked(words, first, self.now))

    def leave(self, after: timedelta = timedelta(seconds=1)) -> list[Searched]:
        self.now += after
        self._note(self.trail.ended(self.now))
        return self.ended

    def _note(self, ended: Searched | None) -> None:
        if ended is not None:
            self.ended.append(ended)


def test_a_word_typed_letter_by_letter_is_one_search() -> None:
    typed = Field()
    for length in range(1, 5):
        typed.ask("дрон"[:length], "СОП-001" if length < 4 else "")
    assert typed.leave() == [Searched("дрон", "")]


def test_letters_taken_away_do_not_shorten_what_was_looked_for() -> None:
    typed = Field()
    for words, first in (("дрон", ""), ("дро", ""), ("др", "СОП-001"), ("", "")):
        typed.ask(words, first)
    assert typed.ended == [Searched("дрон", "")]


def test_another_wording_ends_the_one_before() -> None:
    typed = Field()
    typed.ask("квадрокоптер")
    typed.ask("игрушка", "СОП-027")
    assert typed.ended == [Searched("квадрокоптер", "")]
    assert typed.leave()[1:] == [Searched("игрушка", "СОП-027")]


def test_an_answer_that_was_opened_was_of_use() -> None:
    typed = Field()
    typed.ask("возврат", "СОП-060")
    typed.trail.used()
    assert typed.leave() == []


def test_a_failing_word_shortened_until_it_helps_was_of_use() -> None:
    typed = Field()
    typed.ask("возвратный")
    typed.ask("возврат", "СОП-060")
    typed.trail.used()
    assert typed.leave() == []


@pytest.mark.parametrize(
    ("stood", "ended"),
    [(READ_AFTER - timedelta(seconds=1), 1), (READ_AFTER, 0)],
)
def test_a_preview_that_stood_long_enough_was_read(stood: timedelta, ended: int) -> None:
    typed = Field()
    typed.ask("возврат", "СОП-060")
    assert len(typed.leave(after=stood)) == ended


def test_nothing_can_be_read_where_nothing_was_found() -> None:
    typed = Field()
    typed.ask("квадрокоптер")
    assert typed.leave(after=timedelta(minutes=5)) == [Searched("квадрокоптер", "")]


@pytest.mark.parametrize("words", ["", "  ", "др", "5510-2284", "+7 916 123-45-67"])
def test_what_is_no_question_is_no_gap(words: str) -> None:
    typed = Field()
    typed.ask(words)
    assert typed.leave() == []


def test_use_of_one_search_does_not_excuse_the_next() -> None:
    typed = Field()
    typed.ask("возврат", "СОП-060")
    typed.trail.used()
    typed.ask("")
    typed.ask("дрон")
    assert typed.leave() == [Searched("дрон", "")]


def test_what_is_opened_without_a_search_excuses_none() -> None:
    typed = Field()
    typed.trail.used()
    typed.ask("дрон")
    assert typed.leave() == [Searched("дрон", "")]
