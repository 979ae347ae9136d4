"""The words for every fault that reading or checking content can find."""

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
    "Проверьте отступы, кавычки и скобки. Текст с двоеточием или скобкой { } берут в кавычки.",
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
    "Если это текст со скобкой { или [, возьмите его в кавычки.",
    "If this is a text with { or [, quote it.",
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

# ── SOP ──────────────────────────────────────────────────────────────────────────────────────────
FRONT_MATTER_MISSING: Final = Wording(
    "front_matter_missing",
    "нет шапки с id, title и topic",
    "the front matter with id, title and topic is missing",
    "Начните файл строкой «---», затем ключи и снова «---».",
    "Begin the file with a line “---”, the keys, and “---” again.",
)
FRONT_MATTER_OPEN: Final = Wording(
    "front_matter_open",
    "шапка не закрыта строкой «---»",
    "the front matter is not closed by a line “---”",
    "Добавьте «---» после последнего ключа.",
    "Add “---” after the last key.",
)
ANCHOR_MISSING: Final = Wording(
    "anchor_missing",
    "у заголовка «{title}» нет якоря",
    "the heading “{title}” has no anchor",
    "Допишите в конце строки {{#{anchor}}}.",
    "Add {{#{anchor}}} at the end of the line.",
)
ANCHOR_REPEATED: Final = Wording(
    "anchor_repeated",
    "якорь «{anchor}» повторяется",
    "the anchor “{anchor}” is repeated",
    "Замените второй: ссылки на него никогда не попадут сюда.",
    "Change the second: a link never leads here.",
)
HEADING_EMPTY: Final = Wording(
    "heading_empty",
    "заголовок без текста",
    "a heading without text",
    "Дайте разделу название.",
    "Give the section a name.",
)
HEADING_MARKUP: Final = Wording(
    "heading_markup",
    "в заголовке «{title}» есть разметка",
    "the heading “{title}” holds markup",
    "Оставьте в заголовке простой текст.",
    "Keep a heading plain.",
)
HTML_FOUND: Final = Wording(
    "html_found",
    "HTML не показывается: {tag}",
    "HTML is not shown: {tag}",
    "Замените разметкой Markdown или удалите.",
    "Use Markdown instead or delete it.",
)
IMAGE_FOUND: Final = Wording(
    "image_found",
    "картинки в СОП пока не показываются",
    "images are not shown in SOPs yet",
    "Опишите словами или таблицей.",
    "Describe it in words or a table.",
)
REFERENCE_LINK: Final = Wording(
    "reference_link",
    "ссылка вынесена в определение «[{name}]: …»",
    "the link is defined apart as “[{name}]: …”",
    "Напишите адрес на месте: [текст](СОП-017#yakor).",
    "Write the address in place: [text](SOP#anchor).",
)
TOO_NESTED: Final = Wording(
    "too_nested",
    "списки и цитаты вложены глубже {limit} уровней",
    "lists and quotations nested deeper than {limit} levels",
    "Вынесите в отдельный раздел.",
    "Move it to a section of its own.",
)
TABLE_TOO_LONG: Final = Wording(
    "table_too_long",
    "в таблице больше {limit} строк",
    "the table has more than {limit} rows",
    "Разделите её на несколько.",
    "Divide it into several.",
)
LINK_FOREIGN: Final = Wording(
    "link_foreign",
    "ссылка «{target}» не открывается из СОП",
    "the link “{target}” does not open from a SOP",
    "Годятся СОП с якорем, https:// и tel:.",
    "A SOP with an anchor, https:// and tel: will do.",
)

