"""A lead at work on phrase rules: what a rule does as it is written, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from operator_app.domain.answers import one_line
from operator_app.domain.phrases import Approved, Gender, Rule, RuleForm
from operator_app.domain.publication import Content
from operator_app.language.morphology import Reading, inflect, readings
from operator_app.language.phrase_table import PhraseTable, compile_rules

MAX_PHRASE: Final = 300
MAX_WHY: Final = 300
MAX_EXAMPLES: Final = 8

_CARRIERS: Final[Mapping[str, str]] = {
    "nomn": "Есть {}.",
    "gent": "У вас нет {}.",
    "datv": "Поможем {}.",
    "accs": "Вижу {}.",
    "ablt": "Разберусь с {}.",
    "loct": "Расскажите о {}.",
}
"""Sentences of ours for the cases of a noun; a person reads them as examples only."""

_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as it is and as its first suggestion makes it, equal for a mere hint.

    [start, end) are the code points of `before` that are underlined. `place` names the reply or
    script that says it now; empty for a sentence made up here.
    """

    before: str
    after: str
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class RuleFlaw:
    """What keeps a rule from being published: `code` is `silent`, `clash` or `empty`.

    `silent`: `phrase` is never found. `clash`: `phrase` is to be said and `other`, of another rule
    or this one, is not. `empty`: there is nothing to look for.
    """

    rule: str
    code: str
    phrase: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule published otherwise than before; either is None for a new or a removed one."""

    before: Rule | None
    after: Rule | None


def written_rule(
    rule: Rule,
    form: RuleForm,
    discouraged: str,
    approved: str,
    exceptions: str,
    why: str,
) -> Rule:
    """The rule with what stands in its form, a phrase a line; what has no field stays.

    An approved phrase that is still there keeps where it may stand.
    """
    held = {one.text: one for one in rule.approved}
    return replace(
        rule,
        form=form,
        discouraged=_phrases(discouraged),
        approved=tuple(held.get(one, Approved(one)) for one in _phrases(approved)),
        exceptions=_phrases(exceptions),
        why=one_line(why, MAX_WHY),
    )


def _phrases(lines: str) -> tuple[str, ...]:
    """Each line, or part between slashes, without the marks that belong to a text."""
    parts = (one_line(part, MAX_PHRASE) for part in re.split(r"\n| / ", lines))
    bare = (part.rstrip(".!?…").strip() for part in parts)
    return tuple(dict.fromkeys(one for one in bare if one))


def rule_flaws(rule: Rule, rules: Sequence[Rule]) -> tuple[RuleFlaw, ...]:
    """What is wrong with a rule among `rules`, which hold it too."""
    if not rule.discouraged:
        return (RuleFlaw(rule.id, "empty"),)
    own = compile_rules((rule,))
    silent = [one for one in rule.discouraged if not own.check(_alone(rule, one))]
    flaws = [RuleFlaw(rule.id, "silent", one) for one in silent]
    table = compile_rules(rules)
    for approved in rule.approved:
        for hit in table.check(f"{approved.text}."):
            other = next((one for one in rules if one.id == hit.rule), rule)
            phrase = next(iter(other.discouraged), other.id)
            flaws.append(RuleFlaw(rule.id, "clash", approved.text, phrase))
    return tuple(dict.fromkeys(flaws))


def _alone(rule: Rule, phrase: str) -> str:
    """A sentence of the phrase, with a word the rule wants beside it."""
    beside = f" ({rule.context_any[0]})" if rule.context_any else ""
    return f"{phrase[:1].upper()}{phrase[1:]}{beside}."


def examples(rule: Rule, content: Content, gender: Gender | None) -> tuple[Example, ...]:
    """What the rule does: first where the company says it now, then in sentences made up."""
    if not rule.discouraged:
        return ()
    table = compile_rules((rule,))
    found: dict[str, Example] = {}
    for place, text in (*_said(content), *(("", one) for one in _made_up(rule))):
        for sentence in _SENTENCE.findall(text):
            example = _example(table, sentence.strip(), place, gender)
            if example is not None:
                found.setdefault(example.before, example)
            if len(found) == MAX_EXAMPLES:
                return tuple(found.values())
    return tuple(found.values())


def _example(
    table: PhraseTable, sentence: str, place: str, gender: Gender | None
) -> Example | None:
    hit = next(iter(table.check(sentence, gender)), None)
    if hit is None:
        return None
    after = sentence
    if hit.suggestions:
        after = sentence[: hit.replace_start] + hit.suggestions[0] + sentence[hit.replace_end :]
    return Example(sentence, after, hit.start, hit.end, place)


def _said(content: Content) -> Iterator[tuple[str, str]]:
    for script in content.scripts:
        yield from ((script.title, step.say) for step in script.steps)
    yield from ((one.title, one.text) for one in content.replies)


def _made_up(rule: Rule) -> Iterator[str]:
    """The phrases in forms an agent would say: a noun in its cases, the rest as they stand."""
    for phrase in rule.discouraged:
        noun = _noun(phrase) if rule.form is RuleForm.INFLECT else None
        forms = (
            (carrier, inflect(noun, {case, "sing"})) for case, carrier in _CARRIERS.items() if noun
        )
        said = [carrier.format(form.word) for carrier, form in forms if form is not None]
        yield from said or [_alone(rule, phrase)]


def _noun(phrase: str) -> Reading | None:
    return next((one for one in readings(phrase) if one.pos == "NOUN" and one.case == "nomn"), None)


def rule_changes(before: Content, after: Content) -> tuple[RuleChange, ...]:
    """Which rules would be published otherwise, in the order of their ids."""
    old = {one.id: one for one in before.rules}
    new = {one.id: one for one in after.rules}
    return tuple(
        RuleChange(old.get(one), new.get(one))
        for one in sorted(old.keys() | new.keys())
        if old.get(one) != new.get(one)
    )
