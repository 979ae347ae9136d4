"""Phrase rules from a table: what to say, what to avoid, why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from operator_app.content import import_wordings as wordings
from operator_app.content.columns import RULE_COLUMNS, Columns, find_columns
from operator_app.content.faults import Fault
from operator_app.content.names import latin_slug, unused
from operator_app.content.tables import MAX_CELL, Row
from operator_app.domain.answers import one_line
from operator_app.domain.phrases import Rule, RuleFault, RuleForm, parse_rule
from operator_app.domain.publication import Content
from operator_app.language.morphology import readings

_FORMS: Final = {
    **dict.fromkeys(("inflect", "любая", "склонять", "все формы"), RuleForm.INFLECT),
    **dict.fromkeys(("fixed", "точная", "как написано"), RuleForm.FIXED),
}
_ALTERNATIVES: Final = re.compile(r"\s+/\s+|\s*[;\n]\s*")
_INFLECTED: Final = frozenset({"NOUN", "ADJF", "INFN", "VERB", "PRTF"})


@dataclass(slots=True)
class RuleImport:
    """Makes rules of rows, over the content they shall join; `taken` pairs each with its line."""

    file: str
    content: Content
    columns: Columns = field(default_factory=lambda: Columns({}, (), ()))
    taken: list[tuple[Rule, int]] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def read_rows(self, rows: Sequence[Row]) -> None:
        """Take the rows of a table.

        Two columns without a known head are read as the guides print them: on the left what to
        say, on the right what to avoid.
        """
        head, *rest = rows
        self.columns = find_columns(head.cells, RULE_COLUMNS)
        places = self.columns.places
        if "discouraged" not in places and "approved" not in places and len(head.cells) >= 2:
            self.columns = Columns({"approved": 0, "discouraged": 1, "why": 2}, (), ())
            self.notes.append(wordings.COLUMNS_ASSUMED.at(self.file, head.line))
            rest = list(rows)
        elif "discouraged" not in places:
            names = RULE_COLUMNS["discouraged"]
            words = {"column": names[0], "names": ", ".join(names)}
            words["present"] = ", ".join(one for one in head.cells if one)
            self.refused.append(wordings.COLUMN_MISSING.at(self.file, head.line, **words))
            return
        for one in self.columns.passed:
            self.notes.append(wordings.COLUMN_PASSED.at(self.file, head.line, column=one))
        for row in rest:
            self._take(row)

    def _take(self, row: Row) -> None:
        discouraged = _alternatives(self.columns.cell(row, "discouraged"))
        approved = _alternatives(self.columns.cell(row, "approved"))
        said = self.columns.cell(row, "form").casefold()
        column = self.columns.name
        if not discouraged:
            self._refuse(wordings.CELL_EMPTY.at(self.file, row.line, column=column("discouraged")))
            return
        if said and said not in _FORMS:
            words = {"column": column("form"), "value": said, "known": ", ".join(_FORMS)}
            self._refuse(wordings.CELL_UNKNOWN.at(self.file, row.line, **words))
            return
        form = _FORMS[said] if said else guessed_form((*discouraged, *approved))
        held = self._held(self.columns.cell(row, "id"), discouraged)
        twice = next((line for one, line in self.taken if one.id == held), 0)
        if twice:
            told = wordings.ROW_TWICE.at(self.file, row.line, one=discouraged[0], first=twice)
            self._refuse(told)
            return
        self._add(row, held, form, discouraged, approved)

    def _add(
        self,
        row: Row,
        rule_id: str,
        form: RuleForm,
        discouraged: tuple[str, ...],
        approved: tuple[str, ...],
    ) -> None:
        entry = {
            "id": rule_id,
            "form": form.value,
            "discouraged": list(discouraged),
            "approved": list(approved),
            "topics": list(self._topics(self.columns.cell(row, "topics"))),
            "why": one_line(self.columns.cell(row, "why"), MAX_CELL),
        }
        try:
            rule = parse_rule(entry)
        except RuleFault as fault:
            self._refuse(wordings.RULE_REFUSED.at(self.file, row.line, detail=str(fault)))
            return
        held = next((one for one in self.content.rules if one.id == rule_id), None)
        formed = bool(self.columns.cell(row, "form"))
        self.taken.append((_over(held, rule, formed) if held else rule, row.line))

    def _held(self, given: str, discouraged: tuple[str, ...]) -> str:
        """The id a row has, else of the rule against the same words, else a new one."""
        if given:
            return re.sub(r"[\s#()\[\]|<>\\]+", "-", given)[:64]
        rules = [*self.content.rules, *(one for one, _ in self.taken)]
        words = _folded(discouraged)
        same = next((one.id for one in rules if _folded(one.discouraged) == words), "")
        return same or unused(latin_slug(discouraged[0], "rule"), {one.id for one in rules})

    def _topics(self, cell: str) -> tuple[str, ...]:
        said = {one.casefold() for one in re.split(r"\s*[,;]\s*", cell) if one}
        return tuple(
            topic for topic, title in self.content.topics if said & {topic, title.casefold()}
        )

    def _refuse(self, fault: Fault) -> None:
        self.refused.append(fault)


def _over(held: Rule, read: Rule, formed: bool) -> Rule:
    """A rule we have with what a row says; what no table can say stays, as its exceptions."""
    same = [one.text for one in held.approved] == [one.text for one in read.approved]
    return replace(
        held,
        form=read.form if formed else held.form,
        discouraged=read.discouraged,
        approved=held.approved if same else read.approved,
        topics=read.topics or held.topics,
        why=read.why or held.why,
    )


def guessed_form(phrases: Sequence[str]) -> RuleForm:
    """In every form when each phrase is one word or two that have forms, else as written."""
    for phrase in phrases:
        words = phrase.split()
        plain = len(words) <= 2 and all(re.fullmatch(r"[А-Яа-яЁё-]+", one) for one in words)
        known = [next(iter(readings(one)), None) for one in words] if plain else [None]
        if any(one is None or one.pos not in _INFLECTED for one in known):
            return RuleForm.FIXED
    return RuleForm.INFLECT


def _alternatives(cell: str) -> tuple[str, ...]:
    parts = (one_line(one, MAX_CELL).strip('«»"') for one in _ALTERNATIVES.split(cell))
    return tuple(dict.fromkeys(one for one in parts if one))


def _folded(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(one.casefold().rstrip(".!?…") for one in phrases)
