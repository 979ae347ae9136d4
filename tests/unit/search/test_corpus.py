"""Documents made of content."""

from __future__ import annotations

from datetime import date

import pytest

from operator_app.content.tree import NO_LIMIT
from operator_app.domain.phrases import Approved, Rule, RuleForm
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.sops import Section, Sop
from operator_app.search.corpus import content_to_documents, sections_to_documents


def sop(*sections: Section) -> Sop:
    return Sop("СОП-1", "Возврат", "refunds", ("вернуть",), "", None, date(2026, 1, 2), sections)


def test_each_section_is_a_document_with_its_path() -> None:
    [lead, part] = sections_to_documents(
        [
            sop(
                Section("", 1, "", (), "Кратко", "Кратко"),
                Section("srok", 3, "Срок", ("Деньги", "Срок"), "3 дня", "3 дня"),
            )
        ]
    )
    assert (lead.key, lead.anchor, lead.section, lead.heading) == ("sop:СОП-1#0", "", "", "Возврат")
    assert (part.key, part.section, part.heading) == ("sop:СОП-1#srok", "Деньги › Срок", "Срок")
    assert (part.source, part.date, part.keywords) == ("sop:СОП-1", "2026-01-02", ("вернуть",))


def test_a_sop_of_nothing_but_its_title_can_be_found() -> None:
    [only] = sections_to_documents([sop(Section("", 1, "", (), "", ""))])
    assert (only.heading, only.body) == ("Возврат", "")


@pytest.mark.parametrize(
    ("text", "body"),
    [("Здравствуйте, {customer}![ Сумма {sum}.]", "Здравствуйте, …!"), ("Сумма {", "Сумма {")],
)
def test_a_reply_shows_no_braces_unless_it_is_faulty(text: str, body: str) -> None:
    reply = Reply("r1", "Приветствие", "calls", ReplyScope.TEAM, "прив", text, "СОП-1")
    content = content_of(replies=(reply,))
    [found] = content_to_documents(content)
    assert (found.key, found.kind, found.body) == ("reply:r1", "reply", body)
    assert found.keywords == ("прив",)


def test_a_rule_tells_what_to_say_instead() -> None:
    rule = Rule("s5", RuleForm.INFLECT, ("проблема",), (Approved("сложность"),), why="Пугает")
    [found] = content_to_documents(content_of(rules=(rule,)))
    assert (found.key, found.title, found.body) == ("rule:s5", "проблема", "«сложность». Пугает")


def content_of(replies: tuple[Reply, ...] = (), rules: tuple[Rule, ...] = ()) -> Content:
    return Content((), (), (), replies, rules, NO_LIMIT, ())
