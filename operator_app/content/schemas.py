"""The shape of every content file as JSON Schema; `docs/schemas/` is the published copy.

Kept in code so that a wheel and a frozen program carry them; a test compares the published files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Literal

from operator_app.content import wordings
from operator_app.content.faults import Fault
from operator_app.content.yaml_reader import KeyPath, YamlDocument
from operator_app.domain.phrases import PARTS_OF_SPEECH, Place, RuleForm
from operator_app.domain.replies import ReplyScope
from operator_app.domain.scripts import STAGES, AnswerKind, Courtesy
from operator_app.domain.wrap_up import WrapUpKind

Kind = Literal[
    "sop", "reply", "script", "phrases", "topics", "limits", "synonyms", "training", "outcomes"
]
Schema = dict[str, Any]

LONGEST_SHORT_LABEL: Final = 14
HARMLESS: Final = frozenset({"additionalProperties", "maxLength", "maxItems", "uniqueItems"})
"""Schema keywords whose breach leaves the value usable."""


def _text(longest: int = 200, **more: object) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": longest, **more}


def _list(items: Schema, least: int = 0, most: int = 100) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _keys(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


_ID: Final = _text(64, pattern=r"^[^\s#()\[\]|<>\\]+$")
_NAME: Final = _text(40, pattern="^[A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё_]*$")
_DATE: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_LINK: Final = _text(130, pattern=r"^[^\s#]+(#[^\s#]+)?$")
_FLAG: Final = {"type": "boolean"}
_WHOLE: Final = {"type": "integer", "minimum": 0, "maximum": 100_000_000}
_SPOKEN: Final = _text(2_000)
_PHRASES: Final = _list(_text(300), 0, 1_000)

_CHOICE: Final = _keys(
    "label value",
    label=_text(120),
    short=_text(60),
    value=_text(60),
    said=_text(300),
    next=_ID,
    outcome=_text(300),
    default=_FLAG,
    mark={"type": "string", "enum": [one.value for one in Courtesy]},
    code=_ID,
    promise=_text(300),
)
_PROPOSAL: Final = _keys(
    "rubles reason",
    rubles={"type": "integer", "minimum": 1, "maximum": 1_000_000},
    reason=_text(120),
)
_ANSWER: Final = _keys(
    "kind",
    kind={"type": "string", "enum": [one.value for one in AnswerKind]},
    name=_NAME,
    label=_text(60),
    choices=_list(_CHOICE, 1, 9),
    proposals=_list(_PROPOSAL, 1, 9),
)
_CONDITIONS: Final = {
    "type": "object",
    "propertyNames": _NAME,
    "additionalProperties": _list(_text(60), 1, 20),
}
_NEXT: Final = {
    "anyOf": [_ID, _list(_keys("to", when=_CONDITIONS, to=_ID), 1, 20)],
}
_STEP: Final = _keys(
    "id stage say",
    id=_ID,
    stage={"type": "string", "enum": [one.value for one in STAGES]},
    say=_SPOKEN,
    answer=_ANSWER,
    done=_text(300),
    outcome=_text(300),
    code=_ID,
    promise=_text(300),
    passage=_LINK,
    phrases=_list(_text(300), 0, 12),
    topics=_list(_ID, 0, 12),
    next=_NEXT,
)
_PLACE: Final = {"type": "string", "enum": [one.value for one in Place]}
_COMMAS: Final = {"type": "string", "enum": ["drop"]}
_RULE: Final = _keys(
    "id form discouraged",
    id=_ID,
    form={"type": "string", "enum": [one.value for one in RuleForm]},
    place=_PLACE,
    discouraged=_list(_text(300), 1, 200),
    approved=_list(
        {"anyOf": [_text(300), _keys("text", text=_text(300), place=_PLACE, commas=_COMMAS)]}
    ),
    commas=_COMMAS,
    exceptions=_PHRASES,
    context_not=_PHRASES,
    context_any=_PHRASES,
    pos={"type": "string", "enum": sorted(PARTS_OF_SPEECH)},
    topics=_list(_ID, 0, 50),
    why=_text(500),
)
_CALLER: Final = _keys("", number=_text(40), name=_text(200), order=_text(40))
RULE_KEYS: Final = frozenset(_RULE["properties"])
_RULES: Final = _list(_RULE, 0, 20_000)

SCHEMAS: Final[dict[Kind, Schema]] = {
    "sop": _keys(
        "id title topic keywords owner review_by valid_from",
        id=_ID,
        title=_text(),
        topic=_ID,
        keywords=_list(_text(100), 0, 60),
        owner=_text(120),
        review_by=_DATE,
        valid_from=_DATE,
    ),
    "reply": _keys(
        "replies",
        replies=_list(
            _keys(
                "id title topic scope text",
                id=_ID,
                title=_text(),
                topic=_ID,
                scope={"type": "string", "enum": [one.value for one in ReplyScope]},
                shortcut=_text(40),
                text=_text(4_000),
                sop=_ID,
            ),
            0,
            5_000,
        ),
    ),
    "script": _keys(
        "id title topic steps",
        id=_ID,
        title=_text(),
        topic=_ID,
        sop=_ID,
        unsolved=_SPOKEN,
        steps=_list(_STEP, 1, 200),
    ),
    "phrases": {"anyOf": [_keys("rules", rules=_RULES), _RULES]},
    "topics": _keys("topics", topics=_list(_keys("id title", id=_ID, title=_text(60)), 1, 200)),
    "outcomes": _keys(
        "outcomes",
        outcomes=_list(
            _keys(
                "id title kind",
                id=_ID,
                title=_text(80),
                kind={"type": "string", "enum": [one.value for one in WrapUpKind]},
                keywords=_list(_text(60), 0, 30),
            ),
            1,
            500,
        ),
    ),
    "limits": _keys(
        "compensation",
        compensation=_keys(
            "rubles period_days",
            rubles=_WHOLE,
            period_days={"type": "integer", "minimum": 1, "maximum": 3_660},
            presets={**_list(_WHOLE, 0, 9), "uniqueItems": True},
        ),
    ),
    "synonyms": _keys("synonyms", synonyms=_list(_list(_text(100), 2, 100), 0, 20_000)),
    "training": _keys(
        "id title topic script target search_within_s opening answers otherwise farewell",
        id=_ID,
        title=_text(),
        topic=_ID,
        script=_ID,
        target=_LINK,
        search_within_s={"type": "integer", "minimum": 1, "maximum": 600},
        limit=_keys("rubles", rubles=_WHOLE, why=_text(300)),
        caller=_CALLER,
        opening=_SPOKEN,
        answers=_list(
            _keys(
                "step line",
                step=_ID,
                line=_SPOKEN,
                value=_text(500),
                system=_text(300),
            ),
            1,
            200,
        ),
        otherwise=_SPOKEN,
        farewell=_SPOKEN,
    ),
}


def published(kind: Kind) -> str:
    """Return the text of `docs/schemas/<kind>.schema.json`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind}
    return json.dumps(head | SCHEMAS[kind], ensure_ascii=False, indent=2) + "\n"


