"""Procedures: sections, anchors, plain text, links, and what is not shown."""

from __future__ import annotations

import pytest

from operator_app.content.markdown import read_sections

BODY = """Вводный абзац с **важным** словом.

## Когда применять {#kogda}
Срок прошёл, [смотрите](СОП-017#perenos) и
[дальше](#sroki).

### Сроки {#sroki}

| Город | Срок |
| --- | --- |
| Москва | 1 день |
| Казань | 3 дня |

1. Проверьте `статус`.
   - если нет
2. Позвоните: [склад](tel:+78005550100).

## Что сказать {#slova}
> «Заказ уже на складе»
"""


def test_sections_in_reading_order_with_paths_and_text() -> None:
    read = read_sections(BODY, "a.md", first_line=10)
    assert [(one.level, one.anchor, one.path) for one in read.sections] == [
        (0, "", ()),
        (2, "kogda", ("Когда применять",)),
        (3, "sroki", ("Когда применять", "Сроки")),
        (2, "slova", ("Что сказать",)),
    ]
    assert read.lines == (10, 12, 16, 27)
    assert read.sections[0].text == "Вводный абзац с важным словом."
    assert read.sections[2].text == (
        "Город · Срок\nМосква · 1 день\nКазань · 3 дня\n"
        "Проверьте статус.\nесли нет\nПозвоните: склад."
    )
    assert read.sections[2].markdown.startswith("| Город | Срок |\n")
    assert not any("{#" in one.markdown or "##" in one.markdown for one in read.sections)
    assert read.faults == ()


def test_links_are_given_with_their_lines() -> None:
    links = read_sections(BODY, "a.md", first_line=10).links
    assert [(one.target, one.line) for one in links] == [("СОП-017#perenos", 13), ("#sroki", 14)]


def test_a_heading_without_an_anchor_gets_one_and_a_fault_that_names_it() -> None:
    read = read_sections("## Срок сорван\n\n## Срок сорван\n", "a.md")
    assert [one.anchor for one in read.sections] == ["srok-sorvan", "srok-sorvan-2"]
    assert [one.code for one in read.faults] == ["anchor_missing"] * 2
    assert read.faults[1].hint_ru == "Допишите в конце строки {#srok-sorvan-2}."


def test_headings_inside_code_and_lists_are_not_sections() -> None:
    read = read_sections("```\n## Не раздел\n```\n- ## Тоже нет\n", "a.md")
    assert [one.anchor for one in read.sections] == [""]
    assert read.sections[0].text == "## Не раздел\nТоже нет"


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("## А {#a}\n\n## Б {#a}\n", "anchor_repeated", 3),
        ("## {#a}\n", "heading_empty", 1),
        ("## Срок **важно** {#a}\n", "heading_markup", 1),
        ("Текст\nи <b>жирный</b>\n", "html_found", 2),
        ("<script>alert(1)</script>\n", "html_found", 1),
        ("<!-- потом -->\n", "html_found", 1),
        ("![схема](file:///etc/passwd)\n", "image_foreign", 1),
        ("![схема](https://example.org/a.png)\n", "image_foreign", 1),
        ("![схема](data:image/png;base64,AA)\n", "image_foreign", 1),
        ("![схема](../../a.png)\n", "image_foreign", 1),
        ("![схема](//host/a.png)\n", "image_foreign", 1),
        ("Текст\n![](a.png)\n", "image_unnamed", 2),
        ("[х][y]\n\n[y]: https://example.org\n", "reference_link", 3),
        ("[х](javascript:alert(1))\n", "link_foreign", 1),
        ("[х](smb://host/share)\n", "link_foreign", 1),
        ("[х](ms-msdt:/id)\n", "link_foreign", 1),
        ("[х](\\\\\\\\host\\\\share)\n", "link_foreign", 1),
        ("[х](//host/share)\n", "link_foreign", 1),
        ("[х]()\n", "link_foreign", 1),
        ("Текст\n\nс \u202eобманом\n", "control_character", 3),
        ("нуль \x00\n", "control_character", 1),
        ("> " * 7 + "глубоко\n", "too_nested", 1),
        ("| а |\n| - |\n" + "| 1 |\n" * 501, "table_too_long", 503),
    ],
)
def test_what_is_not_shown_is_a_fault_with_its_line(body: str, code: str, line: int) -> None:
    assert [(one.code, one.line) for one in read_sections(body, "a.md").faults] == [(code, line)]


@pytest.mark.parametrize(
    "body",
    [
        "> " * 6 + "глубоко\n",
        "| а |\n| - |\n" + "| 1 |\n" * 500,
        "## 2 < 3 и 5 > 4 {#a}\nЕсли a<b, то `<b>` как код\n",
        "[сайт](https://example.org/путь)\n",
    ],
)
def test_what_may_be_shown_is_no_fault(body: str) -> None:
    assert read_sections(body, "a.md").faults == ()


def test_twenty_nested_tables_are_plain_text() -> None:
    body = "<table><tr><td>" * 20
    read = read_sections(body, "a.md")
    assert read.sections[0].text == body
    assert read.faults
