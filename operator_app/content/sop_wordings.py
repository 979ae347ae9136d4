"""The words for faults inside one procedure."""

from __future__ import annotations

from typing import Final

from operator_app.content.faults import Wording

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
IMAGE_FOREIGN: Final = Wording(
    "image_foreign",
    "картинка «{target}» не из этой папки",
    "the image “{target}” is not of this folder",
    "Положите PNG, JPEG или WebP рядом с СОП и назовите только файл.",
    "Put a PNG, JPEG or WebP beside the SOP and name the file only.",
)
IMAGE_MISSING: Final = Wording(
    "image_missing",
    "картинки «{target}» нет в папке sops",
    "the image “{target}” is not in the folder sops",
    "Положите файл рядом с СОП или исправьте имя.",
    "Put the file beside the SOP or correct the name.",
)
IMAGE_UNNAMED: Final = Wording(
    "image_unnamed",
    "у картинки «{target}» нет подписи",
    "the image “{target}” has no caption",
    "Напишите, что на ней: ![схема кнопок](файл.png).",
    "Write what it shows: ![the buttons](file.png).",
)
PICTURE_TOO_LARGE: Final = Wording(
    "picture_too_large",
    "картинка «{name}» больше {limit} КБ, или все вместе слишком велики",
    "the picture “{name}” exceeds {limit} KB, or all together are too large",
    "Уменьшите её: ширины 800 точек достаточно.",
    "Make it smaller: 800 pixels of width are enough.",
)
PICTURE_UNREADABLE: Final = Wording(
    "picture_unreadable",
    "«{name}» не PNG, не JPEG и не WebP",
    "“{name}” is neither PNG nor JPEG nor WebP",
    "Сохраните картинку заново в одном из этих видов.",
    "Save the picture anew as one of these.",
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
