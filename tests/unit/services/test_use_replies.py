"""Replies: what stands on a tab, what is found first, how gaps are filled, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast
from uuid import UUID

import pytest

from operator_app.domain.calls import Customer
from operator_app.domain.ports import Records
from operator_app.domain.preferences import Preference
from operator_app.domain.records import Entity
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.retrieval import SearchAnswer, Searcher, SearchHit
from operator_app.services.use_replies import (
    Filled,
    Habits,
    Shelf,
    count_use,
    fill_reply,
    found_on,
    habits_of,
    reply_rows,
    shelved,
    switch_favourite,
)
from operator_app.services.workplace import Workplace
from tests.unit.services.desk_of_tests import CONTENT, DESK, EDITION, NOON, Clock, new_key

NOTHING = Habits()


def reply(
    reply_id: str, text: str = "Да", scope: ReplyScope = ReplyScope.ALL, topic: str = "delivery"
) -> Reply:
    return Reply(reply_id, reply_id.title(), topic, scope, reply_id[:2], text, "")


REPLIES = (
    reply("alpha"),
    reply("beta", scope=ReplyScope.TEAM),
    reply("gamma", scope=ReplyScope.MINE),
    reply("delta", topic="refunds"),
)


class Shelfful:
    """Settings and preferences kept in memory, behind the port's methods that replies use."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.rows: dict[UUID, Preference] = {}

    def preferences(self, agent: str, kind: str) -> tuple[Preference, ...]:
        found = (one for one in self.rows.values() if (one.agent, one.kind) == (agent, kind))
        return tuple(sorted(found, key=lambda one: one.id))

    def save_row(self, entity: Entity, row: Preference) -> None:
        assert entity is Entity.PREFERENCE
        self.rows[row.id] = row

    def setting(self, key: str) -> str | None:
        return self.kept.get(key)

    def set_setting(self, key: str, value: str) -> None:
        self.kept[key] = value

    @contextmanager
    def begin(self) -> Iterator[Records]:
        yield cast(Records, self)


@pytest.fixture
def workplace() -> Workplace:
    content = replace(
        CONTENT, topics=(("refunds", "Возврат"), ("delivery", "Доставка")), replies=REPLIES
    )
    nothing = cast(Searcher, None)
    shelf = Shelfful()
    return Workplace(shelf.begin, content, EDITION, NOON, DESK, Clock(), new_key, nothing, None)


def ids(found: tuple[Reply, ...]) -> list[str]:
    return [one.id for one in found]


def test_tabs_hold_ones_own_the_teams_and_all_in_the_order_of_topics(workplace: Workplace) -> None:
    content = workplace.content
    assert ids(shelved(content, Shelf.ALL, "", NOTHING)) == ["delta", "alpha", "beta", "gamma"]
    assert ids(shelved(content, Shelf.TEAM, "", NOTHING)) == ["beta"]
    assert ids(shelved(content, Shelf.MINE, "", NOTHING)) == ["gamma"]
    assert ids(shelved(content, Shelf.ALL, "refunds", NOTHING)) == ["delta"]


def test_favourites_come_first_then_what_is_used_most(workplace: Workplace) -> None:
    habits = Habits({"beta": 3, "gamma": 1}, frozenset({"alpha"}))
    content = workplace.content
    assert ids(shelved(content, Shelf.ALL, "", habits)) == ["alpha", "beta", "gamma", "delta"]
    assert ids(shelved(content, Shelf.MINE, "", habits)) == ["alpha", "gamma"]


def hit(reply_id: str) -> SearchHit:
    return SearchHit(f"reply:{reply_id}", "reply", "", reply_id, "", "", 1.0, "…да…", ((1, 3),), ())


def test_a_shortcut_typed_whole_goes_before_what_search_ranks(workplace: Workplace) -> None:
    answer = SearchAnswer("GA ", "ga", (hit("beta"), hit("gamma"), hit("gone")), 3)
    found = found_on(workplace.content, Shelf.ALL, "", NOTHING, answer)
    assert [one.id for one, _ in found] == ["gamma", "beta"]
    only_by_shortcut = SearchAnswer("de", "de", (), 0)
    found = found_on(workplace.content, Shelf.ALL, "", NOTHING, only_by_shortcut)
    assert [(one.id, place) for one, place in found] == [("delta", None)]


def test_rows_show_where_words_were_found_else_how_the_reply_begins(workplace: Workplace) -> None:
    answer = SearchAnswer("al", "al", (hit("beta"),), 1)
    rows = reply_rows(workplace, None, NOTHING, Shelf.ALL, "", answer)
    assert [(one.reply.id, one.lead, one.marks) for one in rows] == [
        ("alpha", "Да", ()),
        ("beta", "…да…", ((1, 3),)),
    ]