# ── what belongs together ────────────────────────────────────────────────────────────────────────
LINK_BROKEN: Final = Wording(
    "link_broken",
    "ссылка на «{target}»: такого СОП нет",
    "a link to “{target}”: there is no such SOP",
    "Создайте его или исправьте номер.",
    "Write it or correct the number.",
)
LINK_MISSPELT: Final = Wording(
    "link_broken",
    "ссылка на «{target}»: такого СОП нет",
    "a link to “{target}”: there is no such SOP",
    "Есть «{twin}»: проверьте, теми ли буквами он набран.",
    "There is “{twin}”: look at which letters it is typed with.",
)
LINK_ANCHOR_BROKEN: Final = Wording(
    "link_anchor_broken",
    "ссылка на «{target}»: в этом СОП нет такого раздела",
    "a link to “{target}”: the SOP has no such section",
    "{near_ru}",
    "{near_en}",
)
TOPIC_UNKNOWN: Final = Wording(
    "topic_unknown",
    "темы «{topic}» нет в topics.yaml",
    "the topic “{topic}” is not in topics.yaml",
    "{near_ru}",
    "{near_en}",
)
REVIEW_OVERDUE: Final = Wording(
    "review_overdue",
    "срок проверки прошёл {day}, владелец — {owner}",
    "the review was due on {day}, the owner is {owner}",
    "Перечитайте СОП и поставьте новый срок в review_by.",
    "Read the SOP again and set a new review_by.",
    warning=True,
)
TEMPLATE_BROKEN: Final = Wording(
    "template_broken",
    "шаблон не читается со знака {place}: «{near}»",
    "the template cannot be read from character {place}: “{near}”",
    "Скобки {{ }} и [ ] должны быть парными, в {{ }} — одно слово; сама скобка пишется {{{{.",
    "Pair {{ }} and [ ], keep one word inside {{ }}; write a brace itself as {{{{.",
)
SLOT_UNKNOWN: Final = Wording(
    "slot_unknown",
    "неизвестная подстановка {{{slot}}}",
    "unknown placeholder {{{slot}}}",
    "Возможные: {known}.",
    "Possible: {known}.",
)
SLOT_FORM_UNKNOWN: Final = Wording(
    "slot_form_unknown",
    "подстановка {{{slot}|{form}}}: «{form}» — не падеж и не слово из словаря",
    "placeholder {{{slot}|{form}}}: “{form}” is neither a case nor a word of the dictionary",
    "Падежи: {known}; или существительное, которое считают: {{дней|день}}.",
    "Cases: {known}; or a noun to count: {{дней|день}}.",
)
PHRASE_DISCOURAGED: Final = Wording(
    "phrase_discouraged",
    "«{words}» — так говорить не принято (правило {rule})",
    "“{words}” is discouraged (rule {rule})",
    "{instead_ru}",
    "{instead_en}",
)

# ── scripts ──────────────────────────────────────────────────────────────────────────────────────
SHORT_LABEL: Final = Wording(
    "short_label",
    "короткая надпись ответа «{label}» — {length} знаков",
    "the short label of “{label}” has {length} characters",
    "Нужно от 1 до {limit}: добавьте или сократите short.",
    "It needs 1 to {limit}: add or shorten `short`.",
)
SEVERAL_DEFAULTS: Final = Wording(
    "several_defaults",
    "в шаге «{step}» несколько ответов с default",
    "the step “{step}” has several default answers",
    "Ctrl+Enter берёт один: оставьте default у одного.",
    "Ctrl+Enter takes one: keep one default.",
)
CONDITION_UNKNOWN: Final = Wording(
    "condition_unknown",
    "условие шага «{step}»: {name} = {value} никогда не выполнится",
    "the condition of step “{step}”: {name} = {value} can never hold",
    "Имена ответов и их value: {known}.",
    "Names of answers and their values: {known}.",
)
_SCRIPT: Final = (
    Wording(
        "duplicate_step",
        "шаг «{subject}» повторяется",
        "the step “{subject}” is repeated",
        "Дайте второму шагу другой id.",
        "Give the second step another id.",
    ),
    Wording(
        "stage_missing",
        "нет ни одного шага этапа {subject}",
        "there is no step of the stage {subject}",
        "Нужны все четыре: clarify, restate, act, confirm.",
        "All four are needed: clarify, restate, act, confirm.",
    ),
    Wording(
        "unknown_target",
        "шаг «{step}» ведёт в «{subject}», такого шага нет",
        "the step “{step}” leads to “{subject}”, which does not exist",
        "Исправьте next или добавьте шаг; конец — end.",
        "Correct `next` or add the step; the end is `end`.",
    ),
    Wording(
        "leads_nowhere",
        "из шага «{step}» некуда идти",
        "the step “{step}” leads nowhere",
        "Добавьте next; в списке условий последним — переход без when.",
        "Add `next`; end a list of conditions with a target that has no `when`.",
    ),
    Wording(
        "no_choices",
        "в шаге «{step}» нет ответов на выбор",
        "the step “{step}” has no choices",
        "Добавьте choices или другой вид ответа (kind).",
        "Add `choices` or change the kind of answer.",
    ),
    Wording(
        "unreachable",
        "к шагу «{step}» не ведёт ни один путь",
        "no path leads to the step “{step}”",
        "Сошлитесь на него из next или удалите.",
        "Lead to it from a `next` or delete it.",
    ),
    Wording(
        "no_end",
        "скрипт нельзя закончить",
        "the script cannot be finished",
        "Один из шагов должен вести в end.",
        "One of the steps must lead to `end`.",
    ),
)
SCRIPT_FAULTS: Final[dict[str, Wording]] = {one.code: one for one in _SCRIPT}
"""By the code of `domain.scripts.ScriptFault`."""
