"""Approved-phrase rules ↔ entries of YAML or JSON files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from operator_app.content import wordings
from operator_app.content.faults import Fault
from operator_app.content.schemas import RULE_KEYS, shape_faults
from operator_app.content.yaml_reader import KeyPath, YamlDocument, read_yaml
from operator_app.domain.phrases import Rule, RuleFault, parse_rule


def read_rules(text: str, file: str) -> tuple[tuple[Rule, ...], tuple[Fault, ...]]:
    """Read a file of rules: a list, or a mapping with the list under `rules`; YAML or JSON.

    A rule that cannot be used is left out and reported.
    """
    document = rules_document(text, file)
    rules, faults = rules_of(document, file)
    return tuple(rule for _, rule in rules), (*document.faults, *faults)


def rules_document(text: str, file: str) -> YamlDocument:
    """Read the YAML or JSON of a file of rules."""
    # JSON is YAML but for its tabs, which YAML refuses as indents.
    return read_yaml(text.replace("\t", " ") if file.endswith(".json") else text, file)


def rules_of(
    document: YamlDocument, file: str
) -> tuple[tuple[tuple[KeyPath, Rule], ...], tuple[Fault, ...]]:
    """Take the rules of a document, each with its place, and what is wrong with the others."""
    if document.value is None and document.faults:
        return (), ()
    shape, broken = shape_faults("phrases", document, file)
    value = document.value
    base: KeyPath = ("rules",) if isinstance(value, dict) else ()
    entries = value.get("rules", []) if isinstance(value, dict) else value
    if not isinstance(entries, list) or broken & {(), base}:
        return (), shape
    rules: list[tuple[KeyPath, Rule]] = []
    faults = list(shape)
    for place, entry in enumerate(entries):
        path = (*base, place)
        if any(one[: len(path)] == path for one in broken):
            continue
        try:
            rules.append((path, _rule(entry, place)))
        except RuleFault as fault:
            where = document.line((*path, fault.key))
            words = {"rule": fault.rule, "key": fault.key, "detail": str(fault)}
            faults.append(wordings.RULE_FAULTY.at(file, where, **words))
    return tuple(rules), tuple(faults)


def _rule(entry: Mapping[str, Any], place: int) -> Rule:
    known = {key: value for key, value in entry.items() if key in RULE_KEYS}  # others: reported
    return parse_rule(known, f"#{place + 1}")
