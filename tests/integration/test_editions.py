"""Editions in a desk's real file: read once, passed over when they have faults."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from operator_app.bootstrap import utc_now
from operator_app.bootstrap.editions import Editions, first_edition
from operator_app.content import folder
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.publication import Edition
from tests.unit.storage.samples import local_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from operator_app.storage.local_file import LocalFile


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalFile]:
    opened = local_file(tmp_path)
    opened.open()
    yield opened
    opened.close()


def keep(local: LocalFile, number: int, payload: bytes) -> None:
    digest = hashlib.sha256(payload).hexdigest()
    with local.begin() as records:
        records.keep_edition(Edition(number, digest, utc_now(), "pavlova", "", payload))


def test_an_edition_is_read_once(local: LocalFile, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Editions(local.begin).newest(utc_now, "pavlova")

    def refuse(_: bytes) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(folder, "unpack", refuse)
    assert Editions(local.begin).kept() == first


def test_an_edition_with_faults_is_passed_over_at_every_start(local: LocalFile) -> None:
    editions = Editions(local.begin)
    first = editions.newest(utc_now, "pavlova")
    keep(local, 2, b"no archive at all")
    with pytest.raises(OperatorNotice) as caught:
        editions.newer(first.edition)
    assert caught.value.code is NoticeCode.CONTENT_FAULTY
    assert Editions(local.begin).newest(utc_now, "pavlova") == first
    keep(local, 3, first_edition(utc_now(), "pavlova").payload)
    newest = Editions(local.begin).kept()
    assert newest is not None
    assert newest.edition == 3


def test_without_a_whole_edition_the_fault_is_told(local: LocalFile) -> None:
    assert Editions(local.begin).kept() is None
    keep(local, 1, b"broken")
    with pytest.raises(OperatorNotice) as caught:
        Editions(local.begin).newest(utc_now, "pavlova")
    assert caught.value.code is NoticeCode.CONTENT_FAULTY
