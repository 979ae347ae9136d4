"""Every fault that `content check` promises, planted one at a time into content that has none."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest

from operator_app.content import check_wordings, sop_wordings, wordings
from operator_app.content.checks import check
from operator_app.content.faults import Fault, Wording
from operator_app.content.schemas import SCHEMAS, Kind, published
from operator_app.content.tree import read_tree

TODAY = date(2026, 11, 22)
SCRIPT = """id: late
title: Доставка задерживается
topic: delivery
sop: СОП-042
steps:
  - id: order
    stage: clarify
    say: "[{имя}, ]назовите номер заказа."
    answer: {kind: order, name: номер, label: Номер заказа}
    done: "Заказ {номер}"
    passage: СОП-042#kogda
    phrases: ["Сейчас проверю."]
    next: restate
  - id: restate
    stage: restate
    say: "Вы ждали заказ {номер}. Я правильно вас понимаю?"
    answer:
      kind: choice
      name: согласие
      choices:
        - {label: Да, value: agree, mark: agreed, default: true}
        - {label: "Нет, всё совсем иначе", short: Нет, value: other, next: order}
    next:
      - {when: {согласие: [agree]}, to: act}
      - {to: order}
  - id: act
    stage: act
    say: Привезу завтра с 10 до 14. Всё понятно?
    next: done
  - id: done
    stage: confirm
    say: Спасибо, что дождались ответа.
    answer:
      kind: choice
      choices: [{label: Прислать, value: send, mark: offered, code: new-day, promise: "{номер}"}]
    next: end
unsolved: Передам старшему, он перезвонит в течение часа.
"""
GOOD = {
    "topics.yaml": "topics:\n  - {id: delivery, title: Доставка}\n",
    "limits.yaml": "compensation: {rubles: 1000, period_days: 30, presets: [100, 300]}\n",
    "synonyms.yaml": "synonyms: [[курьер, доставщик]]\n",
    "outcomes.yaml": "outcomes:\n  - {id: new-day, title: Новый день, kind: solved}\n",
    "sops/delivery/late.md": """---
