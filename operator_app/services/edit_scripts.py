"""A lead at work on the words of scripts: the draft, its checks, what it changes and touches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.answers import many_lines
from operator_app.domain.calls import CALL_SLOTS
from operator_app.domain.phrases import Rule, parse_rule, rule_as_mapping
from operator_app.domain.phrasing import MAX_TEMPLATE, TemplateFault, parse_template, slots_of
from operator_app.domain.ports import Begin
from operator_app.domain.publication import Content
from operator_app.domain.script_faults import script_faults
from operator_app.domain.scripts import END, Choice, Script, Step
from operator_app.domain.sops import PassageLink
from operator_app.language.phrase_table import PhraseTable, compile_rules
from operator_app.services.edit_rules import rule_flaws
from operator_app.services.edit_synonyms import Groups, carried_over, synonym_flaws

DRAFT: Final = "draft.scripts"
"""Name of the setting that keeps the draft in the local file."""

Place = tuple[str, str]
"""A script's id and a step's."""

_NO_WORDS: Mapping[Place, str] = MappingProxyType({})
_NO_RULES: Mapping[str, Rule | None] = MappingProxyType({})
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is not published yet; `base` is the edition it was written over.

    `says` are words by script and step, `rules` phrase rules by id, None for a removed one;
    `synonyms` are all groups, None while they stay as published, and `synonyms_over` the published
    ones they were made of.
    """

    base: int
    says: Mapping[Place, str] = field(default_factory=lambda: _NO_WORDS)
    rules: Mapping[str, Rule | None] = field(default_factory=lambda: _NO_RULES)
    synonyms: Groups | None = None
    synonyms_over: Groups | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not self.says and not self.rules and self.synonyms is None

    def with_rule(self, rule_id: str, rule: Rule | None) -> Draft:
        """The draft with another rule, or without the one of that id."""
        return replace(self, rules=MappingProxyType({**self.rules, rule_id: rule}))

    def with_say(self, place: Place, say: str) -> Draft:
        """The draft with other words for one step."""
        return replace(self, says=MappingProxyType({**self.says, place: kept_words(say)}))

    def over(self, content: Content, edition: int) -> Draft:
        """The same draft over an edition: words it has already, and steps it lost, are dropped."""
        published = {(one.id, step.id): step.say for one in content.scripts for step in one.steps}
        left = {
            place: say
            for place, say in self.says.items()
            if place in published and published[place] != say
        }
        held = {one.id: one for one in content.rules}
        rules = {one: rule for one, rule in self.rules.items() if rule != held.get(one)}
        synonyms, before = self.synonyms, self.synonyms_over
        if synonyms is not None and before is not None:
            synonyms, before = carried_over(synonyms, before, content.synonyms), content.synonyms
        if synonyms == content.synonyms:
            synonyms = before = None
        return Draft(edition, MappingProxyType(left), MappingProxyType(rules), synonyms, before)


def kept_words(say: str) -> str:
    """What a content file can hold of words typed or pasted: lines without spaces at their ends."""
    lines = many_lines(say, MAX_TEMPLATE).replace("\t", " ").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def with_step_words(content: Content, script_id: str, step_id: str, say: str) -> Content:
    """The content with other words for one step; KeyError when there is no such step."""
    script = content.script(script_id)
    if script is None:
        raise KeyError(script_id)
    step = script.step(step_id)
    steps = tuple(replace(one, say=say) if one is step else one for one in script.steps)
    changed = replace(script, steps=steps)
    scripts = tuple(changed if one is script else one for one in content.scripts)
    return replace(content, scripts=scripts)


def with_draft(content: Content, draft: Draft) -> Content:
    """The content as it would be published; KeyError for a step it does not have."""
    for (script_id, step_id), say in draft.says.items():
        content = with_step_words(content, script_id, step_id, say)
    if draft.rules:
        rules = {one.id: one for one in content.rules} | dict(draft.rules)
        kept = tuple(rule for _, rule in sorted(rules.items()) if rule is not None)
        content = replace(content, rules=kept)
    if draft.synonyms is not None:
        content = replace(content, synonyms=draft.synonyms)
    return content


