"""Names the screen's lists and heads share; translated when asked, not when imported."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from operator_app.domain.sops import Sop
from operator_app.services.read_sops import Change, GroupKind, SopRow

MAX_NAMED = 3
"""How many changed sections are named; more are counted."""


def group_name(kind: GroupKind) -> str:
    """What a group is called, for all but the topics, which name themselves."""
    names = {
        GroupKind.PINNED: QCoreApplication.translate("KnowledgeBase", "Pinned"),
        GroupKind.RECENT: QCoreApplication.translate("KnowledgeBase", "Recent"),
        GroupKind.CHANGED: QCoreApplication.translate("KnowledgeBase", "Changed"),
        GroupKind.ALL: QCoreApplication.translate("KnowledgeBase", "All procedures"),
    }
    return names.get(kind, "")


def nothing_in(kind: GroupKind) -> str:
    """What an empty group says, and what fills it."""
    words = {
        GroupKind.PINNED: QCoreApplication.translate(
            "KnowledgeBase", "Nothing is pinned. Ctrl+D pins the procedure shown"
        ),
        GroupKind.RECENT: QCoreApplication.translate(
            "KnowledgeBase", "Nothing was read yet. Enter opens a procedure"
        ),
        GroupKind.CHANGED: QCoreApplication.translate(
            "KnowledgeBase", "Nothing has changed since you last read"
        ),
        GroupKind.ALL: QCoreApplication.translate("KnowledgeBase", "There are no procedures yet"),
        GroupKind.TOPIC: QCoreApplication.translate(
            "KnowledgeBase", "This topic has no procedures yet"
        ),
    }
    return words[kind]


def mark_words(row: SopRow) -> tuple[tuple[str, str, str], ...]:
    """Marks of a procedure: icon, token of its colour, words."""
    marks = []
    if row.overdue:
        marks.append(
            ("warning", "warn", QCoreApplication.translate("KnowledgeBase", "review overdue"))
        )
    if row.changed:
        marks.append(("note", "accent", QCoreApplication.translate("KnowledgeBase", "changed")))
    if row.upcoming:
        marks.append(
            ("info", "warn", QCoreApplication.translate("KnowledgeBase", "not in force yet"))
        )
    if row.pinned:
        marks.append(("pin", "text2", QCoreApplication.translate("KnowledgeBase", "pinned")))
    return tuple(marks)


def day(moment: date, today: date) -> str:
    """«18.11», with the year when it is another one."""
    return f"{moment:%d.%m}" if moment.year == today.year else f"{moment:%d.%m.%Y}"


def facts(sop: Sop, edition: int, topic: str, today: date) -> list[str]:
    """What stands below a procedure's title."""
    said = []
    if sop.valid_from is not None:
        if sop.valid_from > today:
            told = QCoreApplication.translate("KnowledgeBase", "will be in force from {date}")
        else:
            told = QCoreApplication.translate("KnowledgeBase", "in force since {date}")
        said.append(told.format(date=day(sop.valid_from, today)))
    if sop.review_by is not None:
        told = QCoreApplication.translate("KnowledgeBase", "review by {date}")
        said.append(told.format(date=day(sop.review_by, today)))
    if sop.owner:
        said.append(sop.owner)
    told = QCoreApplication.translate("KnowledgeBase", "edition {number}")
    return [*said, told.format(number=edition), topic]


def overdue_words(sop: Sop, today: date) -> str:
    """That the review is overdue and what to do; "" when it is not."""
    if sop.review_by is None or not sop.overdue(today):
        return ""
    told = QCoreApplication.translate(
        "KnowledgeBase", "The review is overdue, it was due by {date}. Check with the senior"
    )
    return told.format(date=day(sop.review_by, today))


def change_words(sop: Sop, change: Change) -> str:
    """Which sections differ from the agent's last reading."""
    sections = [one for one in sop.sections if one.anchor in change.anchors]
    beginning = QCoreApplication.translate("KnowledgeBase", "the beginning")
    names = [one.title or beginning for one in sections]
    told = ", ".join(names[:MAX_NAMED])
    if len(names) > MAX_NAMED:
        more = QCoreApplication.translate("KnowledgeBase", "{sections} and {count} more")
        told = more.format(sections=told, count=len(names) - MAX_NAMED)
    if change.removed:
        gone = QCoreApplication.translate("KnowledgeBase", "sections removed: {count}")
        told = "; ".join(part for part in (told, gone.format(count=change.removed)) if part)
    whole = QCoreApplication.translate("KnowledgeBase", "Changed since you last read: {what}")
    return whole.format(what=told)
