"""Names the pages of quality show; translated when asked, not when imported."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from operator_app.domain.gaps import GapKind
from operator_app.domain.publication import Content
from operator_app.services.collect_gaps import GapGroup, passage_title


def gap_kind(kind: GapKind) -> str:
    """What went wrong."""
    names = {
        GapKind.NOTHING_FOUND: QCoreApplication.translate("Quality", "Nothing found"),
        GapKind.NOT_USED: QCoreApplication.translate("Quality", "Found, of no use"),
        GapKind.FLAG: QCoreApplication.translate("Quality", "Error in the text"),
    }
    return names[kind]


def gap_counts(row: GapGroup) -> str:
    """How often it was met, and by how many people."""
    told = QCoreApplication.translate("Quality", "times: {times}, people: {people}")
    return told.format(times=row.count, people=row.people)


def gap_state(row: GapGroup) -> str:
    """What went wrong and how often, or that it is mended."""
    if not row.open:
        return mended_words(row)
    counts = f"{gap_kind(row.kind)} · {gap_counts(row)}"
    again = QCoreApplication.translate("Quality", "again")
    return f"{counts} · {again}" if row.again else counts


def mended_words(row: GapGroup) -> str:
    """When a lead took it for mended, and who; "" when nobody did."""
    if row.mended_at is None:
        return ""
    told = QCoreApplication.translate("Quality", "Mended on {moment} · {who}")
    return told.format(moment=f"{row.mended_at.astimezone():%d.%m, %H:%M}", who=row.mended_by)


def place_words(row: GapGroup, content: Content) -> str:
    """What was found instead; "" when nothing was, and for a report, whose title is the place."""
    if not row.place or row.kind is GapKind.FLAG or ":" in row.place:
        return ""
    told = QCoreApplication.translate("Quality", "Found first: {passage}")
    return told.format(passage=passage_title(row.place, content))
