"""What each failure asks for, by SQLSTATE and by the words of a refused connection."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from operator_app.domain.errors import NoticeCode
from operator_app.domain.ports import CentreFault, FaultKind
from operator_app.services.synchronise import notice_of
from operator_app.sync.faults import UNTRUSTED, fault_of, told_as_faults


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("08006", FaultKind.RETRY), ("40001", FaultKind.RETRY), ("40P01", FaultKind.RETRY),
        ("53300", FaultKind.RETRY), ("55P03", FaultKind.RETRY), ("57014", FaultKind.RETRY),
        ("57P01", FaultKind.RETRY), ("25006", FaultKind.RETRY), ("XX000", FaultKind.RETRY),
        ("42P01", FaultKind.RETRY), ("42883", FaultKind.RETRY),
        ("28P01", FaultKind.SIGN_IN), ("28000", FaultKind.SIGN_IN),
        ("22021", FaultKind.ROW), ("22P05", FaultKind.ROW), ("23505", FaultKind.ROW),
        ("23514", FaultKind.ROW), ("54000", FaultKind.ROW), ("42501", FaultKind.ROW),
    ],
)  # fmt: skip
def test_by_state(state: str, kind: FaultKind) -> None:
    error = psycopg.errors.lookup(state)("строка с данными")
    fault = fault_of(error)
    assert fault is not None
    assert (fault.kind, fault.state) == (kind, state)
    wrapped = fault_of(DBAPIError("INSERT", None, error))
    assert wrapped is not None
    assert wrapped.kind is kind


@pytest.mark.parametrize(
    ("words", "kind", "state"),
    [
        ('FATAL:  password authentication failed for user "x"', FaultKind.SIGN_IN, "28000"),
        (
            'ВАЖНО:  пользователь "x" не прошёл проверку подлинности (по паролю)',
            FaultKind.SIGN_IN,
            "28000",
        ),
        ('ВАЖНО:  для роли "x" вход запрещён', FaultKind.SIGN_IN, "28000"),
        ('FATAL:  database "operator" does not exist', FaultKind.RETRY, "3D000"),
        ('ВАЖНО:  база данных "operator" не существует', FaultKind.RETRY, "3D000"),
        ("SSL error: certificate verify failed", FaultKind.RETRY, UNTRUSTED),
        (
            "server does not support SSL, but SSL was required",
            FaultKind.RETRY,
            UNTRUSTED,
        ),
        ("ВАЖНО:  система баз данных запускается", FaultKind.RETRY, "08006"),
        ("server closed the connection unexpectedly", FaultKind.RETRY, "08006"),
        ("SSL SYSCALL error: EOF detected", FaultKind.RETRY, "08006"),
        ("SSL connection has been closed unexpectedly", FaultKind.RETRY, "08006"),
    ],
)
def test_by_words(words: str, kind: FaultKind, state: str) -> None:
    fault = fault_of(psycopg.OperationalError(f"connection failed: {words}"))
    assert fault is not None
    assert (fault.kind, fault.state) == (kind, state)


@pytest.mark.parametrize("state", ["42601", "42804", "26000"])
def test_a_bug_of_ours_stays_a_bug(state: str) -> None:
    error = psycopg.errors.lookup(state)("…")
    assert fault_of(error) is None
    with pytest.raises(psycopg.Error), told_as_faults():
        raise error


def test_a_fault_carries_nothing_of_the_row() -> None:
    with pytest.raises(CentreFault) as caught, told_as_faults():
        raise psycopg.errors.lookup("23514")("Failing row contains (+79161234567, Мария)")
    assert "Мария" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (CentreFault(FaultKind.SIGN_IN, "28P01"), NoticeCode.CENTRE_REJECTED),
        (CentreFault(FaultKind.RETRY, "08006"), NoticeCode.CENTRE_UNREACHABLE),
        (CentreFault(FaultKind.RETRY, UNTRUSTED), NoticeCode.CENTRE_UNTRUSTED),
        (CentreFault(FaultKind.RETRY, "3F000"), NoticeCode.CENTRE_NOT_PREPARED),
        (CentreFault(FaultKind.UPDATE, "client_version"), NoticeCode.UPDATE_NEEDED),
    ],
)
def test_what_the_operator_is_told(fault: CentreFault, code: NoticeCode) -> None:
    notice = notice_of(fault)
    assert notice.code is code
    assert notice.details["state"] == fault.state
