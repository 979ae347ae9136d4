"""Times and states of promised calls in words; translated when asked, not when imported."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from operator_app.domain.callbacks import Callback
from operator_app.domain.due_times import DueTime
from operator_app.language.days import as_of
from operator_app.services.spoken import spoken_phone, today_of


def due_words(at: datetime, now: datetime) -> str:
    """«сегодня, 22.11, 17:30», «завтра, …», «пт, 27.11, 14:00» by this desk's clock."""
    local, today = at.astimezone(), now.astimezone()
    near = {
        -1: QCoreApplication.translate("Callbacks", "yesterday"),
        0: QCoreApplication.translate("Callbacks", "today"),
        1: QCoreApplication.translate("Callbacks", "tomorrow"),
    }
    day = near.get((local.date() - today.date()).days) or _weekday(local.weekday())
    year = f".{local:%Y}" if local.year != today.year else ""
    return f"{day}, {local:%d.%m}{year}, {local:%H:%M}"


def promise_words(words: str, made_at: datetime, now: datetime) -> str:
    """What was promised as it is said today: the day it names is «сегодня», «вчера»."""
    return as_of(words, today_of(made_at), today_of(now))


def understood(due: DueTime, now: datetime) -> str:
    """The time that was typed, with the end of «до шести»."""
    words = due_words(due.at, now)
    if due.until is None:
        return words
    told = QCoreApplication.translate("Callbacks", "{words}, to be made by {until}")
    return told.format(words=words, until=f"{due.until.astimezone():%H:%M}")


def who(callback: Callback) -> str:
    """Whom to ring: the name, else the number, else the order."""
    customer = callback.customer
    unknown = QCoreApplication.translate("Callbacks", "Customer not named")
    return customer.name or spoken_phone(customer.number) or customer.order or unknown


def whose(callback: Callback, agent: str) -> str:
    """Whether it is the agent's own, anyone's, or a colleague rings about it now."""
    if callback.holder == "":
        return QCoreApplication.translate("Callbacks", "anyone of the team")
    if callback.holder != agent:
        told = QCoreApplication.translate("Callbacks", "taken by {login}")
        return told.format(login=callback.holder)
    if callback.taken and not callback.confirmed:
        return QCoreApplication.translate("Callbacks", "taken by you, not confirmed yet")
    if callback.taken:
        return QCoreApplication.translate("Callbacks", "taken by you")
    return QCoreApplication.translate("Callbacks", "for you")


def state_words(callback: Callback, agent: str, now: datetime) -> str:
    """Overdue first of all, then whose it is and how often nobody answered."""
    parts = [whose(callback, agent)]
    if callback.overdue(now):
        parts.insert(0, QCoreApplication.translate("Callbacks", "overdue"))
    if callback.tries:
        tries = QCoreApplication.translate("Callbacks", "not reached: {count}")
        parts.append(tries.format(count=callback.tries))
    return " · ".join(parts)


def _weekday(number: int) -> str:
    names = (
        QCoreApplication.translate("Callbacks", "Mon"),
        QCoreApplication.translate("Callbacks", "Tue"),
        QCoreApplication.translate("Callbacks", "Wed"),
        QCoreApplication.translate("Callbacks", "Thu"),
        QCoreApplication.translate("Callbacks", "Fri"),
        QCoreApplication.translate("Callbacks", "Sat"),
        QCoreApplication.translate("Callbacks", "Sun"),
    )
    return names[number]
