"""«Подключить к центру»: where the centre is, who enters it, and each check in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.services.enrolment import Application, Company, EnrolmentStep
from operator_app.ui.elements import WrappedLabel, set_role
from operator_app.ui.lanes import Runs
from operator_app.ui.notices import Notices, announce
from operator_app.ui.synchronisation.form import CardForm
from operator_app.ui.synchronisation.words import step_words
from operator_app.ui.theme import Look

SHORTEST_PHRASE = 8
"""Fewest characters of a passphrase."""

_TODO, _NOW, _DONE, _FAILED = "○", "➜", "✓", "✗"
_PHRASE = (NoticeCode.KEY_PHRASE_NEEDED, NoticeCode.KEY_PHRASE_WRONG)


class JoinForm(CardForm):
    """Signal: `joined()` once the desk is in the centre and its content here."""

    joined = Signal()
    _begun = Signal(str)

    def __init__(self, look: Look, company: Company, lane: Runs, notices: Notices) -> None:
        super().__init__(look)
        self._company, self._lane, self._notices = company, lane, notices
        self._running = False
        self._step: EnrolmentStep | None = None
        self.word(
            self.tr("Connect to the centre"),
            self.tr("The administrator gives you these. The first password is replaced at once"),
            self.tr("Connect"),
        )
        self.address = self.add_field(self.tr("Address"), "centre.firma.ru/operator")
        self.login = self.add_field(self.tr("Login"))
        self.password = self.add_field(self.tr("First password"), secret=True)
        self.root = self.add_field(
            self.tr("Company's root certificate, a path; empty means the system's own"),
            "/home/user/firma-root.pem",
        )
        self.phrase = self.add_field(self.tr("Passphrase for this computer"), secret=True)
        self.again = self.add_field(self.tr("Passphrase once more"), secret=True)
        self._phrase_parts = [self.phrase, self.again, *self._labels_of(self.phrase, self.again)]
        self.steps = {one: WrappedLabel() for one in EnrolmentStep}
        for label in self.steps.values():
            label.setProperty("role", "secondary")
            self.column.addWidget(label)
        self.finish()
        self._ask_phrase(asked=False)
        self._show_steps(_TODO)
        self._begun.connect(self._step_begun)

    def confirm(self) -> None:
        """Ctrl+Enter: check one after another."""
        if self._running or not self._whole():
            return
        asked = Application(
            self.address.text(), self.login.text(), self.password.text(), self.root.text(),
            self.phrase.text(),
        )  # fmt: skip
        self._running = True
        self.hint.setText("")
        self._show_steps(_TODO)
        company = self._company
        self._lane.run(
            lambda: company.enrol(asked, lambda step: self._begun.emit(step.value)),
            lambda _: self._entered(),
            self._refused,
        )

    def _whole(self) -> bool:
        for field in (self.address, self.login, self.password):
            if not field.text().strip():
                words = self.tr("Fill in: {field}").format(field=field.accessibleName())
                return self._hold(field, words)
        if self.phrase.isVisibleTo(self):
            if len(self.phrase.text()) < SHORTEST_PHRASE:
                return self._hold(self.phrase, self.tr("A passphrase has 8 characters or more"))
            if self.phrase.text() != self.again.text():
                return self._hold(self.again, self.tr("The passphrases differ, type it once more"))
        return True

    def _hold(self, field: QLineEdit, words: str) -> bool:
        self.hint.setText(words)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _step_begun(self, name: str) -> None:
        self._step = EnrolmentStep(name)
        before = True
        for step, label in self.steps.items():
            here = step is self._step
            before = before and not here
            self._mark(label, step, _NOW if here else _DONE if before else _TODO)
        announce(self, step_words(self._step))

    def _entered(self) -> None:
        self._running = False
        self._show_steps(_DONE)
        for secret in (self.password, self.phrase, self.again):
            secret.clear()
        self.joined.emit()

    def _refused(self, fault: Exception) -> None:
        self._running = False
        if not isinstance(fault, OperatorNotice):
            raise fault
        if self._step is not None:
            self._mark(self.steps[self._step], self._step, _FAILED)
        self._ask_phrase(asked=fault.code in _PHRASE or self.phrase.isVisibleTo(self))
        words = self._notices.words(fault)
        self.hint.setText(words)
        announce(self, words, urgent=True)
        self._field_of(fault).setFocus(Qt.FocusReason.OtherFocusReason)

    def _field_of(self, fault: OperatorNotice) -> QLineEdit:
        places = {
            NoticeCode.CERTIFICATE_UNREADABLE: self.root,
            NoticeCode.CENTRE_OTHER_ROOT: self.root,
            NoticeCode.CENTRE_LOGIN_REFUSED: self.password,
            NoticeCode.KEY_PHRASE_NEEDED: self.phrase,
            NoticeCode.KEY_PHRASE_WRONG: self.phrase,
        }
        return places.get(fault.code, self.address)

    def _ask_phrase(self, *, asked: bool) -> None:
        for part in self._phrase_parts:
            part.setVisible(asked)

    def _labels_of(self, *fields: QLineEdit) -> list[QLabel]:
        labels = self._card.findChildren(QLabel)
        return [one for one in labels if one.buddy() in fields]

    def _show_steps(self, sign: str) -> None:
        self._step = None
        for step, label in self.steps.items():
            self._mark(label, step, sign)

    def _mark(self, label: QLabel, step: EnrolmentStep, sign: str) -> None:
        label.setText(f"{sign} {step_words(step)}")
        set_role(label, "warn-text" if sign == _FAILED else "secondary")
