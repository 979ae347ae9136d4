"""Whether a whole set of content holds together, as a lead must know before publishing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from operator_app.content import check_wordings, sop_wordings, wordings
from operator_app.content.faults import Fault
from operator_app.content.folder import read_folder
from operator_app.content.pictures import name_of
from operator_app.content.script_checks import answer_values, check_script
from operator_app.content.template_checks import phrase_faults, template_faults
from operator_app.content.training_checks import check_case
from operator_app.content.tree import ReadResult, Source
from operator_app.domain.replies import ASKED_SLOTS
from operator_app.domain.scripts import Step
from operator_app.domain.sops import PassageLink
from operator_app.language.phrase_table import PhraseTable, compile_rules

_LIMITS_EXAMPLE: Final = "compensation: {rubles: 1000, period_days: 30}"
_TOPICS_EXAMPLE: Final = "topics: [{id: delivery, title: Доставка}]"

_LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТУХ–—−", "ABEKMHOPCTYX---")


def check_folder(path: Path, today: date) -> tuple[Fault, ...]:
    """Find every fault of a folder of content, by file and line.

    `today` decides which reviews are overdue. Raises OperatorNotice CONTENT_MISSING.
    """
    return check(read_folder(path), today)


def check(read: ReadResult, today: date) -> tuple[Fault, ...]:
    """Find every fault of what was read, those of the reading included, by file and line."""
    table = compile_rules(read.content.rules)
    found = [
        *read.faults,
        *_missing_files(read),
        *_topics(read),
        *_outcomes(read),
        *_sops(read, today),
        *_scripts(read, table),
        *_replies(read, table),
        *_practice(read, today),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.file, one.line)))


def _missing_files(read: ReadResult) -> Iterator[Fault]:
    needed = {"topics.yaml": _TOPICS_EXAMPLE}
    if read.content.scripts or read.content.replies:
        needed["limits.yaml"] = _LIMITS_EXAMPLE
    for name, example in needed.items():
        if name not in read.singles:
            yield wordings.FILE_MISSING.at(name, 1, name=name, example=example)


def _outcomes(read: ReadResult) -> Iterator[Fault]:
    codes = [one.id for one in read.content.wrap_ups]
    for place, code in enumerate(codes):
        if code in codes[:place]:
            source = read.singles["outcomes.yaml"]
            lines = [source.line("outcomes", one, "id") for one in (codes.index(code), place)]
            where = f"{source.file}:{lines[0]}"
            yield wordings.DUPLICATE_ID.at(source.file, lines[1], id=code, where=where)


def _topics(read: ReadResult) -> Iterator[Fault]:
    topics = [topic for topic, _ in read.content.topics]
    for place, topic in enumerate(topics):
        if topic in topics[:place]:
            source = read.singles["topics.yaml"]
            lines = [source.line("topics", one, "id") for one in (topics.index(topic), place)]
            where = f"{source.file}:{lines[0]}"
            yield wordings.DUPLICATE_ID.at(source.file, lines[1], id=topic, where=where)
    if not topics:
        return
    for topic, source, line in _topics_used(read):
        if topic and topic not in topics:
            near = _near(topic, topics)
            yield check_wordings.TOPIC_UNKNOWN.at(source.file, line, topic=topic, **near)


def _topics_used(read: ReadResult) -> Iterator[tuple[str, Source, int]]:
    """Every topic named anywhere, with its place."""
    content = read.content
    for sop in content.sops:
        source = read.sources["sop", sop.id]
        yield sop.topic, source, source.line("topic")
    for reply in content.replies:
        source = read.sources["reply", reply.id]
        yield reply.topic, source, source.line("topic")
    for rule in content.rules:
        source = read.sources["rule", rule.id]
        yield from ((one, source, source.line("topics")) for one in rule.topics)
    for script in content.scripts:
        source = read.sources["script", script.id]
        yield script.topic, source, source.line("topic")
        for place, step in enumerate(script.steps):
            line = source.line("steps", place, "topics")
            yield from ((one, source, line) for one in step.topics)
    for case in content.practice:
        source = read.sources["training", case.id]
        yield case.topic, source, source.line("topic")


def _sops(read: ReadResult, today: date) -> Iterator[Fault]:
    for sop in read.content.sops:
        source = read.sources["sop", sop.id]
        for link in read.links[sop.id]:
            if link.image:
                if read.content.picture(name_of(link.target)) is None:
                    missing = sop_wordings.IMAGE_MISSING
                    yield missing.at(source.file, link.line, target=link.target)
                continue
            target = f"{sop.id}{link.target}" if link.target.startswith("#") else link.target
            yield from _link(target, read, source.file, link.line)
        if sop.review_by is not None and sop.overdue(today):
            line = source.line("review_by")
            day = sop.review_by.isoformat()
            yield check_wordings.REVIEW_OVERDUE.at(source.file, line, day=day, owner=sop.owner)


def _scripts(read: ReadResult, table: PhraseTable) -> Iterator[Fault]:
    for script in read.content.scripts:
        source = read.sources["script", script.id]
        yield from check_script(script, source, table, read.content.limit.rubles)
        yield from phrase_faults(script.unsolved, table, source.file, source.line("unsolved"))
        yield from template_faults(
            script.unsolved, answer_values(script), source.file, source.line("unsolved")
        )
        yield from _link(script.sop, read, source.file, source.line("sop"))
        for place, step in enumerate(script.steps):
            line = source.line("steps", place, "passage")
            yield from _link(step.passage, read, source.file, line)
            yield from _codes(step, place, read, source)


def _codes(step: Step, place: int, read: ReadResult, source: Source) -> Iterator[Fault]:
    known = [one.id for one in read.content.wrap_ups]
    named: list[tuple[tuple[str | int, ...], str]] = [(("code",), step.code)]
    named += [
        (("answer", "choices", number, "code"), one.code) for number, one in enumerate(step.choices)
    ]
    for path, code in named:
        if code and code not in known:
            line = source.line("steps", place, *path)
            near = _near(code, known)
            yield check_wordings.CODE_UNKNOWN.at(source.file, line, code=code, **near)


def _replies(read: ReadResult, table: PhraseTable) -> Iterator[Fault]:
    # A reply can be used in a call of any script, so it may name any script's answers.
    answers: set[str] | None = None
    if not _unread_scripts(read):
        answers = {name for one in read.content.scripts for name in answer_values(one)}
        answers |= ASKED_SLOTS.keys()
    for reply in read.content.replies:
        source = read.sources["reply", reply.id]
        line = source.line("text")
        yield from template_faults(reply.text, answers, source.file, line)
        yield from phrase_faults(reply.text, table, source.file, line)
        yield from _link(reply.sop, read, source.file, source.line("sop"))


def _practice(read: ReadResult, today: date) -> Iterator[Fault]:
    for case in read.content.practice:
        source = read.sources["training", case.id]
        script = read.content.script(case.script)
        if script is not None or not _unread_scripts(read):
            yield from check_case(case, script, source, today)
        yield from _link(str(case.target), read, source.file, source.line("target"))


def _unread_scripts(read: ReadResult) -> bool:
    files = {source.file for (kind, _), source in read.sources.items() if kind == "script"}
    return any(one.file.startswith("scripts/") and one.file not in files for one in read.faults)


def _link(target: str, read: ReadResult, file: str, line: int) -> Iterator[Fault]:
    if not target:
        return
    link = PassageLink.parse(target)
    sop = read.content.sop(link.sop)
    if sop is None:
        # Ids differ by a digit, so what looks close is another SOP; only a slip of layout is told.
        twin = next((one.id for one in read.content.sops if _same_look(one.id, link.sop)), "")
        wording = check_wordings.LINK_MISSPELT if twin else check_wordings.LINK_BROKEN
        yield wording.at(file, line, target=target, twin=twin)
    elif link.anchor and sop.section(link.anchor) is None:
        near = _near(link.anchor, [one.anchor for one in sop.sections if one.anchor])
        yield check_wordings.LINK_ANCHOR_BROKEN.at(file, line, target=target, **near)


def _same_look(one: str, other: str) -> bool:
    return one.upper().translate(_LOOKALIKES) == other.upper().translate(_LOOKALIKES)


def _near(wanted: str, known: Iterable[str]) -> dict[str, str]:
    """Say what was probably meant, else what there is."""
    names = list(known)
    close = get_close_matches(wanted, names, n=1)
    if close:
        return {"near_ru": f"Вероятно, «{close[0]}».", "near_en": f"Probably “{close[0]}”."}
    some = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return {"near_ru": f"Есть: {some or 'пока ничего'}.", "near_en": f"Known: {some or 'none'}."}