id: СОП-042
title: Задержка доставки
topic: delivery
keywords: [опоздание]
owner: Павлова Е. А.
review_by: 2027-03-01
valid_from: 2026-11-18
---
## Когда {#kogda}
Смотрите [раздел](#kogda) и [перенос](СОП-017#perenos).
""",
    "sops/delivery/move.md": """---
id: СОП-017
title: Перенос
topic: delivery
keywords: []
owner: Павлова Е. А.
review_by: 2027-03-01
valid_from: 2026-11-18
---
## Перенос {#perenos}
Текст.
""",
    "scripts/late.yaml": SCRIPT,
    "replies/all.yaml": """replies:
  - id: sorry
    title: Извинение
    topic: delivery
    scope: all
    shortcut: изв
    text: "{имя|дательный}, заказ {номер} приедет {завтра}."
    sop: СОП-042
""",
    "phrases/rules.yaml": """rules:
  - {id: s5, form: inflect, discouraged: [Проблема], approved: [Сложность], topics: [delivery]}
""",
}
SOP, OTHER = "sops/delivery/late.md", "sops/delivery/move.md"
LATE, REPLY, RULES = "scripts/late.yaml", "replies/all.yaml", "phrases/rules.yaml"


def faults(files: dict[str, str]) -> tuple[Fault, ...]:
    return check(read_tree({name: text.encode() for name, text in files.items()}), TODAY)


def test_content_without_faults_has_none() -> None:
    assert faults(GOOD) == ()


OFFERS = "proposals: [{rubles: 1100, reason: сорван срок}]"
SUM = f"{{kind: sum, name: сумма, {OFFERS}}}"
SAME = "{id: new-day, title: Ещё, kind: solved}"
PLANTED = [
    (SOP, "topic: delivery", "topic: delivry", "topic_unknown", 4),
    (SOP, "owner: Павлова Е. А.\n", "", "missing_key", 2),
    (SOP, "owner: Павлова Е. А.", 'owner: ""', "empty", 6),
    (SOP, "owner:", "owener: x\nowner:", "unknown_key", 6),
    (SOP, "review_by: 2027-03-01", "review_by: 2026-11-21", "review_overdue", 7),
    (SOP, "review_by: 2027-03-01", "review_by: 2027-02-30", "wrong_form", 7),
    (SOP, "review_by: 2027-03-01", "review_by: весной", "wrong_form", 7),
    (SOP, "keywords: [опоздание]", "keywords: опоздание", "wrong_type", 5),
    (SOP, "СОП-017#perenos", "СОП-018#perenos", "link_broken", 11),
    (SOP, "СОП-017#perenos", "COП-017#perenos", "link_broken", 11),
    (SOP, "СОП-017#perenos", "СОП-017#perenes", "link_anchor_broken", 11),
    (SOP, "(#kogda)", "(#nikogda)", "link_anchor_broken", 11),
    (SOP, " {#kogda}", "", "anchor_missing", 10),
    (OTHER, "id: СОП-017", "id: СОП-042", "duplicate_id", 2),
    (OTHER, "---\nid", "id", "front_matter_missing", 1),
    (OTHER, "2026-11-18\n---", "2026-11-18", "front_matter_open", 1),
    (LATE, "say: Спасибо", "said: Спасибо", "missing_key", 30),
    (LATE, "sop: СОП-042", "sop: СОП-043", "link_broken", 4),
    (LATE, "passage: СОП-042#kogda", "passage: СОП-042#kuda", "link_anchor_broken", 11),
    (LATE, "stage: confirm", "stage: act", "stage_missing", 5),
    (LATE, "stage: confirm", "stage: farewell", "wrong_value", 31),
    (LATE, "next: done", "next: dome", "unknown_target", 26),
    (LATE, "    next: end\n", "", "leads_nowhere", 30),
    (LATE, "  - id: act\n", "  - id: act\n    stage: act\n", "duplicate_key", 28),
    (LATE, "id: done\n", "id: act\n", "duplicate_step", 30),
    (LATE, "to: act}", "to: done}", "unreachable", 26),
    (LATE, "[agree]}", "[yes_]}", "condition_unknown", 24),
    (LATE, "{согласие: ", "{ответ: ", "condition_unknown", 24),
    (LATE, "short: Нет, ", "", "short_label", 22),
    (LATE, "short: Нет", 'short: "Нет, совсем иначе"', "short_label", 22),
    (LATE, "value: other", "value: agree", "not_unique", 20),
    (LATE, "value: other", "value: other, default: true", "several_defaults", 20),
    (LATE, "заказ {номер}.", "заказ {нмер}.", "slot_unknown", 16),
    (LATE, '"Заказ {номер}"', '"Заказ {номер"', "template_broken", 10),
    (LATE, "[{имя}, ]", "[{имя}, ", "template_broken", 8),
    (LATE, "Сейчас проверю.", "Решу вашу проблему.", "phrase_discouraged", 12),
    (LATE, "Спасибо, что", "С этими проблемами", "phrase_discouraged", 32),
    (LATE, "mark: agreed", "mark: agred", "wrong_value", 21),
    (LATE, "mark: agreed, ", "", "mark_missing", 5),
    (LATE, "mark: offered, ", "", "mark_missing", 5),
    (LATE, "unsolved: Передам старшему, он", "# он", "unsolved_missing", 1),
    (LATE, "Передам старшему", "Это проблема", "phrase_discouraged", 37),
    (LATE, "Передам старшему", "Передам {кому}", "slot_unknown", 37),
    (LATE, "code: new-day", "code: newday", "code_unknown", 35),
    (LATE, 'promise: "{номер}"', 'promise: "{нмер}"', "slot_unknown", 35),
    (LATE, "Вы ждали заказ", "Вы ждали {согласие}", "slot_absent", 16),
    (LATE, "to: act}\n      - {to: order}", "to: act}", "leads_nowhere", 14),
    (LATE, "- {to: order}", "- {to: order}\n      - {to: act}", "dead_branch", 14),
    (LATE, "    next: done", f"    answer: {SUM}\n    next: done", "proposal_over_limit", 29),
    (LATE, "kind: order, ", f"kind: order, {OFFERS}, ", "proposals_unused", 9),
    (REPLY, "sop: СОП-042", "sop: СОП-1", "link_broken", 8),
    (REPLY, "{завтра}", "{послезавтра}", "slot_unknown", 7),
    (REPLY, "{имя|дательный}", "{имя|дателный}", "slot_form_unknown", 7),
    (REPLY, "приедет", "без проблемы приедет", "phrase_discouraged", 7),
    (REPLY, "scope: all", "scope: everyone", "wrong_value", 5),
    (REPLY, "title: Извинение", "title: yes", "wrong_type", 3),
    (RULES, "form: inflect", "form: any", "wrong_value", 2),
    (RULES, "topics: [delivery]", "topics: [dostavka]", "topic_unknown", 2),
    (RULES, "approved:", "aproved:", "unknown_key", 2),
    (RULES, "[Сложность]", '["!"]', "rule_faulty", 2),
    ("topics.yaml", "\n  -", "\n  - {id: delivery, title: Ещё}\n  -", "duplicate_id", 3),
    (
        "outcomes.yaml",
        "\n  -",
        "\n  - {id: new-day, title: Ещё, kind: solved}\n  -",
        "duplicate_id",
        3,
    ),
    ("outcomes.yaml", "kind: solved", "kind: done", "wrong_value", 2),
    ("limits.yaml", "rubles: 1000", "rubles: -5", "out_of_range", 1),
    ("limits.yaml", "rubles: 1000", "rubles: тысяча", "wrong_type", 1),
    ("synonyms.yaml", "[курьер, доставщик]", "[курьер]", "empty", 1),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), PLANTED)
def test_a_planted_fault_is_found_on_its_line(
    file: str, old: str, new: str, code: str, line: int
) -> None:
    assert old in GOOD[file]
    found = faults(GOOD | {file: GOOD[file].replace(old, new, 1)})
    assert (file, code, line) in [(one.file, one.code, one.line) for one in found]
    assert all(one.hint_ru and one.hint_en for one in found)


@pytest.mark.parametrize("name", ["topics.yaml", "limits.yaml"])
def test_a_missing_file_is_told_once(name: str) -> None:
    found = faults({file: text for file, text in GOOD.items() if file != name})
    assert [(one.file, one.code) for one in found] == [(name, "file_missing")]


def test_an_unreadable_script_does_not_make_its_answers_unknown_elsewhere() -> None:
    found = faults(GOOD | {LATE: SCRIPT.replace("kind: order", "kind: oder")})
    assert [(one.file, one.code) for one in found] == [(LATE, "wrong_value")]


def test_a_folder_with_nothing_but_procedures_needs_no_limits() -> None:
    found = faults({file: text for file, text in GOOD.items() if file.startswith("sops/")})
    assert [one.file for one in found] == ["topics.yaml"]


def test_a_slip_into_latin_letters_is_recognised() -> None:
    found = faults(GOOD | {SOP: GOOD[SOP].replace("(СОП-017", "(COП-017")})
    assert found[0].hint_ru == "Есть «СОП-017»: проверьте, теми ли буквами он набран."


def test_the_fault_of_a_phrase_says_what_to_say_instead() -> None:
    found = faults(GOOD | {LATE: SCRIPT.replace("Сейчас проверю.", "Решу вашу проблему.")})
    assert found[0].hint_ru == "Вместо «проблему» скажите «сложность»."


def test_a_wrong_file_in_a_content_folder_is_told() -> None:
    found = faults(GOOD | {"scripts/late.yml": SCRIPT, "README.md": "# О папке"})
    assert [(one.file, one.code) for one in found] == [("scripts/late.yml", "unexpected_file")]


def test_rules_may_be_json_with_tabs() -> None:
    text = (
        '[\n\t{"id": "s5", "form": "inflect",\n\t "discouraged": ["Проблема"], "approved": []}\n]'
    )
    read = read_tree({"phrases/seed.json": text.encode()})
    assert read.faults == ()
    assert [one.id for one in read.content.rules] == ["s5"]


ALL_WORDINGS = [
    one
    for module in (wordings, sop_wordings, check_wordings)
    for one in (*vars(module).values(), *check_wordings.SCRIPT_FAULTS.values())
    if isinstance(one, Wording)
]


@pytest.mark.parametrize("wording", ALL_WORDINGS, ids=lambda one: one.code)
def test_the_words_of_every_fault_can_be_said_in_both_languages(wording: Wording) -> None:
    texts = (wording.message_ru, wording.message_en, wording.hint_ru, wording.hint_en)
    gaps = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    fault = wording.at("a.md", 1, **dict.fromkeys(gaps, "x"))
    assert all((fault.message_ru, fault.message_en, fault.hint_ru, fault.hint_en))


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_the_published_schema_is_the_one_in_use(kind: Kind) -> None:
    folder = Path(__file__).parents[3] / "docs" / "schemas"
    assert (folder / f"{kind}.schema.json").read_text(encoding="utf-8") == published(kind)
    assert len(list(folder.iterdir())) == len(SCHEMAS)
