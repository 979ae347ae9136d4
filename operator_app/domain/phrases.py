"""Approved-phrase rules as values, read from their JSON form with faults that name rule and key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeGuard


class RuleForm(StrEnum):
    """How a discouraged phrase is looked for."""

    INFLECT = "inflect"
    FIXED = "fixed"


class Place(StrEnum):
    """Where in its sentence a phrase may stand."""

    ANY = "any"
    SET_OFF = "set_off"
    START = "start"
    ALONE = "alone"


class Gender(StrEnum):
    """Gender of a person: the agent who types, the customer who is addressed."""

    MASCULINE = "m"
    FEMININE = "f"


PARTS_OF_SPEECH: Final = frozenset(
    {
        "NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "ADVB",
        "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ",
    }
)  # fmt: skip
"""Names a rule may give in `pos` (those of OpenCorpora)."""


class RuleFault(ValueError):
    """A rule that cannot be read: `rule` is its id (or its ordinal, «#3»), `key` what is wrong."""

    def __init__(self, rule: str, key: str, message: str) -> None:
        super().__init__(f"rule {rule}: {key}: {message}" if key else f"rule {rule}: {message}")
        self.rule = rule
        self.key = key


@dataclass(frozen=True, slots=True)
class Approved:
    """One thing to say instead; `drop_commas` when it is not parenthetical as the old one was."""

    text: str
    place: Place = Place.ANY
    drop_commas: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What not to say and what to say instead. Empty `approved`: a hint only.

    `context_not` and `context_any` hold lemmas; `pos` is "" or a name of PARTS_OF_SPEECH. `topics`
    pick the script steps that show it (none = all); `why` is the reason an agent is told.
    """

    id: str
    form: RuleForm
    discouraged: tuple[str, ...]
    approved: tuple[Approved, ...] = ()
    place: Place = Place.ANY
    exceptions: tuple[str, ...] = ()
    context_not: tuple[str, ...] = ()
    context_any: tuple[str, ...] = ()
    pos: str = ""
    topics: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A discouraged phrase in a text; all offsets half-open, in code points of that text.

    [start, end) is underlined; a suggestion replaces [replace_start, replace_end). Not `sure`: the
    engine saw another possible agreement.
    """

    start: int
    end: int
    rule: str
    replace_start: int
    replace_end: int
    suggestions: tuple[str, ...]
    sure: bool = True


_KEYS: Final = frozenset(
    {
        "id", "form", "discouraged", "approved", "place", "exceptions", "context_not",
        "context_any", "pos", "commas", "topics", "why",
    }
)  # fmt: skip
_APPROVED_KEYS: Final = frozenset({"text", "place", "commas"})
_FINAL_MARKS: Final = re.compile(r"[\s.!?…]+$")


def parse_rules(document: object) -> tuple[Rule, ...]:
    """Read a list of rules, or a mapping with the list under `rules`.

    Raises RuleFault: a wrong type, an unknown or missing key, an unknown value, an id used twice.
    """
    if isinstance(document, Mapping) and set(document) == {"rules"}:
        document = document["rules"]
    if not _is_list(document):
        raise RuleFault("#1", "", "the rules must be a list")
    rules: dict[str, Rule] = {}
    for number, item in enumerate(document, 1):
        rule = parse_rule(item, f"#{number}")
        if rule.id in rules:
            raise RuleFault(rule.id, "id", "is used twice")
        rules[rule.id] = rule
    return tuple(rules.values())


def parse_rule(item: object, name: str = "#1") -> Rule:
    """Read one rule; `name` is how a fault calls it until its id is known. Raises RuleFault."""
    if not isinstance(item, Mapping):
        raise RuleFault(name, "", "must be a mapping")
    rule_id = item.get("id")
    if not isinstance(rule_id, str) or not rule_id.strip():
        raise RuleFault(name, "id", "must be a text that is not empty")
    _refuse_unknown(item, _KEYS, rule_id, "")
    commas = _commas(item, rule_id, "commas")
    pos = item.get("pos") or ""
    if pos and pos not in PARTS_OF_SPEECH:
        raise RuleFault(rule_id, "pos", f"is not one of {', '.join(sorted(PARTS_OF_SPEECH))}")
    discouraged = _alternatives(item, "discouraged", rule_id)
    if not discouraged:
        raise RuleFault(rule_id, "discouraged", "must hold at least one phrase")
    return Rule(
        id=rule_id,
        form=RuleForm(_choice(item, "form", rule_id, [form.value for form in RuleForm])),
        discouraged=discouraged,
        approved=_approved(item, rule_id, drop_commas=commas),
        place=_place(item, rule_id, "place"),
        exceptions=_alternatives(item, "exceptions", rule_id),
        context_not=_texts(item, "context_not", rule_id),
        context_any=_texts(item, "context_any", rule_id),
        pos=pos,
        topics=_texts(item, "topics", rule_id),
        why=_why(item, rule_id),
    )


def rule_as_mapping(rule: Rule) -> dict[str, object]:
    """Return the JSON form that `parse_rule` reads back to an equal rule; defaults are left out."""
    whole: dict[str, object] = {
        "id": rule.id,
        "form": rule.form.value,
        "place": rule.place.value,
        "discouraged": list(rule.discouraged),
        "approved": [_approved_as_json(item) for item in rule.approved],
        "exceptions": list(rule.exceptions),
        "context_not": list(rule.context_not),
        "context_any": list(rule.context_any),
        "pos": rule.pos,
        "topics": list(rule.topics),
        "why": rule.why,
    }
    needed = {"id", "form", "discouraged", "approved"}
    return {
        key: value
        for key, value in whole.items()
        if key in needed or (value and value != Place.ANY.value)
    }


def _approved_as_json(item: Approved) -> object:
    if item.place is Place.ANY and not item.drop_commas:
        return item.text
    form: dict[str, str] = {"text": item.text}
    if item.place is not Place.ANY:
        form["place"] = item.place.value
    if item.drop_commas:
        form["commas"] = "drop"
    return form


def _approved(item: Mapping[str, object], rule: str, *, drop_commas: bool) -> tuple[Approved, ...]:
    value = item.get("approved", [])
    if not _is_list(value):
        raise RuleFault(rule, "approved", "must be a list")
    found: list[Approved] = []
    for number, entry in enumerate(value, 1):
        key = f"approved[{number}]"
        fields = {"text": entry} if isinstance(entry, str) else entry
        if not isinstance(fields, Mapping):
            raise RuleFault(rule, key, "must be a text or a mapping with `text`")
        _refuse_unknown(fields, _APPROVED_KEYS, rule, f"{key}.")
        place = _place(fields, rule, f"{key}.place")
        drop = _commas(fields, rule, f"{key}.commas") or drop_commas
        texts = _split(fields.get("text"), rule, f"{key}.text")
        found += [Approved(text, place, drop) for text in texts]
    return tuple(found)


def _alternatives(item: Mapping[str, object], key: str, rule: str) -> tuple[str, ...]:
    texts = _texts(item, key, rule)
    return tuple(part for text in texts for part in _split(text, rule, key))


def _split(text: object, rule: str, key: str) -> tuple[str, ...]:
    """Divide a cell into its alternatives; the final marks belong to the text, not the phrase."""
    if not isinstance(text, str):
        raise RuleFault(rule, key, "must be a text")
    parts = tuple(_FINAL_MARKS.sub("", part).strip() for part in text.split(" / "))
    if not all(parts):
        raise RuleFault(rule, key, "holds an empty phrase")
    return parts


def _texts(item: Mapping[str, object], key: str, rule: str) -> tuple[str, ...]:
    value = item.get(key, [])
    if not _is_list(value) or not all(isinstance(text, str) for text in value):
        raise RuleFault(rule, key, "must be a list of texts")
    return tuple(str(text).strip() for text in value)


def _why(item: Mapping[str, object], rule: str) -> str:
    value = item.get("why") or ""
    if not isinstance(value, str):
        raise RuleFault(rule, "why", "must be a text")
    return value


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _place(item: Mapping[str, object], rule: str, key: str) -> Place:
    if item.get("place") is None:
        return Place.ANY
    return Place(_choice(item, "place", rule, [place.value for place in Place], key))


def _commas(item: Mapping[str, object], rule: str, key: str) -> bool:
    return item.get("commas") is not None and bool(_choice(item, "commas", rule, ["drop"], key))


def _choice(
    item: Mapping[str, object], key: str, rule: str, allowed: list[str], shown: str = ""
) -> str:
    value = item.get(key)
    if not isinstance(value, str) or value not in allowed:
        raise RuleFault(rule, shown or key, f"must be one of {', '.join(allowed)}")
    return value


def _refuse_unknown(
    item: Mapping[str, object], allowed: frozenset[str], rule: str, prefix: str
) -> None:
    unknown = sorted(str(key) for key in item if key not in allowed)
    if unknown:
        raise RuleFault(rule, prefix + unknown[0], "is not a key of a rule")
