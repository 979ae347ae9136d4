"""The words for what does not hold together between files, and inside a script."""

from __future__ import annotations

from typing import Final

from operator_app.content.faults import Wording

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
CASE_SCRIPT_UNKNOWN: Final = Wording(
    "case_script_unknown",
    "тренировка по скрипту «{script}», а его нет",
    "practice of the script “{script}”, which does not exist",
    "Исправьте script или добавьте скрипт в scripts/.",
    "Correct `script` or add the script to scripts/.",
)
CASE_STEP_UNKNOWN: Final = Wording(
    "case_step_unknown",
    "в скрипте «{script}» нет шага «{step}»",
    "the script “{script}” has no step “{step}”",
    "Исправьте step или удалите ответ.",
    "Correct `step` or delete the answer.",
)
CASE_VALUE_WRONG: Final = Wording(
    "case_value_wrong",
    "на шаге «{step}» нельзя ответить «{value}»",
    "the step “{step}” cannot be answered with “{value}”",
    "Нужно: {known}.",
    "It takes: {known}.",
)
CASE_UNFINISHED: Final = Wording(
    "case_unfinished",
    "тренировка обрывается на шаге «{step}»: дальше ответа клиента нет",
    "the practice call breaks off at the step “{step}”: the customer has no answer",
    "Добавьте ответ на этот шаг: путь должен дойти до end.",
    "Add an answer for this step: the path has to reach `end`.",
)
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
UNSOLVED_MISSING: Final = Wording(
    "unsolved_missing",
    "нет фразы на случай, когда решить не получилось",
    "there is no line for a request that cannot be solved",
    "Добавьте unsolved: что сказать и что оператор может сделать.",
    "Add `unsolved`: what to say, and what the agent can do.",
)
MARK_MISSING: Final = Wording(
    "mark_missing",
    "на этапе {stage} ни у одного ответа нет mark: {mark}",
    "no answer of the stage {stage} has `mark: {mark}`",
    "Отметьте согласие с пересказом (agreed) и принятое предложение (offered).",
    "Mark the agreement to the restatement (agreed) and the offer taken (offered).",
)
SLOT_ABSENT: Final = Wording(
    "slot_absent",
    "в шаге «{step}» нужен {{{slot}}}, но есть путь, где о нём не спросили",
    "the step “{step}” needs {{{slot}}}, but on some way it was not asked for",
    "Возьмите часть фразы в [ ] или ведите путь через этот вопрос.",
    "Put that part of the sentence into [ ] or lead every way through the question.",
)
PROPOSALS_UNUSED: Final = Wording(
    "proposals_unused",
    "в шаге «{step}» предложены суммы, а ответ не сумма",
    "the step “{step}” proposes sums, but its answer is not a sum",
    "Поставьте kind: sum или уберите proposals.",
    "Set `kind: sum` or remove `proposals`.",
)
PROPOSAL_OVER_LIMIT: Final = Wording(
    "proposal_over_limit",
    "предложено {rubles} ₽, а оператору можно до {limit} ₽",
    "{rubles} ₽ are proposed, an agent may give {limit} ₽ at most",
    "Уменьшите сумму: больше решает старший смены.",
    "Lower the sum: above it a lead decides.",
)
CODE_UNKNOWN: Final = Wording(
    "code_unknown",
    "кода «{code}» нет в outcomes.yaml",
    "the code “{code}” is not in outcomes.yaml",
    "{near_ru}",
    "{near_en}",
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
        "endless_loop",
        "из шага «{step}» нельзя дойти до конца",
        "the end cannot be reached from the step “{step}”",
        "Дайте кругу выход: один из ответов должен вести дальше.",
        "Give the loop a way out: one of the answers must lead on.",
    ),
    Wording(
        "answer_absent",
        "условие шага «{step}»: на одном из путей о «{subject}» не спросили",
        "the condition of step “{step}”: on some way “{subject}” was not asked",
        "Спросите раньше или сначала проверьте ответ, который ведёт к этому вопросу.",
        "Ask earlier, or first test the answer that leads to that question.",
    ),
    Wording(
        "dead_branch",
        "шаг «{step}»: переход в «{subject}» никогда не сработает",
        "the step “{step}”: the way to “{subject}” is never taken",
        "Уберите его или поставьте раньше: берётся первый подходящий.",
        "Remove it or put it earlier: the first one that fits is taken.",
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