def test_found_words_are_shown_as_this_agent_says_them(workplace: Workplace) -> None:
    found = replace(hit("beta"), snippet="Я рад(а), записал(а) вас", marks=((10, 20), (21, 24)))
    answer = SearchAnswer("записать", "записать", (found,), 1)
    (row,) = reply_rows(workplace, None, NOTHING, Shelf.ALL, "", answer)
    assert row.lead == "Я рада, записала вас"
    assert [row.lead[a:b] for a, b in row.marks] == ["записала", "вас"]


@pytest.mark.parametrize(
    ("text", "typed", "said"),
    [
        ("Ещё {дней|день}.", {"дней": "3"}, "Ещё 3\u00a0дня."),
        ("Ещё {дней|день}.", {"дней": "1 021"}, "Ещё 1\u00a0021\u00a0день."),
        ("Ещё {дней|день}.", {"дней": "2–5"}, "Ещё 2–5\u00a0дней."),
        ("Верну {сумма}.", {"сумма": "1500 руб"}, "Верну 1\u00a0500\u00a0₽."),
        ("Это {сумма|рубль}.", {"сумма": "1502"}, "Это 1\u00a0502\u00a0рубля."),
        ("Привезём {дата}.", {"дата": "25.11"}, "Привезём 25\u00a0ноября."),
        ("Привезём {дата}.", {"дата": "в среду"}, "Привезём в среду."),
        ("Спасибо {имя|дательный}.", {"имя": "Анна Петровна"}, "Спасибо Анне Петровне."),
        ("{имя|уважаемый}, да.", {"имя": "Анна Петровна"}, "Уважаемая Анна Петровна, да."),
        ("{имя|уважаемый}, да.", {"имя": "Илья"}, "Уважаемый Илья, да."),
        ("{имя|уважаемый}, да.", {"имя": "Саша"}, "Саша, да."),
        ("Заказ {заказ}.", {"заказ": "20451877"}, "Заказ 20451877."),
    ],
)
def test_what_is_typed_takes_the_form_the_slot_asks(
    workplace: Workplace, text: str, typed: dict[str, str], said: str
) -> None:
    assert fill_reply(workplace, None, reply("x", text), typed) == Filled(said, ())


def test_without_a_call_the_agent_and_the_day_are_known(workplace: Workplace) -> None:
    text = "[{имя}, ]записал(а) {оператор}, {завтра}"
    assert fill_reply(workplace, None, reply("x", text)) == Filled(
        "Записала Ольга, 23\u00a0ноября", ()
    )


def test_an_agent_whose_gender_is_unknown_keeps_both_spellings(workplace: Workplace) -> None:
    unknown = replace(workplace, desk=replace(DESK, name=replace(DESK.name, gender=None)))
    assert fill_reply(unknown, None, reply("x", "Рад(а)")).text == "Рад(а)"


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("{дней|день}", {"дней": "3"}, "3\u00a0дня"),
        ("{дней|день}", {"дней": "три"}, "Три"),
        ("№ {заказ}", {"заказ": "55102284"}, "№ 55102284"),
        ("{имя|дательный}", {"имя": "Анна Петровна"}, "Анне Петровне"),
        ("{срок}", {"срок": "  до\n18:00 "}, "До 18:00"),
        ("{срок}", {"срок": "{оператор}"}, "{оператор}"),
    ],
)
def test_what_is_typed_takes_the_form_the_slot_asks_for(
    workplace: Workplace, text: str, asked: dict[str, str], said: str
) -> None:
    assert fill_reply(workplace, None, reply("x", text), asked) == Filled(said, ())


def test_gaps_are_named_once_and_in_order_and_spaces_fill_none(workplace: Workplace) -> None:
    text = "{срок} {сумма} {срок}[ {телефон}]"
    assert fill_reply(workplace, None, reply("x", text), {"срок": "  "}) == Filled(
        "‹срок› ‹сумма› ‹срок›", ("срок", "сумма")
    )


def test_what_the_call_knows_goes_before_what_was_typed(workplace: Workplace) -> None:
    live = workplace.fresh_call()
    live.open(Customer(order="5510-2284"))
    filled = fill_reply(workplace, live, reply("x", "{заказ}"), {"заказ": "1"})
    assert filled == Filled("5510-2284", ())


def test_uses_and_favourites_are_kept_for_each_agent(workplace: Workplace) -> None:
    assert habits_of(workplace) == NOTHING
    count_use(workplace, ("alpha", "beta"))
    assert count_use(workplace, ("alpha",)).used == {"alpha": 2, "beta": 1}
    assert switch_favourite(workplace, "beta").favourites == {"beta"}
    assert habits_of(workplace) == Habits({"alpha": 2, "beta": 1}, frozenset({"beta"}))
    assert switch_favourite(workplace, "beta").favourites == frozenset()
    other = replace(workplace, desk=replace(DESK, agent="orlova"))
    assert habits_of(other) == NOTHING
