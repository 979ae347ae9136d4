"""The words for faults of files, of YAML and of the shape of what it holds."""

from __future__ import annotations

from typing import Final

from operator_app.content.faults import Wording

# ── files ────────────────────────────────────────────────────────────────────────────────────────
NOT_UTF8: Final = Wording(
    "not_utf8",
    "файл не в кодировке UTF-8",
    "the file is not UTF-8",
    "Сохраните его в UTF-8.",
    "Save it as UTF-8.",
)
FILE_TOO_LARGE: Final = Wording(
    "file_too_large",
    "файл больше {limit} КБ",
    "the file is larger than {limit} KB",
    "Разделите его на несколько.",
    "Divide it into several.",
)
SYMLINK: Final = Wording(
    "symlink",
    "это ссылка на другой файл, она не читается",
    "this is a link to another file and is not followed",
    "Положите сам файл.",
    "Put the file itself here.",
)
NOT_A_FILE: Final = Wording(
    "not_a_file",
    "это не обычный файл, он не читается",
    "this is no ordinary file and is not read",
    "Положите обычный файл.",
    "Put an ordinary file here.",
)
CONTROL_CHARACTER: Final = Wording(
    "control_character",
    "в тексте невидимый управляющий знак U+{code}",
    "the text holds an invisible control character U+{code}",
    "Удалите его.",
    "Delete it.",
)
UNEXPECTED_FILE: Final = Wording(
    "unexpected_file",
    "файл с таким расширением здесь не читается",
    "a file with this ending is not read here",
    "СОП — это .md, остальное — .yaml.",
    "A SOP ends in .md, everything else in .yaml.",
)
FILE_MISSING: Final = Wording(
    "file_missing",
    "нет файла {name}",
    "{name} is missing",
    "Создайте его: {example}",
    "Create it: {example}",
)
DUPLICATE_ID: Final = Wording(
    "duplicate_id",
    "id «{id}» уже занят в {where}",
    "id “{id}” is already used in {where}",
    "Дайте другой id; второй текст пока не используется.",
    "Choose another id; the second text is not used until then.",
)

# ── YAML ─────────────────────────────────────────────────────────────────────────────────────────
YAML_SYNTAX: Final = Wording(
    "yaml_syntax",
    "YAML не читается: {detail}",
    "this YAML cannot be read: {detail}",
    "Проверьте отступы, кавычки и скобки. Текст с двоеточием или скобкой {{ }} берут в кавычки.",
    "Check indents, quotes and brackets. Quote a text that holds a colon or a brace.",
)
YAML_ALIAS: Final = Wording(
    "yaml_alias",
    "ссылки YAML (&, *) не принимаются",
    "YAML aliases (&, *) are not accepted",
    "Повторите текст целиком.",
    "Repeat the text in full.",
)
YAML_TAG: Final = Wording(
    "yaml_tag",
    "метки типа YAML (!) не принимаются",
    "YAML tags (!) are not accepted",
    "Уберите метку или возьмите текст в кавычки.",
    "Remove the tag or quote the text.",
)
YAML_TOO_DEEP: Final = Wording(
    "yaml_too_deep",
    "вложенность больше {limit} уровней",
    "nested deeper than {limit} levels",
    "Упростите запись.",
    "Make it flatter.",
)
YAML_KEY: Final = Wording(
    "yaml_key",
    "ключом может быть только слово",
    "a key must be a word",
    "Если это текст со скобкой {{ или [, возьмите его в кавычки.",
    "If this is a text with {{ or [, quote it.",
)
YAML_SCALAR: Final = Wording(
    "yaml_scalar",
    "значение не читается",
    "the value cannot be read",
    "Возьмите его в кавычки, если это текст.",
    "Quote it if it is a text.",
)
YAML_SECOND_DOCUMENT: Final = Wording(
    "yaml_second_document",
    "в файле второй документ YAML (---)",
    "the file holds a second YAML document (---)",
    "Вынесите его в отдельный файл.",
    "Move it to a file of its own.",
)
DUPLICATE_KEY: Final = Wording(
    "duplicate_key",
    "ключ «{key}» повторяется",
    "the key “{key}” is repeated",
    "Оставьте один.",
    "Keep one.",
)

# ── shape ────────────────────────────────────────────────────────────────────────────────────────
UNKNOWN_KEY: Final = Wording(
    "unknown_key",
    "неизвестный ключ «{key}»",
    "unknown key “{key}”",
    "Возможные ключи: {allowed}.",
    "Possible keys: {allowed}.",
)
MISSING_KEY: Final = Wording(
    "missing_key",
    "не указано «{key}»",
    "“{key}” is missing",
    "Добавьте строку «{key}: …».",
    "Add a line “{key}: …”.",
)
WRONG_TYPE: Final = Wording(
    "wrong_type",
    "«{key}»: нужно {expected_ru}",
    "“{key}” must be {expected_en}",
    "Слова да, нет, on, off, числа и время YAML читает по-своему: текст возьмите в кавычки.",
    "YAML reads yes, no, on, off, numbers and times its own way: quote a text.",
)
WRONG_VALUE: Final = Wording(
    "wrong_value",
    "«{key}»: недопустимое значение «{value}»",
    "“{key}”: “{value}” is not allowed",
    "Возможные значения: {allowed}.",
    "Possible values: {allowed}.",
)
WRONG_FORM: Final = Wording(
    "wrong_form",
    "«{key}»: значение «{value}» записано не так",
    "“{key}”: “{value}” is not in the right form",
    "{form_ru}",
    "{form_en}",
)
TOO_LONG: Final = Wording(
    "too_long",
    "«{key}»: больше {limit}",
    "“{key}”: more than {limit}",
    "Сократите.",
    "Shorten it.",
)
EMPTY: Final = Wording(
    "empty",
    "«{key}»: пусто или слишком мало (нужно от {limit})",
    "“{key}”: empty or too few (at least {limit})",
    "Заполните или удалите строку.",
    "Fill it in or delete the line.",
)
OUT_OF_RANGE: Final = Wording(
    "out_of_range",
    "«{key}»: число вне границ (граница {limit})",
    "“{key}”: the number is out of range (bound {limit})",
    "Исправьте число.",
    "Correct the number.",
)
NOT_UNIQUE: Final = Wording(
    "not_unique",
    "«{key}»: значения повторяются",
    "“{key}”: values are repeated",
    "Оставьте каждое по одному разу.",
    "Keep each once.",
)
RULE_FAULTY: Final = Wording(
    "rule_faulty",
    "правило «{rule}» не читается: {detail}",
    "the rule “{rule}” cannot be read: {detail}",
    "Проверьте ключ «{key}».",
    "Check the key “{key}”.",
)
