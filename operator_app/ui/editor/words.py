"""What the editor says of steps, answers and remarks; translated when asked, not when imported."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.phrases import Rule
from operator_app.domain.publication import Content
from operator_app.domain.scripts import Script, Stage, Step
from operator_app.services.edit_rules import RuleChange, RuleFlaw
from operator_app.services.edit_scripts import AnswerTarget, Change, Remark
from operator_app.services.edit_synonyms import SynonymChange
from operator_app.ui.call.words import stage_name
from operator_app.ui.editor.drafting import DraftState


def step_name(script: Script, step: Step) -> str:
    """«3. Решить»: the step's number and what it is about."""
    return f"{1 + script.steps.index(step)}. {step.label or stage_name(step.stage)}"


def target_words(script: Script, target: AnswerTarget) -> str:
    """An answer with where it leads: «Да, верно → 6. Решить»."""
    ends = QCoreApplication.translate("Editor", "end of the script")
    leads = " / ".join(
        step_name(script, script.steps[one - 1]) if one else ends for one in target.numbers
    )
    label = target.label or QCoreApplication.translate("Editor", "Any answer")
    return f"{label} → {leads}"


def draft_words(state: DraftState) -> str:
    """Where the draft is."""
    words = {
        DraftState.CLEAN: QCoreApplication.translate("Editor", "Nothing changed"),
        DraftState.SAVING: QCoreApplication.translate("Editor", "Draft is being saved"),
        DraftState.KEPT: QCoreApplication.translate("Editor", "Draft, saved"),
        DraftState.NOT_KEPT: QCoreApplication.translate(
            "Editor", "Draft, not saved. Ctrl+S tries again"
        ),
    }
    return words[state]


def rule_title(rule: Rule) -> str:
    """«Проблема → Сложность»: the first of what not to say and of what to say."""
    avoided = next(iter(rule.discouraged), QCoreApplication.translate("Editor", "New rule"))
    said = next((one.text for one in rule.approved), "")
    return f"{avoided} → {said}" if said else avoided


def flaw_words(flaw: RuleFlaw) -> str:
    """What is wrong with a rule: one sentence."""
    return _SENTENCES[f"rule_{flaw.code}"]().format(subject=flaw.phrase, instead=flaw.other)


def change_title(change: Change | RuleChange | SynonymChange) -> str:
    """What a change is of."""
    if isinstance(change, SynonymChange):
        return QCoreApplication.translate("Editor", "Synonyms")
    if isinstance(change, Change):
        return f"{change.script.title} ▸ {step_name(change.script, change.step)}"
    rule = change.after or change.before
    words = QCoreApplication.translate("Editor", "Phrase rule: {title}")
    return words.format(title=rule_title(rule)) if rule else ""


def changed_lines(change: SynonymChange) -> tuple[str, str]:
    """Only the groups that differ, before and after: there may be hundreds that stay."""
    before, after = change.before.split("\n"), change.after.split("\n")
    gone = [one for one in before if one not in after]
    return "\n".join(gone), "\n".join(one for one in after if one not in before)


def rule_words(rule: Rule | None) -> str:
    """A rule as one text that can be compared word by word; empty for none."""
    if rule is None:
        return ""
    said = " / ".join(one.text for one in rule.approved)
    words = f"{' / '.join(rule.discouraged)} → {said or '–'}. {rule.why}".strip()
    return f"{words} ({' / '.join(rule.exceptions)})" if rule.exceptions else words


def remark_words(content: Content, remark: Remark) -> str:
    """«Опубликовать нельзя: …» with the place and what would mend it."""
    told = QCoreApplication.translate("Editor", "Cannot publish: {what}")
    return told.format(what=_what(content, remark))


def _what(content: Content, remark: Remark) -> str:
    sentence = _SENTENCES[remark.code]()
    if remark.code == "phrase" and remark.instead:
        sentence = QCoreApplication.translate(
            "Editor", "in “{step}” instead of “{subject}” say “{instead}”"
        )
    subject = remark.subject
    if remark.code == "stage_missing":
        subject = stage_name(Stage(subject))
    return sentence.format(step=_step(content, remark), subject=subject, instead=remark.instead)


def _step(content: Content, remark: Remark) -> str:
    script = content.script(remark.script)
    step = next((one for one in script.steps if one.id == remark.step), None) if script else None
    return step_name(script, step) if script and step else remark.step


_SENTENCES = {
    "synonym_alone": lambda: QCoreApplication.translate(
        "Editor", "synonyms: “{subject}” stands alone, add what means the same"
    ),
    "synonym_twice": lambda: QCoreApplication.translate(
        "Editor", "synonyms: “{subject}” is a form of “{instead}” beside it"
    ),
    "synonym_shared": lambda: QCoreApplication.translate(
        "Editor", "synonyms: “{subject}” is in the group of “{instead}” too, join them"
    ),
    "leads_nowhere": lambda: QCoreApplication.translate("Editor", "step “{step}” leads nowhere"),
    "unknown_target": lambda: QCoreApplication.translate(
        "Editor", "step “{step}” leads to “{subject}”, which is not there"
    ),
    "unreachable": lambda: QCoreApplication.translate("Editor", "nothing leads to step “{step}”"),
    "duplicate_step": lambda: QCoreApplication.translate("Editor", "two steps are “{subject}”"),
    "stage_missing": lambda: QCoreApplication.translate("Editor", "no step is of “{subject}”"),
    "no_choices": lambda: QCoreApplication.translate("Editor", "step “{step}” has no answers"),
    "no_end": lambda: QCoreApplication.translate("Editor", "the script never ends"),
    "endless_loop": lambda: QCoreApplication.translate(
        "Editor", "step “{step}” never comes to an end"
    ),
    "answer_absent": lambda: QCoreApplication.translate(
        "Editor", "step “{step}” depends on “{subject}”, which is not always asked"
    ),
    "dead_branch": lambda: QCoreApplication.translate(
        "Editor", "in step “{step}” the way to “{subject}” is never taken"
    ),
    "empty": lambda: QCoreApplication.translate("Editor", "step “{step}” says nothing"),
    "template": lambda: QCoreApplication.translate(
        "Editor", "in “{step}” a bracket has no pair: {subject}"
    ),
    "slot": lambda: QCoreApplication.translate(
        "Editor", "in “{step}” nothing fills the placeholder “{subject}”"
    ),
    "phrase": lambda: QCoreApplication.translate(
        "Editor", "in “{step}” say “{subject}” in other words"
    ),
    "rule_empty": lambda: QCoreApplication.translate("Editor", "a rule says nothing to avoid"),
    "rule_silent": lambda: QCoreApplication.translate(
        "Editor", "the rule never finds “{subject}”: see its exceptions"
    ),
    "rule_clash": lambda: QCoreApplication.translate(
        "Editor", "“{subject}” is to be said, yet a rule against “{instead}” finds it"
    ),
}