def shape_faults(
    kind: Kind, document: YamlDocument, file: str
) -> tuple[tuple[Fault, ...], frozenset[KeyPath]]:
    """Compare a document with its schema.

    Returns the faults in the order of their lines, and the places whose value cannot be used.
    """
    faults: dict[Fault, None] = {}
    broken: set[KeyPath] = set()
    for error in _errors(_validator(kind).iter_errors(document.value)):
        path = tuple(error.absolute_path)
        faults.update(dict.fromkeys(_worded(error, document, file, path)))
        if error.validator not in HARMLESS:
            broken.add(path)
    return tuple(sorted(faults, key=lambda one: one.line)), frozenset(broken)


@cache
def _validator(kind: Kind) -> Any:
    # Its import costs a tenth of a second; a desk that reads nothing does not pay it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(SCHEMAS[kind])


def _errors(found: Iterator[Any]) -> Iterator[Any]:
    """Replace "none of the shapes fits" by what is wrong in the shape that was meant."""
    for error in found:
        if error.validator == "enum" and not isinstance(error.instance, str):
            continue  # its type is a fault already
        inside = [one for one in error.context if one.validator != "type" or len(one.path)]
        if error.validator == "anyOf" and inside:
            yield from _errors(iter(inside))
        else:
            yield error


_TYPES: Final = {
    "string": ("текст", "a text"),
    "array": ("список", "a list"),
    "object": ("набор ключей", "a mapping"),
    "integer": ("целое число", "a whole number"),
    "boolean": ("true или false", "true or false"),
}
_FORMS: Final = {
    _ID["pattern"]: (
        "Без пробелов, скобок и знака #.",
        "No spaces, brackets or #.",
    ),
    _NAME["pattern"]: (
        "Одно слово из букв, цифр и _, с буквы.",
        "One word of letters, digits and _, a letter first.",
    ),
    _DATE["pattern"]: ("Год-месяц-день: 2027-03-01.", "Year-month-day: 2027-03-01."),
    _LINK["pattern"]: ("СОП-042 или СОП-042#yakor.", "СОП-042 or СОП-042#anchor."),
}


_LIMITS: Final = {
    "maxLength": wordings.TOO_LONG,
    "maxItems": wordings.TOO_LONG,
    "minLength": wordings.EMPTY,
    "minItems": wordings.EMPTY,
    "minimum": wordings.OUT_OF_RANGE,
    "maximum": wordings.OUT_OF_RANGE,
}


def _worded(error: Any, document: YamlDocument, file: str, path: KeyPath) -> list[Fault]:
    line = document.line(path)
    key = str(next((one for one in reversed(path) if isinstance(one, str)), file))
    value = str(error.instance)[:40]
    match error.validator:
        case "additionalProperties":
            return _unknown_keys(error, document, file, path)
        case "required":
            absent = [one for one in error.validator_value if one not in error.instance]
            return [wordings.MISSING_KEY.at(file, line, key=one) for one in absent]
        case "enum":
            allowed = ", ".join(error.validator_value)
            return [wordings.WRONG_VALUE.at(file, line, key=key, value=value, allowed=allowed)]
        case "pattern":
            ru, en = _FORMS[error.validator_value]
            form = {"form_ru": ru, "form_en": en}
            return [wordings.WRONG_FORM.at(file, line, key=key, value=value, **form)]
        case "uniqueItems":
            return [wordings.NOT_UNIQUE.at(file, line, key=key)]
        case "type" | "anyOf":
            ru, en = _expected(error)
            return [wordings.WRONG_TYPE.at(file, line, key=key, expected_ru=ru, expected_en=en)]
    return [_LIMITS[error.validator].at(file, line, key=key, limit=error.validator_value)]


def _unknown_keys(error: Any, document: YamlDocument, file: str, path: KeyPath) -> list[Fault]:
    known = error.schema["properties"]
    allowed = ", ".join(known)
    return [
        wordings.UNKNOWN_KEY.at(file, document.line((*path, one)), key=one, allowed=allowed)
        for one in error.instance
        if one not in known
    ]


def _expected(error: Any) -> tuple[str, str]:
    if error.validator == "type":
        return _TYPES[error.validator_value]
    names = [_TYPES[one["type"]] for one in error.validator_value]
    return " или ".join(one[0] for one in names), " or ".join(one[1] for one in names)
