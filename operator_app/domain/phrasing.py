"""Templates of spoken text: parts with the form each value must take, never `str.format`.

`{имя}` is a slot, `{имя|дательный}` a slot with a form, `[, заказ {заказ}]` a clause that is left
out when one of its slots has no value, `**…**` stays as the emphasis mark it is. A doubled `{{` or
`}}` is a literal brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class TemplateFault(ValueError):
    """A template that cannot be read; `offset` counts code points from its start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(f"{message} (at character {offset + 1})")
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Text:
    """Words said as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A value by `name`; `form` is a grammatical case, a noun to count, or empty for as it is."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Parts said only when every slot in them has a value."""

    parts: tuple[Text | Slot, ...]


Part = Text | Slot | Clause

_PIECE = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[\[\]{}]|[^\[\]{}]+")
_LITERAL = {"{{": "{", "}}": "}"}
_NAME = re.compile(r"[^\W\d][\w]*(?:\.[^\W\d]\w*)?")
MAX_TEMPLATE = 4_000
"""Longest template in characters; a step read aloud is a few hundred."""


def parse_template(template: str) -> tuple[Part, ...]:
    """Split a template into parts; raises TemplateFault naming the place of what is wrong."""
    if len(template) > MAX_TEMPLATE:
        raise TemplateFault(f"the text is longer than {MAX_TEMPLATE} characters", MAX_TEMPLATE)
    parts: list[Part] = []
    clause: list[Text | Slot] | None = None
    opened = 0
    for piece, offset in _tokens(template):
        if piece == "[":
            if clause is not None:
                raise TemplateFault("a clause inside a clause", offset)
            clause, opened = [], offset
        elif piece == "]":
            if clause is None:
                raise TemplateFault("a clause is closed but none is open", offset)
            parts.append(Clause(tuple(clause)))
            clause = None
        else:
            slot = piece.startswith("{") and piece != "{{"
            part = _slot(piece, offset) if slot else Text(_LITERAL.get(piece, piece))
            (parts if clause is None else clause).append(part)
    if clause is not None:
        raise TemplateFault("a clause is not closed", opened)
    return tuple(parts)


def _tokens(template: str) -> Iterator[tuple[str, int]]:
    for match in _PIECE.finditer(template):
        if match[0] in ("{", "}"):
            raise TemplateFault("a brace without its pair", match.start())
        yield match[0], match.start()


def _slot(placeholder: str, offset: int) -> Slot:
    name, _, form = placeholder[1:-1].partition("|")
    name, form = name.strip(), form.strip()
    if not _NAME.fullmatch(name):
        raise TemplateFault(f"{placeholder} is not a placeholder", offset)
    return Slot(name, form)


def slots_of(parts: tuple[Part, ...]) -> Iterator[tuple[Slot, bool]]:
    """Every slot with whether the text can do without it (it stands in a clause)."""
    for part in parts:
        if isinstance(part, Slot):
            yield part, False
        elif isinstance(part, Clause):
            yield from ((inner, True) for inner in part.parts if isinstance(inner, Slot))


def choose_clauses(parts: tuple[Part, ...], known: Mapping[str, object]) -> tuple[Text | Slot, ...]:
    """Drop the clauses whose slots are not all in `known` (or are empty there)."""
    chosen: list[Text | Slot] = []
    for part in parts:
        if not isinstance(part, Clause):
            chosen.append(part)
        elif all(known.get(slot.name) not in (None, "") for slot, _ in slots_of(part.parts)):
            chosen.extend(part.parts)
    return tuple(chosen)
