"""What the screen says of a reply and of an empty list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.retrieval import SearchAnswer
from operator_app.services.use_replies import Habits, Shelf


def scope_name(scope: ReplyScope) -> str:
    """Whose reply it is."""
    names = {
        ReplyScope.MINE: QCoreApplication.translate("Replies", "Mine"),
        ReplyScope.TEAM: QCoreApplication.translate("Replies", "Team's"),
        ReplyScope.ALL: QCoreApplication.translate("Replies", "For everyone"),
    }
    return names[scope]


def facts(reply: Reply, content: Content, habits: Habits) -> str:
    """The line under the title: topic, whose it is, shortcut, procedure, how often it was used."""
    shortcut = QCoreApplication.translate("Replies", "shortcut “{shortcut}”")
    used = QCoreApplication.translate("Replies", "used: {times}")
    times = habits.used.get(reply.id, 0)
    parts = (
        dict(content.topics).get(reply.topic, ""),
        scope_name(reply.scope),
        reply.sop,
        shortcut.format(shortcut=reply.shortcut) if reply.shortcut else "",
        used.format(times=times) if times else "",
    )
    return " · ".join(part for part in parts if part)


def found_words(count: int, answer: SearchAnswer | None) -> str:
    """The line over the list; empty for an empty list, which has words of its own."""
    if not count:
        return ""
    if answer is None:
        return QCoreApplication.translate("Replies", "Replies: {count}").format(count=count)
    if answer.repaired:
        shown = QCoreApplication.translate("Replies", "Shown for “{query}”")
        return shown.format(query=answer.used_query)
    return QCoreApplication.translate("Replies", "Found: {count}").format(count=count)


def empty_words(
    any_reply: bool, shelf: Shelf, answer: SearchAnswer | None, found_elsewhere: bool
) -> str:
    """What stands in the place of an empty list: what there is not, and what to do."""
    if not any_reply:
        return QCoreApplication.translate("Replies", "No replies yet. The senior adds them")
    if found_elsewhere:
        return QCoreApplication.translate("Replies", "Found on another tab or topic. Alt+3: all")
    if answer is not None:
        told = QCoreApplication.translate(
            "Replies", "Nothing for “{query}”. Shorten a word or ask the senior: F8"
        )
        return told.format(query=answer.query.strip())
    if shelf is Shelf.MINE:
        return QCoreApplication.translate(
            "Replies", "Nothing here yet. Ctrl+D keeps a reply, Ctrl+N writes one"
        )
    return QCoreApplication.translate("Replies", "No replies here. Choose another topic or Alt+3")