class PartKind(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of the same fate; KEPT and REMOVED together are the text before."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Other words for one step; `number` counts the script's steps from 1."""

    script: Script
    step: Step
    number: int
    before: str
    after: str
    parts: tuple[Part, ...]


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """Which steps say something else, in the order of `after`; new and lost steps are not told."""
    found = []
    for script in after.scripts:
        old = before.script(script.id)
        said = {} if old is None else {one.id: one.say for one in old.steps}
        for number, step in enumerate(script.steps, 1):
            was = said.get(step.id, step.say)
            if was != step.say:
                parts = word_changes(was, step.say)
                found.append(Change(script, step, number, was, step.say, parts))
    return tuple(found)


def word_changes(before: str, after: str) -> tuple[Part, ...]:
    """The two texts word by word; a change of one word tells the whole word."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part(PartKind.KEPT, "".join(old[a:b])))
            continue
        if b > a:
            parts.append(Part(PartKind.REMOVED, "".join(old[a:b])))
        if d > c:
            parts.append(Part(PartKind.ADDED, "".join(new[c:d])))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Impact:
    """What stands beside a script, by title: its procedures, and what else leans on those."""

    sops: tuple[str, ...]
    replies: tuple[str, ...]
    scripts: tuple[str, ...]


def impact(content: Content, script_id: str) -> Impact:
    """What a change of a script touches; KeyError when there is none of that id."""
    script = content.script(script_id)
    if script is None:
        raise KeyError(script_id)
    used = _sops_of(script)
    others = (one for one in content.scripts if one is not script and used & _sops_of(one))
    return Impact(
        tuple(f"{one.id} {one.title}" for one in content.sops if one.id in used),
        tuple(one.title for one in content.replies if one.sop in used),
        tuple(one.title for one in others),
    )


def _sops_of(script: Script) -> frozenset[str]:
    linked = {PassageLink.parse(one.passage).sop for one in script.steps if one.passage}
    return frozenset(linked | {script.sop} - {""})


@dataclass(frozen=True, slots=True)
class AnswerTarget:
    """An answer (empty: whatever is answered) and the numbers of the steps it may lead to; 0 ends.

    More than one number: it depends on what was answered before.
    """

    label: str
    numbers: tuple[int, ...]


def answer_targets(script: Script, step: Step) -> tuple[AnswerTarget, ...]:
    """Where each answer of a step leads, in the order the agent sees them."""
    if not step.choices:
        return (AnswerTarget("", _numbers(script, [one.to for one in step.branches])),)
    return tuple(
        AnswerTarget(one.label, _numbers(script, _leads_to(step, one))) for one in step.choices
    )


def _leads_to(step: Step, choice: Choice) -> list[str]:
    if choice.to:
        return [choice.to]
    possible: list[str] = []
    for branch in step.branches:
        own = branch.when.get(step.name, (choice.value,))
        if choice.value in own:
            possible.append(branch.to)
            if not branch.when.keys() - {step.name}:
                break
    return possible


def _numbers(script: Script, ids: list[str]) -> tuple[int, ...]:
    places = {one.id: number for number, one in enumerate(script.steps, 1)} | {END: 0}
    return tuple(dict.fromkeys(places[one] for one in ids if one in places))


@dataclass(frozen=True, slots=True)
class Remark:
    """What keeps a draft from being published; `step` is empty for the script as a whole.

    `code` is one of `script_faults`, or `empty`, `template`, `slot`, `phrase`; `rule_silent`,
    `rule_clash`, `rule_empty` are of a phrase rule, with no script. `subject` is what it
    is about, `instead` what may stand there, both perhaps empty. [start, end) are code points of
    the step's words, both 0 where it is not about some of them.
    """

    script: str
    step: str
    code: str
    subject: str = ""
    instead: str = ""
    start: int = 0
    end: int = 0


class DraftChecks:
    """Checks drafts against the phrase rules of an edition; for one lane: rules are compiled once.

    Cheap to make; the first check takes about 60 µs a phrase more.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._table: PhraseTable | None = None

    def remarks(self, content: Content, draft: Draft) -> tuple[Remark, ...]:
        """Everything that is wrong with the scripts a draft over `content` changes."""
        after = with_draft(content, draft)
        found = list(self._rule_remarks(after, draft))
        if draft.synonyms is not None:
            found += [
                Remark("", "", f"synonym_{flaw.code}", flaw.words, flaw.other)
                for flaw in synonym_flaws(draft.synonyms)
            ]
        for script in after.scripts:
            if not any(place[0] == script.id for place in draft.says):
                continue
            faults = script_faults(script)
            found += [Remark(script.id, one.step, one.code, one.subject) for one in faults]
            for step in script.steps:
                if (script.id, step.id) in draft.says:
                    found += self.words(script, step)
        return tuple(found)

    def _rule_remarks(self, after: Content, draft: Draft) -> Iterator[Remark]:
        for rule in after.rules:
            if rule.id in draft.rules:
                for flaw in rule_flaws(rule, after.rules):
                    yield Remark("", "", f"rule_{flaw.code}", flaw.phrase, flaw.other)

    def words(self, script: Script, step: Step) -> Iterator[Remark]:
        """What is wrong with the words of one step."""
        if not step.say:
            yield Remark(script.id, step.id, "empty")
            return
        try:
            parts = parse_template(step.say)
        except TemplateFault as fault:
            near = step.say[fault.offset : fault.offset + 20]
            end = fault.offset + len(near)
            yield Remark(script.id, step.id, "template", near, "", fault.offset, end)
            return
        known = slots_for(script)
        for slot, _ in slots_of(parts):
            if slot.name not in known:
                yield Remark(script.id, step.id, "slot", slot.name)
        if self._table is None:
            self._table = compile_rules(self._rules)
        for hit in self._table.check(step.say):
            # What is replaced may begin with a comma that goes with it; that is not worth telling.
            said = step.say[hit.replace_start : hit.replace_end].strip(" ,")
            instead = hit.suggestions[0].strip(" ,") if hit.suggestions else ""
            yield Remark(script.id, step.id, "phrase", said, instead, hit.start, hit.end)


def slots_for(script: Script) -> tuple[str, ...]:
    """Names of the placeholders the words of a script may hold."""
    answers = (one.name for one in script.steps if one.name)
    return tuple(dict.fromkeys((*CALL_SLOTS, *answers)))


def keep_draft(begin: Begin, draft: Draft) -> None:
    """Write the draft to the local file; raises OperatorNotice for a fault of the disk."""
    says = [[*place, say] for place, say in draft.says.items()]
    rules = {one: rule_as_mapping(rule) if rule else None for one, rule in draft.rules.items()}
    held = {"base": draft.base, "says": says, "rules": rules, "synonyms": draft.synonyms,
            "synonyms_over": draft.synonyms_over}  # fmt: skip
    text = json.dumps(held, ensure_ascii=False)
    with begin() as records:
        records.set_setting(DRAFT, text)


def kept_draft(begin: Begin) -> Draft | None:
    """The draft of the local file, or None; raises OperatorNotice for a fault of the disk."""
    with begin() as records:
        text = records.setting(DRAFT)
    if text is None:
        return None
    held = json.loads(text)
    says = {(script, step): say for script, step, say in held["says"]}
    rules = {str(one): _rule(rule) if rule else None for one, rule in held.get("rules", {}).items()}
    own, over = (_groups(held.get(name)) for name in ("synonyms", "synonyms_over"))
    return Draft(int(held["base"]), MappingProxyType(says), MappingProxyType(rules), own, over)


def _groups(held: list[list[str]] | None) -> Groups | None:
    return None if held is None else tuple(tuple(one) for one in held)


def _rule(held: Mapping[str, object]) -> Rule:
    """A rule of a draft: unlike a published one it may have nothing to look for yet."""
    if held["discouraged"]:
        return parse_rule(held)
    return replace(parse_rule({**held, "discouraged": ["–"]}), discouraged=())
