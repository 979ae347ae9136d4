"""The words for what an import leaves out, changes or assumes."""

from __future__ import annotations

from typing import Final

from operator_app.content.faults import Wording

TABLE_BROKEN: Final = Wording(
    "table_broken",
    "таблица не читается ({reason})",
    "the table cannot be read ({reason})",
    "Сохраните её заново: XLSX или CSV в UTF-8.",
    "Save it anew: XLSX, or CSV in UTF-8.",
)
JSON_BROKEN: Final = Wording(
    "json_broken",
    "это не выгрузка макросов Zendesk ({reason})",
    "this is no export of Zendesk macros ({reason})",
    "Нужен JSON со списком «macros».",
    "A JSON with the list “macros” is needed.",
)
COLUMN_MISSING: Final = Wording(
    "column_missing",
    "нет столбца «{column}», есть: {present}",
    "no column “{column}”, there are: {present}",
    "Назовите столбец так: {names}.",
    "Name the column one of: {names}.",
)
CELL_EMPTY: Final = Wording(
    "cell_empty",
    "столбец {column}: пусто",
    "column {column}: empty",
    "Заполните его или удалите строку.",
    "Fill it in or delete the row.",
)
CELL_LONG: Final = Wording(
    "cell_long",
    "столбец {column}: длиннее {limit} знаков",
    "column {column}: longer than {limit} characters",
    "Сократите текст.",
    "Shorten the text.",
)
CELL_UNKNOWN: Final = Wording(
    "cell_unknown",
    "столбец {column}: «{value}» не подходит",
    "column {column}: “{value}” does not fit",
    "Возможные: {known}.",
    "Possible: {known}.",
)
TOPIC_NEEDED: Final = Wording(
    "topic_needed",
    "тема не указана",
    "no topic is given",
    "Добавьте её или укажите общую: --topic. Есть: {known}.",
    "Add it or give one for all: --topic. There are: {known}.",
)
SLOT_FOREIGN: Final = Wording(
    "slot_foreign",
    "столбец {column}: подстановка {slot} не известна",
    "column {column}: the placeholder {slot} is not known",
    "Замените её словами или одной из наших: {known}.",
    "Replace it by words or by one of ours: {known}.",
)
TEXT_BROKEN: Final = Wording(
    "text_broken",
    "столбец {column}: скобка без пары у «{near}»",
    "column {column}: a bracket without its pair at “{near}”",
    "Закройте или удалите её.",
    "Close or delete it.",
)
ROW_TWICE: Final = Wording(
    "row_twice",
    "«{one}» уже есть в строке {first}",
    "“{one}” is in row {first} already",
    "Оставьте одну из двух.",
    "Keep one of the two.",
)
RULE_REFUSED: Final = Wording(
    "rule_refused",
    "правило не подходит: {detail}",
    "the rule does not fit: {detail}",
    "Исправьте фразы в этой строке.",
    "Correct the phrases of this row.",
)
MACRO_OFF: Final = Wording(
    "macro_off",
    "макрос «{title}» выключен",
    "the macro “{title}” is switched off",
    "Включите его в Zendesk, если он нужен.",
    "Switch it on in Zendesk if it is needed.",
)
MACRO_SILENT: Final = Wording(
    "macro_silent",
    "макрос «{title}» ничего не говорит клиенту",
    "the macro “{title}” says nothing to the customer",
    "Брать нечего: здесь только тексты.",
    "There is nothing to take: only texts are.",
)

SLOT_MAPPED: Final = Wording(
    "slot_mapped",
    "{theirs} стало {ours}",
    "{theirs} became {ours}",
    "Проверьте, что это одно и то же.",
    "See that they are the same.",
    warning=True,
)
COLUMN_PASSED: Final = Wording(
    "column_passed",
    "столбец «{column}» не взят",
    "the column “{column}” was passed over",
    "Для него здесь нет места.",
    "There is no place for it here.",
    warning=True,
)
COLUMNS_ASSUMED: Final = Wording(
    "columns_assumed",
    "слева то, что говорить, справа то, чего избегать",
    "on the left what to say, on the right what to avoid",
    "Если наоборот, подпишите столбцы: «Говорите», «Не говорите».",
    "If it is the other way, head the columns “Say” and “Avoid”.",
    warning=True,
)
PICTURE_TAKEN: Final = Wording(
    "picture_taken",
    "картинка «{name}» у нас другая, её показывают другие СОП",
    "we have another picture “{name}”, and other SOPs show it",
    "Дайте файлу другое имя и поправьте ссылку.",
    "Give the file another name and correct the link.",
)
